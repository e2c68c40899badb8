"""Which table of the return a file is, by its columns; its name serves only to word a refusal."""

from __future__ import annotations

import re

from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import DISTINCTIVE, TABLES

# What councils call the files, longest first so that a longer name is not mistaken for a shorter.
_CALLED = {
    "previouspermanence": "PrevPerm",
    "placedforadoption": "PlacedAdoption",
    "adoptionplacements": "PlacedAdoption",
    "socialworkerepisodes": "SWEpisodes",
    "socialworkers": "SWEpisodes",
    "socialworker": "SWEpisodes",
    "placedadoption": "PlacedAdoption",
    "prevperm": "PrevPerm",
    "swepisodes": "SWEpisodes",
    "sbpfa": "PlacedAdoption",
    "episodes": "Episodes",
    "episode": "Episodes",
    "reviews": "Reviews",
    "review": "Reviews",
    "missing": "Missing",
    "headers": "Header",
    "header": "Header",
    "child": "Header",
    "uasc": "UASC",
    "dolo": "DoLo",
    "dols": "DoLo",
    "oc2": "OC2",
    "oc3": "OC3",
    "ad1": "AD1",
}


def called(stem: str) -> tuple[str | None, str]:
    """The table that a file's name speaks of, and the rest of the name: `2017-episodes` gives Episodes, `2017`."""
    text = stem.lower()
    for word, table in _CALLED.items():
        pattern = r"[\W_]*".join(word)
        match = re.search(rf"(?<![a-z]){pattern}(?![a-z])", text)
        if match:
            return table, _plain(f"{text[: match.start()]} {text[match.end() :]}")
    return None, _plain(text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text))


def table_of(name: str, stem: str, columns: list[str]) -> str:
    """The table that has these columns. Raises `ReturnRefused` naming the column that is missing."""
    there = set(columns)
    complete = [
        table for table in TABLES.values() if table.needed <= there and DISTINCTIVE[table.name] & there
    ]
    if complete:
        return max(complete, key=lambda table: len(set(table.columns) & there)).name
    closest = _closest(stem, there)
    if closest is None:
        raise ReturnRefused(
            f"{name} is no table of the SSDA903: none of its columns is one that a table is known by. "
            "Check that its first line holds the column names, or take the file out."
        )
    missing = [column for column in TABLES[closest].columns if column in TABLES[closest].needed - there]
    words = "column " + missing[0] if len(missing) == 1 else "columns " + ", ".join(missing)
    raise ReturnRefused(
        f"{name} looks like the {closest} table but has no {words}. "
        "Add what is missing (the names stand in the first line) and send the file again."
    )


def _closest(stem: str, there: set[str]) -> str | None:
    by_columns = max(
        TABLES.values(),
        key=lambda table: (
            len(DISTINCTIVE[table.name] & there),
            len(set(table.columns) & there) / len(table.columns),
        ),
    )
    if DISTINCTIVE[by_columns.name] & there:
        return by_columns.name
    by_name, _ = called(stem)
    if by_name and set(TABLES[by_name].columns) & there:
        return by_name
    return by_columns.name if len(set(by_columns.columns) & there) >= 3 else None
