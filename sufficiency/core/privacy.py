"""Every stored field is declared: whose life it tells of. A field that nobody declared fails the build.

Each app's `privacy.py` holds its declarations; history tables follow the model they keep.
What is declared `CHILD` never goes into an address, a log line, a message or test data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.db.models import Model


class Concerns(StrEnum):
    CHILD = "a child, a young person or their family"
    STAFF = "a member of staff"
    CARER = "a carer or adopter"
    NOBODY = "no one"


# model label -> field name -> whom it concerns
Declarations = Mapping[str, Mapping[str, Concerns]]


def declare(**concerned: str) -> dict[str, Concerns]:
    """`declare(child="number sex", nobody="authority")`: field names by whom they concern."""
    return {field: Concerns[who.upper()] for who, fields in concerned.items() for field in fields.split()}


def undeclared(models: Iterable[type[Model]], declarations: Declarations) -> list[str]:
    """Fields of `models` that no declaration names, as `app.model.field`."""
    missing = []
    for model in models:
        tracked = getattr(model, "pgh_tracked_model", model)
        declared = declarations.get(tracked._meta.label_lower, {})
        missing += [
            f"{model._meta.label_lower}.{field.name}"
            for field in model._meta.local_concrete_fields
            if field.name not in declared and field.name != "id" and not field.name.startswith("pgh_")
        ]
        if tracked is model:
            known = {field.name for field in model._meta.local_concrete_fields}
            missing += [
                f"{model._meta.label_lower}.{name} (declared, but there is no such field)"
                for name in declared
                if name not in known
            ]
    return missing
