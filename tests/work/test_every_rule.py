"""What holds of every rule of work: who sees what it finds, and of which children."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carers.models import Household
from placements.models import (
    Allocation,
    Breach,
    Child,
    LegalStatus,
    MissingSpell,
    Placement,
    Reservation,
)
from sufficiency.core.access import PERMISSIONS, Reach, Role
from sufficiency.core.models import Authority
from sufficiency.core.work import (
    Asked,
    counts,
    deadline_words,
    first_lines,
    last_working_day_before,
)
from tests.factories import (
    AuthorityFactory,
    PeriodOfCareFactory,
)
from tests.people import someone
from tests.placements.people_and_homes import household
from tests.work.asking import A_DAY, DAY, RULES, cared_for, found

# What holds of every rule


def test_every_role_of_a_rule_may_see_what_it_finds():
    for rule in RULES.values():
        for role in rule.roles:
            assert PERMISSIONS[rule.action].get(role, Reach.NONE) >= rule.reach, (rule.name, role)


def test_a_restricted_child_makes_no_difference_to_any_count(here, mara):
    """Waiting, at risk, coming up, come and gone: all that a child can be on a list for."""
    people = [someone(here, role) for role in Role]

    def everything() -> list[dict[str, int]]:
        return [counts(RULES.values(), Asked(one, here, DAY)) for one in people]

    home = household(here)
    before = everything()
    child = troubled(here, home)
    assert sum(sum(one.values()) for one in everything()) > sum(sum(one.values()) for one in before)
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    assert everything() == before


def troubled(here: Authority, home: Household) -> Child:
    """A child who is found by nearly every rule about children."""
    child = cared_for(here, since=DAY - A_DAY, date_of_birth=date(2010, 6, 1))
    placement = child.placements.get()
    Placement.objects.filter(pk=placement.pk).update(code="K3")
    for rule in ("not_registered", "relative_not_approved", "eighteen"):
        Breach.objects.create(
            child=child, placement=placement, rule=rule, words="x", since=DAY - timedelta(weeks=16)
        )
    LegalStatus.objects.filter(child=child).update(code="L1")
    MissingSpell.objects.create(child=child, kind="M", started_on=DAY)
    Reservation.objects.create(household=home, child=child, kind="matched", dates=DateRange(DAY, DAY + A_DAY))
    return child


def test_a_child_of_another_authority_is_on_no_list(here, mara):
    there = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    troubled(there, household(there))
    assert not any(counts(RULES.values(), Asked(mara, here, DAY)).values())


def test_who_sees_their_own_alone_is_told_of_their_own(here):
    sam = someone(here, Role.SOCIAL_WORKER)
    own, another = cared_for(here), cared_for(here)
    for one in (own, another):
        one.placements.all().delete()
    Allocation.objects.create(child=own, worker=sam, dates=DateRange(DAY, None))
    assert [line.shows for line in found("waiting", sam, here)] == [own]


def test_mine_keeps_what_is_allocated(here, mara):
    own, another = cared_for(here), cared_for(here)
    for one in (own, another):
        one.placements.all().delete()
    Allocation.objects.create(child=own, worker=mara, dates=DateRange(date(2026, 1, 1), None))
    told = first_lines(RULES["waiting"], Asked(mara, here, DAY, mine=True), most=10)
    assert [line.shows for line in told.lines] == [own]


def test_an_adopted_childs_record_is_on_no_list(here, mara):
    child = cared_for(here)
    child.placements.all().delete()
    PeriodOfCareFactory(child=child, dates=DateRange(date(2020, 1, 1), date(2021, 1, 1)), reason_ended="E11")
    assert found("waiting", mara, here) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "2 days overdue"),
        (-1, "1 day overdue"),
        (0, "Today"),
        (1, "Tomorrow"),
        (7, "In 7 days"),
        (8, "28 May 2026"),
    ],
)
def test_a_deadline_in_words(days, words):
    assert deadline_words(DAY + timedelta(days=days), DAY) == words


def test_the_last_working_day_of_a_monday_is_friday():
    assert last_working_day_before(date(2026, 5, 18)) == date(2026, 5, 15)
    assert last_working_day_before(DAY) == date(2026, 5, 19)
