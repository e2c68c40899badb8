"""What the registers give the engine: counted by hand, and against the indicator."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from forecasting.engine.inputs import Inputs
from forecasting.engine.kinds import AGENCY, IN_HOUSE, KINSHIP, OTHER, REASONS
from forecasting.register import NotCovered, inputs_for
from placements.models import Coverage, KnownChange, PeriodOfCare, SiblingLink, UnaccompaniedStatus
from sufficiency.core.access import Role
from sufficiency.indicators import measure_series
from sufficiency.indicators.base import WHERE_THEY_LIVE
from sufficiency.indicators.families.coverage import held
from tests.factories import ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.indicators.test_against_oracle import loaded
from tests.indicators.worlds import random_world
from tests.people import someone

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 31)


def looked_after(inputs: Inputs, day: date) -> int:
    """Periods of the inputs that cover the day, one by one."""
    on = np.datetime64(day)
    return sum(
        start <= on and (np.isnat(end) or end > on)
        for start, end in zip(inputs.periods.start, inputs.periods.end, strict=True)
    )


def in_care(council, dates, *, kind=PeriodOfCare.Kind.LOOKED_AFTER, born=date(2012, 5, 17), **more):
    child = ChildFactory(authority=council, date_of_birth=born)
    return PeriodOfCareFactory(child=child, kind=kind, dates=DateRange(*dates), **more)


@pytest.fixture
def five(council):
    """Ada stays, with two homes; Ben left for a guardian; Cy is 18; Dee has short breaks; Eve comes later."""
    Coverage.objects.create(authority=council, dates=(date(2020, 4, 1), date(2024, 10, 1)), source="returns")
    ada = in_care(council, (date(2021, 1, 1), None))
    PlacementFactory(
        period=ada, dates=DateRange(date(2021, 1, 1), date(2022, 1, 1)), code="U6", provider="PR4"
    )
    # From 1 to 31 January 2022 she is nowhere on record.
    PlacementFactory(period=ada, dates=DateRange(date(2022, 2, 1), None), code="U1", provider="PR1")
    ben = in_care(council, (date(2020, 1, 1), date(2023, 6, 1)), start_known=False, reason_ended="E45")
    PlacementFactory(period=ben, code="U6", provider="")
    cy = in_care(council, (date(2023, 1, 1), date(2024, 6, 1)), born=date(2006, 1, 1), reason_ended="E17")
    PlacementFactory(
        period=cy, dates=DateRange(date(2023, 1, 1), date(2024, 6, 1)), code="U4", provider="PR2"
    )
    in_care(council, (date(2023, 1, 1), None), kind=PeriodOfCare.Kind.SHORT_BREAKS)
    eve = in_care(council, (date(2024, 5, 1), None))
    SiblingLink.objects.create(child=ada.child, sibling=ben.child)
    SiblingLink.objects.create(child=ben.child, sibling=eve.child)
    UnaccompaniedStatus.objects.create(child=cy.child, as_at=date(2024, 3, 31))
    UnaccompaniedStatus.objects.create(child=ada.child, as_at=date(2025, 3, 31))
    return ada, ben, cy, eve


def test_five_children_by_hand(council, five):
    taken = inputs_for(council, as_at=DAY)
    inputs, used = taken.inputs, taken.used
    ada, ben, cy, _ = five
    assert inputs.extract_on == np.datetime64(DAY)
    assert inputs.window_from == np.datetime64("2020-04-01")
    assert inputs.children.born.tolist() == [one.child.date_of_birth for one in (ada, ben, cy)]
    assert inputs.children.is_asylum_seeking.tolist() == [False, False, True]
    first, second, third = inputs.children.sibling_group.tolist()
    assert (first, third) == (second, -1)
    assert first >= 0
    assert inputs.periods.start.tolist() == [date(2021, 1, 1), date(2020, 1, 1), date(2023, 1, 1)]
    # What came after the day is hidden: Cy is still there.
    assert inputs.periods.end.tolist() == [None, date(2023, 6, 1), None]
    assert inputs.periods.start_known.tolist() == [True, False, True]
    assert inputs.periods.reason.tolist() == [-1, REASONS.index("guardianship"), -1]
    assert inputs.placements.period.tolist() == [0, 0, 1, 2]
    assert inputs.placements.kind.tolist() == [AGENCY, KINSHIP, OTHER, IN_HOUSE]
    assert inputs.placements.end.tolist() == [date(2022, 1, 1), None, date(2023, 6, 1), None]
    assert (used.in_care, used.aged_18, used.short_breaks) == (2, 1, 1)
    assert (used.unknown_starts, used.unknown_starts_in_care) == (1, 0)
    assert (used.days_without_placement, used.fostering_not_told) == (31, 1)
    assert (used.asylum_seeking, used.sibling_groups, used.reasons_not_told) == (1, 1, 0)


def test_a_day_that_no_record_covers_is_refused(council, five):
    with pytest.raises(NotCovered, match="do not cover 1 October 2024"):
        inputs_for(council, as_at=date(2024, 10, 1))


def test_what_is_known_to_come(council, five):
    ada, *_ = five
    by = someone(council, Role.PLACEMENT_OFFICER)
    said = {
        "authority": council,
        "said_in": "review",
        "said_by": "x",
        "said_on": date(2024, 3, 1),
        "entered_by": by,
    }
    KnownChange.objects.create(
        direction="leaving", kind="home", child=ada.child, month=date(2024, 6, 1), how_sure="likely", **said
    )
    KnownChange.objects.create(
        direction="arriving", kind="birth", number=2, month=date(2024, 7, 1), how_sure="possible", **said
    )
    # Said after the day, so not known on it.
    KnownChange.objects.create(
        direction="leaving",
        kind="home",
        child=ada.child,
        month=date(2024, 5, 1),
        how_sure="firm",
        **said | {"said_on": date(2024, 4, 2)},
    )
    inputs = inputs_for(council, as_at=DAY).inputs
    assert inputs.known_leavers.child.tolist() == [0]
    assert inputs.known_leavers.day.tolist() == [date(2024, 6, 15)]
    assert inputs.known_leavers.chance.tolist() == [0.7]
    assert len(inputs.known_arrivals.day) == 0
    with_arrivals = inputs_for(council, as_at=DAY, adds_arrivals=True)
    assert with_arrivals.inputs.known_arrivals.age_months.tolist() == [0, 0]
    assert with_arrivals.inputs.known_arrivals.chance.tolist() == [0.3, 0.3]
    assert with_arrivals.used.known_arrivals == 2


def covered_days(council, *, every: int) -> list[date]:
    days = []
    for run in held(council, today=date(2100, 1, 1)).runs(WHERE_THEY_LIVE):
        assert run.end is not None
        last = run.end - timedelta(days=1)
        days += [run.start + timedelta(days=n) for n in range(0, (last - run.start).days, every)] + [last]
    return days


@pytest.mark.parametrize("seed", range(6))
def test_the_number_in_care_is_the_indicators_on_every_covered_day(seed):
    world = random_world(seed, children=40, years=3)
    with loaded(world.returns, {}) as council:
        days = covered_days(council, every=17)
        [numbers] = measure_series(["cla.number"], authority=council, dates=days, today=days[-1]).values()
        last = max(days)
        inputs = inputs_for(council, as_at=last).inputs
        since = inputs.window_from.astype(object)
        for day, number in zip(days, numbers, strict=True):
            if day >= since:
                assert looked_after(inputs, day) == number.value, day
        # And as it was known on an earlier day.
        early = days[len(days) // 2]
        assert looked_after(inputs_for(council, as_at=early).inputs, early) == numbers[len(days) // 2].value


def test_who_may_see_which_child_makes_no_difference(council, five):
    ada, *_ = five
    before = inputs_for(council, as_at=DAY).used
    ada.child.is_restricted = True
    ada.child.save()
    assert inputs_for(council, as_at=DAY).used == before
