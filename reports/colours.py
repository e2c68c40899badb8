"""A council's colour: whether it can be read on white, and the shades that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# WCAG 2.2, success criterion 1.4.3: text of ordinary size.
LEAST_CONTRAST = 4.5
_WHITE_AND_FLARE = 1.05


@dataclass(frozen=True)
class Palette:
    """Each as "#rrggbb": lines and labels, headings, and the ground of what is set apart."""

    accent: str
    deep: str
    wash: str


OWN = Palette(accent="#1d70b8", deep="#0b3a66", wash="#f3f6f9")


def palette(accent: str) -> Palette:
    """The shades of an accent; the product's own where there is none."""
    if not accent:
        return OWN
    parts = _parts(accent)
    return Palette(
        accent=accent,
        deep=_hex(round(part * 0.6) for part in parts),
        wash=_hex(round(255 - (255 - part) * 0.06) for part in parts),
    )


def colour_from(text: str) -> str:
    """What somebody typed as "#rrggbb" in small letters; blank where it is no colour."""
    found = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", text.strip().lower())
    if found is None:
        return ""
    digits = found[1]
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def contrast_on_white(colour: str) -> float:
    """The ratio of WCAG 2.2, from 1 (white itself) to 21 (black), of "#rrggbb" beside white."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return _WHITE_AND_FLARE / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(parts: Iterable[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)
