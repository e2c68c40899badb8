"""Rules that every table of a young person's record shares, written once."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Now

from careleavers.querysets import FactQuerySet


def real_dates(name: str) -> models.CheckConstraint:
    """There is a first day, and at least one day."""
    return models.CheckConstraint(name=name, condition=Q(dates__isempty=False, dates__lower_inf=False))


def one_at_a_time(name: str) -> ExclusionConstraint:
    """No two spells of one young person overlap. Judged at the end of each statement."""
    return ExclusionConstraint(
        name=name,
        expressions=[("child", RangeOperators.EQUAL), ("dates", RangeOperators.OVERLAPS)],
        deferrable=Deferrable.IMMEDIATE,
    )


def known(
    field: str, choices: type[models.TextChoices], name: str, *, blank: bool = False
) -> models.CheckConstraint:
    """The field holds a value of its list."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__in": [*choices.values, *([""] if blank else [])]})
    )


class Fact(models.Model):
    """Something that somebody recorded of a young person."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True


class FactSpell(Fact):
    """Something that lasts: half-open, out on the day it ends."""

    dates = DateRangeField()

    class Meta(Fact.Meta):
        abstract = True
