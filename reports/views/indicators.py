"""The list of indicators, and the page of one: figure, trend, comparators, cuts, how it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import printing
from reports.covered import year_end_before, year_ends_up_to
from reports.editions import printed_in
from reports.known import as_first_returned
from reports.matching import notes_of
from reports.models import IndicatorTarget
from reports.presenters import charts, figure_tables, indicator_page, target_page, words
from reports.views.page import Question, person, question
from sufficiency.core.access import Action, Reach, may
from sufficiency.core.safe_csv import csv_file
from sufficiency.indicators import catalogue, cross, measure_series, tidy
from sufficiency.indicators.base import Indicator, Measurement
from sufficiency.indicators.crossing import CUTS, can_cross
from sufficiency.indicators.published import Comparators, all_comparators
from sufficiency.indicators.wording import in_words

YEAR_ENDS_IN_A_WIDE_TABLE = 6
# Two shares are told by the table as well as by two bars.
FEWEST_BARS = 3


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every figure as at a day, with its change since the last 31 March."""
    asked = question(request)
    before = year_end_before(asked.day)
    series = measure_series(
        catalogue.KEYS, authority=asked.authority, dates=[before, asked.day], today=asked.covered.today
    )
    families = [
        {
            "id": family,
            "heading": heading,
            "table": indicator_page.family_table(family, series, before=before, day=asked.day),
            "breakdowns": indicator_page.breakdowns(family, asked.day),
        }
        for family, heading in words.FAMILIES.items()
    ]
    return render(
        request,
        "reports/indicator_list.html",
        asked.context(
            page_title=f"Indicators at {in_words(asked.day)}",
            families=families,
            is_empty=asked.covered.is_empty,
            csv_href=f"{reverse('reports:measurement-csv')}?{urlencode({'on': asked.day.isoformat()})}",
        ),
    )


@require_safe
def indicator_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One figure, in full."""
    indicator = _indicator(key)
    asked = question(request)
    series = _series(asked, indicator)
    now = series[-1]
    targets = list(IndicatorTarget.objects.visible_to(person(request)).of(key, authority=asked.authority))
    published = all_comparators(asked.authority, keys=[key])
    others = {
        day: found
        for (_, category, unit, day), found in published.items()
        if not category and unit == indicator.unit.value and indicator_page.is_comparable(indicator)
    }
    by = request.GET.get("by", "")
    cuts = [cut for cut in CUTS if CUTS[cut] != key] if can_cross(key) else []
    if by and by not in cuts:
        raise Http404(f"This figure cannot be cut by '{by}'.")
    by = by or (cuts[0] if cuts else "")
    return render(
        request,
        "reports/indicator_detail.html",
        asked.context(
            page_title=words.title_when(key, asked.day),
            breadcrumbs=[
                {"text": "Indicators", "href": f"{reverse('reports:indicator-list')}?on={asked.day}"}
            ],
            indicator=indicator,
            headline=indicator_page.headline(now, series, others),
            known_then=as_first_returned(now, authority=asked.authority, at=timezone.now()),
            definition=indicator_page.definition_rows(indicator, now),
            charts=_charts(asked, indicator, series, others, targets),
            target=target_page.panel(targets, now),
            may_set_target=may(request.user, Action.SET_TARGETS, asked.authority),
            computed=target_page.computed_in_words(indicator, now),
            series_table=_series_table(asked, indicator, series),
            beside=indicator_page.beside_published(indicator, series, published, notes_of(asked.authority)),
            beside_href=f"{reverse('reports:comparison')}?{urlencode({'key': key})}",
            cuts=[{"text": cut, "href": _address(asked, key, by=cut), "current": cut == by} for cut in cuts],
            cut=_cut(asked, indicator, by) if by else None,
            printed=indicator_page.where_printed(
                printed_in(key, user=person(request), authority=asked.authority), now
            ),
            children=_children_link(request, asked, now),
            keep=[("by", by)] if request.GET.get("by") else [],
        ),
    )


@require_safe
def indicator_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The figure at ten year-ends and the day asked, in exact values; with `by`, its cut on that day."""
    indicator = _indicator(key)
    asked = question(request)
    if asked.refusal:
        return _refused(asked.refusal)
    by = request.GET.get("by", "")
    if by:
        if not can_cross(key) or by not in CUTS:
            raise Http404(f"This figure cannot be cut by '{by}'.")
        table = cross(key, by, authority=asked.authority, as_at=asked.day, today=asked.covered.today)
        name = f"{key}-by-{by.replace(' ', '-')}-{asked.day}"
        rows = ([asked.day, line, *counts] for line, counts in table.rows)
        return csv_file(["as_at", by, *table.columns], rows, name=name)
    return csv_file(tidy.COLUMNS, tidy.rows(_series(asked, indicator)), name=f"{key}-to-{asked.day}")


@require_safe
def measurement_csv(request: HttpRequest) -> HttpResponse:
    """Every figure of a day, in exact values."""
    asked = question(request)
    if asked.refusal:
        return _refused(asked.refusal)
    series = measure_series(
        catalogue.KEYS, authority=asked.authority, dates=[asked.day], today=asked.covered.today
    )
    found = (measurement for measurements in series.values() for measurement in measurements)
    name = f"measurements-{asked.authority.gss_code}-{asked.day}"
    return csv_file(tidy.COLUMNS, tidy.rows(found), name=name)


def _refused(reason: str) -> HttpResponse:
    """Why there is no file, in a sentence."""
    return HttpResponse(f"{reason}\n", content_type="text/plain; charset=utf-8", status=400)


def _indicator(key: str) -> Indicator:
    try:
        return catalogue.get(key)
    except catalogue.UnknownIndicator as unknown:
        raise Http404(str(unknown)) from None


def _series(asked: Question, indicator: Indicator) -> list[Measurement]:
    """Ten year-ends, those before the records began left out, and the day asked."""
    days = sorted({*(day for day in year_ends_up_to(asked.day) if asked.covered.holds(day)), asked.day})
    return measure_series([indicator.key], authority=asked.authority, dates=days, today=asked.covered.today)[
        indicator.key
    ]


def _charts(
    asked: Question,
    indicator: Indicator,
    series: list[Measurement],
    others: Mapping[date, Comparators],
    targets: list[IndicatorTarget],
) -> list[charts.Chart]:
    """The trend, save of a figure that only cuts another's number, and the categories of the day."""
    found = []
    known = [measurement for measurement in series if measurement.value is not None]
    if len(known) > 1 and not indicator_page.is_breakdown(indicator.key):
        council, subject = asked.authority.short_name, indicator_page.subject(indicator)
        wanted = target_page.wanted(targets, [measurement.as_at for measurement in series])
        found.append(
            charts.line_chart("trend", series, others, council=council, subject=subject, wanted=wanted)
        )
    if len(indicator.categories) >= FEWEST_BARS and series[-1].breakdown:
        found.append(charts.categories_chart("categories", series[-1]))
    return found


def _series_table(asked: Question, indicator: Indicator, series: list[Measurement]) -> figure_tables.Table:
    caption = f"{indicator.title}, by date"
    if indicator.categories and any(measurement.breakdown for measurement in series):
        shown = {measurement.as_at: measurement for measurement in series[-YEAR_ENDS_IN_A_WIDE_TABLE:]}
        table = figure_tables.categories_by_date(shown, caption=caption, first="Category")
        table["notes"] = figure_tables.reasons(list(shown.values()))
    else:
        table = figure_tables.by_date(series, caption=caption)
    address = reverse("reports:indicator-csv", args=[indicator.key])
    return {**table, "csv_href": f"{address}?{urlencode({'on': asked.day.isoformat()})}"}


def _cut(asked: Question, indicator: Indicator, by: str) -> dict[str, Any]:
    found = cross(indicator.key, by, authority=asked.authority, as_at=asked.day, today=asked.covered.today)
    if found.reason:
        return {"reason": found.reason}
    caption = f"{indicator.title} by {by}, at {in_words(asked.day)}"
    address = reverse("reports:indicator-csv", args=[indicator.key])
    query = urlencode({"on": asked.day.isoformat(), "by": by})
    table = figure_tables.crossed(found, caption=caption, rows_are=printing.sentence(by))
    return {"table": {**table, "csv_href": f"{address}?{query}"}}


def _address(asked: Question, key: str, *, by: str) -> str:
    return f"?{urlencode({'on': asked.day.isoformat(), 'by': by})}#cuts"


def _children_link(request: HttpRequest, asked: Question, now: Measurement) -> dict[str, Any] | bool | None:
    """Where the children behind it are listed, and how many; None for those who may not see children."""
    if not may(request.user, Action.SEE_CHILDREN, asked.authority, at_least=Reach.ALLOCATED):
        return None
    address = reverse("reports:indicator-children", args=[now.key])
    number = indicator_page.children_counted(now)
    return number is not None and {
        "href": f"{address}?{urlencode({'on': asked.day.isoformat()})}",
        "text": words.records(number, "child", "children"),
        "number": number,
    }
