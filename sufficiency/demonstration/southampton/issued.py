"""The two forecasts that Southampton's strategy prints, entered as they stand there: Table 2, and 7 for budgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from forecasting.issuing import enter_printed_forecast
from forecasting.models import IssuedForecast, IssuedLine
from forecasting.printed import read_lines
from sufficiency.core.models import Authority, User
from sufficiency.demonstration.southampton.printed import DOCUMENTS
from sufficiency.demonstration.southampton.source_files import rows

_BY = "Southampton City Council"
_WHERE = DOCUMENTS["strategy"]


@transaction.atomic
def enter_what_was_issued(authority: Authority, *, by: User) -> int:
    """Enter both, once: how many. Repeated, it finds them and enters nothing."""
    if IssuedForecast.objects.filter(authority=authority, run=None).exists():
        return 0
    enter_printed_forecast(
        authority=authority,
        title="Placement strategy 2012 to 2015",
        issued_on=date(2012, 3, 31),
        issued_by=_BY,
        published_in=f"{_WHERE}, Table 2",
        note="The day of issue is not printed: the forecast follows the number of March 2012. How often the ranges "
        "should hold is not stated.",
        lines=list(_lines("2012")),
        by=by,
    )
    enter_printed_forecast(
        authority=authority,
        title="Refresh of January 2014",
        issued_on=date(2014, 1, 31),
        issued_by=_BY,
        published_in=f"{_WHERE}, Tables 2 and 7",
        note="Printed as January 2014, without a day and without ranges. Nothing was foretold for March 2014: the "
        "table has a dash.",
        lines=[*_lines("2014"), *_of_budget_groups()],
        by=by,
    )
    return 2


def _lines(issued: str) -> Iterator[IssuedLine]:
    yield from read_lines(
        {
            "measure": "total",
            "on": row["as_at"],
            "low": row["low"],
            "middle": row["value"],
            "high": row["high"],
        }
        for row in rows("table2")
        if row["issued"] == issued
    )


def _of_budget_groups() -> Iterator[IssuedLine]:
    yield from read_lines(
        {
            "measure": "budget_group",
            "of": row["category"],
            "on": row["as_at"],
            "middle": row["value"],
        }
        for row in rows("table7")
        if row["nature"] == "projected" and row["category"] != "Total"
    )
