"""A file as it came: refused in words where it is no table of carer records, else its rows."""

from __future__ import annotations

from carers.uploads.columns import NAMES, NEEDED
from sufficiency.core import uploaded_csv
from sufficiency.core.uploaded_csv import MOST_BYTES, TOO_LARGE, Row, Sheet, UploadRefused

__all__ = ["MOST_BYTES", "TOO_LARGE", "Row", "Sheet", "UploadRefused", "read", "text_of"]

_WHAT = "the carer records"
_WANTED = uploaded_csv.Wanted(what=_WHAT, names=NAMES, needed=NEEDED, most_rows=2_000)


def text_of(data: bytes) -> str:
    """The text of a file. Raises `UploadRefused`."""
    return uploaded_csv.text_of(data, what=_WHAT)


def read(name: str, text: str) -> Sheet:
    """The rows of a file, by its headings in whatever order. Raises `UploadRefused`."""
    return uploaded_csv.read(name, text, _WANTED)
