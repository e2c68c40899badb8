"""Bytes to text: encodings that councils' systems write, and what is no text at all."""

from __future__ import annotations

from sufficiency.exchange.ssda903.refusal import ReturnRefused

_SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}


def decode(name: str, data: bytes) -> str:
    """The file's text: UTF-8 with or without a byte-order mark, else Windows' cp1252. Raises `ReturnRefused`."""
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReturnRefused(f"{name} is {what}, not text. Save the table as CSV and send that.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReturnRefused(f"{name} is in UTF-16. Save it again as “CSV UTF-8” and send that.")
    if b"\x00" in data:
        raise ReturnRefused(f"{name} is not a text file. Send the table as CSV.")
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise ReturnRefused(
            f"{name} is neither UTF-8 nor Windows text. Save it again as “CSV UTF-8” and send that."
        ) from None
