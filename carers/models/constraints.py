"""Rules that every table of a household shares, written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


def real_dates(name: str, field: str = "dates") -> models.CheckConstraint:
    """There is a first day, and at least one day."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__isempty": False, f"{field}__lower_inf": False})
    )


def known(
    field: str, choices: type[models.TextChoices], name: str, *, blank: bool = False
) -> models.CheckConstraint:
    """The field holds a value of its list."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__in": [*choices.values, *([""] if blank else [])]})
    )
