"""Accesses that the database cannot take go into an append-only file, on the disk before anything is shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from sufficiency.core import request_context
from sufficiency.core.models import User

FILE_NAME = "emergency.log"


class NotLoggedAnywhere(Exception):
    """Neither the database nor the file could be written, so not even the emergency summary is shown."""

    def __init__(self) -> None:
        super().__init__(
            "Neither the access log nor its emergency file can be written, so nothing is shown. Ring the emergency "
            "duty team's manager, who can reach the case system."
        )


def append(name: str, line: str) -> None:
    """Put one line at the end of a file of the audit directory; on the disk when this returns. Raises `OSError`."""
    if not settings.AUDIT_DIRECTORY:
        raise FileNotFoundError("No directory is configured for the audit files.")
    directory = Path(settings.AUDIT_DIRECTORY)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(directory / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        data = f"{line}\n".encode()
        if os.write(handle, data) != len(data):
            raise OSError("The line was not written whole.")
        os.fsync(handle)
    finally:
        os.close(handle)
    # A file that is new is on the disk only when its directory is.
    folder = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write(*, by: User, action: str, public_id: object) -> None:
    """Write that `by` is about to see a record's emergency summary. Raises `NotLoggedAnywhere`."""
    asked = request_context.current()
    event = {
        "at": timezone.now().isoformat(),
        "actor": str(by.public_id),
        "action": action,
        "record": str(public_id),
        "request_id": str(asked.request_id or ""),
        "session_hash": asked.session_hash,
        "address": asked.address or "",
    }
    try:
        append(FILE_NAME, json.dumps(event))
    except OSError as fault:
        raise NotLoggedAnywhere from fault
