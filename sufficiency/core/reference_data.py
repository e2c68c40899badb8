"""The reference tables of `fixtures/reference/`, read into plain records.

Sources, dates and licences of the tables stand in that folder's README.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "reference"


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """An English upper-tier authority of any time since 1 April 2006; both dates are days it was in force."""

    gss_code: str
    aliases: tuple[str, ...]
    dfe_code: str
    name: str
    short_name: str
    region_code: str
    region_name: str
    kind: str
    valid_from: date
    valid_to: date | None
    predecessors: tuple[str, ...]
    # Whether today's upper-tier boundaries still give this authority's own: true of every current one, and of
    # an abolished one whose area is exactly the union of its successors.
    boundary_held: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A country, region or part of a region that figures are published for."""

    code: str
    name: str
    kind: str
    part_of: str


@dataclass(frozen=True, slots=True)
class District:
    """A lower-tier district and the county council that looks after its children."""

    code: str
    name: str
    authority: str


@dataclass(frozen=True, slots=True)
class PopulationRecord:
    """Children aged 0 to 17 at 30 June of `year`, as one source gave it in one release."""

    area_code: str
    year: int
    children: int
    source: str
    release: str


def read_authorities(folder: Path = FOLDER) -> tuple[AuthorityRecord, ...]:
    """Every authority, in order of GSS code."""
    rows = list(_rows(folder / "authorities.csv"))
    partly_elsewhere = {
        code for row in rows if row["whole_predecessors"] == "no" for code in _several(row["predecessors"])
    }
    return tuple(
        AuthorityRecord(
            gss_code=row["gss_code"],
            aliases=_several(row["aliases"]),
            dfe_code=row["dfe_code"],
            name=row["name"],
            short_name=row["short_name"],
            region_code=row["region_code"],
            region_name=row["region_name"],
            kind=row["kind"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            predecessors=_several(row["predecessors"]),
            boundary_held=row["gss_code"] not in partly_elsewhere,
        )
        for row in rows
    )


def read_regions(folder: Path = FOLDER) -> tuple[Region, ...]:
    """England, its nine regions, and Inner and Outer London."""
    return tuple(Region(**row) for row in _rows(folder / "regions.csv"))


def read_districts(folder: Path = FOLDER) -> dict[str, District]:
    """Districts of today's shire counties by their GSS code."""
    return {
        row["district_code"]: District(row["district_code"], row["district_name"], row["authority_code"])
        for row in _rows(folder / "districts.csv")
    }


def read_adjoining(folder: Path = FOLDER) -> dict[str, frozenset[str]]:
    """For each current authority that adjoins any, the current authorities that it adjoins."""
    adjoining: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "adjoining.csv"):
        adjoining[row["authority_code"]].add(row["adjoining_code"])
        adjoining[row["adjoining_code"]].add(row["authority_code"])
    return {code: frozenset(others) for code, others in adjoining.items()}


def read_statistical_neighbours(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """Each current authority's ten statistical neighbours, the closest first."""
    ranked: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row in _rows(folder / "neighbours.csv"):
        ranked[row["authority_code"]][int(row["rank"])] = row["neighbour_code"]
    return {code: tuple(others[rank] for rank in sorted(others)) for code, others in ranked.items()}


def read_populations(folder: Path = FOLDER) -> tuple[PopulationRecord, ...]:
    """Populations aged 0 to 17; an area may have several for one year, from several sources."""
    return tuple(
        PopulationRecord(
            area_code=row["area_code"],
            year=int(row["year"]),
            children=int(row["population_0_17"]),
            source=row["source"],
            release=row["release"],
        )
        for row in _rows(folder / "populations.csv")
    )


def read_retention_rules(folder: Path = FOLDER) -> tuple[dict[str, str | int | bool | None], ...]:
    """How long which records are kept; `years` is None where a rule names none."""
    return tuple(
        {
            **row,
            "years": int(row["years"]) if row["years"] else None,
            "is_law": row["is_law"] == "yes",
        }
        for row in _rows(folder / "retention_rules.csv")
    )


def upper_tier_codes(folder: Path = FOLDER) -> dict[str, str]:
    """Each code of a current authority (former ones too) or district, with the authority's present code."""
    codes = {code: district.authority for code, district in read_districts(folder).items()}
    for authority in read_authorities(folder):
        if authority.valid_to is None:
            codes |= dict.fromkeys((authority.gss_code, *authority.aliases), authority.gss_code)
    return codes


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()
