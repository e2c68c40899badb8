"""The tables of the SSDA903 return: their columns in DfE's order, and by what each is known.

Sources: DfE guide to the SSDA903 return and its technical specification, as implemented by the sector's
open validators. A table is known by its columns, never by its file's name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """One table of the return.

    `needed` must be there for the table to be read; the others came in later years or may be left out.
    `codes` maps a column to its code set. `records`: its rows become records, not only kept rows.
    """

    name: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    file_name: str
    dates: tuple[str, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    first_year: int = 2004
    records: bool = False
    # Columns that only the XML form has.
    of_xml: frozenset[str] = frozenset()

    @property
    def of_csv(self) -> tuple[str, ...]:
        return tuple(column for column in self.columns if column not in self.of_xml)


def _table(name: str, columns: str, *, file_name: str, optional: str = "", **rest: Any) -> Table:
    names = tuple(columns.split())
    return Table(name, names, frozenset(names) - frozenset(optional.split()), file_name, **rest)


EPISODES, HEADER = "Episodes", "Header"

_ALL = (
    _table(
        HEADER,
        "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB UASC",
        optional="UPN MOTHER MC_DOB UASC",
        file_name="header.csv",
        dates=("DOB", "MC_DOB"),
        codes={"SEX": "SEX", "ETHNIC": "ETHNIC", "MOTHER": "MOTHER"},
        records=True,
        # In CSV a row in the table of that name is the flag.
        of_xml=frozenset({"UASC"}),
    ),
    _table(
        EPISODES,
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
        optional="PLACE_PROVIDER REASON_PLACE_CHANGE URN",
        file_name="episodes.csv",
        dates=("DECOM", "DEC"),
        codes={
            name: name
            for name in ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE")
        },
        records=True,
    ),
    _table(
        "Reviews",
        "CHILD DOB REVIEW REVIEW_CODE",
        file_name="reviews.csv",
        dates=("DOB", "REVIEW"),
        codes={"REVIEW_CODE": "REVIEW_CODE"},
        records=True,
    ),
    _table(
        "UASC",
        "CHILD SEX DOB DUC",
        optional="SEX",
        file_name="uasc.csv",
        dates=("DOB", "DUC"),
        codes={"SEX": "SEX"},
        records=True,
    ),
    _table(
        "OC2",
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT "
        "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
        optional="SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT "
        "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
        file_name="oc2.csv",
        dates=("DOB",),
        codes={"SDQ_REASON": "SDQ_REASON"},
    ),
    _table(
        "OC3",
        "CHILD DOB IN_TOUCH ACTIV ACCOM",
        file_name="oc3.csv",
        dates=("DOB",),
        codes={"IN_TOUCH": "IN_TOUCH", "ACTIV": "ACTIV", "ACCOM": "ACCOM"},
        records=True,
    ),
    _table(
        "AD1",
        "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
        file_name="ad1.csv",
        dates=("DOB", "DATE_INT", "DATE_MATCH"),
        codes={
            "FOSTER_CARE": "FOSTER_CARE",
            "NB_ADOPTR": "NB_ADOPTR",
            "SEX_ADOPTR": "SEX_ADOPTR",
            "LS_ADOPTR": "LS_ADOPTR",
        },
        records=True,
    ),
    _table(
        "PlacedAdoption",
        "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
        file_name="placed_adoption.csv",
        dates=("DOB", "DATE_PLACED", "DATE_PLACED_CEASED"),
        codes={"REASON_PLACED_CEASED": "REASON_PLACED_CEASED"},
        records=True,
    ),
    _table(
        "PrevPerm",
        "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
        optional="LA_PERM DATE_PERM",
        file_name="prev_perm.csv",
        dates=("DOB", "DATE_PERM"),
        codes={"PREV_PERM": "PREV_PERM"},
        first_year=2017,
    ),
    _table(
        "Missing",
        "CHILD DOB MISSING MIS_START MIS_END",
        file_name="missing.csv",
        dates=("DOB", "MIS_START", "MIS_END"),
        codes={"MISSING": "MISSING"},
        first_year=2015,
        records=True,
    ),
    _table(
        "SWEpisodes",
        "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
        optional="SW_DEC SW_REASON",
        file_name="sw_episodes.csv",
        dates=("DOB", "SW_DECOM", "SW_DEC"),
        codes={"SW_REASON": "SW_REASON"},
        first_year=2024,
    ),
    _table(
        "DoLo",
        "CHILD DOB DOLO_START DOLO_END",
        optional="DOLO_END",
        file_name="dolo.csv",
        dates=("DOB", "DOLO_START", "DOLO_END"),
        first_year=2027,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
_TIMES_USED: dict[str, int] = {}
for _one in _ALL:
    for _column in _one.columns:
        _TIMES_USED[_column] = _TIMES_USED.get(_column, 0) + 1

# Columns that stand in one table alone: by these a table is known.
DISTINCTIVE: dict[str, frozenset[str]] = {
    table.name: frozenset(column for column in table.columns if _TIMES_USED[column] == 1) for table in _ALL
}


def tables_of(year: int) -> list[Table]:
    """The tables that the return of a year has."""
    return [table for table in _ALL if table.first_year <= year]
