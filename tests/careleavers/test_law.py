"""What the law gives by dates: each rule at its edges, and unknown where it cannot be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careleavers import law
from careleavers.codes import Category
from careleavers.law import Care, State, Stay
from sufficiency.core.periods import age_on, birthday

BORN = date(2007, 3, 10)
FOURTEEN, SIXTEEN, EIGHTEEN = (birthday(BORN, age) for age in (14, 16, 18))
LONG_AGO = date(2005, 1, 1)


def care(*stays: Stay, born: date = BORN, recorded_from: date | None = LONG_AGO, home: bool = False) -> Care:
    return Care(born, stays, recorded_from, home)


def category(one: Care, day: date) -> Category | None:
    judged = law.category_on(one, day)
    assert judged.known, judged.why
    return judged.category


def test_thirteen_weeks_are_91_days_since_14_with_the_day_itself():
    began = SIXTEEN - timedelta(days=60)
    one = care(Stay(began, None))
    assert law.has_thirteen_weeks(one, began + timedelta(days=89)) is False
    assert law.has_thirteen_weeks(one, began + timedelta(days=90)) is True
    assert category(one, began + timedelta(days=89)) is None
    assert category(one, began + timedelta(days=90)) is Category.ELIGIBLE


def test_days_before_14_do_not_count_and_stays_add_up():
    before = Stay(FOURTEEN - timedelta(days=200), FOURTEEN)
    again = Stay(SIXTEEN, None)
    assert category(care(before, again), SIXTEEN + timedelta(days=80)) is None
    third = Stay(FOURTEEN + timedelta(days=10), FOURTEEN + timedelta(days=60))
    assert category(care(before, third, again), SIXTEEN + timedelta(days=40)) is Category.ELIGIBLE


def test_before_16_there_is_no_category_and_from_25_none_any_more():
    one = care(Stay(FOURTEEN, None))
    assert category(one, SIXTEEN - timedelta(days=1)) is None
    assert category(one, SIXTEEN) is Category.ELIGIBLE
    left = care(Stay(FOURTEEN, EIGHTEEN))
    assert category(left, birthday(BORN, 25) - timedelta(days=1)) is Category.FORMER_RELEVANT
    assert category(left, birthday(BORN, 25)) is None


def test_leaving_at_17_is_relevant_until_18_and_former_relevant_after():
    left = SIXTEEN + timedelta(days=300)
    one = care(Stay(FOURTEEN, left, reason_ended="E6"))
    assert category(one, left - timedelta(days=1)) is Category.ELIGIBLE
    assert category(one, left) is Category.RELEVANT
    assert category(one, EIGHTEEN - timedelta(days=1)) is Category.RELEVANT
    assert category(one, EIGHTEEN) is Category.FORMER_RELEVANT


def test_out_on_the_18th_birthday_is_looked_after_on_turning_18():
    assert category(care(Stay(FOURTEEN, EIGHTEEN)), EIGHTEEN) is Category.FORMER_RELEVANT
    short = care(Stay(EIGHTEEN - timedelta(days=90), EIGHTEEN))
    assert category(short, EIGHTEEN) is Category.QUALIFYING
    assert category(short, birthday(BORN, 21)) is None


def test_six_months_at_home_cannot_be_told_from_dates_alone():
    left = SIXTEEN + timedelta(days=30)
    one = care(Stay(FOURTEEN, left, reason_ended="E4A"))
    assert category(one, left + timedelta(days=100)) is Category.RELEVANT
    judged = law.category_on(one, left + timedelta(days=300))
    assert (judged.known, judged.category) == (False, None)
    told = care(Stay(FOURTEEN, left, reason_ended="E4A"), home=True)
    assert category(told, left + timedelta(days=300)) is Category.QUALIFYING


def test_what_began_before_the_record_is_unknown_and_never_no():
    began = SIXTEEN + timedelta(days=10)
    day = began + timedelta(days=20)
    for one in (
        care(Stay(began, None), recorded_from=None),
        care(Stay(began, None), recorded_from=FOURTEEN + timedelta(days=1)),
        care(Stay(began, None, start_known=False)),
        care(),
    ):
        judged = law.category_on(one, day)
        assert (judged.known, judged.category) == (False, None)
        assert judged.why
    # Long enough by what is known: what is not known does not matter.
    assert category(care(Stay(FOURTEEN, None), recorded_from=None), day) is Category.ELIGIBLE


def test_special_guardianship_before_16_qualifies_until_21():
    one = care(Stay(date(2018, 1, 1), SIXTEEN - timedelta(days=400), reason_ended="E46"))
    assert category(one, SIXTEEN) is Category.QUALIFYING
    assert category(one, birthday(BORN, 21)) is None
    plain = care(Stay(date(2018, 1, 1), SIXTEEN - timedelta(days=400), reason_ended="E8"))
    assert category(plain, SIXTEEN) is None


# On a busy machine the first draw alone can take longer than is thought healthy.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    born=st.dates(date(1996, 1, 1), date(2008, 12, 31)),
    begins=st.integers(0, 24 * 365),
    lasts=st.integers(1, 6 * 365),
    at=st.integers(14 * 365, 26 * 365),
)
def test_the_categories_against_a_second_way(born, begins, lasts, at):
    """Days counted one by one, from the words of the Act."""
    start, day = born + timedelta(days=begins), born + timedelta(days=at)
    end = start + timedelta(days=lasts)
    days = {start + timedelta(days=number) for number in range(lasts)}
    fourteen = birthday(born, 14)

    def eligible(on: date) -> bool:
        since_14 = [one for one in days if fourteen <= one <= on]
        return on in days and 16 <= age_on(born, on) <= 17 and len(since_14) >= 13 * 7

    age, last = age_on(born, day), end - timedelta(days=1)
    at_16_or_17 = any(birthday(born, 16) <= one < birthday(born, 18) and one <= day for one in days)
    was_last_eligible = end <= day and eligible(last)
    on_turning_18 = birthday(born, 18) - timedelta(days=1)
    if not 16 <= age < 25:
        expected = None
    elif eligible(day):
        expected = Category.ELIGIBLE
    elif age < 18:
        expected = (
            None
            if day in days or not at_16_or_17 or end > day
            else (Category.RELEVANT if was_last_eligible else Category.QUALIFYING)
        )
    elif eligible(on_turning_18) or (end <= on_turning_18 and eligible(last)):
        expected = Category.FORMER_RELEVANT
    else:
        expected = Category.QUALIFYING if at_16_or_17 and age < 21 else None
    judged = law.category_on(Care(born, [Stay(start, end)], date(1990, 1, 1)), day)
    assert judged.category is expected


@pytest.mark.parametrize(
    ("last_seen", "moved_in", "provided", "state", "on"),
    [
        (date(2025, 4, 30), None, None, State.IN_TIME, date(2025, 6, 30)),
        (date(2025, 4, 29), None, None, State.OVERDUE, date(2025, 6, 29)),
        (date(2024, 12, 31), None, None, State.OVERDUE, date(2025, 2, 28)),
        (None, None, None, State.UNKNOWN, None),
        (None, date(2025, 6, 23), True, State.IN_TIME, date(2025, 6, 30)),
        (None, date(2025, 6, 22), True, State.OVERDUE, date(2025, 6, 29)),
        (date(2025, 6, 1), date(2025, 6, 10), True, State.OVERDUE, date(2025, 6, 17)),
        (date(2025, 6, 10), date(2025, 6, 10), True, State.IN_TIME, date(2025, 8, 10)),
        (date(2025, 6, 1), date(2025, 6, 10), False, State.IN_TIME, date(2025, 8, 1)),
        (date(2025, 6, 1), date(2025, 6, 10), None, State.IN_TIME, date(2025, 8, 1)),
    ],
)
def test_contact_is_due_within_seven_days_of_moving_in_and_two_months_of_being_seen(
    last_seen, moved_in, provided, state, on
):
    due = law.contact_due(last_seen, date(2025, 6, 30), moved_in=moved_in, provided_by_council=provided)
    assert (due.state, due.on) == (state, on)
    assert ("reg 8(2)" in due.source) == (provided is True)


@pytest.mark.parametrize(
    ("last", "agreed", "state", "on"),
    [
        (date(2024, 12, 30), None, State.IN_TIME, date(2025, 6, 30)),
        (date(2024, 12, 29), None, State.OVERDUE, date(2025, 6, 29)),
        (date(2025, 3, 1), date(2025, 6, 1), State.OVERDUE, date(2025, 6, 1)),
        (date(2025, 3, 1), date(2026, 6, 1), State.IN_TIME, date(2025, 9, 1)),
        (None, None, State.UNKNOWN, None),
    ],
)
def test_the_plan_is_reviewed_within_six_months_or_sooner_if_agreed(last, agreed, state, on):
    due = law.plan_due(last, agreed, date(2025, 6, 30))
    assert (due.state, due.on) == (state, on)


def test_what_is_owed_from_21_is_owed_on_request_and_unknown_where_nobody_asked():
    def state(category, *, known=True, age=19, asks=None):
        owed = law.is_owed(category, known=known, age=age, asks_for_support=asks)
        return owed and owed.state

    former = Category.FORMER_RELEVANT
    assert state(former, age=20) is None
    assert state(former, age=21) is State.UNKNOWN
    assert state(former, age=21, asks=False) is State.NOT_ASKED
    assert state(former, age=24, asks=True) is None
    assert state(Category.RELEVANT, age=17) is None
    assert state(Category.QUALIFYING) is State.NOT_ASKED
    assert state(None) is State.NOT_ASKED
    assert state(None, known=False) is State.UNKNOWN


def test_support_to_25_was_for_those_in_education_before_april_2018():
    sources = [
        [source for _, _, source in law.support_ends(Category.FORMER_RELEVANT, date(1996, 1, 1), day)]
        for day in (date(2018, 3, 31), date(2018, 4, 1))
    ]
    assert [one[1] for one in sources] == ["Children Act 1989 s23CA", "Children Act 1989 s23CZB"]
