"""Pages of one forecast: ages, placements, those who turn 18, homes, how good it has been, what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forecasting.models import ForecastLine, Measure
from forecasting.presenters import made_of, money, pictures, tested, words
from forecasting.register.loads import behind
from forecasting.views.page import Told, made_run
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

# The page of homes has a row for every third month; the file has them all.
_EVERY = 3


@require_safe
def by_age(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Each age as a chart, and all of them in a table."""
    told = made_run(request, public_id)
    return _groups(request, told, "age", Measure.AGE, words.AGES, {})


@require_safe
def by_placement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Each kind of placement, and crossed with ages a year ahead."""
    told = made_run(request, public_id)
    lines = told.lines(Measure.AGE_AND_PLACEMENT)
    days = sorted({line.on for line in lines if line.on > told.run.extract_on})
    more = (
        {"grid": pictures.crossed(lines, day=days[0], csv_href=told.csv(Measure.AGE_AND_PLACEMENT))}
        if days
        else {}
    )
    return _groups(request, told, "placement", Measure.PLACEMENT, words.PLACEMENTS, more)


def _groups(
    request: HttpRequest,
    told: Told,
    part: str,
    measure: Measure,
    names: Mapping[str, str],
    more: Mapping[str, Any],
) -> HttpResponse:
    lines = told.lines(measure)
    history = told.history(measure)
    days = sorted({line.on for line in lines})
    day = words.spoken_of(days[1:], told.run.extract_on)
    return render(
        request,
        "forecasting/groups.html",
        told.context(
            request,
            part,
            page_title=f"Children looked after by {part}, up to {words.month(days[-1])}",
            table=pictures.by_group(
                lines,
                dict(names),
                part,
                caption=f"Expected in {words.month(day)}, beside the number on {in_words(told.run.extract_on)}",
                day=day,
                csv_href=told.csv(measure),
            ),
            charts=[
                pictures.fan(
                    f"{part}-{name}",
                    mine,
                    [one for one in history if getattr(one, part) == name],
                    extract=told.run.extract_on,
                    title=_finding(text, mine, day),
                    subtitle=f"{text}, children looked after at month ends",
                    size="short",
                )
                for name, text in names.items()
                if (mine := [line for line in lines if getattr(line, part) == name])
            ],
            **more,
        ),
    )


def _finding(text: str, lines: list[ForecastLine], day: date) -> str:
    line = next(one for one in lines if one.on == day)
    return f"{text}: {number(line.no_change)} now, {words.between(line.low80, line.high80)} in {words.month(day)}"


@require_safe
def leavers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How many turn 18 month by month, and care leavers to 25."""
    told = made_run(request, public_id)
    turning = told.lines(Measure.TURNING_18)
    aged_18_to_24 = told.lines(Measure.CARE_LEAVERS)
    months_told = told.run.used.months_told
    years = told.lines(Measure.TURNING_18_IN_YEAR)
    last = aged_18_to_24[-1]
    return render(
        request,
        "forecasting/leavers.html",
        told.context(
            request,
            "leavers",
            page_title="Turning 18, and care leavers up to 25",
            sentence=(_turning(years[0]) if years else "")
            + f"In {words.month(last.on)} we expect {words.between(last.low80, last.high80)} young people aged 18 to "
            "24 who were in care on the day before their 18th birthday (8 chances in 10).",
            short_records=f"Records tell {months_told} of the 84 months before: who turned 18 earlier is missing, so "
            "the true number of care leavers is higher."
            if months_told < 84
            else "",
            charts=[
                pictures.fan(
                    "turning-18",
                    turning,
                    [],
                    extract=told.run.extract_on,
                    title="Turning 18, month by month",
                    subtitle="Young people who turn 18 in care, in the month",
                    csv_href=told.csv(Measure.TURNING_18),
                    no_change=False,
                ),
                pictures.fan(
                    "care-leavers",
                    aged_18_to_24,
                    [],
                    extract=told.run.extract_on,
                    title=f"Care leavers: {number(aged_18_to_24[0].middle)} now, "
                    f"{words.between(last.low80, last.high80)} in {words.month(last.on)}",
                    subtitle="Young people aged 18 to 24 who turned 18 in care, at month ends",
                    csv_href=told.csv(Measure.CARE_LEAVERS),
                ),
            ],
        ),
    )


def _turning(line: ForecastLine) -> str:
    return (
        f"{words.between(line.low80, line.high80)} young people turn 18 in care in the twelve months to "
        f"{words.month(line.on)} (8 chances in 10). "
    )


@require_safe
def homes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Children beyond the homes that can be used, of kinds whose homes are kept here."""
    told = made_run(request, public_id)
    lines = told.lines(Measure.HOMES_SHORT)
    context: dict[str, Any] = {"page_title": "Homes short"}
    if lines:
        day = words.spoken_of([line.on for line in lines[1:]], told.run.extract_on)
        line = next(one for one in lines if one.on == day)
        context |= {
            "sentence": f"In {words.month(day)} there are likely to be {words.homes(line.middle)} with our own foster "
            f"carers. The chance of too few is {words.chance((line.chance or 0) / 100)}.",
            "beside": f"Usable homes are the places in which children live on {in_words(told.run.extract_on)} and the "
            f"{number(told.run.used.places_free)} that are free, in {number(told.run.used.households)} households. "
            "Carers who join or leave later, and young people who stay put after 18, are not foreseen.",
            "table": {
                "caption": "Fostering with our own carers: children beyond the homes that can be used",
                "columns": pictures.columns(
                    "At the end of", "Middle", "8 chances in 10", "Chance of being short"
                ),
                "rows": [
                    {
                        "cells": [
                            words.month_end(one.on),
                            words.difference(one.middle),
                            words.differences(one.low80, one.high80),
                            f"{one.chance}%",
                        ]
                    }
                    for one in lines[::_EVERY]
                ],
                "csv_href": told.csv(Measure.HOMES_SHORT),
            },
        }
    return render(request, "forecasting/homes.html", told.context(request, "homes", **context))


@require_safe
def backtest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forecasts made as if on earlier days, against what came."""
    told = made_run(request, public_id)
    lines = list(told.run.backtest.order_by("months"))
    # As the sentences have it: the total first.
    lines.sort(key=lambda line: ("total", "ages", "placements").index(line.group))
    return render(
        request,
        "forecasting/backtest.html",
        told.context(
            request,
            "backtest",
            page_title="How good have we been?",
            verdict=told.run.verdict,
            held=tested.held(lines),
            table=tested.table(lines) if lines else None,
        ),
    )


@require_safe
def used(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was used of the records, repaired and left out."""
    told = made_run(request, public_id)
    return render(
        request,
        "forecasting/used.html",
        told.context(
            request,
            "used",
            page_title="What this forecast is made of",
            remarks=made_of.remarks(told.run.used),
            cards=made_of.used(told.run, told.run.used, behind(told.run.authority, told.run.used.returns))
            + [card for card in [money.prices_used(list(told.run.prices.all()))] if card],
        ),
    )
