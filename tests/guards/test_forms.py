"""Every form is carried out once however often it is sent, and never over what its sender has not seen."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest

from sufficiency.core.access import Role
from sufficiency.core.models import OnceKey
from tests.access_table import TABLE
from tests.guards.canaries import Aviary, stored_elsewhere
from tests.guards.logs import access_line
from tests.guards.reading import forms_of
from tests.guards.scenes import ELSEWHERE, NO_KEY, NO_VERSION, SCENES
from tests.guards.sending import WORDS, Sender, change_everything, errors_on, undone
from tests.guards.tables import tally
from tests.guards.where_canaries_may_be import TYPED

pytestmark = pytest.mark.django_db
REPOSITORY = Path(__file__).parent.parent.parent
WRITING = [name for name in SCENES if name not in NO_KEY]


def test_every_form_has_a_scene_or_a_reason_to_carry_no_key():
    forms = {name for name, row in TABLE.items() if "POST" in row.ways}
    assert forms == set(SCENES) | set(ELSEWHERE)
    assert not set(SCENES) & set(ELSEWHERE)
    assert set(NO_KEY) | set(NO_VERSION) <= set(SCENES)
    assert all((REPOSITORY / path).exists() for path in ELSEWHERE.values())


@pytest.mark.parametrize("name", WRITING)
def test_the_same_form_sent_again_does_what_the_first_did(stage: dict[str, Sender], name):
    send_again(stage[name], times=2)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITING)
def test_twenty_identical_posts_do_what_one_does(stage: dict[str, Sender], name):
    send_again(stage[name], times=19)


def send_again(sender: Sender, *, times: int) -> None:
    """The same form sent again leads to the first one's result, and nothing is written twice."""
    with undone():
        form = sender.form()
        assert "key" in form.fields, "a form that writes carries a key"
        sent = sender.filled(form)
        first = sender.send(sent)
        assert first.status_code == 302, f"{first.status_code}: {errors_on(first)}"
        done = tally()
        for _ in range(times):
            again = sender.send(sent)
            assert (again.status_code, again.headers.get("Location")) == (302, first["Location"])
        assert tally() == done


@pytest.mark.parametrize("name", WRITING)
def test_without_a_key_or_with_anothers_nothing_is_done(stage: dict[str, Sender], name):
    sender = stage[name]
    with undone():
        sent = sender.filled(sender.form())
        foreign = uuid4()
        OnceKey.objects.create(
            key=foreign, user=sender.place.people[Role.AUDITOR], action="another", outcome="/account/"
        )
        before = tally()
        for key in (None, "no key", str(foreign)):
            answer = sender.send({**sent, "key": key} if key is not None else _without(sent, "key"))
            assert answer.status_code < 500
            assert answer.headers.get("Location") != "/account/"
            assert tally() == before, f"with the key {key!r}"


@pytest.mark.parametrize("name", [name for name in WRITING if name not in NO_VERSION])
def test_an_edit_of_what_somebody_else_changed_is_refused_with_all_that_was_typed(
    stage: dict[str, Sender], name
):
    sender = stage[name]
    with undone():
        form = sender.form()
        assert "version" in form.fields, "a form that edits carries the version of what it shows"
        sent = sender.filled(form)
        change_everything()
        before = tally()
        answer = sender.send(sent)
        assert answer.status_code == 409, errors_on(answer)
        assert tally() == before
        page = answer.content.decode()
        shown = next(
            one for one in forms_of(page) if one.method == "post" and set(form.fields) <= set(one.fields)
        )
        kept = shown.as_shown()
        lost = {
            one.name: (sent[one.name], kept.get(one.name))
            for one in form.fields.values()
            if one.name in sent and one.kind not in ("hidden", "button", "file")
            if _record(kept.get(one.name, "")) != _record(sent[one.name])
        }
        assert not lost
        # What now stands has been seen: sent again with the same button, it is carried out.
        pressed = {
            one.name: sent[one.name]
            for one in form.fields.values()
            if one.kind == "button" and one.name in sent
        }
        again = sender.send({name: value for name, value in (kept | pressed).items() if value != []})
        assert again.status_code == 302, errors_on(again)


@pytest.mark.parametrize("name", SCENES)
def test_every_scene_is_carried_out_and_what_is_typed_is_in_no_log_and_no_other_table(
    stage: dict[str, Sender], name, log
):
    """Names, reasons and notes, as people type them: not in the trail's facts, keys of forms, tasks or sessions."""
    sender, aviary = stage[name], Aviary()
    with undone():
        sender.words = aviary.new("typed")
        try:
            form = sender.form()
            sent = sender.filled(form)
        finally:
            sender.words = WORDS
        if name in ("placements:child-search", "search"):
            sent["searched"] = aviary.new("typed")
        answer = sender.send(sent)
        assert answer.status_code == SCENES[name].ends, errors_on(answer)
        assert not aviary.seen_in(access_line(answer), *log.lines)
        found = {table for table, text in stored_elsewhere() if aviary.seen_in(text)}
        assert found <= set(TYPED.get(name, ())), f"found in {sorted(found)}"


def _record(value: object) -> object:
    """Of a choice that names a record and its version, the record: which version is shown is what changes."""
    return re.sub(r"(?<=[0-9a-f]{12}):\d+$", "", value) if isinstance(value, str) else value


def _without(sent: dict, name: str) -> dict:
    return {one: value for one, value in sent.items() if one != name}
