"""Secrets that must be read again are sealed before they are stored, with keys that the environment holds.

A copy of the database alone opens none of them. To replace a key, put the new one first and keep the old one
behind it until nobody's secret was sealed with it.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """Sealed with a key that this installation does not hold."""

    def __init__(self) -> None:
        super().__init__(
            "A stored secret cannot be opened with the keys in SUFFICIENCY_SEALING_KEYS. Put the key that it was "
            "sealed with back into the list."
        )


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    """What was sealed. Raises `CannotOpen`."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotOpen from None


def _keys() -> MultiFernet:
    # The keys are long random texts, so that one round of a hash is enough to give them their length.
    digests = (
        hashlib.sha256(f"sufficiency sealing {key}".encode()).digest() for key in settings.SEALING_KEYS
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
