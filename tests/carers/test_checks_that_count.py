"""Which check counts is kept by triggers: told by hand after every kind of writing, and by two writers at once."""

from __future__ import annotations

import random
import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from carers.models import Check
from tests.carers.households import admin_of, approved
from tests.factories import AuthorityFactory

FIRST = date(2020, 1, 1)


def _that_count() -> set[int]:
    """By hand, from all there are: the last of each kind of each person, or of the home."""
    last: dict[tuple, Check] = {}
    for check in Check.objects.order_by("done_on"):
        last[check.household_id, check.carer_id, check.kind] = check
    return {check.pk for check in last.values()}


def _as_kept() -> set[int]:
    return set(Check.objects.that_count().values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_after_any_writing_those_that_count_are_the_last_ones(seed):
    chance = random.Random(seed)
    council = AuthorityFactory()
    homes = [approved(council, by=admin_of(council)) for _ in range(3)]

    def one() -> Check:
        home = chance.choice(homes)
        carer = chance.choice([None, *home.carers.all()])
        kind = chance.choice(("home_safety", "pet") if carer is None else ("dbs", "medical"))
        done = FIRST + timedelta(days=chance.randrange(2_000))
        return Check(household=home, carer=carer, kind=kind, done_on=done, expires_on=None)

    Check.objects.bulk_create([one() for _ in range(60)], ignore_conflicts=True)
    for _ in range(15):
        match chance.choice(("many", "one", "moved", "to another home", "all moved", "gone")):
            case "many":
                Check.objects.bulk_create([one() for _ in range(8)], ignore_conflicts=True)
            case "one":
                Check.objects.bulk_create([one()], ignore_conflicts=True)
            case "moved" if check := Check.objects.order_by("?").first():
                check.done_on = date(2030, 1, 1) + timedelta(days=check.pk)
                check.counts = False  # What a writer says of it is not believed.
                check.save()
            case "to another home" if check := Check.objects.filter(carer=None).order_by("?").first():
                check.household, check.done_on = chance.choice(homes), date(2040, 1, 1) + timedelta(check.pk)
                check.save()
            case "all moved":
                with connection.cursor() as cursor:
                    cursor.execute("update carers_check set done_on = done_on - 1, counts = false")
            case "gone":
                some = Check.objects.order_by("?").values_list("pk", flat=True)[:3]
                Check.objects.filter(pk__in=list(some)).delete()
        assert _as_kept() == _that_count()
    assert len(_that_count()) > 3
    assert Check.objects.filter(counts=False).exists()


@pytest.mark.django_db
def test_that_another_counts_now_is_no_change_of_the_earlier_check():
    council = AuthorityFactory()
    home = approved(council, by=admin_of(council))
    Check.objects.create(household=home, kind="pet", done_on=FIRST)
    Check.objects.create(household=home, kind="pet", done_on=FIRST + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from carers_checkevent")
        assert cursor.fetchone() == (0,)
    assert list(Check.objects.order_by("done_on").values_list("counts", flat=True)) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_who_record_a_check_of_one_kind_at_once_leave_one_that_counts():
    council = AuthorityFactory()
    home = approved(council, by=admin_of(council))
    first_wrote, second_asked, faults = threading.Event(), threading.Event(), []

    def second() -> None:
        try:
            first_wrote.wait(30)
            second_asked.set()
            # Waits in the trigger until the first has ended.
            Check.objects.create(household=home, kind="pet", done_on=FIRST)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        Check.objects.create(household=home, kind="pet", done_on=FIRST + timedelta(days=1))
        first_wrote.set()
        second_asked.wait(30)
        other.join(1)
    other.join(30)
    assert not faults
    assert dict(Check.objects.values_list("done_on", "counts")) == {
        FIRST: False,
        FIRST + timedelta(days=1): True,
    }
