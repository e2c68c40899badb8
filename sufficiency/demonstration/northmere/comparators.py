"""Northmere and its invented neighbours as authorities, their populations, and what "others" print."""

from __future__ import annotations

import csv
import random
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from sufficiency.core.models import Authority, Population, PublishedFigure
from sufficiency.demonstration.northmere import chances
from sufficiency.demonstration.northmere.area import (
    ADJOINING,
    AREAS,
    NEIGHBOURS,
    NORTHMERE,
    REGION_CODE,
    REGION_NAME,
)

ENGLAND, ENGLAND_NAME = "E92000001", "England"
SOURCE = "DfE, children looked after in England including adoptions"
INVENTED_SOURCE = "Invented for the demonstration"
_FIGURES = settings.BASE_DIR / "fixtures" / "northmere" / "england.csv"
_KEY = ["key", "category", "area_kind", "area_code", "as_at", "source", "place_in_source", "release"]


@transaction.atomic
def make_authorities() -> Authority:
    """Northmere with its neighbours; repeated, the same ones."""
    Authority.objects.bulk_create(
        [
            Authority(
                gss_code=area.code,
                name=area.name if area.code == NORTHMERE else area.full_name,
                short_name=area.name,
                kind=Authority.Kind.UNITARY,
                region_code=REGION_CODE,
                region_name=REGION_NAME,
                valid_from=date(1998, 4, 1),
                is_synthetic=True,
            )
            for area in AREAS
        ],
        update_conflicts=True,
        unique_fields=["gss_code"],
        update_fields=["name", "short_name", "region_code", "region_name", "is_synthetic"],
    )
    northmere = Authority.objects.get(gss_code=NORTHMERE)
    northmere.adjoining.set(Authority.objects.filter(gss_code__in=[area.code for area in ADJOINING]))
    northmere.statistical_neighbours.set(
        Authority.objects.filter(gss_code__in=[area.code for area in NEIGHBOURS])
    )
    return northmere


@transaction.atomic
def load_comparators(*, last_year: int, scale: int) -> None:
    """Populations, England as DfE prints it, and neighbours drawn around England, each saying that it is invented."""
    Population.objects.bulk_create(
        [
            Population(
                area_code=NORTHMERE,
                year=year,
                children=round(chances.POPULATION * scale * (1 + 0.004 * (year - last_year))),
                source=INVENTED_SOURCE,
                release="Demonstration",
            )
            for year in range(last_year - 13, last_year + 1)
        ],
        update_conflicts=True,
        unique_fields=["area_code", "year", "source", "release"],
        update_fields=["children"],
    )
    with _FIGURES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = [_figure(row, "england", ENGLAND, ENGLAND_NAME, SOURCE, row["release"]) for row in rows]
    rng = random.Random("neighbours")
    for area in NEIGHBOURS:
        leans = {row["key"]: rng.gauss(1, 0.09) for row in rows}
        figures += [
            _figure(
                row,
                "authority",
                area.code,
                area.full_name,
                INVENTED_SOURCE,
                "Demonstration",
                leans[row["key"]],
            )
            for row in rows
            if row["unit"] not in ("children", "young people") and row["value"]
        ]
    PublishedFigure.objects.bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=["value", "symbol", "as_printed", "unit", "area_name"],
    )


def _figure(
    row: dict[str, str], kind: str, code: str, name: str, source: str, release: str, lean: float = 1.0
) -> PublishedFigure:
    value = Decimal(row["value"]) if row["value"] else None
    printed = row["as_printed"]
    if lean != 1.0 and value is not None:
        value = Decimal(round(float(value) * lean))
        if row["unit"] == "percent":
            value = min(value, Decimal(100))
        printed = str(value)
    return PublishedFigure(
        area_kind=kind,
        area_code=code,
        area_name=name,
        key=row["key"],
        category=row["category"],
        as_at=date.fromisoformat(row["as_at"]),
        unit=row["unit"],
        value=value,
        symbol=row["symbol"],
        as_printed=printed,
        source=source,
        place_in_source=row["place_in_source"],
        release=release,
    )
