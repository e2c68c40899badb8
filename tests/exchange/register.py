"""An authority's register as plain rows, to compare two states of it to the last cell."""

from __future__ import annotations

import hashlib

from careleavers.models import YearlyContact
from placements.models import (
    AdoptionDecision,
    AdoptionOrder,
    Child,
    Coverage,
    LegalStatus,
    MissingSpell,
    PeriodOfCare,
    Placement,
    Review,
    TemporaryMove,
    UnaccompaniedStatus,
)
from sufficiency.core.models import Authority

_OF_CHILDREN = (
    PeriodOfCare,
    LegalStatus,
    Placement,
    TemporaryMove,
    UnaccompaniedStatus,
    MissingSpell,
    Review,
    AdoptionOrder,
    AdoptionDecision,
    YearlyContact,
)
# What may differ between two registers that say the same.
_OWN = frozenset(
    {"id", "public_id", "child", "authority", "period", "placement", "recorded_at", "entered_by"}
)


def register(authority: Authority) -> dict[str, list[tuple]]:
    """Every record of the authority's children by table, without keys and times of writing."""
    tables = {"Child": _rows(Child, {"authority": authority}, "number")}
    tables["Coverage"] = _rows(Coverage, {"authority": authority}, "source")
    for model in _OF_CHILDREN:
        tables[model.__name__] = _rows(model, {"child__authority": authority}, "child__number")
    return tables


def _rows(model, where: dict, *extra: str) -> list[tuple]:
    columns = [field.name for field in model._meta.concrete_fields if field.name not in _OWN]
    inner = {
        LegalStatus: ["period__dates"],
        Placement: ["period__dates"],
        TemporaryMove: ["placement__dates"],
    }.get(model, [])
    rows = model.objects.filter(**where).values_list(*extra, *columns, *inner)
    return sorted(tuple(map(str, row)) for row in rows)


def fingerprint(authority: Authority) -> str:
    """Of everything in `register`."""
    return hashlib.sha256(repr(register(authority)).encode()).hexdigest()


def keys(authority: Authority) -> dict[str, set[int]]:
    """Primary keys of all records, to see that what persists keeps its own."""
    return {
        model.__name__: set(model.objects.filter(child__authority=authority).values_list("pk", flat=True))
        for model in _OF_CHILDREN
    }
