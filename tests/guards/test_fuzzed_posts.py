"""Hostile posts to every form: never a 500, never a row of another council's, never half a deed.

`SUFFICIENCY_FUZZ_SEED` says from which number on; a failing test names the seed of its post.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from placements.models import Child
from sufficiency.core.models import OnceKey
from tests.guards import place
from tests.guards.hostile import Hostile
from tests.guards.scenes import IMMEDIATELY, SCENES
from tests.guards.scenes_of_documents import a_template, a_template_of_reports
from tests.guards.sending import Sender, undone
from tests.guards.tables import Rows, rows, tally, written
from tests.reports.keeping import a_test_of_guidance

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("SUFFICIENCY_FUZZ_SEED", "903"))
EVERYDAY, ALL = 150, 5_000
# What people are told in: nothing else comes back from a form.
STATUSES = {200, 302, 400, 403, 404, 405, 409, 410, 413, 415, 429}
# Written whatever becomes of a form: that it was tried.
TRIED = {"core_auditevent", "axes_accessattempt", "axes_accessfailurelog", "core_secondfactor"}


class Theatre:
    """Every scene in one council, the same in another, and one restricted child: whose ids are sent here."""

    def __init__(self) -> None:
        self.there = place.elsewhere()
        # These belong to the product, and every council uses them.
        a_template()
        a_template_of_reports()
        a_test_of_guidance()
        before = rows()
        theirs = {name: Sender(name, self.there) for name in SCENES}
        self.of_theirs = written(before, rows()).added
        self.of_theirs += [
            (table, key)
            for table in ("core_user", "core_membership", "core_authority")
            for key in self._all(table)
        ]
        self.here = place.here()
        self.senders = {name: Sender(name, self.here) for name in SCENES}
        self.good = {}
        for name, sender in self.senders.items():
            form = sender.form()
            self.good[name] = (form, sender.filled(form))
        hidden = self.here.child()
        Child.objects.filter(pk=hidden.pk).update(is_restricted=True)
        key = OnceKey.objects.create(
            key=UUID(int=7), user=self.there.officer, action="another", outcome="/account/"
        )
        self.foreign = [
            str(hidden.public_id),
            str(hidden.number),
            str(key.key),
            self.there.authority.gss_code,
            *self._ids_of(theirs),
        ]
        self.untouchable = {
            ("placements_child", str(hidden.pk)),
            *((table, key) for table, key in self.of_theirs),
        }
        # The first wrong password makes the system user in whose name such tries are written down.
        self.senders["sign-in"].send(self.good["sign-in"][1])
        self.before: Rows = rows()
        self.tally = tally()

    @staticmethod
    def _all(table: str) -> list[str]:
        return list(rows()[table])

    def _ids_of(self, senders: dict[str, Sender]) -> list[str]:
        found = [str(value) for one in senders.values() for value in one.scene.parts.values()]
        found += [str(person.public_id) for person in self.there.people.values()]
        found += self.there.authority.households.values_list("reference", flat=True)
        found += [str(one) for one in self.there.authority.households.values_list("public_id", flat=True)]
        found += self.there.authority.children.values_list("number", flat=True).exclude(number=None)
        return found

    def try_one(self, seed: int) -> str:
        """One post to one form; in a word what came of it. Fails where it did what it must not."""
        draw = random.Random(seed)
        name = draw.choice(list(SCENES))
        sender = self.senders[name]
        form, good = self.good[name]
        hostile = Hostile(seed, self.foreign)
        sent, wrong_type = hostile.post(form, good)
        address = sender.address
        if draw.random() < 0.08 and "public_id" in sender.scene.parts:
            foreign = draw.choice([one for one in self.foreign if len(one) == 36])
            address = reverse(name, kwargs={**sender.scene.parts, "public_id": foreign})
        with undone():
            answer = self._send(sender, address, sent, wrong_type)
            about = f"seed {seed}: {name} {sent!r:.600}"
            assert answer.status_code in STATUSES, f"{answer.status_code} for {about}"
            assert tuple(answer.headers.get("Location", "").split("/")[1:2]) != ("account",) or (
                "account" in address or name == "session-stay"
            ), f"led to another's result by {about}"
            if tally() != self.tally:
                self._judge(answer, about)
                return "done"
        return str(answer.status_code)

    @staticmethod
    def _send(sender, address, sent, wrong_type):
        for value in sent.values():
            for one in value if isinstance(value, list) else [value]:
                if hasattr(one, "seek"):
                    one.seek(0)
        sender.client.raise_request_exception = False
        with override_settings(TASKS=IMMEDIATELY):
            if wrong_type != "as it is":
                plain = {name: str(value) for name, value in sent.items()}
                return sender.client.generic("POST", address, json.dumps(plain), content_type=wrong_type)
            return sender.client.post(address, _sendable(sent))

    def _judge(self, answer, about: str) -> None:
        made = written(self.before, rows())
        tables = {table for table, _ in [*made.added, *made.touched]}
        crossed = [one for one in made.touched if one in self.untouchable]
        assert not crossed, f"touched {crossed} by {about}"
        for table, key in made.added:
            for column, to, other in _references(table, key):
                assert (to, other) not in self.untouchable, f"{table}.{column} leads to theirs by {about}"
        shows = ("password-link", "address-reveal", "avoid-reveal")
        done = answer.status_code == 302 or any(one in about for one in shows)
        half = tables - TRIED
        assert done or not half, f"{answer.status_code}, and yet wrote {sorted(half)} by {about}"


def _sendable(sent):
    """What a browser cannot put into bytes it sends as a question mark."""

    def clean(value):
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

    return {
        name: [clean(one) for one in value] if isinstance(value, list) else clean(value)
        for name, value in sent.items()
    }


def _references(table: str, key: str) -> Iterator[tuple[str, str, str]]:
    """Whom a new row names: column, table and key."""
    model = next(one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table)
    if hasattr(model, "pgh_tracked_model") or table == "core_auditevent":
        return
    row = model._default_manager.filter(pk=key).first()
    for field in model._meta.concrete_fields:
        if field.is_relation and row is not None and getattr(row, field.attname) is not None:
            yield field.name, field.related_model._meta.db_table, str(getattr(row, field.attname))


@pytest.fixture(scope="module")
def theatre(django_db_setup, django_db_blocker) -> Iterator[Theatre]:
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), outermost:
        yield Theatre()
        transaction.set_rollback(True)


def try_posts(theatre: Theatre, seeds: range) -> Counter[str]:
    ends: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        try:
            ends[theatre.try_one(seed)] += 1
        except AssertionError as fault:
            wrong.append(str(fault))
    print(f"seeds {seeds.start} to {seeds.stop - 1}: {dict(ends)}")
    assert not wrong, f"{len(wrong)} of {len(seeds)}:\n" + "\n".join(one[:900] for one in wrong[:20])
    assert connection.in_atomic_block
    return ends


@pytest.mark.usefixtures("caplog")
def test_hostile_posts_are_answered_in_words_and_do_nothing_by_halves(theatre, caplog):
    caplog.set_level("CRITICAL")
    ends = try_posts(theatre, range(SEED, SEED + EVERYDAY))
    assert ends["done"] < EVERYDAY / 2


@pytest.mark.slow
def test_five_thousand_hostile_posts(theatre, caplog):
    caplog.set_level("CRITICAL")
    try_posts(theatre, range(SEED, SEED + ALL))


def test_the_judge_sees_a_row_of_theirs_and_half_a_deed(theatre):
    """The guard of the guard: what it must find is done before its eyes."""

    class Answer:
        status_code = 400

    with undone():
        theatre.there.authority.children.update(first_name="Changed")
        with pytest.raises(AssertionError, match="touched"):
            theatre._judge(Answer, "nothing")
    with undone():
        theatre.here.household()
        with pytest.raises(AssertionError, match="and yet wrote"):
            theatre._judge(Answer, "nothing")
