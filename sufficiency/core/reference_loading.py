"""Reference data into the database: safe to repeat, quick when nothing changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from sufficiency.core import reference_data
from sufficiency.core.models import Authority, Population, RetentionRule

_FIELDS = (
    "aliases",
    "dfe_code",
    "name",
    "short_name",
    "kind",
    "region_code",
    "region_name",
    "valid_from",
    "valid_to",
    "area_is_union_of_successors",
)


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Load authorities with their links, populations and retention rules. Returns how many of each there now are.

    What people set on an authority (when they went live) is left alone, and so are populations from elsewhere.
    """
    records = reference_data.read_authorities()
    Authority.objects.bulk_create(
        [_authority(record) for record in records],
        update_conflicts=True,
        unique_fields=["gss_code"],
        update_fields=_FIELDS,
    )
    ids = dict(Authority.objects.values_list("gss_code", "pk"))
    known = {record.gss_code for record in records}
    _link(
        Authority.predecessors.through,
        {(ids[r.gss_code], ids[old]) for r in records for old in r.predecessors},
        among={ids[code] for code in known},
    )
    adjoining = reference_data.read_adjoining()
    _link(
        Authority.adjoining.through,
        {(ids[a], ids[b]) for a, others in adjoining.items() for b in others if {a, b} <= known},
        among={ids[code] for code in known},
    )
    neighbours = reference_data.read_statistical_neighbours()
    _link(
        Authority.statistical_neighbours.through,
        {(ids[a], ids[b]) for a, others in neighbours.items() for b in others if {a, b} <= known},
        among={ids[code] for code in known},
    )
    Population.objects.bulk_create(
        [
            Population(
                area_code=said.area_code,
                year=said.year,
                children=said.children,
                source=said.source,
                release=said.release,
            )
            for said in reference_data.read_populations()
        ],
        update_conflicts=True,
        unique_fields=["area_code", "year", "source", "release"],
        update_fields=["children"],
    )
    RetentionRule.objects.bulk_create(
        [RetentionRule(**rule) for rule in reference_data.read_retention_rules()],
        update_conflicts=True,
        unique_fields=["kind", "counted_from"],
        update_fields=["years", "basis", "source", "is_law"],
    )
    return {
        "authorities": len(ids),
        "populations": Population.objects.count(),
        "retention_rules": RetentionRule.objects.count(),
    }


def _authority(record: reference_data.AuthorityRecord) -> Authority:
    return Authority(
        gss_code=record.gss_code,
        aliases=list(record.aliases),
        dfe_code=record.dfe_code,
        name=record.name,
        short_name=record.short_name,
        kind=record.kind,
        region_code=record.region_code,
        region_name=record.region_name,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        area_is_union_of_successors=record.valid_to is not None and record.boundary_held,
    )


def _link(through: type[Any], wanted: set[tuple[int, int]], *, among: set[int]) -> None:
    """Make a link table hold exactly `wanted` of the authorities `among`; others (invented ones) are left alone."""
    first, second = (field.attname for field in through._meta.local_fields if field.is_relation)
    held = {
        (getattr(link, first), getattr(link, second)): link.pk
        for link in through.objects.all()
        if getattr(link, first) in among
    }
    through.objects.filter(pk__in=[pk for pair, pk in held.items() if pair not in wanted]).delete()
    through.objects.bulk_create(through(**{first: a, second: b}) for a, b in wanted - held.keys())
