"""Nobody overwrites what they have not seen: an edit names the version of the record that its form showed."""

from __future__ import annotations

from typing import TypeVar

from django.db import models


class Versioned(models.Model):
    """A record that people edit by a form. The version rises by one at every edit."""

    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


Record = TypeVar("Record", bound=Versioned)


class StaleEdit(Exception):
    """Somebody else changed the record after the form was shown. `now` is the record as it stands."""

    def __init__(self, now: Versioned) -> None:
        super().__init__("Somebody else changed this after you opened it. Nothing of yours is saved yet.")
        self.now = now


def take(record: Record, *, version: int) -> Record:
    """The record as it stands, locked until the transaction ends, with its version raised (save it too).

    Raises `StaleEdit` where it is no longer the version that the form showed.
    """
    now: Record = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if now.version != version:
        raise StaleEdit(now)
    now.version += 1
    return now
