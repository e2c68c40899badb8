"""A provider's home put on record, and its name and Ofsted number corrected: one record for every council."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from placements.models import Home
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, FieldGroup, User
from sufficiency.core.ownership import require_here
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused


class NumberOnFile(Refused):
    """Another home on file has the Ofsted number."""

    def __init__(self) -> None:
        super().__init__(
            "A home with this Ofsted number is on file already. Check the number against Ofsted’s register; if it is "
            "right, choose the home on file when you log or link a placement",
            field="urn",
        )


@transaction.atomic
def add_home(*, authority: Authority, name: str, urn: str, today: date, by: User) -> Home:
    """Put a home on file, so that placements can be logged in it and linked to it.

    Raises `PermissionDenied`, `KeptElsewhere`, `NumberOnFile`.
    """
    _require_to_keep(by, authority, today=today)
    home = _saved(Home(name=name, urn=urn))
    audit.record(by=by, action="placements: add home", on=home, authority=authority)
    return home


@transaction.atomic
def correct_home(
    *, home: Home, version: int, authority: Authority, name: str, urn: str, today: date, by: User
) -> Home:
    """Correct the name or the Ofsted number, for every council: both are facts of the world, not of one of them.

    `authority` is the council for which somebody does so; it has placed a child there. What returns reported stays as
    reported. Raises `PermissionDenied`, `KeptElsewhere`, `StaleEdit`, `NumberOnFile`.
    """
    _require_to_keep(by, authority, today=today)
    if not Home.objects.placed_in_by(authority).filter(pk=home.pk).exists():
        raise PermissionDenied(f"{authority} has placed no child in this home, so you cannot correct it.")
    home = take(home, version=version)
    changed = [field for field, new in (("name", name), ("urn", urn)) if getattr(home, field) != new]
    home.name, home.urn = name, urn
    _saved(home)
    audit.record(by=by, action="placements: correct home", on=home, authority=authority, changed=changed)
    return home


def _require_to_keep(by: User, authority: Authority, *, today: date) -> None:
    require(by, Action.KEEP_HOMES, authority)
    require_here(authority, FieldGroup.HOMES, on=today)


def _saved(home: Home) -> Home:
    """The database holds that no two homes have one number, whoever is first."""
    try:
        with transaction.atomic():
            home.save()
    except IntegrityError as fault:
        if Home.objects.filter(urn=home.urn).exclude(pk=home.pk).exists():
            raise NumberOnFile from fault
        raise
    return home
