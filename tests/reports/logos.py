"""Logos that tests choose: a drawing, a picture, and what is neither."""

from __future__ import annotations

import io

from PIL import Image

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><title>A house</title>'
    b'<path d="M10 50V25L60 5l50 20v25z" fill="#00512f"/></svg>'
)


def png(width: int = 120, height: int = 60, **more) -> bytes:
    """A green picture of that size."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#00512f").save(out, format="PNG", **more)
    return out.getvalue()


def drawing(inside: str) -> bytes:
    """A drawing with that in it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 60">'
        f'<rect width="120" height="60" fill="#00512f"/>{inside}</svg>'
    ).encode()
