"""Rows of a return, each right but for what a case changes, and a small invented map.

The year is 2024-25 unless a case says otherwise. Child 1 was born on 5 May 2012; the person in `leaver` turns
18 on 10 January 2025. Rows are numbered as in a spreadsheet: the first of a table is row 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903.rules import Located, Placing, check

OWN = "E06000045"


@dataclass(frozen=True)
class Row:
    """One row of a table, of this year's return or the last."""

    table: str
    cells: dict[str, str]
    last_year: bool = False


@dataclass(frozen=True)
class Case:
    """Rows that break the rule, with where it must say so (`Table row COLUMN`), and rows that do not."""

    code: str
    bad: list[Row]
    at: list[str]
    good: list[Row]
    year: int = 2025
    as_at: date | None = None
    providers: tuple[dict[str, str], ...] = ()


def child(**cells: str) -> Row:
    usual = {"CHILD": "1", "SEX": "F", "DOB": "2012-05-05", "ETHNIC": "WBRI", "UPN": "UN1"}
    return Row("Header", {**usual, "MOTHER": "", "MC_DOB": "", **cells})


def episode(decom: str = "2024-06-01", dec: str = "", rec: str = "", **cells: str) -> Row:
    usual = {"CHILD": "1", "DECOM": decom, "RNE": "S", "LS": "C2", "CIN": "N1", "PLACE": "U6"}
    usual |= {"PLACE_PROVIDER": "PR1", "DEC": dec, "REC": rec, "REASON_PLACE_CHANGE": ""}
    return Row("Episodes", {**usual, "HOME_POST": "SO14 0AA", "PL_POST": "SO15 1AA", "URN": "SC1", **cells})


def leaver(**cells: str) -> Row:
    usual = {"CHILD": "1", "DOB": "2007-01-10", "IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "B1"}
    return Row("OC3", {**usual, **cells})


def unaccompanied(duc: str = "", **cells: str) -> Row:
    return Row("UASC", {"CHILD": "1", "SEX": "F", "DOB": "2012-05-05", "DUC": duc, **cells})


def missing(start: str = "2024-08-01", end: str = "2024-08-03", **cells: str) -> Row:
    usual = {"CHILD": "1", "DOB": "2012-05-05", "MISSING": "M", "MIS_START": start, "MIS_END": end}
    return Row("Missing", {**usual, **cells})


def order(start: str = "2026-06-01", end: str = "2026-07-01", **cells: str) -> Row:
    usual = {"CHILD": "1", "DOB": "2012-05-05", "DOLO_START": start, "DOLO_END": end}
    return Row("DoLo", {**usual, **cells})


def review(**cells: str) -> Row:
    usual = {"CHILD": "1", "DOB": "2012-05-05", "REVIEW": "2024-09-01", "REVIEW_CODE": "PN1"}
    return Row("Reviews", {**usual, **cells})


def was(row: Row) -> Row:
    """The row as one of last year's return."""
    return Row(row.table, row.cells, last_year=True)


def frames(rows: list[Row], *, last_year: bool = False) -> dict[str, pd.DataFrame]:
    """The tables of one year, indexed by spreadsheet row as the reader indexes them."""
    tables: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row.last_year is last_year:
            tables.setdefault(row.table, []).append(row.cells)
    return {
        name: pd.DataFrame(cells, index=pd.RangeIndex(2, len(cells) + 2, name="row"), dtype=object).fillna("")
        for name, cells in tables.items()
    }


# An invented list of Ofsted providers with one entry.
PROVIDER = {
    "urn": "SC1",
    "place_codes": "U1,U6",
    "provider_codes": "PR1",
    "closed_on": "",
    "postcode": "SO15 1AA",
    "authority": OWN,
}

# An invented map: two letters of a postcode give the authority and the miles along one straight road.
MAP = {
    "SO": (OWN, 0.0),
    "PO": ("E06000044", 15.0),
    "CF": ("WAL", 100.0),
    "TR": ("E06000052", 400.0),
    "KW": ("SCO", 1200.0),
}


def located(home: np.ndarray, placement: np.ndarray) -> Located:
    at_home = [MAP.get(text[:2]) for text in home]
    placed = [MAP.get(text[:2]) for text in placement]
    return Located(
        located_in=[place[0] if place else "" for place in placed],
        inside=[place[0] == OWN if place else None for place in placed],
        miles=[
            abs(one[1] - other[1]) if one and other else np.nan
            for one, other in zip(at_home, placed, strict=True)
        ],
        home_found=[place is not None for place in at_home],
        placement_found=[place is not None for place in placed],
    )


PLACING = Placing(OWN, located)


def findings(rows: list[Row], case: Case) -> pd.DataFrame:
    """What the rules say of some rows under the terms of a case."""
    return check(
        frames(rows),
        year=case.year,
        as_at=case.as_at or date(case.year, 3, 31),
        previous=frames(rows, last_year=True) or None,
        placing=PLACING,
        providers=pd.DataFrame(list(case.providers), dtype=object) if case.providers else None,
    )
