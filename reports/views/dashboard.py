"""The dashboard: six tiles of any day, and what stands behind them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from placements.access.notices import unread_openings
from reports.capacity import approved_places, capacity, children_waiting
from reports.covered import year_end_before, year_ends_up_to
from reports.presenters import charts, figure_tables
from reports.presenters import rings as ring_presenter
from reports.presenters.tiles import Dashboard, tiles
from reports.rings import rings
from reports.views.page import Question, person, question
from sufficiency.core.access import Action, Reach, may
from sufficiency.core.models import User
from sufficiency.core.periods import Window, months_before
from sufficiency.core.work import AT_RISK, WAITING, Asked, Powers, counts, powers, rules_open_to
from sufficiency.indicators import cross, measure_series
from sufficiency.indicators.families import flows
from sufficiency.indicators.families.coverage import shortfall
from sufficiency.indicators.published import all_comparators
from sufficiency.indicators.wording import in_words

KEYS = (
    "cla.number",
    "cla.rate_per_10000",
    "cla.started",
    "cla.ceased",
    "placements.by_group",
    "placements.by_distance",
    "placements.fostering_share",
    "placements.within_20_miles",
    "placements.over_20_miles",
    "placements.distance_not_known",
    "placements.outside_authority",
    "stability.three_or_more",
    "stability.same_carer",
    "stability.same_placement",
)
COMPARED = (
    "cla.rate_per_10000",
    "placements.by_group",
    "placements.within_20_miles",
    "stability.three_or_more",
)
YEARS_IN_THE_DISTANCE_TABLE = 5


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """One screen on what the return can tell, as at any day."""
    asked = question(request)
    title = f"Children looked after at {in_words(asked.day)}"
    unread = unread_openings(request.user, asked.authority)
    if asked.covered.is_empty:
        loads = may(request.user, Action.LOAD_RETURNS, asked.authority)
        return render(
            request,
            "reports/nothing_loaded.html",
            asked.context(page_title="Dashboard", loads=loads, openings_unread=unread),
        )
    held = powers(person(request), asked.authority, today=asked.covered.today)
    board = gather(
        asked,
        sees_homes=held.reach(Action.SEE_HOMES) == Reach.AUTHORITY,
        sees_children=held.reach(Action.SEE_CHILDREN) > Reach.NONE,
    )
    years = [day for day in board.year_ends if asked.covered.holds(day)]
    csv = f"{reverse('reports:measurement-csv')}?{urlencode({'on': asked.day.isoformat()})}"
    return render(
        request,
        "reports/dashboard.html",
        asked.context(
            page_title=title,
            openings_unread=unread,
            tiles=tiles(board),
            not_covered=not asked.covered.holds(asked.day),
            rate_chart=_rate_chart(asked, board),
            flows_chart=charts.flows_chart(
                [board.series["cla.started"][day] for day in years],
                [board.series["cla.ceased"][day] for day in years],
            )
            if years
            else None,
            months_chart=_months_chart(asked),
            risks=_risks(asked, held, person(request)),
            rings=_rings(asked),
            age_by_type=_age_by_type(asked),
            distance_table=_distance_table(board, years),
            csv_href=csv,
        ),
    )


def gather(asked: Question, *, sees_homes: bool, sees_children: bool) -> Dashboard:
    """Every figure of the page: one query a family, two for what others published, three for homes."""
    day = asked.day
    month, year = months_before(day, 1), year_end_before(day)
    year_ends = year_ends_up_to(day)
    dates = sorted({*year_ends, month, year, day})
    is_covered = asked.covered.holds(day)
    series = measure_series(KEYS, authority=asked.authority, dates=dates, today=asked.covered.today)
    return Dashboard(
        day=day,
        month_before=month,
        year_end_before=year,
        year_ends=year_ends,
        series={key: dict(zip(dates, figures, strict=True)) for key, figures in series.items()},
        published=all_comparators(asked.authority, keys=COMPARED, dates=dates),
        capacity=capacity(asked.authority, days=sorted({day, month, year})),
        waiting=children_waiting(asked.authority, day=day) if is_covered else 0,
        approved=approved_places(asked.authority, days=sorted({*year_ends, day})),
        homes_href=reverse("carers:household-list") if sees_homes else "",
        sees_children=sees_children,
        is_covered=is_covered,
    )


def _rate_chart(asked: Question, board: Dashboard) -> charts.Chart | None:
    key = "cla.rate_per_10000"
    days = [*board.year_ends, *([] if board.day in board.year_ends else [board.day])]
    others = {
        day: found
        for day in days
        if (found := board.published.get((key, "", board.series[key][day].unit.value, day)))
    }
    shown = [day for day in days if board.series[key][day].value is not None or day in others]
    if not shown:
        return None
    return charts.line_chart(
        "rate",
        [board.series[key][day] for day in shown],
        others,
        council=asked.authority.short_name,
        subject="The rate for every 10,000 children",
    )


def _months_chart(asked: Question) -> charts.Chart | None:
    """Who came and left in each of the twelve months up to the day, the last of them only up to it."""
    firsts = [months_before(asked.day.replace(day=1), back) for back in range(11, -1, -1)]
    ends = [*(first - timedelta(days=1) for first in firsts[1:]), asked.day]
    windows = [Window(first, end) for first, end in zip(firsts, ends, strict=True)]
    covered = [not shortfall(window, asked.covered.runs) for window in windows]
    if not any(covered):
        return None
    counted = flows.in_windows(authority=asked.authority, windows=windows)
    return charts.months_chart(
        [(window, counted[window] if known else None) for window, known in zip(windows, covered, strict=True)]
    )


def _risks(asked: Question, held: Powers, user: User) -> list[dict[str, str]]:
    """The rules of the work page about children at risk, those that find any; each leads to its list of the day."""
    lists = (WAITING.name, AT_RISK.name)
    rules = [rule for rule in rules_open_to(held) if rule.on.name in lists]
    number = counts(rules, Asked(user, asked.authority, asked.day))
    return [
        {
            "text": rule.counted(number[rule.name]),
            "href": f"{reverse('work-list', args=[rule.on.name])}?"
            + urlencode({"rule": rule.name, "on": asked.day.isoformat()})
            if number[rule.name]
            else "",
        }
        for rule in rules
    ]


def _rings(asked: Question) -> dict[str, Any] | None:
    if not asked.covered.holds(asked.day):
        return None
    found = rings(asked.authority, day=asked.day)
    if found is None:
        return None
    return {"drawing": ring_presenter.drawing(found), "table": ring_presenter.table(found)}


def _age_by_type(asked: Question) -> figure_tables.Table | None:
    crossed = cross(
        "cla.by_age",
        "type of placement",
        authority=asked.authority,
        as_at=asked.day,
        today=asked.covered.today,
    )
    if crossed.reason:
        return None
    return figure_tables.crossed(
        crossed, caption=f"Type of placement by age, at {in_words(asked.day)}", rows_are="Type of placement"
    )


def _distance_table(board: Dashboard, years: list[date]) -> figure_tables.Table | None:
    key = "placements.by_distance"
    days = [*years[-YEARS_IN_THE_DISTANCE_TABLE:], *([] if board.day in years else [board.day])]
    series = {day: board.series[key][day] for day in days}
    if not series or series[days[-1]].value is None:
        return None
    return figure_tables.categories_by_date(
        series, caption="Distance from home, and inside or outside the authority", first="Distance"
    )
