"""The page of an indicator says what was known when the return came, where that was corrected since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from reports.known import as_first_returned
from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from sufficiency.indicators import measure
from tests.exchange.returns import load, write_return
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone

# History is stamped with the time at which a transaction began.
pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 3, 31)
ROWS = [f"{number},01/05/2024,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE," for number in range(1, 4)]


@pytest.fixture
def corrected(tmp_path: Path) -> tuple[Authority, datetime]:
    """Three children in the return, of whom one turns out to have left; and a moment between the two loads."""
    cache.clear()
    council = AuthorityFactory()
    load(council, write_return(tmp_path / "first", ROWS))
    moment = timezone.now()
    left = ROWS[0].replace("PR1,,,,", "PR1,01/06/2024,E4A,,")
    load(council, write_return(tmp_path / "again", [left, *ROWS[1:]]))
    return council, moment


def _known(council: Authority, *, at: datetime) -> str:
    now = measure(["cla.number"], authority=council, as_at=DAY, today=DAY)["cla.number"]
    assert now.value == 2
    return as_first_returned(now, authority=council, at=at)


def test_nothing_is_said_on_the_day_itself(corrected):
    council, moment = corrected
    assert _known(council, at=moment) == ""


def test_nothing_is_said_of_a_figure_that_did_not_change(corrected):
    council, _ = corrected
    # A day later all of today is known.
    assert _known(council, at=timezone.now() + timedelta(days=2)) == ""


def test_the_first_figure_is_told_with_its_day(corrected, monkeypatch):
    council, moment = corrected
    # The end of the first load's day is taken to be the moment between the two loads.
    monkeypatch.setattr("reports.known.end_of", lambda day: moment)
    told = _known(council, at=timezone.now())
    assert told.startswith("As known on ")
    assert told.endswith("when the return came: 3")
    page = signed_in(someone(council, Role.ANALYST)).get("/indicators/cla.number/?on=31/3/2025")
    assert page.status_code == 200
    assert told in page.text
