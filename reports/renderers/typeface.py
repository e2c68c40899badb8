"""Which signs the vendored typeface has: what it lacks cannot stand in a tagged PDF."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from reports import printing

FONTS = Path(__file__).resolve().parent.parent / "typst" / "fonts" / "liberation-sans-2.1.5"
# Stands where a sign cannot.
INSTEAD = "\u25a1"


def missing(text: str) -> list[str]:
    """The signs of the text that cannot be printed, each once, in their order."""
    return list(dict.fromkeys(sign for sign in printing.printable(text) if not _is_shown(sign)))


def shown(text: str) -> str:
    """The text as it can be printed: a sign in its plain form where the typeface lacks it, else a box."""
    return "".join(sign if _is_shown(sign) else _plainer(sign) for sign in printing.printable(text))


def _plainer(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return plain if all(map(_is_shown, plain)) else INSTEAD


def _is_shown(sign: str) -> bool:
    # What is never drawn needs no letter.
    return ord(sign) in _signs() or unicodedata.category(sign) in ("Cc", "Cf", "Zs", "Zl", "Zp")


@cache
def _signs() -> frozenset[int]:
    """What every face of it has: regular, bold, and the two that lean."""
    # Reading it takes half a second, and most of what imports this prints nothing.
    from matplotlib.ft2font import FT2Font

    faces = [frozenset(FT2Font(str(path)).get_charmap()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*faces)
