"""Pooled regional extracts: rows of other authorities are counted and left, and YEAR splits a file."""

from __future__ import annotations

import numpy as np

from sufficiency.exchange.ssda903.reading.files import rows_where
from sufficiency.exchange.ssda903.reading.grouping import Group
from sufficiency.exchange.ssda903.reading.returns import ReadFile
from sufficiency.exchange.ssda903.refusal import ReturnRefused


def plain(name: str) -> str:
    """An authority's name or code as it is compared: letters and digits in lower case."""
    return "".join(character for character in name.lower() if character.isalnum())


def own_rows(one: Group, known_as: frozenset[str], warnings: list[str]) -> Group:
    """The group with only the authority's own rows. `known_as` holds its names and codes, made plain."""
    files = []
    for file in one.files:
        if "LA" in file.frame.columns:
            own = np.array([plain(text) in known_as for text in file.frame["LA"]], dtype=bool)
            if len(own) and not own.any():
                raise ReturnRefused(
                    f"{file.name} has {len(own):,} rows in its column LA and none of them is this authority's. "
                    "Check that it is the right file and the right authority."
                )
            if not own.all():
                warnings.append(f"{file.name}: {int((~own).sum()):,} rows of other authorities were left.")
            file = rows_where(file, own)
        files.append(file)
    return Group(one.label, files)


def by_year(one: Group) -> list[Group]:
    """One group for each YEAR, or the group itself where its files have none."""
    with_year = [file for file in one.files if "YEAR" in file.frame.columns]
    if not with_year:
        return [one]
    years = sorted({year for file in with_year for year in file.frame["YEAR"]})
    if len(years) > 1:
        _refuse_without_year(one, with_year)
    return [
        Group(
            f"{one.label} {year}" if len(years) > 1 else one.label,
            [
                rows_where(file, (file.frame["YEAR"] == year).to_numpy(bool)) if file in with_year else file
                for file in one.files
            ],
        )
        for year in years
    ]


def _refuse_without_year(one: Group, with_year: list[ReadFile]) -> None:
    without = [file.name for file in one.files if file not in with_year and len(file.frame)]
    if without:
        raise ReturnRefused(
            f"{with_year[0].name} holds several years in its column YEAR, but {without[0]} has no such column. "
            "Add YEAR to it, or send each year in a folder of its own."
        )
