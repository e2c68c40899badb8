"""Files on their way in: within the limit, and in files without a name, which end with the request."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from sufficiency.exchange.ssda903 import Upload

# Smaller files never touch the disk.
_IN_MEMORY_BYTES = 2 * 1024 * 1024
_MEBIBYTE = 1024 * 1024
_NAME_CHARACTERS = 200


class ReturnUploadHandler(FileUploadHandler):
    """Takes files until they come to more than `MAX_UPLOAD_BYTES`; `refusal` then says so, naming the file.

    What is larger than memory should hold is written to a file that has no name: nothing is left of it
    when the request ends, even by a power cut of the process.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0
        self.refusal = ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.MAX_UPLOAD_BYTES:
            self.refusal = (
                f"With {self.file_name} the files come to more than {settings.MAX_UPLOAD_BYTES // _MEBIBYTE} MB, "
                "which is more than can be loaded at once. Check that it is the right file, or load fewer years "
                "at a time."
            )
            self.file.close()
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )


def uploads_of(files: Sequence[UploadedFile], paths: str) -> list[Upload]:
    """The files with the folders that they came in, where the browser told them in `paths` (a JSON list)."""
    names = [file.name or "" for file in files]
    try:
        told = json.loads(paths or "null")
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, list) and len(told) == len(names) and all(isinstance(path, str) for path in told):
        names = [
            path if path.rsplit("/", 1)[-1] == name else name for path, name in zip(told, names, strict=True)
        ]
    return [
        Upload(_printable(name), file)  # type: ignore[arg-type]
        for name, file in zip(names, files, strict=True)
    ]


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "_" for sign in name)[-_NAME_CHARACTERS:] or "file"
