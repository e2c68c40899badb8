"""Forms filled in and sent as a browser would, from what the page itself asks."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from sufficiency.core.stale import Versioned
from tests.guards import tables
from tests.guards.place import Place
from tests.guards.reading import Form, forms_of
from tests.guards.scene import Set
from tests.guards.scenes import IMMEDIATELY, SCENES

WORDS = "Invented words"
# Forms that stand on a page only after a file was chosen there.
_OF_A_FILE = {"carers:upload-apply", "reports:context-file-apply"}


class NoForm(AssertionError):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What is written within it is gone after it. No block of a transaction: readings refuse to be part of one."""
    place = transaction.savepoint()
    try:
        yield
    finally:
        connection.needs_rollback = False
        transaction.savepoint_rollback(place)


class Sender:
    """One scene, set in a council: gets the page, fills the form as people would, sends it."""

    def __init__(self, name: str, place: Place, scene: Set | None = None) -> None:
        self.name, self.place = name, place
        self.scene = scene or SCENES[name].set(name, place)
        self.address = reverse(name, kwargs=self.scene.parts)
        role = SCENES[name].role
        self.client: Client = place.client(role) if role else Client()
        self.client.raise_request_exception = False
        # What is typed where nothing else is told.
        self.words = WORDS

    @cached_property
    def _shown(self) -> Form:
        return self._form()

    def form(self) -> Form:
        """The form as its page showed it when it was first asked for: what tests do after that is undone."""
        self._signed_in()
        return copy.deepcopy(self._shown)

    def _signed_in(self) -> None:
        role = SCENES[self.name].role
        if role and not self.client.cookies["sessionid"].value:
            # Signed out by an earlier post.
            self.client = self.place.client(role)

    def _form(self) -> Form:
        answer = self.client.get(self.scene.page)
        if name_of_preview := self.scene.given.get("files") if self.name in _OF_A_FILE else None:
            name_of_preview.seek(0)
            answer = self.client.post(self.scene.page, {"files": name_of_preview})
        for form in forms_of(answer.content.decode()):
            if form.method == "post" and (form.action or self.scene.page.partition("?")[0]) == self.address:
                return form
        raise NoForm(f"{self.name}: {self.scene.page} ({answer.status_code}) has no form that is sent to it")

    def filled(self, form: Form) -> dict[str, Any]:
        """What is shown as it is shown; what must be answered with the first that may be chosen, today, or words."""
        sent = form.as_shown()
        for one in form.fields.values():
            if one.name in self.scene.given:
                sent[one.name] = self.scene.given[one.name]
            elif one.kind in ("radio", "select") and not any(one.values):
                sent[one.name] = next((option for option in one.options if option), "")
            elif one.is_typed and not any(one.values):
                today = self.place.today
                day = f"{today.day}/{today.month}/{today.year}"
                sent[one.name] = day if one.is_day or one.name in ("on", "first_day") else self.words
        return {name: value for name, value in sent.items() if value != []}

    def send(self, sent: dict[str, Any]) -> HttpResponse:
        for value in sent.values():
            for one in value if isinstance(value, list) else [value]:
                if hasattr(one, "seek"):
                    one.seek(0)
        with override_settings(TASKS=IMMEDIATELY):
            return self.client.post(self.address, sent)


def change_everything() -> None:
    """As if somebody else had changed every record since its page was shown."""
    for model in tables.models():
        if issubclass(model, Versioned):
            model._default_manager.update(version=F("version") + 1)


def errors_on(answer: HttpResponse) -> str:
    """What the page complains of, for the message of a failing test."""
    text = answer.content.decode()
    start = text.find("govuk-error-summary")
    return " ".join(text[start : start + 900].split()) if start >= 0 else text[:300]
