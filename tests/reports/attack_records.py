"""What an invented authority keeps beside its children: targets, plan, forecasts, printed figures, homes.

Each is made from the true counts, so that whatever a document says of it tells as much of them as it can.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from carers.models import Household, Terms
from forecasting.engine.kinds import PLACEMENTS
from forecasting.models import ForecastLine, ForecastRun, IssuedForecast, IssuedLine, Measure
from placements import codes
from placements.models import OtherOccupant
from reports.models import (
    ActionIndicator,
    ActionUpdate,
    ContextFigure,
    IndicatorTarget,
    KeyArea,
    PlannedAction,
)
from sufficiency.core.models import Authority, PublishedFigure, User
from sufficiency.core.periods import year_end
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Measurement
from tests.reports import figures
from tests.reports.figures import Child

TARGETED = (
    "cla.uasc", "cla.ceased", "adoption.placed_awaiting_order", "placements.agency_share",
    "placements.over_20_miles", "placements.fostering_share", "placements.outside_authority",
    "stability.three_or_more", "leavers.in_touch", "leavers.suitable_accommodation",
)  # fmt: skip
_NUMBERS = count(1)


def keep(
    authority: Authority,
    by: User,
    *,
    day: date,
    before: date,
    children: Sequence[Child],
    now: dict[str, Measurement],
    then: dict[str, Measurement],
    later: tuple[date, Sequence[Child]] | None,
    chance: random.Random,
) -> None:
    """Everything that a document as at `day` can print of kept records. `then` is what was counted at `before`.

    `later` are the children of a day of which the council prints a table before it has the return.
    """
    _targets(authority, by, day=day, before=before, now=now, then=then, chance=chance)
    _forecast(authority, by, day, children)
    _issued(authority, by, day, before, len(children), chance)
    _printed(authority, day, children, "Placement strategy", chance)
    if later is not None:
        _printed(authority, later[0], later[1], "Monthly report", random.Random(1), is_exact=True)
    _homes(authority, day, children, chance)


def _targets(
    authority: Authority,
    by: User,
    *,
    day: date,
    before: date,
    now: dict[str, Measurement],
    then: dict[str, Measurement],
    chance: random.Random,
) -> None:
    """A target of each figure close to where it stands, from where it was, and an action that is judged by it."""
    if IndicatorTarget.objects.filter(authority=authority, since=before).exists():
        return
    area, _ = KeyArea.objects.get_or_create(authority=authority, name="Homes", defaults={"order": 1})
    for key in TARGETED:
        value, was = now[key].value, then[key].value
        if value is None:
            continue
        IndicatorTarget.objects.create(
            authority=authority,
            key=key,
            since=before,
            value=Decimal(str(round(max(0, value + chance.choice((-2, -1, 0, 1, 2))), 1))),
            baseline=None if was is None else Decimal(str(round(was, 1))),
            due_on=day + timedelta(days=chance.choice((0, 40, 400))),
            entered_by=by,
        )
        row = PlannedAction.objects.create(
            area=area,
            focus=f"Action {next(_NUMBERS)} for {catalogue.get(key).title}",
            due_on=day + timedelta(days=60),
            lead="Head of Homes",
        )
        ActionIndicator.objects.create(action=row, key=key)
        ActionUpdate.objects.create(action=row, on=day, words="Heard of.", entered_by=by)
    ContextFigure.objects.create(
        authority=authority,
        kind="complaints",
        name="complaints",
        label="Complaints by children",
        value=chance.choice((3, 12)),
        unit="children",
        as_at=before,
        source="Yearly report",
        entered_by=by,
    )


def _run(authority: Authority, by: User, day: date) -> ForecastRun:
    return ForecastRun.objects.create(
        authority=authority,
        extract_on=day,
        months=12,
        paths=100,
        seed=1,
        engine_version="0" * 12,
        asked_by=by,
    )


def kind_of(one: Child) -> str:
    """As forecasts have placements."""
    if one.place in codes.FOSTERING:
        if one.provider in ("PR4", "PR5"):
            return "agency_fostering"
        return "kinship_fostering" if one.place in codes.KINSHIP_FOSTERING else "in_house_fostering"
    if one.place in codes.PLACED_FOR_ADOPTION:
        return "for_adoption"
    if one.place == "P1":
        return "with_parents"
    if one.place in codes.SUPPORTED_ACCOMMODATION:
        return "supported"
    return "residential" if one.place[0] in "KRS" else "other"


def _forecast(authority: Authority, by: User, day: date, children: Sequence[Child]) -> None:
    """From the day itself, where it is what is counted, and for the next year-end."""
    run = _run(authority, by, day)
    kinds = Counter(kind_of(one) for one in children)
    ahead = year_end(day.year + 1)
    lines = []
    for on, spread in ((day, 0), (day + timedelta(days=30), 0), (ahead, 6)):
        numbers = {"": len(children), **{kind: kinds[kind] for kind in PLACEMENTS}}
        for kind, number in numbers.items():
            low, high = max(0, number - spread), number + spread
            lines.append(
                ForecastLine(
                    run=run,
                    measure=Measure.PLACEMENT if kind else Measure.TOTAL,
                    placement=kind,
                    on=on,
                    no_change=number,
                    low95=low,
                    low80=low,
                    middle=number,
                    high80=high,
                    high95=high,
                )
            )
    ForecastLine.objects.bulk_create(lines)
    ForecastRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())


def _issued(
    authority: Authority, by: User, day: date, before: date, number: int, chance: random.Random
) -> None:
    """One from records and one that was printed elsewhere, for the day: near its number, and sometimes wide of it."""
    run = _run(authority, by, before)
    ForecastRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    for source in (run, None):
        off = chance.choice((-4, -2, 0, 2, 4))
        low, high = max(0, number + off - 1), max(1, number + off + 1)
        issued = IssuedForecast.objects.create(
            authority=authority,
            title=f"Forecast {next(_NUMBERS)}",
            issued_on=before,
            issued_by="Cabinet",
            published_in="A report",
            run=source,
            entered_by=by,
        )
        lines = [
            IssuedLine(
                issued=issued,
                measure="total",
                on=day,
                low=low,
                middle=min(max(low, number + off), high),
                high=high,
            )
        ]
        if source is None:
            ahead = year_end(day.year + 1)
            lines += [
                IssuedLine(issued=issued, measure="budget_group", budget_group=name, on=ahead, middle=at + 3)
                for at, name in enumerate(group.BUDGET_GROUPS)
            ]
        IssuedLine.objects.bulk_create(lines)
        IssuedForecast.objects.filter(pk=issued.pk).update(entered_at=timezone.now())


def _printed(
    authority: Authority,
    day: date,
    children: Sequence[Child],
    source: str,
    chance: random.Random,
    *,
    is_exact: bool = False,
) -> None:
    """The council's own table of budget groups, here and there another number than is counted, and another source."""
    if PublishedFigure.objects.filter(area_code=authority.gss_code, as_at=day, source=source).exists():
        return
    counted = Counter(figures.budget_group(one) for one in children)
    rows = [("placements.by_budget_group", name, counted[name], source) for name in group.BUDGET_GROUPS]
    rows.append(("cla.number", "", len(children), source))
    if not is_exact:
        rows = [
            (key, name, max(0, number + chance.choice((0, 0, 0, -1, 1))), source)
            for key, name, number, source in rows
        ]
        rows.append(("cla.number", "", len(children), "Yearly report"))
        rows += [
            ("placements.by_budget_group", name, counted[name] + chance.choice((0, 7)), "Yearly report")
            for name in group.BUDGET_GROUPS
        ]
        if chance.random() < 0.5:
            rows.append(("cla.number", "", len(children), "DfE, Children looked after"))
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            area_kind="authority",
            area_code=authority.gss_code,
            area_name=authority.name,
            key=key,
            category=category,
            as_at=day,
            unit="children",
            value=number,
            source=where,
            release="once",
        )
        for key, category, number, where in rows
    )


def _homes(authority: Authority, day: date, children: Sequence[Child], chance: random.Random) -> None:
    """Places of the council's own carers, of which the children take all that are not free but a few."""
    own = sum(figures.budget_group(one) == group.OWN_FOSTERING for one in children)
    taken = own + chance.choice((0, 0, 1, 4))
    home, is_new = Household.objects.get_or_create(
        authority=authority, reference="F1", defaults={"approved": DateRange(date(2020, 1, 1), None)}
    )
    if is_new:
        Terms.objects.create(household=home, dates=home.approved, places=400, youngest=0, oldest=17)
        for number in range(2, 2 + chance.choice((2, 9))):
            other = Household.objects.create(
                authority=authority, reference=f"F{number}", approved=home.approved
            )
            Terms.objects.create(household=other, dates=home.approved, places=1, youngest=0, oldest=17)
    one_day = DateRange(day, day + timedelta(days=1))
    OtherOccupant.objects.filter(household=home, dates=one_day).delete()
    OtherOccupant.objects.bulk_create(
        OtherOccupant(household=home, kind="other", dates=one_day) for _ in range(taken)
    )
