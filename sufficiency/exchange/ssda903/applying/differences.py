"""What a derivation wants against what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903.applying.copying import new_ids


@dataclass
class Difference:
    """`wanted` with the column id; masks over it; and what is there and no longer wanted."""

    wanted: pd.DataFrame
    is_new: np.ndarray
    is_changed: np.ndarray
    # For each changed row of `wanted`, the row as it is there.
    before: pd.DataFrame
    gone: pd.DataFrame


def difference(wanted: pd.DataFrame, existing: pd.DataFrame, *, key: Sequence[str], table: str) -> Difference:
    """Match by `key`; what matches keeps its primary key, and is changed if any other common column differs.

    Identity only: columns that refer to other records may be filled afterwards with `changed_in`.
    """
    kept = existing.merge(
        wanted[list(key)].assign(position=np.arange(len(wanted))), on=list(key), how="left", indicator=True
    )
    gone = existing[(kept["_merge"] == "left_only").to_numpy(bool)]
    matched = kept[kept["_merge"] == "both"]
    positions = matched["position"].to_numpy(np.int64)
    ids = np.zeros(len(wanted), dtype=np.int64)
    ids[positions] = matched["id"].to_numpy(np.int64)
    is_new = ids == 0
    ids[is_new] = new_ids(table, int(is_new.sum()))
    wanted = wanted.assign(id=ids)
    before = matched.drop(columns=["position", "_merge"]).set_index(positions).sort_index()
    return Difference(wanted, is_new, np.zeros(len(wanted), dtype=bool), before, gone)


def mark_changed(found: Difference, columns: Sequence[str]) -> None:
    """Find the matched rows of which any of `columns` differs; `before` is narrowed to them."""
    after = found.wanted.iloc[found.before.index.to_numpy()]
    differs = np.zeros(len(after), dtype=bool)
    for column in columns:
        differs |= found.before[column].to_numpy() != after[column].to_numpy()
    found.before = found.before[differs]
    found.is_changed[found.before.index.to_numpy()] = True
