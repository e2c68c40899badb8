"""A form is carried out once, however often it is sent: by a double click, or again after a crash.

The form carries a key that was drawn when it was shown. The key is stored in the transaction of the deed, under
a UNIQUE constraint: whoever comes second waits for the first, and is led to the first one's result.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from sufficiency.core.models import OnceKey, User


class NotThisForm(Exception):
    """The key is missing, is no key, or is another person's."""

    def __init__(self) -> None:
        super().__init__(
            "That form was not complete, and nothing was done. Open the page again and send it once more."
        )


def key_from(text: str) -> UUID:
    """The key that a form sent. Raises `NotThisForm`."""
    try:
        return UUID(text)
    except ValueError:
        raise NotThisForm from None


def outcome_of(text: str, *, by: User, action: str) -> str | None:
    """Where the result of a form that was carried out is shown, by the key that it sent; None where it was not.

    For pages whose record is gone, or closed, once the form has done its work: sent again, it is answered as before.
    """
    try:
        key = UUID(text)
    except ValueError:
        return None
    done = OnceKey.objects.filter(key=key, user=by, action=_kept(action)).exclude(outcome="")
    return done.values_list("outcome", flat=True).first()


def once(key: UUID, *, by: User, action: str, work: Callable[[], str]) -> str:
    """Carry out `work` and give the address it returns; where the key was used before, the address it then gave.

    One transaction: where `work` raises, the key is free again. Raises `NotThisForm` for another person's key.
    """
    action = _kept(action)
    with transaction.atomic():
        try:
            with transaction.atomic():
                used = OnceKey.objects.create(key=key, user=by, action=action)
        except IntegrityError:
            used = OnceKey.objects.get(key=key)
            if (used.user_id, used.action) != (by.pk, action):
                raise NotThisForm from None
            return used.outcome
        used.outcome = work()
        used.save(update_fields=["outcome"])
        return used.outcome


def _kept(action: str) -> str:
    """The name of an action as far as it is kept: what somebody sent may be part of it."""
    return action[: OnceKey._meta.get_field("action").max_length]
