"""Adoption and its timeliness, for the oracle."""

from datetime import date

from tests.indicators.oracle_calendar import parse_date
from tests.indicators.oracle_codes import ADOPTED, FOR_ADOPTION
from tests.indicators.oracle_lives import Life, Period
from tests.indicators.oracle_statements import code
from tests.indicators.returns import Return


def adopted_in(lives: list[Life], first: date, last: date) -> dict[str, Period]:
    """The children adopted from first to last, each with the period that their last adoption there ended."""
    return {
        one.child: period
        for one in lives
        for period in one.looked_after_periods
        if period.end is not None
        and first <= period.end <= last
        and period.last.real_exit
        and period.last.rec in ADOPTED
        and not one.looked_after_follows(period)
    }


def days_from_entry(adopted: dict[str, Period], returns: list[Return]) -> tuple[list[int], int]:
    """Days from entering care to moving in with the adopters (A1), and how many are not known."""
    days = []
    for period in adopted.values():
        homes = [
            row.start
            for placement in period.placements
            for row in placement.rows
            if row.place in FOR_ADOPTION
        ]
        if period.start_known and homes:
            days.append((homes[0] - period.start).days)
    return days, len(adopted) - len(days)


def days_from_order(adopted: dict[str, Period], returns: list[Return]) -> tuple[list[int], int]:
    """Days from the placement order to the match (A2), and how many are not known; no order, left out."""
    matches = _matches(returns)
    days, missing = [], 0
    for child, period in adopted.items():
        orders = [index for index, row in enumerate(period.rows) if row.ls in ("E1", "D1")]
        if not orders:
            continue
        # A first-seen row that reports a change of legal status (L, B, U) says when the order was made.
        order_known = orders[0] > 0 or period.start_known or period.rows[0].rne in ("L", "B", "U")
        if matches.get(child) and order_known:
            days.append(max(0, (matches[child] - period.rows[orders[0]].start).days))
        else:
            missing += 1
    return days, missing


def _matches(returns: list[Return]) -> dict[str, date | None]:
    """The match date of each child's latest AD1 row; the returns come in order."""
    return {
        code(row, "CHILD"): parse_date(row.get("DATE_MATCH"))
        for one in returns
        for row in one.tables.get("AD1", [])
    }
