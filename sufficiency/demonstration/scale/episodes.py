"""The episodes of stays in care, as columns: each boundary says what changed, and the codes follow it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.demonstration.scale import places
from sufficiency.demonstration.scale.lives import EIGHTEEN, Lives, pick

# One change in so many days, on average.
_DAYS_BETWEEN_CHANGES = 98
_CHANGES = {"P": 52, "L": 27, "B": 12, "T": 5, "U": 4}
_PLACES = {
    "U6": 27, "U4": 22, "U5": 3, "U1": 8, "U3": 9, "K2": 12, "H5": 7, "P1": 7, "R3": 2, "K1": 1, "S1": 1, "P2": 1,
}  # fmt: skip
# The same carer under another code, when only the placement's kind changes.
_SAME_CARER = {"U6": "U4", "U4": "U6", "U5": "U6", "U1": "U3", "U3": "U1"}
_LEGAL_PATHS = np.array(
    [
        ["V2", "C1", "C2", "E1", "C2", "E1"],
        ["C1", "C2", "E1", "C2", "E1", "C2"],
        ["V2", "C2", "E1", "C2", "E1", "C2"],
    ],
    dtype=object,
)
_REASONS = {"CARPL": 56, "CREQB": 8, "CREQO": 6, "CHILD": 6, "LAREQ": 6, "CLOSE": 4, "STAND": 3, "OTHER": 11}
_EXITS = {"E4A": 34, "E4B": 10, "E45": 8, "E46": 6, "E47": 4, "E48": 4, "E41": 6, "E13": 8, "E8": 20}
_GROWN_UP = {"E5": 55, "E6": 33, "E7": 12}
_SHARE_AWAY_FOR_A_WHILE = 0.01


def episodes_of(rng: np.random.Generator, lives: Lives, last: int) -> pd.DataFrame:
    """All episodes in order of child and day.

    `child` is the position in `lives`; `start` and `end` are days, an end after `last` is not known yet.
    """
    begun = _boundaries(rng, lives)
    child, start = begun["child"].to_numpy(), begun["start"].to_numpy()
    first = np.append(True, child[1:] != child[:-1])
    final = np.append(first[1:], True)
    end = np.where(final, lives.end[child], np.append(start[1:], 0))
    change = np.where(first, "S", pick(rng, _CHANGES, len(child)))
    adopted = _adopted(rng, lives, child, first)
    change = np.where(adopted & final, "B", change)
    # An asylum-seeking child stays accommodated by agreement: only placements change.
    change = np.where(lives.is_asylum_seeking[child] & ~first, "P", change)
    carer = np.cumsum(np.isin(change, ["S", "P", "B"])) - 1
    place = _place_of_carer(rng, carer, (start - lives.born[child]) / 365.25)
    # Only a foster carer can be kept while the code changes; elsewhere such a row is a change of legal status.
    kept = np.isin(change, ["T", "U"])
    fostered = np.isin(place, list(_SAME_CARER))
    change = np.where(kept & ~fostered, "L", change)
    swapped = np.array([_SAME_CARER.get(code, code) for code in place], dtype=object)
    place = np.where(_count_within(kept & fostered, carer) % 2 == 1, swapped, place)
    place = np.where(adopted & final, "A6", place)
    legal = _legal_statuses(rng, lives, child, change, adopted & final)
    # Nobody accommodated by agreement is placed with the parents.
    by_agreement = (legal == "V2")[_first_of_group(carer)][carer]
    place = np.where((place == "P1") & by_agreement, "K2", place)
    rows = pd.DataFrame({"child": child, "start": start, "end": end, "RNE": change})
    rows["LS"] = legal
    rows["CIN"] = lives.need[child]
    rows["PLACE"] = place
    rows["HOME_POST"] = lives.home[child]
    rows["PLACE_PROVIDER"], rows["PL_POST"], rows["URN"] = _where(rng, rows, carer)
    rows["REC"] = np.where(final, _exits(rng, lives, child, adopted), "X1")
    return _with_reasons(rng, _away_for_a_while(rng, rows, last))


def _boundaries(rng: np.random.Generator, lives: Lives) -> pd.DataFrame:
    length = lives.end - lives.start
    changes = np.minimum(rng.poisson(length / _DAYS_BETWEEN_CHANGES), 40)
    child = np.repeat(np.arange(len(length)), changes)
    day = lives.start[child] + 1 + (rng.random(len(child)) * (length[child] - 1)).astype(np.int64)
    later = pd.DataFrame({"child": child, "start": day})[length[child] > 1].drop_duplicates()
    first = pd.DataFrame({"child": np.arange(len(length)), "start": lives.start})
    return pd.concat([first, later]).sort_values(["child", "start"], ignore_index=True)


def _adopted(rng: np.random.Generator, lives: Lives, child: np.ndarray, first: np.ndarray) -> np.ndarray:
    """By row: whether the child leaves through adoption. Young children who moved at least twice."""
    rows = np.bincount(child)
    young = lives.end - lives.born < 6 * 365
    return ((rows >= 3) & young & (rng.random(len(rows)) < 0.5))[child]


def _place_of_carer(rng: np.random.Generator, carer: np.ndarray, age: np.ndarray) -> np.ndarray:
    """One code for each carer or home, as the child's age in years allowed on the first day there."""
    drawn = pick(rng, _PLACES, carer[-1] + 1)
    at_first = age[_first_of_group(carer)]
    drawn = np.where(np.isin(drawn, ["H5", "P2"]) & (at_first < 16), "K2", drawn)
    return np.where(np.isin(drawn, ["S1", "K1", "R3"]) & (at_first < 10), "U6", drawn)[carer]


def _first_of_group(group: np.ndarray) -> np.ndarray:
    """Positions of the first row of each group of neighbouring rows."""
    return np.flatnonzero(np.append(True, group[1:] != group[:-1]))


def _count_within(flags: np.ndarray, group: np.ndarray) -> np.ndarray:
    """How many flags are set so far within each group of neighbouring rows."""
    total = np.cumsum(flags)
    starts = np.append(True, group[1:] != group[:-1])
    before = np.maximum.accumulate(np.where(starts, np.arange(len(flags)), 0))
    return total - (total - flags)[before]


def _legal_statuses(
    rng: np.random.Generator, lives: Lives, child: np.ndarray, change: np.ndarray, to_adoption: np.ndarray
) -> np.ndarray:
    number = _count_within(np.isin(change, ["L", "B", "U"]), child)
    path = rng.integers(0, len(_LEGAL_PATHS), len(lives.number))[child]
    # After the path's last step its last two alternate.
    step = np.where(number < 6, number, 4 + number % 2)
    status = np.where(to_adoption, "E1", _LEGAL_PATHS[path, step])
    return np.where(lives.is_asylum_seeking[child], "V2", status)


def _where(
    rng: np.random.Generator, rows: pd.DataFrame, carer: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Provider, postcode and registration number, the same for as long as the carer is."""
    count = carer[-1] + 1
    place = rows["PLACE"].to_numpy(object)
    near = rng.random(count)
    postcode = np.where(
        near < 0.6,
        rng.choice(places.in_the_city(), count),
        np.where(near < 0.84, rng.choice(places.nearby(), count), rng.choice(places.far(), count)),
    )[carer]
    with_parents = place == "P1"
    postcode = np.where(with_parents, rows["HOME_POST"].to_numpy(object), postcode)
    agency = np.where(rng.random(count) < 0.85, "PR4", "PR5")[carer]
    # The authority's own homes lie inside it; its own foster carers may not.
    elsewhere = ~rows["PLACE"].str.startswith(("U", "A")).to_numpy(bool) & (near >= 0.6)[carer]
    provider = np.where((rng.random(count) < 0.6)[carer] & ~elsewhere, "PR1", agency)
    urn = np.array([f"SC{number:06d}" for number in rng.integers(1, 4_000, count)], dtype=object)[carer]
    no_register = np.isin(place, ["P1", "P2", "R3"])
    return np.where(with_parents, "PR0", provider), postcode, np.where(no_register, "", urn)


def _exits(rng: np.random.Generator, lives: Lives, child: np.ndarray, adopted: np.ndarray) -> np.ndarray:
    grown_up = (lives.end - lives.born >= EIGHTEEN - 30)[child]
    other = np.where(grown_up, pick(rng, _GROWN_UP, len(child)), pick(rng, _EXITS, len(child)))
    return np.where(adopted, "E11", other)


def _away_for_a_while(rng: np.random.Generator, rows: pd.DataFrame, last: int) -> pd.DataFrame:
    """A few placements with a week in the middle spent elsewhere, and back."""
    long_enough = (np.minimum(rows["end"], last) - rows["start"] > 30) & rows["PLACE"].str.startswith("U")
    chosen = rows[long_enough & (rng.random(len(rows)) < _SHARE_AWAY_FOR_A_WHILE)]
    left = chosen["start"] + 10
    back = left + rng.integers(2, 8, len(chosen))
    away = chosen.assign(
        start=left,
        end=back,
        RNE="P",
        REC="X1",
        PL_POST=rng.choice(places.nearby(), len(chosen)),
        PLACE_PROVIDER="",
        URN="",
        PLACE=pick(rng, {"T1": 2, "T2": 2, "T3": 3, "T4": 3}, len(chosen)),
    )
    returned = chosen.assign(start=back, RNE="P")
    before = chosen.assign(end=left, REC="X1")
    rest = rows.drop(chosen.index)
    return pd.concat([rest, before, away, returned]).sort_values(["child", "start"], ignore_index=True)


def _with_reasons(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """The reason for a change of placement stands on the row that ends with one; a temporary move is none."""
    following = rows["RNE"].shift(-1).fillna("S").to_numpy(object)
    temporary = rows["PLACE"].str.startswith("T").to_numpy(bool)
    moves = np.isin(following, ["P", "B"]) & ~temporary & ~np.append(temporary[1:], False)
    drawn = np.where(np.isin(following, ["T", "U"]), "PLACE", "")
    reason = np.where(moves, pick(rng, _REASONS, len(rows)), drawn)
    return rows.assign(REASON_PLACE_CHANGE=np.where(rows["REC"] == "X1", reason, ""))
