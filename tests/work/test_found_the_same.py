"""The rules of work and `visible_to` find what the plain questions find, on random registers."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import RequestFactory
from django.utils import timezone

from carers.models import Confirmation, Hold
from placements.models import (
    AdoptionOrder,
    Allocation,
    Breach,
    Child,
    Connection,
    LegalStatus,
    LifeStoryWork,
    Opening,
    PeriodOfCare,
    Placement,
    RestrictedGrant,
    Review,
)
from placements.notices import working_days_after
from placements.work.days import latest_start_over
from placements.work.querysets import EMERGENCY_WORKING_DAYS, OF_TERMS, UNLAWFUL_SETTING
from sufficiency.core import read_once
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from sufficiency.core.work import Asked, every_rule
from tests.factories import AuthorityFactory, ChildFactory
from tests.people import someone
from tests.placements.people_and_homes import household
from tests.work import plainly

pytestmark = pytest.mark.django_db
RULES = {rule.name: rule for rule in every_rule()}
A_DAY = timedelta(days=1)
ROLES = (
    Role.SOCIAL_WORKER,
    Role.PLACEMENT_OFFICER,
    Role.PLACEMENT_MANAGER,
    Role.DIRECTOR,
    Role.REPORT_AUTHOR,
)


def _spells(chance: random.Random, within: DateRange, today: date) -> list[DateRange]:
    """Some of the days of the range, in one to three pieces, the last perhaps open."""
    first, last = within.lower, within.upper or today + timedelta(days=chance.choice([1, 9, 40]))
    cuts = sorted({first + timedelta(days=chance.randrange((last - first).days)) for _ in range(3)} - {first})
    starts = [first, *cuts]
    ends = [*cuts, within.upper if chance.random() < 0.7 else last]
    pieces = [DateRange(*piece) for piece in zip(starts, ends, strict=True)]
    return [one for one in pieces if chance.random() < 0.8]


def a_child(here: Authority, chance: random.Random, today: date, homes: list[Any], *, by: User) -> Child:
    child = ChildFactory(
        authority=here,
        date_of_birth=today - timedelta(days=chance.randrange(200, 19 * 365)),
        is_restricted=chance.random() < 0.2,
    )
    began = today - timedelta(days=chance.choice([3, 25, 29, 60, 100, 170, 190, 400, 800]))
    ended = chance.choice([None, None, None, today + timedelta(days=20), today - timedelta(days=1)])
    period = PeriodOfCare.objects.create(
        child=child,
        kind=chance.choice(["looked_after"] * 6 + ["short_breaks"]),
        dates=DateRange(began, ended if ended is None or ended > began else None),
        start_known=chance.random() < 0.8,
        reason_started="S",
        reason_ended=chance.choice(["", "", "", "", "", "E11", "X1"]),
    )
    if chance.random() < 0.3:
        PeriodOfCare.objects.create(
            child=child,
            kind="looked_after",
            dates=DateRange(began - timedelta(days=300), began - timedelta(days=30)),
            reason_started="S",
            reason_ended="E8",
        )
    for dates in _spells(chance, period.dates, today):
        placement = Placement.objects.create(
            child=child,
            period=period,
            dates=dates,
            code=chance.choice(["U4", "K2", "K3", "P2", "H5", "P1"]),
            household=chance.choice([None, None, None, *homes, *homes]),
            planning=chance.choice(["planned", "emergency", "emergency"]),
            reason_started="P",
        )
        for rule in chance.sample([*UNLAWFUL_SETTING, *OF_TERMS, "another"], chance.choice([0, 1, 2])):
            since = dates.lower + timedelta(days=chance.choice([0, 2]))
            cleared = chance.choice([None, None, since + timedelta(days=chance.choice([0, 5, 60]))])
            Breach.objects.create(
                child=child, placement=placement, rule=rule, words="So.", since=since, cleared_on=cleared
            )
    for dates in _spells(chance, period.dates, today):
        LegalStatus.objects.create(
            child=child, period=period, dates=dates, code=chance.choice(["C2", "L1", "L2", "L3", "V2"])
        )
    days = {
        chance.choice([1, 20, 62, 64, 90, 91, 100, 150, 154, 155, 156, 180, 184, 300, 500]) for _ in range(4)
    }
    for back in sorted(days)[: chance.choice([0, 1, 1, 2, 4])]:
        Review.objects.create(child=child, held_on=today - timedelta(days=back))
    for step in chance.sample(["begun", "added", "not_begun", "box"], chance.choice([0, 0, 1, 2])):
        LifeStoryWork.objects.create(
            child=child,
            on=today - timedelta(days=chance.choice([0, 1, 30])),
            step=step,
            by_role="worker",
            entered_by=by,
            withdrawn_on=(withdrawn := chance.choice([None, None, today])),
            withdrawn_by=by if withdrawn else None,
        )
    if chance.random() < 0.1:
        AdoptionOrder.objects.create(child=child, as_at=today)
    return child


def a_council(seed: int) -> tuple[Authority, list[User], date]:
    """Children and homes, and people of some roles who stand to the children in every way."""
    chance, today = random.Random(seed), timezone.localdate()
    here = AuthorityFactory()
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    people = [someone(here, role) for role in ROLES]
    homes = [household(here, f"F{number}") for number in range(8)]
    for home in homes:
        for _ in range(chance.choice([0, 1, 2, 3])):
            first = today - timedelta(days=chance.randrange(60))
            last = chance.choice([None, first + timedelta(days=chance.choice([5, 70]))])
            Hold.objects.create(
                household=home,
                dates=DateRange(first, last),
                reason=chance.choice(["notice_given", "notice_given", "holiday"]),
                places=1,
            )
        for _ in range(chance.choice([0, 1, 3])):
            at = timezone.now() - timedelta(days=chance.choice([0, 6, 7, 8, 30]), hours=chance.randrange(24))
            Confirmation.objects.create(household=home, at=at, by=people[1])
    children = [a_child(here, chance, today, homes, by=people[0]) for _ in range(45)]
    children += [a_child(other, chance, today, [], by=people[0]) for _ in range(6)]
    for user in people:
        for child in chance.sample(children, 14):
            first = today - timedelta(days=chance.choice([0, 30]))
            ended = chance.choice([None, None, today + A_DAY])
            Allocation.objects.create(child=child, worker=user, dates=DateRange(first, ended))
        for child in chance.sample(children, 10):
            expires = today + timedelta(days=chance.choice([-1, 0, 30]))
            RestrictedGrant.objects.create(child=child, user=user, expires_on=expires, granted_by=people[0])
        for child in chance.sample(children, 5):
            ended_at = chance.choice([None, timezone.now()])
            Connection.objects.create(
                child=child, person=user, nature="knows", recorded_by=people[0], ended_at=ended_at
            )
        for child in chance.sample(children, 6):
            opened = timezone.now() - timedelta(hours=chance.choice([1, 3]))
            Opening.objects.create(
                child=child,
                person=user,
                ground="safety",
                what_happened="Made up.",
                opened_at=opened,
                until=opened + timedelta(hours=2),
            )
    return here, people, today


def keys(found: Any, *more: str) -> list[Any]:
    return [(one.pk, *(getattr(one, name) for name in more)) if more else one.pk for one in found]


def both_ways(user: User, here: Authority, day: date) -> dict[str, tuple[Any, Any]]:
    """Of each rule what it finds, and what the plain question finds."""
    asked = Asked(user, here, day)
    began_by = latest_start_over(lambda began: working_days_after(began, EMERGENCY_WORKING_DAYS), day)
    since = timezone.make_aware(datetime.combine(day - timedelta(days=7), time()))

    def of(name: str) -> Any:
        return RULES[name].found(asked)

    who = (user, here, day)
    return {
        "visible": (
            sorted(keys(Child.objects.visible_to(user))),
            sorted(keys(plainly.visible(user))),
        ),
        "waiting": (sorted(keys(of("waiting"))), plainly.waiting(*who)),
        "unlawful": (keys(of("unlawful")), plainly.unlawful(*who)),
        "emergency-limit": (keys(of("emergency-limit")), plainly.emergency_limit(*who, began_by)),
        "notice-given": (keys(of("notice-given"), "ends"), plainly.notice_given(*who)),
        "orders": (keys(of("orders"), "ends"), plainly.orders(*who)),
        "reviews": (keys(of("reviews"), "review_due"), plainly.reviews(*who)),
        "not-linked": (keys(of("not-linked")), plainly.not_linked(*who)),
        "life-story": (keys(of("life-story"), "care_began"), plainly.life_story(*who)),
        "unconfirmed": (keys(of("unconfirmed"), "said_at"), plainly.unconfirmed(*who, since)),
    }


@pytest.mark.parametrize("seed", range(4))
def test_rules_find_what_the_plain_questions_find(seed):
    here, people, today = a_council(seed)
    request, found = RequestFactory().get("/"), set()
    for user in people:
        for day in (today, today - timedelta(days=1), today + timedelta(days=10)):
            apart = both_ways(user, here, day)
            with read_once.while_reading(request):
                together = both_ways(user, here, day)
            for name, (ours, plain) in apart.items():
                assert ours == plain, (name, user.memberships.get().role, day)
                assert together[name][0] == plain, (name, user.memberships.get().role, day)
                found |= {name} if plain else set()
    assert found == {*apart}, "each is found by somebody"


def test_nothing_is_kept_of_another_reader_or_beyond_the_answer(django_assert_num_queries):
    _, (worker, officer, *_), _ = a_council(9)
    get, post = RequestFactory().get("/"), RequestFactory().post("/")
    with read_once.while_reading(get):
        theirs = keys(Child.objects.visible_to(worker))
        assert keys(Child.objects.visible_to(officer)) == keys(plainly.visible(officer)) != theirs
        # Once read, only the children themselves are asked for.
        with django_assert_num_queries(1):
            assert keys(Child.objects.visible_to(worker)) == theirs
        Allocation.objects.filter(worker=worker).delete()
    assert keys(Child.objects.visible_to(worker)) == keys(plainly.visible(worker)) != theirs
    with read_once.while_reading(post):
        assert keys(Child.objects.filter(is_restricted=False).visible_to(officer)) != []
        officer.memberships.all().delete()
        assert keys(Child.objects.visible_to(officer)) == [], "a deed sees what it wrote"


def test_a_part_of_a_request_in_which_nothing_is_written_keeps_no_longer_than_itself(
    django_assert_num_queries,
):
    _, (worker, *_), _ = a_council(9)
    with read_once.while_reading(RequestFactory().post("/")):
        with read_once.while_nothing_is_written():
            before = keys(Child.objects.visible_to(worker))
            with django_assert_num_queries(1):
                assert keys(Child.objects.visible_to(worker)) == before
        Allocation.objects.filter(worker=worker).delete()
        after = keys(Child.objects.visible_to(worker))
        assert after == keys(plainly.visible(worker)) != before
        # What is shown after the deed rests on what the deed left.
        with read_once.while_nothing_is_written():
            assert keys(Child.objects.visible_to(worker)) == after
    with read_once.while_reading(RequestFactory().get("/")):
        keys(Child.objects.visible_to(worker))
        with read_once.while_nothing_is_written(), django_assert_num_queries(1):
            keys(Child.objects.visible_to(worker))
