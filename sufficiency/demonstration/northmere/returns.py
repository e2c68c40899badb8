"""The returns that Northmere made: a folder of CSV files for each year, and an extract of the case system."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from sufficiency.core.periods import return_year, year_ending
from sufficiency.demonstration.northmere import beside
from sufficiency.demonstration.northmere.episodes import Episode, episodes_of
from sufficiency.demonstration.northmere.people import Child, birthday
from sufficiency.demonstration.northmere.plan import Plan
from sufficiency.exchange.ssda903.tables import TABLES

_NAMES = ("Header", "Episodes", "Reviews", "UASC", "OC3", "AD1", "PlacedAdoption", "Missing")
# The first year of the codes M and F.
_LETTERS_FROM = 2025
_SCHOOL_AGE = 4
Row = list[str]


class Teller:
    """Tells a plan as returns. What is drawn beside the plan is drawn once, so that every return agrees."""

    def __init__(self, plan: Plan, *, seed: int = 903) -> None:
        self.plan = plan
        rng = random.Random(f"{seed}:{plan.as_at}:{plan.scale}")
        last = plan.as_at.toordinal()
        self.episodes: dict[int, list[Episode]] = {}
        self.reviews: dict[int, list[tuple[int, str]]] = {}
        self.missing: dict[int, list[tuple[str, int, int]]] = {}
        for child in plan.children:
            for stay in child.stays:
                self.episodes.setdefault(child.serial, []).extend(episodes_of(child, stay))
                self.reviews.setdefault(child.serial, []).extend(beside.reviews(rng, child, stay, last))
                self.missing.setdefault(child.serial, []).extend(beside.missing(rng, child, stay, last))

    def write(self, folder: Path, as_at: date) -> Path:
        """The return or extract as at a day, in a folder named for it."""
        year = year_ending(as_at)
        window = return_year(year)
        whole = as_at == window.end
        place = folder / (f"{year - 1}-{year % 100:02d}" if whole else f"extract-{as_at.isoformat()}")
        place.mkdir(parents=True)
        tables: dict[str, list[Row]] = {name: [] for name in _NAMES}
        since, until = window.start.toordinal(), as_at.toordinal()
        rng = random.Random(f"{self.plan.scale}:{as_at}")
        for child in self.plan.children:
            self._tell(tables, rng, child, since, until, year)
        for name, rows in tables.items():
            with (place / f"{name.lower()}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(TABLES[name].of_csv)
                writer.writerows(rows)
        return place

    def _tell(
        self,
        tables: dict[str, list[Row]],
        rng: random.Random,
        child: Child,
        since: int,
        until: int,
        year: int,
    ) -> None:
        told = [one for one in self.episodes[child.serial] if one.start <= until and one.end >= since]
        contact = beside.contact(rng, child, since, until)
        if not told and contact is None:
            return
        born = _text(child.born)
        tables["Header"].append(_header(child, born, until, year, in_care=bool(told)))
        if contact:
            tables["OC3"].append([child.number, born, *contact])
        if not told:
            return
        tables["Episodes"].extend(_episode(child, one, until) for one in told)
        tables["Reviews"].extend(
            [child.number, born, _text(day), part]
            for day, part in self.reviews[child.serial]
            if since <= day <= until
        )
        tables["Missing"].extend(
            [child.number, born, kind, _text(first), _text(last) if last <= until else ""]
            for kind, first, last in self.missing[child.serial]
            if first <= until and last >= since
        )
        if child.unaccompanied:
            tables["UASC"].append([child.number, _sex(child, year), born, _text(birthday(child.born, 18))])
        for row in _adoption(child, born, since, until):
            tables["AD1" if len(row) == len(TABLES["AD1"].of_csv) else "PlacedAdoption"].append(row)


def _header(child: Child, born: str, until: int, year: int, *, in_care: bool) -> Row:
    upn = f"A999{child.serial:09d}"
    if child.unaccompanied:
        upn = "UN3"
    elif birthday(child.born, _SCHOOL_AGE) > until:
        upn = "UN1"
    mother = "0" if child.sex == "F" and in_care else ""
    return [child.number, _sex(child, year), born, child.ethnic, upn, mother, ""]


def _sex(child: Child, year: int) -> str:
    return child.sex if year >= _LETTERS_FROM else {"M": "1", "F": "2"}[child.sex]


def _episode(child: Child, one: Episode, until: int) -> Row:
    ended = one.end <= until
    home = "" if child.unaccompanied else child.family.home
    return [
        child.number, _text(one.start), one.rne, one.status, child.need, one.place, one.provider,
        _text(one.end) if ended else "", one.rec if ended else "", one.reason if ended else "",
        home, one.postcode, one.urn,
    ]  # fmt: skip


def _adoption(child: Child, born: str, since: int, until: int) -> Iterator[Row]:
    for stay in child.stays:
        order = next((day for day, code in stay.statuses if code == "E1"), None)
        if order is None or stay.start > until or stay.end < since:
            continue
        decided = order - 25
        if decided <= until:
            yield [child.number, born, _text(decided), "", ""]
        if since <= stay.end <= until and stay.exit in ("E11", "E12"):
            foster = "1" if stay.moves[-1].code == "A5" else "0"
            couple = child.serial % 7
            adopters = ["1", "F1", "L0"] if couple == 0 else ["2", "MF", "L3" if couple == 1 else "L11"]
            yield [child.number, born, _text(decided), _text(stay.placed - 20), foster, *adopters]


@cache
def _text(day: int) -> str:
    return date.fromordinal(day).strftime("%d/%m/%Y")
