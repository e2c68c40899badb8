"""What a forecast says of cost, in words. Pounds are rounded for reading; files hold them whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from forecasting.models import ForecastCost, ForecastPrice, Provider, UnitCost
from forecasting.presenters import words
from sufficiency.core.periods import year_label
from sufficiency.indicators.formatting import half_up
from sufficiency.indicators.wording import in_words

NO_PRICE = "No price"
_WEEKS_A_YEAR = Decimal("365.25") / 7
TOTAL = "All placements"

Pounds = int | Decimal
# From so many pounds on, to so many.
_STEPS = ((10_000_000, 100_000), (1_000_000, 10_000), (10_000, 1_000), (1_000, 100))


def kind(placement: str, provider: str = "") -> str:
    """'Residential, agencies and charities'; 'All placements' of no kind."""
    name = words.PLACEMENTS.get(placement, TOTAL)
    return f"{name}, {Provider(provider).label.lower()}" if provider else name


def rounded(amount: Pounds) -> Decimal:
    """To what a forecast can honestly say: three figures from ten million on, else two to three."""
    size = abs(Decimal(amount))
    step = next((step for least, step in _STEPS if size >= least), 10)
    return half_up(Decimal(amount) / step) * step


def pounds(amount: Pounds) -> str:
    """'£24.1m', '£2.43m', '£340,000', '£8,200', '£0'."""
    told = rounded(amount)
    sign, told = ("-" if told < 0 else ""), abs(told)
    if told >= 10_000_000:
        return f"{sign}£{told / 1_000_000:.1f}m"
    if told >= 1_000_000:
        return f"{sign}£{told / 1_000_000:.2f}m"
    return f"{sign}£{told:,.0f}"


def exact(amount: Decimal) -> str:
    """As somebody entered it: '£1,250', '£1,250.50'."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def between(low: Pounds, high: Pounds) -> str:
    """'£24.1m to £27.9m', or one amount where both read alike."""
    return pounds(low) if pounds(low) == pounds(high) else f"{pounds(low)} to {pounds(high)}"


def holds(valid: Any) -> str:
    """'from 1 April 2026', '1 April 2026 to 31 March 2027': the last day on which it holds included."""
    if valid.upper is None:
        return f"from {in_words(valid.lower)}"
    return f"{in_words(valid.lower)} to {in_words(valid.upper - timedelta(days=1))}"


def spoken_of(totals: Sequence[ForecastCost]) -> ForecastCost:
    """The first year that can be told from 1 April to 31 March; where none can, that with the most months."""
    return next((one for one in totals if one.tells_the_year), max(totals, key=lambda one: one.months))


def counted(cost: ForecastCost) -> str:
    """'2027/28', '2026/27, of which £1.20m is spent', '2026/27, from 23 November 2026', '2029/30, to 31 May 2029'."""
    label = year_label(cost.year)
    if cost.is_whole_year:
        return label
    if cost.tells_the_year and cost.spent is not None:
        return f"{label}, of which {pounds(cost.spent)} is spent"
    said = []
    if (cost.first_day.month, cost.first_day.day) != (4, 1):
        said.append(f"from {in_words(cost.first_day)}")
    if (cost.last_day.month, cost.last_day.day) != (3, 31):
        said.append(f"to {in_words(cost.last_day)}")
    return f"{label}, {' '.join(said)}"


def sentence(total: ForecastCost, *, all_priced: bool) -> str:
    """What is expected of a year, the budget, and the chance of more. Where some kinds have no price, of the others."""
    low, high = total.of_the_year("low80"), total.of_the_year("high80")
    assert low is not None
    assert high is not None
    when = counted(total) if total.is_whole_year else f"{counted(total)},"
    if total.spent is not None and total.tells_the_year:
        when = year_label(total.year)
    what = "placements" if all_priced else "placements with a price"
    said = f"In {when} {what} are expected to cost {between(low, high)} (8 chances in 10)"
    if total.spent is not None and total.tells_the_year:
        said += f", {pounds(total.spent)} of it before {in_words(total.first_day)}"
    if total.budget is None:
        return f"{said}. No budget of that year was entered."
    said += f"; the budget is {pounds(total.budget)}"
    if total.chance is None:
        return f"{said} for the whole year, so the two cannot be compared."
    more = "and the chance of more" if all_priced else "and the chance that these alone cost more"
    return f"{said}, {more} is {words.chance(total.chance / 100)}."


def beside(total: ForecastCost) -> str:
    """No change, and the wider range."""
    low, high, same = map(total.of_the_year, ("low95", "high95", "no_change"))
    assert low is not None
    assert high is not None
    assert same is not None
    return (
        f"If the number of children in each kind of placement stayed as it is, it would be {pounds(same)}. "
        f"19 chances in 20: {between(low, high)}. Prices are those entered: no rise is added to them, "
        "and the ranges are of children, not of prices."
    )


def unpriced(costs: Sequence[ForecastCost]) -> list[str]:
    """Of each kind without a price: which, and when."""
    found: dict[str, list[ForecastCost]] = {}
    for one in costs:
        if one.placement and one.lacks_a_price:
            found.setdefault(one.placement, []).append(one)
    years = {one.year for one in costs}
    return [
        f"{words.PLACEMENTS[placement]}: no price" + _when(found[placement], years)
        for placement in words.PLACEMENTS
        if placement in found
    ]


def _when(costs: Sequence[ForecastCost], years: set[int]) -> str:
    """' in 2026/27, 6 of 12 months of 2027/28'; nothing where it is in all of these years."""
    if {one.year for one in costs if not one.priced_months} == years:
        return ""
    return " in " + ", ".join(
        f"{one.months - one.priced_months} of {one.months} months of {year_label(one.year)}"
        if one.priced_months
        else year_label(one.year)
        for one in costs
    )


def in_house_and_agency(costs: Sequence[ForecastCost]) -> str:
    """How much more a week with an agency costs than with our own carers; nothing where either has no price."""
    weekly = {one.placement: one.weekly for one in costs}
    own, agency = weekly.get("in_house_fostering"), weekly.get("agency_fostering")
    if own is None or agency is None:
        return ""
    more = agency - own
    if not half_up(more):
        return f"A week of fostering costs the same with an agency as with our own carers: {exact(half_up(own))}."
    return (
        f"A week of fostering through an agency costs {exact(half_up(abs(more)))} {'more' if more > 0 else 'less'} "
        f"than with our own carers ({exact(half_up(agency))} against {exact(half_up(own))}): about "
        f"{pounds(abs(more) * _WEEKS_A_YEAR)} a year for each child."
    )


def prices_used(prices: Sequence[ForecastPrice]) -> dict[str, Any] | None:
    """As a summary list has it: the prices that a forecast was made with, one row a kind and provider."""
    found: dict[tuple[str, str], list[ForecastPrice]] = {}
    for one in prices:
        found.setdefault((one.placement, one.provider), []).append(one)
    if not found:
        return None
    order = list(words.PLACEMENTS)
    return {
        "title": "Prices of placements",
        "rows": [
            {"key": kind(placement, provider), "value": _used(found[placement, provider])}
            for placement, provider in sorted(found, key=lambda one: (order.index(one[0]), one[1]))
        ],
    }


def _used(prices: Sequence[ForecastPrice]) -> str:
    said = "; ".join(f"{exact(one.weekly)} a week {holds(one.valid)} ({one.source})" for one in prices)
    return f"{said}. {words.children(prices[0].children)} lived there on the day of the records"


def same_prices(kept: Iterable[ForecastPrice], now: Iterable[UnitCost], *, after: date) -> bool:
    """Whether a forecast from the day `after` would be priced now as this one was."""
    return {_price(one) for one in kept} == {_price(one) for one in now if one.holds_after(after)}


def _price(one: ForecastPrice | UnitCost) -> tuple[str, str, Decimal, date, date | None]:
    return one.placement, one.provider, one.weekly, one.valid.lower, one.valid.upper


def same_budgets(costs: Iterable[ForecastCost], now: Mapping[tuple[int, str], Decimal]) -> bool:
    """Whether the budgets of the years that are told are those of today."""
    return all(one.budget == now.get((one.year, one.placement)) for one in costs)
