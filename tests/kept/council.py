"""A council whose figures are kept: made anew for each test, what is said of it, and each write that is noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

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
from sufficiency.indicators import catalogue, cross, measure_series
from sufficiency.indicators.families import flows
from sufficiency.kept.keeping import counted_afresh, forget
from tests.factories import AuthorityFactory

KEYS = catalogue.KEYS


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


NEW = DateRange(date(2021, 4, 1), None)


DAYS = [date(2022, 3, 31), date(2024, 3, 31), date(2025, 6, 30), date(2026, 2, 15), date(2026, 3, 31)]


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
