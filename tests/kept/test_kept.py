"""What is kept is what would be counted: after every kind of write, by whoever, and while another is under way."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from careleavers.models import YearlyContact
from placements.models import (
    AdoptionOrder,
    Child,
    Coverage,
    LegalStatus,
    PeriodOfCare,
    Placement,
    UnaccompaniedStatus,
)
from reports.rings import rings
from sufficiency.core.models import Authority
from sufficiency.core.periods import Window, months_before
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import
from sufficiency.exchange.ssda903 import import_paths, undo_import
from sufficiency.indicators import catalogue, cross, measure, measure_series
from sufficiency.indicators.as_known import measure_as_known
from sufficiency.indicators.families import flows
from sufficiency.indicators.measuring import FAMILIES
from sufficiency.kept.keeping import counted_afresh, forget
from sufficiency.kept.models import Change, Figures
from tests.factories import AuthorityFactory
from tests.indicators.returns import Return
from tests.indicators.worlds import random_world

# Nothing is kept within a transaction: each test needs real ones.
pytestmark = pytest.mark.django_db(transaction=True)
KEYS = catalogue.KEYS
SPELLS = (PeriodOfCare, LegalStatus, Placement)


def said(authority: Authority, days: list[date]) -> list[Any]:
    """Every figure of the days: by date, by month, by a cut."""
    windows = [Window(months_before(day, 1), day) for day in days]
    return [
        measure_series(KEYS, authority=authority, dates=days, today=days[-1]),
        flows.in_windows(authority=authority, windows=windows),
        [cross("cla.by_age", "type of placement", authority=authority, as_at=day, today=day) for day in days],
        [rings(authority, day=day) for day in days],
    ]


def as_counted(authority: Authority, days: list[date]) -> list[Any]:
    with counted_afresh():
        return said(authority, days)


def sql(text: str, *bound: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, bound)


# --- Random writes of every kind ------------------------------------------------------------------------------------


def _load(authority: Authority, one: Return) -> None:
    which: dict[str, Any] = {"year": one.year} if one.whole_year else {"as_at": one.as_at}
    with tempfile.TemporaryDirectory() as scratch:
        import_paths(
            authority=authority, paths=[one.write(Path(scratch) / "r")], by=system_user("test"), **which
        )


def _of(model: Any, authority: Authority, chance: random.Random) -> Any:
    records = list(model.objects.filter(child__authority=authority).order_by("pk"))
    return chance.choice(records) if records else None


def _some_day(one: Any, chance: random.Random) -> date:
    return one.dates.lower + timedelta(days=chance.choice([0, 1, 20, 200, 500]))


def _spell_otherwise(authority: Authority, chance: random.Random) -> None:
    one = _of(chance.choice(SPELLS), authority, chance)
    if one is None:
        return
    begins, ends = _some_day(one, chance), _some_day(one, chance)
    change: dict[str, Any] = chance.choice(
        [
            {"dates": DateRange(one.dates.lower, ends)},
            {"dates": DateRange(one.dates.lower, None)},
            {"dates": DateRange(begins, one.dates.upper)},
            {"reason_ended": chance.choice(["", "E11", "E8", "X1"])},
            {"end_inferred": not one.end_inferred},
            {"start_known": not one.start_known},
            {"child": _of(PeriodOfCare, authority, chance).child},
        ]
    )
    own: dict[type, dict[str, Any]] = {
        PeriodOfCare: {"kind": chance.choice(["looked_after", "short_breaks"])},
        LegalStatus: {"code": chance.choice(["C1", "C2", "D1", "V2"]), "need": chance.choice(["N1", "N5"])},
        Placement: chance.choice(
            [
                {"code": chance.choice(["K2", "U4", "A3", "P1"])},
                {"provider": chance.choice(["PR1", "PR4", "PR2"])},
                {"miles": chance.choice([None, 3, 44])},
                {"located_in": chance.choice(["", "E06000044", authority.gss_code])},
                {"postcode": chance.choice(["SO14 7LY", "SO16 4XE"])},
                {"reason_started": chance.choice(["P", "T", "L", "B", ""])},
            ]
        ),
    }
    type(one).objects.filter(pk=one.pk).update(**(own[type(one)] if chance.random() < 0.5 else change))


def _spell_gone(authority: Authority, chance: random.Random) -> None:
    one = _of(chance.choice(SPELLS), authority, chance)
    if one is not None:
        one.delete()


def _child_otherwise(authority: Authority, chance: random.Random) -> None:
    children = list(Child.objects.order_by("pk"))
    if not children:
        return
    one = chance.choice(children)
    change = chance.choice(
        [
            {"date_of_birth": one.date_of_birth + timedelta(days=chance.choice([-900, 400]))},
            {"sex": chance.choice(["1", "2"])},
            {"ethnicity": chance.choice(["WBRI", "AIND", "BAFR"])},
            {"is_restricted": not one.is_restricted},
            {
                "authority": chance.choice(
                    list(Authority.objects.filter(pk__in=[authority.pk, authority.pk + 1]))
                )
            },
        ]
    )
    Child.objects.filter(pk=one.pk).update(**change)


def _child_gone(authority: Authority, chance: random.Random) -> None:
    one = Child.objects.filter(authority=authority).order_by("?").first()
    if one is not None:
        one.delete()


def _child_comes(authority: Authority, chance: random.Random) -> None:
    began = date(2008, 1, 1) + timedelta(days=chance.randrange(5000))
    dates = DateRange(began, chance.choice([None, began + timedelta(days=300)]))
    child = Child.objects.create(authority=authority, number=f"N{chance.random()}", date_of_birth=began)
    period = PeriodOfCare.objects.create(child=child, kind="looked_after", dates=dates, reason_started="S")
    LegalStatus.objects.create(child=child, period=period, code="C2", need="N1", dates=dates)
    Placement.objects.create(child=child, period=period, code="U4", provider="PR1", dates=dates)


def _facts_otherwise(authority: Authority, chance: random.Random) -> None:
    for model, change in (
        (YearlyContact, {"in_touch": chance.choice(["YES", "NO"]), "accommodation": "B1"}),
        (AdoptionOrder, {"matched_on": date(2012, 1, 1) + timedelta(days=chance.randrange(999))}),
        (UnaccompaniedStatus, {"ceased_on": chance.choice([None, date(2012, 1, 1)])}),
    ):
        one = _of(model, authority, chance)
        if one is not None and chance.random() < 0.5:
            type(one).objects.filter(pk=one.pk).update(**change)
        elif one is not None and chance.random() < 0.3:
            one.delete()


def _a_fact_comes(authority: Authority, chance: random.Random) -> None:
    children = list(Child.objects.filter(authority=authority))
    if children:
        child, as_at = chance.choice(children), date(chance.randrange(2009, 2026), 3, 31)
        model = chance.choice([UnaccompaniedStatus, YearlyContact, AdoptionOrder])
        model.objects.create(
            child=child, as_at=as_at, **({"in_touch": "YES"} if model is YearlyContact else {})
        )


def _days_otherwise(authority: Authority, chance: random.Random) -> None:
    one = Coverage.objects.filter(authority=authority).order_by("?").first()
    if one is not None:
        one.dates = DateRange(one.dates.lower, one.dates.upper + timedelta(days=chance.choice([-30, 60])))
        one.save()


def _undo(authority: Authority, chance: random.Random) -> None:
    last = Import.objects.filter(status="applied").order_by("-applied_at").first()
    if last is not None:
        undo_import(batch=last, by=system_user("test"))


def _many_at_once(authority: Authority, chance: random.Random) -> None:
    sql("update placements_placement set code = 'K2' where id %% 3 = %s", chance.randrange(3))


def _forget(authority: Authority, chance: random.Random) -> None:
    forget()


WRITES: tuple[Callable[[Authority, random.Random], None], ...] = (
    *[_spell_otherwise] * 12,
    _spell_gone,
    *[_child_otherwise] * 3,
    _child_gone,
    *[_child_comes] * 2,
    *[_facts_otherwise] * 2,
    *[_a_fact_comes] * 2,
    _days_otherwise,
    _many_at_once,
    _forget,
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))])
def test_after_any_writes_what_is_kept_is_what_is_counted(seed):
    chance, world = random.Random(seed), random_world(seed, children=12, years=3)
    authority = AuthorityFactory()
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    Authority.objects.filter(pk=other.pk).exclude(pk=authority.pk + 1).update(name="Portsmouth")
    first = min(one.as_at for one in world.returns) - timedelta(days=400)
    days = sorted({*world.days, *(first + timedelta(days=97 * step) for step in range(10))})
    steps: list[Callable[[], None]] = [partial(_load, authority, one) for one in world.returns]
    steps += [partial(chance.choice(WRITES), authority, chance) for _ in range(25)]
    steps += [
        lambda: _load(authority, world.returns[0]),
        lambda: _undo(authority, chance),
        *steps[3:9],
        lambda: _load(authority, world.returns[-1]),
    ]
    held, changed, before = 0, 0, None
    for step in steps:
        try:
            with transaction.atomic():
                step()
        except DatabaseError:
            continue
        marks = dict(Figures.objects.values_list("pk", "counted_at"))
        for one in (authority, other):
            kept = said(one, days)
            assert kept == as_counted(one, days), step
            assert said(one, days) == kept
        now = dict(Figures.objects.values_list("pk", "counted_at"))
        held += sum(now.get(pk) == at for pk, at in marks.items())
        changed += kept != before
        before = kept
    assert held > 500  # Or nothing was kept, and all the above said nothing.


# --- Each trigger by a write that it alone tells of -----------------------------------------------------------------

NEW = DateRange(date(2021, 4, 1), None)
DAYS = [date(2022, 3, 31), date(2024, 3, 31), date(2025, 6, 30), date(2026, 2, 15), date(2026, 3, 31)]


@pytest.fixture
def council() -> Authority:
    return council_anew()


def council_anew() -> Authority:
    """Four children, of whom one was adopted; with all that figures ask of them. Nobody else, and nothing kept."""
    Child.objects.all().delete()
    Coverage.objects.all().delete()
    forget()
    authority = Authority.objects.filter(gss_code="E06000045").first() or AuthorityFactory()
    for dates in (
        DateRange(date(2010, 4, 1), date(2026, 4, 1)),
        DateRange(date(2010, 4, 1), date(2025, 7, 1)),
    ):
        Coverage.objects.create(authority=authority, dates=dates, source=f"Return to {dates.upper}")
    for number in ("whole", "bare", "none", "adopted"):
        child = Child.objects.create(
            authority=authority, number=number, date_of_birth=date(2006, 5, 17), sex="1", ethnicity="WBRI"
        )
        if number == "none":
            continue
        dates = DateRange(date(2021, 4, 1), date(2023, 6, 1)) if number == "adopted" else NEW
        period = PeriodOfCare.objects.create(
            child=child,
            kind="looked_after",
            dates=dates,
            reason_ended="E11" if number == "adopted" else "",
        )
        if number != "bare":
            LegalStatus.objects.create(child=child, period=period, code="D1", need="N1", dates=dates)
            Placement.objects.create(child=child, period=period, code="A3", provider="PR1", dates=dates)
            UnaccompaniedStatus.objects.create(child=child, as_at=date(2026, 3, 31))
            AdoptionOrder.objects.create(child=child, as_at=date(2026, 3, 31), matched_on=date(2022, 5, 1))
            YearlyContact.objects.create(child=child, as_at=date(2024, 3, 31), in_touch="YES")
    return authority


def the(number: str) -> int:
    return Child.objects.get(number=number).pk


def period_of(number: str) -> int:
    return PeriodOfCare.objects.get(child__number=number).pk


_NEW_SPELL = "child_id, dates, start_known, reason_started, reason_ended, end_inferred"
_SPELL = "daterange('2021-04-01', null), true, 'S', '', false"
TELLING: dict[tuple[str, str], Callable[[], Any]] = {
    ("placements_periodofcare", "insert"): lambda: sql(
        f"insert into placements_periodofcare ({_NEW_SPELL}, kind) values (%s, {_SPELL}, 'looked_after')",
        the("none"),
    ),
    ("placements_periodofcare", "update"): lambda: sql(
        "update placements_periodofcare set dates = '[2021-04-01,2024-01-01)' where id = %s",
        period_of("bare"),
    ),
    ("placements_periodofcare", "delete"): lambda: sql(
        "delete from placements_periodofcare where id = %s", period_of("bare")
    ),
    ("placements_legalstatus", "insert"): lambda: sql(
        f"insert into placements_legalstatus ({_NEW_SPELL}, code, need, reason_for_change, period_id)"
        f" values (%s, {_SPELL}, 'C2', 'N1', '', %s)",
        the("bare"),
        period_of("bare"),
    ),
    ("placements_legalstatus", "update"): lambda: sql("update placements_legalstatus set code = 'V2'"),
    ("placements_legalstatus", "delete"): lambda: sql("delete from placements_legalstatus"),
    ("placements_placement", "insert"): lambda: Placement.objects.create(
        child_id=the("bare"), period_id=period_of("bare"), code="U4", provider="PR1", dates=NEW
    ),
    ("placements_placement", "update"): lambda: sql("update placements_placement set code = 'K2'"),
    ("placements_placement", "delete"): lambda: sql("delete from placements_placement"),
    ("placements_unaccompaniedstatus", "insert"): lambda: UnaccompaniedStatus.objects.create(
        child_id=the("bare"), as_at=date(2026, 3, 31)
    ),
    ("placements_unaccompaniedstatus", "update"): lambda: sql(
        "update placements_unaccompaniedstatus set ceased_on = '2025-12-01'"
    ),
    ("placements_unaccompaniedstatus", "delete"): lambda: sql("delete from placements_unaccompaniedstatus"),
    ("placements_adoptionorder", "insert"): lambda: AdoptionOrder.objects.create(
        child_id=the("adopted"), as_at=date(2027, 3, 31), matched_on=date(2023, 1, 1)
    ),
    ("placements_adoptionorder", "update"): lambda: sql(
        "update placements_adoptionorder set matched_on = '2022-12-01'"
    ),
    ("placements_adoptionorder", "delete"): lambda: sql("delete from placements_adoptionorder"),
    ("careleavers_yearlycontact", "insert"): lambda: YearlyContact.objects.create(
        child_id=the("bare"), as_at=date(2024, 3, 31), in_touch="NO"
    ),
    ("careleavers_yearlycontact", "update"): lambda: sql(
        "update careleavers_yearlycontact set in_touch = 'NO'"
    ),
    ("careleavers_yearlycontact", "delete"): lambda: sql("delete from careleavers_yearlycontact"),
    # Which return's unaccompanied children a day has is told by the days that returns end on.
    ("placements_coverage", "insert"): lambda: Coverage.objects.create(
        authority=Authority.objects.get(), dates=DateRange(date(2010, 4, 1), date(2026, 3, 1)), source="More"
    ),
    ("placements_coverage", "update"): lambda: sql(
        "update placements_coverage set dates = '[2010-04-01,2024-01-01)' where upper(dates) = '2025-07-01'"
    ),
    ("placements_coverage", "delete"): lambda: sql(
        "delete from placements_coverage where upper(dates) = '2025-07-01'"
    ),
    ("placements_child", "update"): lambda: sql("update placements_child set sex = '2'"),
    **{
        (table, "truncate"): partial(sql, f"truncate {table} cascade")
        for table in (
            "placements_unaccompaniedstatus",
            "placements_adoptionorder",
            "careleavers_yearlycontact",
            "placements_legalstatus",
        )
    },
}


def test_each_way_of_writing_is_noted():
    for way, write in TELLING.items():
        authority = council_anew()
        before = said(authority, DAYS)
        write()
        assert said(authority, DAYS) == as_counted(authority, DAYS), way
        assert said(authority, DAYS) != before, way


def test_without_its_trigger_a_write_would_go_unnoticed():
    """So each of the triggers is needed, and the test above would tell if it were not there."""
    for (table, when), write in TELLING.items():
        authority = council_anew()
        said(authority, DAYS)
        sql(f"alter table {table} disable trigger kept_{when}")
        try:
            write()
            assert said(authority, DAYS) != as_counted(authority, DAYS), (table, when)
        finally:
            sql(f"alter table {table} enable trigger kept_{when}")


def test_every_table_that_figures_are_counted_from_has_its_triggers():
    read = {
        table
        for family in FAMILIES
        for table in re.findall(
            r"\b(?:from|join) ((?:placements|carers|careleavers|core)_\w+)", family.JUDGED
        )
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger where tgname like 'kept\\_%%' and tgenabled = 'O'"
        )
        there = set(cursor.fetchall())
    needed = {
        (table, f"kept_{when}") for table in read for when in ("insert", "update", "delete", "truncate")
    }
    # A child that is new is in no figure before it has spells.
    assert needed - {("placements_child", "kept_insert")} == there
    assert len(read) == 8


# What figures read of each table, and what they do not: a column that is new must be put into one or the other.
_NOT_READ = {
    PeriodOfCare: {"id", "recorded_at", "entered_by_id"},
    LegalStatus: {"id", "recorded_at", "entered_by_id", "reason_for_change"},
    Placement: {
        *("id", "recorded_at", "entered_by_id", "public_id", "urn", "home_postcode", "reason_for_change"),
        *("planning", "arrived_at", "home_id", "household_id", "as_told", "place_number"),
    },
    Child: {
        *("id", "recorded_at", "entered_by_id", "public_id", "number", "first_name", "last_name", "upn"),
        *("is_mother", "mothers_child_born_on", "version"),
    },
}


@pytest.mark.parametrize("model", _NOT_READ, ids=lambda model: model._meta.model_name)
def test_every_column_is_noted_or_known_not_to_be_read(model):
    with connection.cursor() as cursor:
        cursor.execute(f"select prosrc from pg_proc where proname = 'kept_{model._meta.db_table}_update'")
        text = cursor.fetchone()[0]
    noted = set(re.findall(r"before\.(\w+)", text)) - {"id"}
    columns = {field.column for field in model._meta.concrete_fields}
    assert noted == columns - _NOT_READ[model]


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
