"""A form about one young person: how it is shown, carried out, and led back to the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from careleavers import presenters
from careleavers.models import LeavingCareRecord, YoungPerson
from careleavers.views.page import (
    read_only,
    to_the_record,
)
from sufficiency.core.writing import (
    Writing,
    WritingForm,
)

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
YES_NO = {True: "Yes", False: "No", None: "Not known"}


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def version_of(person: YoungPerson) -> int:
    """Of the record as a whole; 0 where nothing was recorded yet."""
    record = LeavingCareRecord.objects.filter(child_id=person.pk).first()
    return record.version if record else 0


def form_page(
    request: HttpRequest,
    person: YoungPerson,
    form: WritingForm,
    *,
    name: str,
    title: str,
    button: str,
    done: str,
    act: Callable[[], object],
    action: str = "",
    **more: Any,
) -> HttpResponse:
    """A form about one young person; done, back to the record with a word that names nobody.

    `action` is what its key is kept under, where it is not `name` of the person.
    """

    def work() -> str:
        act()
        messages.success(request, done)
        return person.get_absolute_url()

    return Writing(
        form=form,
        name=action or f"{name} {person.public_id}",
        work=work,
        title=title,
        button=button,
        breadcrumbs=to_the_record(person),
        caption=presenters.name(person),
        elsewhere=read_only(person.authority),
        record=person,
        **more,
    ).answer(request)
