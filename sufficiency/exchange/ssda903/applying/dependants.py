"""What other records hang on a record that a return brought: such a record is not taken away by a return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models

# Tables whose rows a return brings: they come and go with the record, unless a person entered them.
_BROUGHT_BY_RETURNS = frozenset(
    {
        "placements.periodofcare",
        "placements.legalstatus",
        "placements.placement",
        "placements.temporarymove",
        "placements.unaccompaniedstatus",
        "placements.missingspell",
        "placements.review",
        "placements.adoptionorder",
        "placements.adoptiondecision",
        "careleavers.yearlycontact",
        # What loads tell of a record: it goes with it.
        "exchange.liveconflict",
        "exchange.replacedentry",
    }
)


def referred_to(model: type[models.Model], ids: Iterable[int]) -> set[int]:
    """Of `ids`, those that a record refers to which no return brought."""
    ids = list(ids)
    found: set[int] = set()
    for field, others in _references(model):
        found.update(others.filter(**{f"{field.name}__in": ids}).values_list(field.attname, flat=True))
    return found


def _references(model: type[models.Model]) -> Iterator[tuple[models.ForeignKey, models.QuerySet]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        field, other = relation.field, relation.related_model
        # History outlives the record.
        if hasattr(other, "pgh_tracked_model"):
            continue
        records = other._base_manager.all()
        if other._meta.label_lower in _BROUGHT_BY_RETURNS:
            if not any(one.name == "entered_by" for one in other._meta.fields):
                continue
            records = records.filter(entered_by__isnull=False)
        yield field, records
