"""The rings of those who live outside the area, as inline SVG in the classes of the house style."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.presenters.figure_tables import Table, columns

# Radii to the scale of the miles: 5, 10, 20; the outermost stands for all that is farther.
_RADII = (42, 84, 168, 212)
_SIZE = 440
_MIDDLE = _SIZE // 2


def drawing(found: Sequence[tuple[str, str]]) -> SafeString:
    """A circle a ring, the band of its number in it; the same in words for those who cannot see it."""
    in_rings = found[: len(_RADII)]
    label = "Children outside the area, by miles from home: " + "; ".join(
        f"{name[0].lower()}{name[1:]}, {number}" for name, number in found
    )
    circles = format_html_join(
        "",
        '<circle class="app-rings__ring app-rings__ring--{}" cx="{}" cy="{}" r="{}"/>',
        ((at, _MIDDLE, _MIDDLE, radius) for at, radius in reversed(list(enumerate(_RADII)))),
    )
    inner = (0, *_RADII)
    words = format_html_join(
        "",
        '<text class="app-rings__number" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_MIDDLE, _MIDDLE - (inner[at] + _RADII[at]) // 2 + (18 if at == 0 else 6), number)
            for at, (_, number) in enumerate(in_rings)
        ),
    )
    miles = format_html_join(
        "",
        '<text class="app-rings__miles" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_MIDDLE, _MIDDLE + radius - 6, text)
            for radius, text in zip(_RADII, ("5 miles", "10 miles", "20 miles", "farther"), strict=True)
        ),
    )
    return format_html(
        '<svg class="app-rings" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        _SIZE,
        _SIZE,
        label,
        circles,
        words,
        miles,
    )


def table(found: Sequence[tuple[str, str]]) -> Table:
    """The same as a table."""
    return {
        "caption": "Children who live outside the area, by straight-line miles from home",
        "hide_caption": True,
        "columns": columns("Miles from home", "Children", words_last=1),
        "rows": [{"cells": list(one)} for one in found],
        "notes": [
            "In bands, without children placed for adoption, restricted records and unaccompanied children."
        ],
    }
