"""Published figures and populations into the database: each kept once a release, none overwritten by another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction

from sufficiency.core import audit
from sufficiency.core.models import Authority, Population, PublishedFigure, User
from sufficiency.exchange.benchmarks.reading import BenchmarksRefused, Figure, OpenDataFile, read_open_data

SOURCE = "DfE, children looked after in England including adoptions"
_BATCH = 5_000
_KEY = ("key", "category", "area_kind", "area_code", "as_at", "source", "place_in_source", "release")


@dataclass(frozen=True)
class BenchmarkReport:
    """What one load brought: files with their tables, figures and populations, and codes not known here."""

    files: list[dict]
    figures: int
    populations: int
    areas_not_known: list[str]

    def as_json(self) -> dict:
        return asdict(self)


@transaction.atomic
def import_benchmarks(*, paths: Iterable[Path], by: User) -> BenchmarkReport:
    """Load DfE open-data CSVs as comparators; all of them or, refused, none. Loading again changes nothing.

    An authority's former code becomes its present one. Raises `BenchmarksRefused` in words.
    """
    files = [read_open_data(Path(path)) for path in paths]
    if not files:
        raise BenchmarksRefused("No file was given. Give the path of one or more CSV files.")
    present_code = _present_codes()
    regions = dict(Authority.objects.order_by().values_list("region_name", "region_code").distinct())
    figures, populations, unknown = 0, 0, set()
    for file in files:
        rows = []
        for figure in file.figures(regions):
            code = present_code.get(figure.area_code) if figure.area_kind == "authority" else figure.area_code
            if not code:
                unknown.add(figure.area_code or figure.area_name)
                continue
            rows.append(_published(figure, code, file))
        _keep(PublishedFigure, rows, _KEY, ["value", "symbol", "as_printed", "unit", "area_name"])
        figures += len(rows)
        people = [
            Population(
                area_code=present_code.get(said.area_code, said.area_code),
                year=said.year,
                children=said.children,
                source=SOURCE,
                release=file.release,
            )
            for said in file.populations(regions)
        ]
        _keep(Population, people, ("area_code", "year", "source", "release"), ["children"])
        populations += len(people)
    report = BenchmarkReport(
        files=[{"name": f.name, "table": f.layout.name, "rows": len(f.rows)} for f in files],
        figures=figures,
        populations=populations,
        areas_not_known=sorted(unknown),
    )
    audit.record(by=by, action="load published figures", on=by, figures=figures, populations=populations)
    return report


def _present_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for gss_code, aliases in Authority.objects.values_list("gss_code", "aliases"):
        codes |= dict.fromkeys([gss_code, *aliases], gss_code)
    return codes


def _published(figure: Figure, code: str, file: OpenDataFile) -> PublishedFigure:
    return PublishedFigure(
        area_kind=figure.area_kind,
        area_code=code,
        area_name=figure.area_name,
        key=figure.key,
        category=figure.category,
        as_at=figure.as_at,
        unit=figure.unit,
        value=figure.value,
        symbol=figure.symbol,
        as_printed=figure.as_printed,
        source=SOURCE,
        place_in_source=f"{file.layout.name}: {figure.column}",
        release=file.release,
    )


def _keep(
    model: type[Population] | type[PublishedFigure], rows: list, key: tuple[str, ...], values: list[str]
) -> None:
    """Insert, or set the values of the same key again. A file that says one key twice keeps its last word."""
    once = {tuple(getattr(row, name) for name in key): row for row in rows}
    model.objects.bulk_create(
        once.values(), batch_size=_BATCH, update_conflicts=True, unique_fields=key, update_fields=values
    )
