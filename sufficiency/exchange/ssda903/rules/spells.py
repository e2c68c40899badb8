"""What missing spells and deprivation of liberty orders have in common: a start, an end, a period of care."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .codes import TEMPORARY
from .columns import Mask, Whole
from .context import Return
from .registry import At


def ended_with_care(r: Return, table: str, start: str, end: str) -> Mask:
    """Spells that began in a period of care and are still open, or end later, after that period ended."""
    began, ends = r[table][start].dates, r[table][end]
    period = r.chain.periods.latest_at(r.child(table), began)
    left = r.chain.periods.end_of(period)
    return (began <= left) & (ends.blank | (ends.dates > left))


def not_carried_forward(r: Return, table: str, start: str, end: str) -> list[At]:
    """Spells that last year left open and this year lacks, at the child's first spell, else in Header."""
    then = r.before[table]
    child_then, child_now = r.child_before(table), r.child(table)
    open_then = then[end].blank & then[start].readable & (child_then >= 0)
    held = pairs(child_now, r[table][start].dates)
    lost = open_then & ~np.isin(pairs(child_then, then[start].dates), held)
    children = r.children(child_then, lost)
    first = r.first_row(child_now)
    at_spell = np.zeros(len(r[table]), dtype=bool)
    at_spell[first[np.flatnonzero(children[:-1] & (first[:-1] >= 0))]] = True
    found = [At(table, start, at_spell)]
    if "Header" in r:
        without = children & (first < 0)
        found.append(At("Header", "CHILD", r.having("Header", without)))
    return found


def pairs(child: Whole, dates: np.ndarray) -> np.ndarray:
    """Child and day as one number; a number that matches nothing where the day is unknown."""
    day = np.where(np.isnat(dates), -(10**6), dates.astype("datetime64[D]").astype(np.int64))
    return child * 10**8 + day


def placements_during(r: Return, table: str, start: str, end: str) -> Mask:
    """Episodes, temporary moves left out, that share at least a day with a spell of `table`."""
    spells = pd.DataFrame({"child": r.child(table), "on": r[table][start].dates, "off": r[table][end].dates})
    spells["off"] = spells["off"].mask(r[table][end].blank, pd.Timestamp(r.as_at) + pd.Timedelta(days=1))
    episodes = pd.DataFrame(
        {
            "child": r.child("Episodes"),
            "from": r.episodes["DECOM"].dates,
            "to": r.episodes["DEC"].dates,
            "open": r.episodes["DEC"].blank,
            "place": np.arange(len(r.episodes)),
        }
    )
    both = episodes[episodes["child"] >= 0].merge(spells, on="child")
    shares = (both["on"] < both["to"]) | both["open"]
    rows = both.loc[shares & (both["off"] > both["from"]), "place"].to_numpy(dtype=np.int64)
    answer = np.zeros(len(r.episodes), dtype=bool)
    answer[rows] = True
    return answer & ~r.episodes["PLACE"].among(TEMPORARY)
