"""Returns of so many children over six years: the files that a council would send, with every table's columns.

The years are those in which one list of codes held. A year's return has every episode in force in it, as known
at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from sufficiency.core.periods import return_year
from sufficiency.demonstration.scale.beside import contacts, missing, reviews
from sufficiency.demonstration.scale.episodes import episodes_of
from sufficiency.demonstration.scale.lives import Lives, day_number, draw

YEARS = tuple(range(2019, 2025))
EPISODES = (
    "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
    "HOME_POST", "PL_POST", "URN",
)  # fmt: skip


@dataclass(frozen=True)
class YearReturn:
    """The tables of one year, cells as text."""

    year: int
    tables: dict[str, pd.DataFrame]


def make_returns(children: int, *, seed: int = 903) -> list[YearReturn]:
    """The returns of `YEARS`, which between them name so many children who were looked after.

    The same seed makes the same ones. About eight episodes are told for each child in all six returns.
    """
    rng = np.random.default_rng(seed)
    first, last = day_number(return_year(YEARS[0]).start), day_number(return_year(YEARS[-1]).end)
    lives = draw(rng, children, first, last)
    episodes = episodes_of(rng, lives, last)
    return [_year(rng, lives, episodes, year) for year in YEARS]


def write_returns(returns: list[YearReturn], folder: Path) -> list[Path]:
    """One folder of CSV files for each year; the folders, in the order of the years."""
    folders = []
    for one in returns:
        place = folder / str(one.year)
        place.mkdir(parents=True)
        for name, table in one.tables.items():
            table.to_csv(place / f"{name.lower()}.csv", index=False, lineterminator="\r\n")
        folders.append(place)
    return folders


def _year(rng: np.random.Generator, lives: Lives, episodes: pd.DataFrame, year: int) -> YearReturn:
    window = return_year(year)
    began, ended = day_number(window.start), day_number(window.end)
    told = episodes[(episodes["start"] <= ended) & (episodes["end"] >= began)]
    in_care = np.unique(told["child"].to_numpy())
    known = (told["end"] <= ended).to_numpy()
    table = told.assign(
        CHILD=lives.number[told["child"]],
        DECOM=texts(told["start"]),
        DEC=np.where(known, texts(told["end"]), ""),
        REC=np.where(known, told["REC"], ""),
        REASON_PLACE_CHANGE=np.where(known, told["REASON_PLACE_CHANGE"], ""),
    )[list(EPISODES)]
    leavers = contacts(rng, lives, began, ended)
    tables = {
        "Header": _header(lives, np.union1d(in_care, leavers["child"].to_numpy())),
        "Episodes": table,
        "Reviews": _named(lives, reviews(rng, lives, began, ended), "REVIEW"),
        "UASC": _asylum_seeking(lives, in_care),
        "OC3": _named(lives, leavers),
        "AD1": _adoptions(lives, told[known & (told["REC"] == "E11").to_numpy()]),
        "Missing": _named(lives, missing(rng, lives, began, ended), "MIS_START", "MIS_END"),
    }
    return YearReturn(year, tables)


def _header(lives: Lives, children: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "CHILD": lives.number[children],
            "SEX": lives.sex[children],
            "DOB": texts(lives.born[children]),
            "ETHNIC": lives.ethnic[children],
            "UPN": [f"A{890_000_000_000 + child}" for child in children.tolist()],
            "MOTHER": "",
            "MC_DOB": "",
        }
    )


def _asylum_seeking(lives: Lives, in_care: np.ndarray) -> pd.DataFrame:
    children = in_care[lives.is_asylum_seeking[in_care]]
    table = pd.DataFrame(
        {"CHILD": lives.number[children], "SEX": lives.sex[children], "DOB": texts(lives.born[children])}
    )
    return table.assign(DUC="")


def _adoptions(lives: Lives, episodes: pd.DataFrame) -> pd.DataFrame:
    children = episodes["child"].to_numpy()
    return pd.DataFrame(
        {
            "CHILD": lives.number[children],
            "DOB": texts(lives.born[children]),
            "DATE_INT": texts(episodes["start"]),
            "DATE_MATCH": texts(episodes["start"]),
            "FOSTER_CARE": "0",
            "NB_ADOPTR": "2",
            "SEX_ADOPTR": "MF",
            "LS_ADOPTR": "L11",
        }
    )


def _named(lives: Lives, rows: pd.DataFrame, *days: str) -> pd.DataFrame:
    """A table with CHILD and DOB in front, and its days as text."""
    children = rows["child"].to_numpy()
    table = rows.drop(columns="child").assign(**{name: texts(rows[name]) for name in days})
    table.insert(0, "CHILD", lives.number[children])
    table.insert(1, "DOB", texts(lives.born[children]))
    return table


def texts(days: np.ndarray | pd.Series) -> np.ndarray:
    """Days as dd/mm/yyyy."""
    numbers, distinct = pd.factorize(np.asarray(days, dtype=np.int64))
    epoch = date(1970, 1, 1).toordinal()
    words = [date.fromordinal(epoch + day).strftime("%d/%m/%Y") for day in distinct.tolist()]
    return np.array(words, dtype=object)[numbers] if words else np.empty(0, dtype=object)
