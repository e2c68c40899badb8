"""Sixteen officers at once: for the last place, for one child, with one form. One winner, the others told.

Five hundred rounds of each, against the product as it is served: `test_races_served.py`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from placements.actions import booking
from placements.models import Child, Placement
from sufficiency.core.models import Authority, User
from tests.people import signed_in
from tests.placements.people_and_homes import child, household, in_care, officer

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 16
CONSTRAINT = "one_child_a_place"


@pytest.fixture
def desk(authority) -> User:
    return officer(authority)


def children_in_care(authority: Authority, desk: User, number: int) -> list[Child]:
    """Each in care, in a home that is not linked."""
    made = [child(authority, f"R{uuid4().hex[:8]}") for _ in range(number)]
    for one in made:
        in_care(one, None, by=desk, since=timezone.localdate() - timedelta(days=30))
        one.refresh_from_db()
    return made


def form(who: Child, home, key: str = "") -> dict[str, str]:
    return {
        "key": key or str(uuid4()),
        "version": str(who.version),
        "home": f"household:{home.public_id}:1",
        "on": f"{timezone.localdate():%d/%m/%Y}",
        "already": "yes",
        "planning": "planned",
        "reason": "CARPL",
    }


def all_at_once(sends: list[Callable[[], int]]) -> Counter[int]:
    """How often each status was answered."""
    start, statuses = threading.Barrier(len(sends)), []

    def run(send: Callable[[], int]) -> None:
        try:
            start.wait()
            statuses.append(send())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(send,)) for send in sends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def posting(client: Client, who: Child, data: dict[str, str]) -> Callable[[], int]:
    return lambda: client.post(reverse("placements:child-move", args=[who.public_id]), data).status_code


def race_for_the_last_place(authority: Authority, desk: User, racers: int) -> tuple[Counter[int], int]:
    """The statuses answered, and how many children then live in a household of one place."""
    home = household(authority, f"H{uuid4().hex[:8]}", places=1)
    answered = all_at_once(
        [posting(signed_in(desk), one, form(one, home)) for one in children_in_care(authority, desk, racers)]
    )
    return answered, Placement.objects.filter(household=home).count()


def race_for_one_child(authority: Authority, desk: User, racers: int) -> tuple[Counter[int], int]:
    """The statuses answered, and how many open placements the child then has."""
    (wanted,) = children_in_care(authority, desk, 1)
    homes = [household(authority, f"H{uuid4().hex[:8]}") for _ in range(racers)]
    answered = all_at_once([posting(signed_in(desk), wanted, form(wanted, home)) for home in homes])
    return answered, wanted.placements.filter(dates__endswith=None).count()


def test_one_wins_the_last_place_and_the_others_are_told(authority, desk):
    assert race_for_the_last_place(authority, desk, RACERS) == ({302: 1, 409: RACERS - 1}, 1)


def test_one_moves_the_child_and_the_others_are_told(authority, desk):
    assert race_for_one_child(authority, desk, RACERS) == ({302: 1, 409: RACERS - 1}, 1)


def test_twenty_equal_posts_make_one_move(authority, desk):
    (wanted,) = children_in_care(authority, desk, 1)
    data = form(wanted, household(authority), key=str(uuid4()))
    client = signed_in(desk)
    cookie = client.cookies
    clients = [Client() for _ in range(20)]
    for one in clients:
        one.cookies = cookie
    assert all_at_once([posting(one, wanted, data) for one in clients]) == {302: 20}
    assert wanted.placements.count() == 2


@contextmanager
def without_the_constraint() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_constraintdef(oid) from pg_constraint where conname = %s", [CONSTRAINT])
        (definition,) = cursor.fetchone()
        cursor.execute(f"alter table placements_placement drop constraint {CONSTRAINT}")
        try:
            yield
        finally:
            cursor.execute("update placements_placement set place_number = null")
            cursor.execute(f"alter table placements_placement add constraint {CONSTRAINT} {definition}")


@pytest.fixture
def nobody_locks(monkeypatch) -> int:
    """The lock taken out: all count before any writes. The number of racers for whom it is set up."""
    racers = 4
    counted = threading.Barrier(racers)
    find = booking._lowest_free

    def slow(*args):
        number = find(*args)
        counted.wait(timeout=20)
        return number

    monkeypatch.setattr(booking, "lock", lambda household: None)
    monkeypatch.setattr(booking, "_lowest_free", slow)
    return racers


def test_without_the_lock_the_constraint_still_lets_one_in(authority, desk, nobody_locks):
    assert race_for_the_last_place(authority, desk, nobody_locks) == ({302: 1, 409: nobody_locks - 1}, 1)


def test_without_both_the_place_is_given_to_all(authority, desk, nobody_locks):
    """The control: it is the lock and the constraint that these races prove, and nothing else."""
    with without_the_constraint():
        assert race_for_the_last_place(authority, desk, nobody_locks) == ({302: nobody_locks}, nobody_locks)
