"""The crowd before the server: what it sends, what counts as late, and that its errands lead somewhere. No server."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import resolve

from sufficiency.core.access import Role
from sufficiency.core.models import Membership
from sufficiency.demonstration.benchmarks.crowd import DASHBOARD, PAGE, RECORD, Answer, Person, _fields
from sufficiency.demonstration.benchmarks.errands import ERRANDS, OF_A_HUNDRED
from sufficiency.demonstration.benchmarks.load import Measured, as_markdown, crowd, percentile
from sufficiency.demonstration.benchmarks.serving import processor_seconds
from tests.factories import AuthorityFactory

_ADDRESS = "/children/6f1de0c4-5df4-4b2e-9d8e-0a9c8b7f6e5d/"


def test_it_sends_the_fields_of_the_pages_own_form():
    page = """<form method="post" action="/sign-out/"><input name="token" value="x"></form>
    <form method="post" action="/search/"><input name="a"><input name="b"><input name="c"><input name="d">
    <input name="e"></form>
    <form method="post"><input name="token" value="x"><input name="key" value="k">
    <select name="code"><option value="a"></option><option value="b" selected></option></select>
    <input type="radio" name="how" value="1"><input type="radio" name="how" value="2" checked></form>
    <form method="get"><input name="q"><input name="a"><input name="b"><input name="c"><input name="d"></form>"""
    assert _fields(page) == {"token": "x", "key": "k", "code": "b", "how": "2"}
    assert _fields("<p>None</p>") == {}


@pytest.mark.parametrize(("share", "value"), [(0.5, 10), (0.95, 19), (1.0, 20)])
def test_a_percentile_is_one_of_the_values(share, value):
    assert percentile(list(range(1, 21)), share) == value
    assert percentile([], share) == 0


def _measured(*answers: Answer) -> Measured:
    return Measured(
        2, 60.0, list(answers), [], generator=1.0, server=2.0, postgres=None, machine=(0.25, 0.31)
    )


def test_late_pages_errors_and_what_nobody_asked_for_are_not_met():
    fine = [Answer(kind, "x", 0, 0.1) for kind in (PAGE, RECORD, DASHBOARD)]
    assert _measured(*fine).missed == []
    assert _measured(*fine[1:]).missed == ["page: nothing was asked for"]
    assert _measured(*fine, Answer(PAGE, "x", 0, 0.5)).missed == ["page: p95 0.500 s"]
    broken = _measured(*fine, Answer(PAGE, "x", 0, 0.1, "answered 500"))
    assert broken.missed == ["1 errors"]
    assert "1 × x answered 500" in as_markdown(broken, size="small")
    assert "**not met**" in as_markdown(_measured(*fine[1:]), size="small")
    assert "took 0.25 s before and 0.31 s after" in as_markdown(broken, size="small")


@pytest.mark.parametrize("role", ERRANDS)
def test_every_errand_of_a_role_leads_to_a_page(role, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(Person, "read", lambda self, **more: True)
    confirming = f"{_ADDRESS.replace('children', 'homes')}confirm/"
    form = (
        '<form method="post"><input name="csrfmiddlewaretoken" value="x"><input name="key"></form>'
        f'<a href="{confirming}">Confirm</a>'
    )
    monkeypatch.setattr(Person, "_ask", lambda self, how, path, *rest: asked.append(path) or form)
    person = Person("http://127.0.0.1", "x", "x", ERRANDS[role], 0.0, 0.0, 0.0, 1)
    person.known = {name: [_ADDRESS.replace("children", name)] for name in person.known}
    for _, errand in ERRANDS[role]:
        errand(person)
    assert len(asked) >= len(ERRANDS[role])
    for path in asked:
        assert resolve(re.sub(r"\?.*", "", path))


@pytest.mark.django_db
def test_the_crowd_is_as_large_as_asked_and_in_proportion():
    authority = AuthorityFactory()
    people = crowd(authority, 40)
    assert len(people) == len({one.name for one in people}) == 40
    assert set(OF_A_HUNDRED) == set(ERRANDS)
    assert sum(OF_A_HUNDRED.values()) == 100
    officers = Membership.objects.filter(authority=authority, role=Role.PLACEMENT_OFFICER)
    assert officers.count() == 14
    assert officers.filter(dates__contains=date(2026, 1, 1)).exists()


def test_a_process_has_taken_processor_time():
    import os

    assert processor_seconds(os.getpid()) > 0
