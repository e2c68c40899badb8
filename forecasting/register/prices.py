"""Prices of placements as the engine has them: one of a kind at a time, weighed by who provides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count

from forecasting.codes import PRICED_AS, PROVIDERS_OF, kind_of
from forecasting.engine import inputs as engine
from forecasting.engine.kinds import PLACEMENTS
from forecasting.models.prices import Provider, UnitCost
from placements.models import Placement
from sufficiency.core.models import Authority

# How many children live in a kind of placement with a provider, on the extract. Who is not told has no provider.
Living = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Prices:
    """What the engine is given, and the prices it was made from with the children that each is for."""

    costs: tuple[engine.UnitCost, ...]
    used: tuple[tuple[UnitCost, int], ...]


def living(kinds: Iterable[int], providers: Iterable[str]) -> Living:
    """Of children by the kind and the provider's code of the placement each lives in."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, code in zip(kinds, providers, strict=True):
        placement = PLACEMENTS[kind]
        provider = PRICED_AS.get(code, "")
        found[placement, provider if provider in PROVIDERS_OF.get(placement, ()) else ""] += 1
    return found


def living_on(authority: Authority, day: date) -> Living:
    """Children by where they are placed on a day. One query."""
    placed = Placement.objects.filter(child__authority=authority, dates__contains=day).order_by()
    found: Counter[tuple[str, str]] = Counter()
    for code, provider, number in placed.values_list("code", "provider").annotate(number=Count("child")):
        for which in living([kind_of(code, provider)], [provider]):
            found[which] += number
    return found


def prices_of(authority: Authority, there: Living) -> Prices:
    """All prices of the authority as they stand now, those that hold later too. One query.

    Where prices of a kind differ by provider, a week costs their mean, weighed by the children who live with each on
    the extract; while any of these providers has no price, the kind has none: what it costs is then not known.
    """
    held = list(UnitCost.objects.filter(authority=authority).order_by("placement", "provider", "valid"))
    costs: list[engine.UnitCost] = []
    for number, placement in enumerate(PLACEMENTS):
        mine = [one for one in held if one.placement == placement]
        for start, end, weekly in _weighed(mine, _weights(placement, mine, there)):
            costs.append(
                engine.UnitCost(number, weekly, np.datetime64(start, "D"), np.datetime64(end or "NaT", "D"))
            )
    own = {(one.placement, one.provider) for one in held}
    return Prices(tuple(costs), tuple((one, _children(one, own, there)) for one in held))


def without_a_price(authority: Authority, there: Living, day: date) -> list[tuple[str, str, int]]:
    """Kinds and providers with whom children live and of which no price holds on the day; how many children."""
    held = UnitCost.objects.filter(authority=authority, valid__contains=day)
    have = set(held.values_list("placement", "provider"))
    return [
        (placement, provider, number)
        for (placement, provider), number in sorted(
            there.items(), key=lambda one: (PLACEMENTS.index(one[0][0]), one[0][1])
        )
        if number
        and (placement, provider) not in have
        and (placement, Provider.ANY.value) not in have
        # Whose provider is not told is priced as those of the kind whose provider is.
        and not (provider == "" and any(kind == placement for kind, _ in have))
    ]


def _children(price: UnitCost, own: set[tuple[str, str]], there: Living) -> int:
    """Those whom the price is for: of one without provider, all whose provider has no price of its own."""
    return sum(
        number
        for (placement, provider), number in there.items()
        if placement == price.placement
        and (provider == price.provider or (price.provider == "" and (placement, provider) not in own))
    )


def _weights(placement: str, prices: Sequence[UnitCost], there: Living) -> dict[str, int]:
    """By provider. Children whose provider is not told are taken to live as the others do."""
    told = {
        provider: number
        for (kind, provider), number in there.items()
        if kind == placement and provider and number
    }
    if told:
        return told
    # Nobody tells how prices are to be weighed: that of whoever provides it, or else all alike.
    return (
        {Provider.ANY.value: 1}
        if any(not one.provider for one in prices)
        else {one.provider: 1 for one in prices}
    )


def _weighed(prices: Sequence[UnitCost], weights: Mapping[str, int]) -> list[tuple[date, date | None, float]]:
    """Spells in which all of these providers have a price, with the mean."""
    turns = sorted({one.valid.lower for one in prices} | {one.valid.upper for one in prices} - {None})
    found: list[tuple[date, date | None, float]] = []
    for at, start in enumerate(turns):
        end = turns[at + 1] if at + 1 < len(turns) else None
        now = {one.provider: one.weekly for one in prices if start in one.valid}
        each = [(now.get(provider, now.get("")), number) for provider, number in weights.items()]
        if all(weekly is not None for weekly, _ in each):
            worth = sum(weekly * number for weekly, number in each if weekly is not None)
            found.append((start, end, float(worth / sum(number for _, number in each))))
    return found
