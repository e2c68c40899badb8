"""From the bytes of an open-data CSV to figures with an area and a date. No database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sufficiency.core.periods import year_end
from sufficiency.exchange.benchmarks.layouts import AREA_COLUMNS, LAYOUTS, Layout, layout_of

ENGLAND = "E92000001"
# Larger than any release of these tables by far; a file beyond it is not one of them.
MAX_BYTES = 50 * 1024 * 1024
# `z`: the area did not exist, or the question does not arise. Such rows say nothing.
NOT_APPLICABLE = "z"
_LONDON_PARTS = {"Inner London": "E13000001", "Outer London": "E13000002"}


class BenchmarksRefused(Exception):
    """A file that cannot be read as open data, in a sentence that names it. Nothing was changed."""


@dataclass(frozen=True)
class Figure:
    area_kind: str
    area_code: str
    area_name: str
    key: str
    category: str
    as_at: date
    unit: str
    value: Decimal | None
    symbol: str
    as_printed: str
    column: str


@dataclass(frozen=True)
class Population:
    area_code: str
    year: int
    children: int


@dataclass(frozen=True)
class OpenDataFile:
    name: str
    layout: Layout
    release: str
    rows: list[dict[str, str]]

    def figures(self, region_codes: dict[str, str]) -> Iterator[Figure]:
        """Every figure stated, `z` left out. `region_codes` gives a region's code by its name."""
        for row in self.rows:
            kind, code, name = _area(row, region_codes)
            day = year_end(int(row["time_period"][:4]))
            for said in self.layout.figures(row):
                printed = said.printed.strip()
                if printed in ("", NOT_APPLICABLE):
                    continue
                value = _number(printed)
                yield Figure(
                    area_kind=kind,
                    area_code=code,
                    area_name=name,
                    key=said.key,
                    category=said.category,
                    as_at=day,
                    unit=said.unit,
                    value=value,
                    symbol="" if value is not None else printed[:4],
                    as_printed=printed,
                    column=said.column,
                )

    def populations(self, region_codes: dict[str, str]) -> Iterator[Population]:
        """Children aged 0 to 17 at the mid-year before each reporting year's end."""
        seen: set[tuple[str, int]] = set()
        for row in self.rows:
            children = _number(row.get("population_estimate", ""))
            if children is None:
                continue
            _, code, _ = _area(row, region_codes)
            year = int(row["time_period"][:4]) - 1
            if (code, year) not in seen:
                seen.add((code, year))
                yield Population(code, year, int(children))


def read_open_data(path: Path) -> OpenDataFile:
    """Read one CSV. Raises `BenchmarksRefused` in words that name the file and the cure."""
    name = path.name
    if not path.is_file():
        raise BenchmarksRefused(f"{name} was not found. Give the path of a CSV file.")
    if path.stat().st_size > MAX_BYTES:
        raise BenchmarksRefused(
            f"{name} is larger than 50 MB, so it is not one of DfE's tables. Check the file."
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BenchmarksRefused(f"{name} is not text in UTF-8. Download the CSV again from DfE.") from None
    if "\x00" in text:
        raise BenchmarksRefused(f"{name} is not a text file. Download the CSV again from DfE.")
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True)
        columns = list(reader.fieldnames or [])
        layout = layout_of(columns)
        if layout is None:
            raise BenchmarksRefused(_unknown(name, columns))
        rows = list(reader)
    except csv.Error as fault:
        raise BenchmarksRefused(f"{name} is not a well-formed CSV ({fault}). Download it again.") from None
    if not rows:
        raise BenchmarksRefused(f"{name} has a header but no rows. Download it again.")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values() or not row["time_period"][:4].isdigit():
            raise BenchmarksRefused(
                f"{name}, row {number}: the number of cells or the time period is wrong. Download it again."
            )
    return OpenDataFile(name, layout, f"to {max(row['time_period'] for row in rows)}", rows)


def _unknown(name: str, columns: list[str]) -> str:
    if not columns:
        return f"{name} is empty. Download the CSV again from DfE."
    lacking = sorted(AREA_COLUMNS - set(columns))
    if lacking:
        return f"{name} lacks the columns {', '.join(lacking)}, which every table of DfE's open data has."
    known = "; ".join(layout.name for layout in LAYOUTS)
    return f"{name} is open data, but none of the tables that can be compared here ({known})."


def _area(row: dict[str, str], region_codes: dict[str, str]) -> tuple[str, str, str]:
    level = row["geographic_level"]
    if level == "National":
        return "england", ENGLAND, "England"
    name = row.get("la_name") or row.get("geo_breakdown") or row.get("region_name") or ""
    if level == "Local authority":
        return "authority", row["new_la_code"], name
    region = row.get("region_name") or row.get("geo_breakdown") or ""
    code = row.get("region_code") or region_codes.get(region) or _LONDON_PARTS.get(region, "")
    return "region", code, region


def _number(printed: str) -> Decimal | None:
    try:
        value = Decimal(printed.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
