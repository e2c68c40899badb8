"""A scenario played on a forecast made anew, of the same records, months, futures and seed: differences as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.engine import kinds
from forecasting.engine.capacity import usable
from forecasting.engine.costs import yearly_costs
from forecasting.engine.errors import BadValue
from forecasting.engine.forecast import Forecast, fit, forecast
from forecasting.engine.levers import Strength
from forecasting.engine.scenario import Played, play
from forecasting.making import Tell, day_of, whole
from forecasting.models import Different, ForecastRun, LeverKind, Measure, ScenarioLever, ScenarioLine
from forecasting.presenters import words
from forecasting.register import inputs_for
from forecasting.what_if.levers import scenario_of
from sufficiency.indicators.formatting import half_up, number

# The range of 8 chances in 10, and the middle.
LEVELS = (0.1, 0.5, 0.9)
# A group with this many before, of whom nobody is left, is emptied.
_SOME, _NOBODY = 1.0, 0.5
NO_PRICES = "No prices of placements are held, so nothing is said of cost."


@dataclass(frozen=True)
class Tried:
    """Rows to keep, without their trial, and what a reader must know of them."""

    lines: list[ScenarioLine]
    remarks: list[str]


def made_again(run: ForecastRun) -> Forecast:
    """The forecast of a run with all its futures, which are not kept. Raises `BadInput`, `NotCovered`."""
    taken = inputs_for(run.authority, as_at=run.extract_on, adds_arrivals=run.adds_arrivals)
    return forecast(fit(taken.inputs), run.months, run.paths, run.seed)


def try_out(run: ForecastRun, name: str, levers: Sequence[ScenarioLever], tell: Tell) -> Tried:
    """What the levers do to the run. `tell` hears how far it has come, and may raise to stop it.

    Raises `BadInput` (`BadValue` for levers that cannot be) and `NotCovered`, with a sentence for people.
    """
    steps = len(Strength) + 1
    tell(0, steps, "Making the forecast again")
    baseline = made_again(run)
    lines: list[ScenarioLine] = []
    emptied: list[str] = []
    for at, strength in enumerate(Strength):
        tell(at + 1, steps, f"Pulling the levers: {strength.name.lower()}")
        played = play(baseline, scenario_of(name, levers, strength))
        lines += lines_of(played, strength)
        if strength is Strength.HIGH:
            emptied = list(_emptied(played))
    return Tried(
        lines, [*_of_the_baseline(run, baseline), *_of_levers(run, levers, lines, baseline), *emptied]
    )


def lines_of(played: Played, strength: Strength) -> Iterator[ScenarioLine]:
    """Every difference at one strength, rounded to one decimal, costs to whole pounds."""
    days, difference = played.baseline.days, played.difference

    def month_ends(paths: kinds.Floats, measure: Different, **group: str) -> Iterator[ScenarioLine]:
        for day, found in zip(days, np.quantile(paths, LEVELS, axis=1).T, strict=True):
            yield _line(strength, measure, day, found, **group)

    yield from month_ends(difference.sum(axis=(2, 3)), Different.TOTAL)
    for place, age in enumerate(kinds.AGES):
        yield from month_ends(difference[:, :, place].sum(axis=2), Different.AGE, age=age)
    for place, kind in enumerate(kinds.PLACEMENTS):
        yield from month_ends(difference[..., place].sum(axis=2), Different.PLACEMENT, placement=kind)
    for place, short in homes_short(played):
        yield from month_ends(short, Different.HOMES_SHORT, placement=kinds.PLACEMENTS[place])
    for last, pounds in costs(played):
        yield _line(strength, Different.COST, last, np.quantile(pounds, LEVELS))


def _line(
    strength: Strength,
    measure: Different,
    day: np.datetime64,
    found: kinds.Floats,
    **group: str,
) -> ScenarioLine:
    places = 0 if measure is Different.COST else 1
    # Minus nought is nought.
    low, middle, high = (half_up(float(one), places) + 0 for one in found)
    return ScenarioLine(
        strength=strength.name.lower(),
        measure=measure,
        on=day_of(day),
        low80=low,
        middle=middle,
        high80=high,
        **group,
    )


def homes_short(played: Played) -> Iterator[tuple[int, kinds.Floats]]:
    """By kind of which places are known, are opened or are held: how many more are short, (months + 1, paths)."""
    baseline = played.baseline
    before = baseline.fitted.inputs.capacity
    after, held = played.places.capacity, played.places.blocked
    opened = usable(after, baseline.days) - usable(before, baseline.days)
    here = {one.kind for one in after} | ({kinds.IN_HOUSE} if held.any() else set())
    for kind in sorted(here):
        children = played.difference[..., kind].sum(axis=2)
        yield kind, np.asarray(children + held[..., kind] - opened[:, kind][:, None])


def costs(played: Played) -> list[tuple[np.datetime64, kinds.Floats]]:
    """By financial year: its last day within the forecast, and pounds more on each path; none without prices."""
    baseline = played.baseline
    try:
        before = yearly_costs(baseline.stock, baseline.days, baseline.fitted.inputs.unit_costs)
    except BadValue:
        return []
    after = yearly_costs(
        played.made.stock, baseline.days, baseline.fitted.inputs.unit_costs, played.price_factor
    )
    found = []
    for one, other in zip(before, after, strict=True):
        end = np.datetime64(f"{one.year + 1}-03-31", "D")
        found.append((min(end, baseline.days[-1]), other.paths - one.paths))
    return found


def _of_the_baseline(run: ForecastRun, baseline: Forecast) -> Iterator[str]:
    """Records that were corrected since the forecast was made make another baseline than the one that was kept."""
    kept = dict(run.lines.filter(measure=Measure.TOTAL).values_list("on", "middle"))
    medians = np.median(baseline.stock.sum(axis=(2, 3)), axis=1)
    off = max(
        (abs(whole(one) - kept[day_of(day)]) for day, one in zip(baseline.days, medians, strict=True)),
        default=0,
    )
    if off:
        yield (
            f"Records were corrected, or the method has changed, since the forecast was made: made again without "
            f"levers it lies up to {words.children(off)} away. Make a new forecast to have both alike."
        )


def _of_levers(
    run: ForecastRun, levers: Sequence[ScenarioLever], lines: Sequence[ScenarioLine], baseline: Forecast
) -> Iterator[str]:
    last = day_of(baseline.days[-1])
    for late in (one for one in levers if one.starts_on > last):
        yield f"“{LeverKind(late.kind).label}” starts after the forecast ends, so nothing is seen of it."
    yield from _of_prices(baseline)
    if not any(one.low80 or one.high80 for one in lines):
        yield "Nothing would be different: no lever reaches anybody within this forecast."
    usual = 12 * float(baseline.fitted.rates.entries.monthly[1])
    for one in levers:
        if one.kind == LeverKind.ASYLUM and -float(one.high) > usual:
            yield (
                f"About {number(usual)} unaccompanied asylum-seeking children come in a year: no more than these can "
                "stay away."
            )


def _of_prices(baseline: Forecast) -> Iterator[str]:
    try:
        years = yearly_costs(baseline.stock, baseline.days, baseline.fitted.inputs.unit_costs)
    except BadValue:
        yield NO_PRICES
        return
    missing = {kind for one in years for kind in one.unpriced}
    if missing:
        named = ", ".join(text.lower() for kind, text in words.PLACEMENTS.items() if kind in missing)
        yield f"Not always priced, so not wholly in the cost: {named}."


def _emptied(played: Played) -> Iterator[str]:
    """Ages and placements of which the strongest levers leave nobody, where there were some."""
    for axis, names in ((3, words.AGES), (2, words.PLACEMENTS)):
        before = np.median(played.baseline.stock.sum(axis=axis), axis=1)
        after = np.median(played.made.stock.sum(axis=axis), axis=1)
        empty = (before >= _SOME) & (after < _NOBODY)
        for place, text in enumerate(names.values()):
            months = np.flatnonzero(empty[:, place])
            if len(months):
                month = words.month_end(day_of(played.baseline.days[months[0]]))
                what = f"aged {text.lower()}" if axis == 3 else f"in {text[:1].lower()}{text[1:]}"
                yield f"At its strongest this leaves no children {what} from {month}. Is that what you mean?"
