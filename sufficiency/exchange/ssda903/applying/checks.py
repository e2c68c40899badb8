"""Queries and warnings: what is kept and yet should be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return
from sufficiency.exchange.ssda903.deriving.whereabouts import authorities_of_homes
from sufficiency.exchange.ssda903.reading.returns import ReadReturn
from sufficiency.exchange.ssda903.tables import EPISODES

# Below this share of located home postcodes inside the authority, the return is probably another's.
_FEW_INSIDE = 0.2
# Fewer located homes than this prove nothing.
_ENOUGH_HOMES = 5


def other_warnings(authority: Authority, read: ReadReturn) -> list[str]:
    """A warning where hardly any child comes from inside the authority."""
    episodes = read.tables()[EPISODES]
    if authority.area_codes is None:
        return []
    homes = authorities_of_homes(episodes["HOME_POST"].to_numpy(object))
    inside = sum(code in authority.area_codes for code in homes)
    if len(homes) < _ENOUGH_HOMES or inside >= _FEW_INSIDE * len(homes):
        return []
    return [
        f"“{read.label}” may be another authority's return: of {len(homes):,} home postcodes that can be located, "
        f"{inside:,} lie inside {authority}. Check it before you rely on it; the load can be undone."
    ]


def write_queries(authority: Authority, returns: Sequence[Return]) -> None:
    return None
