"""The records that the current returns of an authority ask for, of the affected children."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from placements.codes import TEMPORARY
from sufficiency.core.models import Authority
from sufficiency.exchange.ssda903.applying.current_rows import current_rows
from sufficiency.exchange.ssda903.applying.speaking import AtHand
from sufficiency.exchange.ssda903.deriving.timelines import Timelines, derive
from sufficiency.exchange.ssda903.deriving.whereabouts import whereabouts
from sufficiency.exchange.ssda903.deriving.winners import winners
from sufficiency.exchange.ssda903.reading.cells import days
from sufficiency.exchange.ssda903.tables import EPISODES, TABLES

_TEXT = tuple(name for name in TABLES[EPISODES].columns if name not in ("CHILD", "DECOM", "DEC"))


@dataclass
class Derived:
    """The rows that stand and the spells made of them; spells name children by primary key."""

    standing: pd.DataFrame
    timelines: Timelines
    # Every row of a temporary move that was looked at, by the return's day and the row's number.
    temporary_rows: pd.DataFrame

    def spells(self) -> dict[str, pd.DataFrame]:
        return {
            "periods_of_care": self.timelines.periods,
            "legal_statuses": self.timelines.legal_statuses,
            "placements": self.timelines.placements,
            "temporary_moves": self.timelines.temporary_moves,
        }


def affected_episodes(
    authority: Authority, child_ids: dict[str, int], at_hand: AtHand | None = None
) -> pd.DataFrame:
    """The episodes of the affected children in the current returns, with the child's primary key."""
    rows = current_rows(authority, EPISODES, ("DECOM", "DEC", *_TEXT), at_hand)
    child = rows["number"].map(child_ids)
    return rows[child.notna()].assign(child=child.dropna().astype(np.int64))


def derive_episodes(episodes: pd.DataFrame) -> Derived:
    """The timelines of episodes of the current returns; needs no database."""
    rows = episodes.assign(
        decom=lambda frame: days(frame["DECOM"]),
        dec=lambda frame: days(frame["DEC"]),
    )
    standing = winners(rows.drop(columns=["DECOM", "DEC"]))
    timelines = derive(standing)
    placements = timelines.placements
    miles, located_in = whereabouts(
        placements["home_postcode"].to_numpy(object), placements["postcode"].to_numpy(object)
    )
    timelines.placements = placements.assign(miles=miles, located_in=located_in)
    temporary = rows.loc[rows["PLACE"].isin(TEMPORARY), ["as_at", "row"]]
    return Derived(standing, timelines, temporary)
