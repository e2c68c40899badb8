"""When each record's time is over: by hand for each rule, and against a slow oracle for records at random."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from careleavers.models import YearlyContact
from carers.models import Household
from placements.models import Child
from sufficiency.core.models import RetentionRule
from sufficiency.operations.models import LegalHold
from sufficiency.operations.models.retention import Subject
from sufficiency.operations.retention.due import due
from tests.factories import ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.people import newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
FAR = date(2999, 1, 1)


def child(council, born: date, *, left: date | None = date(2020, 1, 1), reason: str = "E4A", **more) -> Child:
    one = ChildFactory(authority=council, date_of_birth=born, **more)
    start = born + timedelta(days=400)
    PeriodOfCareFactory(child=one, dates=DateRange(start, left), reason_ended=reason if left else "")
    return one


def until(council, record) -> tuple[date, str]:
    """The day from which it is due, and the kind of rule: it is due on that day and not the day before."""
    [found] = [one for one in due(council, as_at=FAR) if one.record_id == record.public_id]
    assert record.public_id in {one.record_id for one in due(council, as_at=found.kept_until)}
    before = due(council, as_at=found.kept_until - timedelta(days=1))
    assert record.public_id not in {one.record_id for one in before}
    return found.kept_until, found.rule.kind


@pytest.mark.parametrize(
    ("born", "left", "reason", "expected"),
    [
        (date(2010, 5, 17), date(2020, 1, 1), "E4A", (date(2085, 5, 17), "child")),
        # Born on 29 February: 1 March in a common year. 2008 + 75 = 2083.
        (date(2008, 2, 29), date(2020, 1, 1), "E4A", (date(2083, 3, 1), "child")),
        (date(2010, 5, 17), date(2020, 1, 1), "E2", (date(2035, 1, 1), "child_died")),
        # Died on or after the eighteenth birthday: as everyone else.
        (date(2002, 1, 1), date(2020, 1, 1), "E2", (date(2077, 1, 1), "child")),
        (date(2002, 1, 2), date(2020, 1, 1), "E2", (date(2035, 1, 1), "child_died")),
        # The longest counts: 100 years from the order, not 75 from the birth.
        (date(2010, 5, 17), date(2012, 3, 1), "E11", (date(2112, 3, 1), "adopted")),
        (date(2010, 5, 17), date(2012, 3, 1), "E12", (date(2112, 3, 1), "adopted")),
    ],
)
def test_each_rule_of_children(council, born, left, reason, expected):
    assert until(council, child(council, born, left=left, reason=reason)) == expected


def test_a_child_still_in_care_is_never_due(council):
    child(council, date(1900, 1, 1), left=None)
    assert due(council, as_at=FAR) == []


def test_a_household_is_kept_ten_years_or_as_long_as_the_children_placed_there(council):
    alone = Household.objects.create(
        authority=council, reference="F1", approved=DateRange(date(2010, 1, 1), date(2015, 2, 1))
    )
    assert until(council, alone) == (date(2025, 2, 1), "foster_carer")
    placed = child(council, date(2010, 5, 17))
    period = placed.periods_of_care.get()
    PlacementFactory(period=period, household=alone)
    assert until(council, alone) == (date(2085, 5, 17), "child")
    approved = Household.objects.create(
        authority=council, reference="F2", approved=DateRange(date(1900, 1, 1), None)
    )
    assert approved.public_id not in {one.record_id for one in due(council, as_at=FAR)}
    period.dates = DateRange(period.dates.lower, None)
    period.save()
    assert due(council, as_at=FAR) == []


def test_another_authoritys_records_are_its_own(council, django_user_model):
    from tests.factories import AuthorityFactory

    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    child(elsewhere, date(1900, 1, 1))
    assert due(council, as_at=FAR) == []


@pytest.mark.parametrize(
    ("covers", "subject", "stops"),
    [("record", "child", 1), ("kind", "child", 2), ("kind", "household", 0), ("everything", "", 2)],
)
def test_a_hold_stops_what_it_covers_while_it_lasts(council, covers, subject, stops):
    one, _ = child(council, date(1900, 1, 1)), child(council, date(1901, 1, 1))
    LegalHold.objects.create(
        authority=council,
        covers=covers,
        subject=subject,
        record_id=one.public_id if covers == "record" else None,
        why="inquiry",
        reference="R1",
        dates=DateRange(date(2030, 1, 1), date(2031, 1, 1)),
        placed_by=newcomer(),
    )
    held = {
        day: sum(found.held_by is not None for found in due(council, as_at=day))
        for day in (date(2029, 12, 31), date(2030, 1, 1), date(2030, 12, 31), date(2031, 1, 1))
    }
    assert list(held.values()) == [0, stops, stops, 0]


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def test_children_at_random_against_a_slow_oracle(council):
    chance = random.Random(75)
    expected = {}
    for _ in range(120):
        born = date(1996, 1, 1) + timedelta(days=chance.randrange(4000))
        if chance.random() < 0.2:
            born = date(chance.choice([1996, 2000, 2004]), 2, 29)
        left = born + timedelta(days=chance.randrange(500, 7500))
        reason = chance.choice(["E2", "E11", "E12", "E4A", "E7", "E8"])
        one = child(council, born, left=left, reason=reason)
        longest = [_anniversary(born, 75)]
        if reason == "E2" and left < _anniversary(born, 18):
            longest = [_anniversary(left, 15)]
        if chance.random() < 0.3:
            YearlyContact.objects.create(child=one, as_at=date(2025, 3, 31))
            longest.append(_anniversary(born, 75))
        if reason in ("E11", "E12"):
            longest.append(_anniversary(left, 100))
        expected[one.public_id] = max(longest)
    assert {one.record_id: one.kept_until for one in due(council, as_at=FAR)} == expected
    with CaptureQueriesContext(
        connection,
    ) as asked:
        due(council, as_at=FAR)
    assert len(asked) == 2


def test_the_rules_are_those_that_were_read():
    told = {rule.kind: (rule.years, rule.counted_from) for rule in RetentionRule.objects.all()}
    assert told["child"] == (75, "birth")
    assert told["foster_carer"] == (10, "approval_ended")
    assert told["audit"] == (None, "as_its_record")
    assert RetentionRule.objects.get(kind="child").in_words == "75 years from birth"
    assert Subject.CHILD.label == "Child"
