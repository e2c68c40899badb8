"""Figures that are kept while others write, within a transaction, and as they were known then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from placements.models import (
    Child,
    PeriodOfCare,
)
from sufficiency.core.models import Authority
from sufficiency.indicators import measure, measure_series
from sufficiency.indicators.as_known import measure_as_known
from sufficiency.kept.keeping import forget
from sufficiency.kept.models import Change, Figures
from tests.factories import AuthorityFactory
from tests.kept.council import (
    DAYS,
    KEYS,
    NEW,
    TELLING,
    as_counted,
    council_anew,
    period_of,
    said,
    sql,
    the,
)

# Nothing is kept within a transaction: each test needs real ones.
pytestmark = pytest.mark.django_db(transaction=True)


# --- Each trigger by a write that it alone tells of -----------------------------------------------------------------


@pytest.fixture
def council() -> Authority:
    return council_anew()


# --- Races, transactions, what was known then -----------------------------------------------------------------------


def _end_bare() -> None:
    TELLING["placements_periodofcare", "update"]()


def test_a_write_that_is_under_way_while_others_count(council):
    """It began before the counting and commits after: what was counted without it holds no longer."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute(
                "update placements_periodofcare set dates = '[2021-04-01,2024-01-01)' where id = %s",
                [period_of("bare")],
            )
            without = said(council, DAYS)
            assert said(council, DAYS) == without == as_counted(council, DAYS)
            cursor.execute("commit")
        assert said(council, DAYS) == as_counted(council, DAYS) != without
    finally:
        other.close()


@pytest.mark.parametrize("at", ["_standing", "_keep"])
def test_a_write_that_commits_in_the_midst_of_counting(council, monkeypatch, at):
    """Between reading what has changed, counting, and keeping: whatever is kept of that does not hold."""
    from sufficiency.kept import keeping

    real, other = getattr(keeping, at), connection.copy()

    def then_written(*args: Any) -> Any:
        found = real(*args) if at == "_standing" else None
        monkeypatch.undo()
        with other.cursor() as cursor:
            cursor.execute(
                "update placements_periodofcare set dates = '[2021-04-01,2024-01-01)' where child_id = %s",
                [the("bare")],
            )
        return found if at == "_standing" else real(*args)

    monkeypatch.setattr(keeping, at, then_written)
    try:
        said(council, DAYS)
        assert said(council, DAYS) == as_counted(council, DAYS)
    finally:
        other.close()


def test_what_is_cleared_away_while_others_count_does_not_hold(council, monkeypatch):
    from sufficiency.kept import keeping

    real = keeping._keep
    _end_bare()

    def forgotten_first(*args: Any) -> None:
        monkeypatch.undo()
        forget()
        real(*args)

    monkeypatch.setattr(keeping, "_keep", forgotten_first)
    said(council, DAYS)
    sql("update placements_child set sex = '2'")
    assert said(council, DAYS) == as_counted(council, DAYS)


def test_a_transaction_sees_what_it_wrote_and_keeps_nothing(council):
    before = said(council, DAYS)
    kept = Figures.objects.count()
    with transaction.atomic():
        _end_bare()
        assert said(council, DAYS) == as_counted(council, DAYS) != before
        transaction.set_rollback(True)
    assert Figures.objects.count() == kept
    assert said(council, DAYS) == before


def test_what_was_known_then_is_counted_from_what_was_known_then(council):
    moment = timezone.now()
    first = measure(KEYS, authority=council, as_at=DAYS[-1], today=DAYS[-1])
    _end_bare()
    assert measure(KEYS, authority=council, as_at=DAYS[-1], today=DAYS[-1]) != first
    assert measure_as_known(KEYS, authority=council, as_at=DAYS[-1], known_at=moment) == first


def test_another_authoritys_writes_leave_figures_alone_and_names_too(council, django_assert_num_queries):
    said(council, DAYS)
    changes = Change.objects.filter(authority=council).count()
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    child = Child.objects.create(authority=elsewhere, number="1", date_of_birth=date(2012, 5, 17))
    PeriodOfCare.objects.create(child=child, kind="looked_after", dates=NEW)
    sql("update placements_child set first_name = 'Wren', version = version + 1")
    sql("update placements_placement set place_number = 1 where false")
    assert Change.objects.filter(authority=council).count() == changes
    # Coverage, then one a family, and populations.
    with django_assert_num_queries(7):
        measure_series(KEYS, authority=council, dates=DAYS, today=DAYS[-1])


def test_earlier_days_hold_when_something_happens_today(council):
    said(council, DAYS)
    held = dict(Figures.objects.filter(day__lt=DAYS[-1]).values_list("pk", "counted_at"))
    sql(
        "update placements_placement set dates = daterange(lower(dates), '2026-03-01') where upper_inf(dates)"
    )
    said(council, DAYS)
    assert dict(Figures.objects.filter(day__lt=DAYS[-1]).values_list("pk", "counted_at")) == held
    assert said(council, DAYS) == as_counted(council, DAYS)


def test_tidying_forgets_the_old_and_clears_away_where_much_has_gathered(council, monkeypatch):
    from sufficiency.kept import keeping

    before = said(council, DAYS)
    held = Figures.objects.count()
    Figures.objects.filter(day=DAYS[0]).update(counted_at=timezone.now() - timedelta(days=40))
    old = Figures.objects.filter(day=DAYS[0]).count()
    assert keeping.tidy() == old
    assert Figures.objects.count() == held - old
    monkeypatch.setattr(keeping, "_MOST_CHANGES", 3)
    assert keeping.tidy() is None
    assert (Figures.objects.count(), Change.objects.count()) == (0, 1)
    assert said(council, DAYS) == before
