"""Telling PostgreSQL that few records are meant."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet


class AmongFew(Func):
    """Whether the key in column `name` is one of `keys`, a query of one column that finds few.

    `name IN (SELECT …)` says the same, and PostgreSQL then often reads the whole table of which a handful is wanted,
    because it cannot know how few will be found. An array it finds first, and looks each of its keys up.
    """

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()

    def __init__(self, name: str, keys: QuerySet) -> None:
        super().__init__(F(name), ArraySubquery(keys))


def among(name: str, keys: QuerySet, *, first: bool) -> AmongFew | Q:
    """Whether the key in column `name` is one of `keys`; `first`: these few are found before anything else.

    Without it PostgreSQL chooses, which is better where the other conditions leave fewer still.
    """
    return AmongFew(name, keys) if first else Q(**{f"{name}__in": keys})
