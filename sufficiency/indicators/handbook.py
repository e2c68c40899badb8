"""The definitions as a document: `docs/counting.md` is what this writes.

After a change of a definition:
    .venv/bin/python manage.py shell -v 0 -c "from sufficiency.indicators.handbook import write; write()"
"""

from __future__ import annotations

from django.conf import settings

from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Direction, Indicator

PLACE = "docs/counting.md"

_HEADINGS = {
    "cla": "Children looked after",
    "placements": "Where children live",
    "stability": "Stability",
    "adoption": "Adoption",
    "leavers": "Care leavers",
}
_BETTER = {
    Direction.HIGHER: "Higher is better.",
    Direction.LOWER: "Lower is better.",
    Direction.NEITHER: "Neither more nor less is better in itself.",
}

_RULES = """# How each figure is counted

Written from the definitions in `sufficiency/indicators/definitions/`; every page prints the same words. A test keeps
this file and them the same.

## Rules common to all

- **As at a day.** Every figure is as at a day that is asked for, and speaks of that day, or of the year, the three
  years or the two and a half years to it. The year to D runs from D less one year plus one day to D, both included.
- **As now known.** Everything loaded counts, later corrections included.
- **Looked after on D**: a period of care covers D. A spell that ends on D is out on D. Short breaks (V3, V4) never
  count.
- **Ages** are reached at the start of the birthday; someone born on 29 February reaches them on 1 March in common
  years.
- **Unknown is not nought.** A figure whose days the returns loaded do not cover has no value, and says which days
  they cover. What is kept here carries on from the last return, up to today. Who cannot be judged is counted as
  missing and is in no denominator.
- **Percentages** are exact in what is counted and stored; they are rounded half up where they are printed: whole
  numbers, one decimal where they are under 1.
- **Breakdowns** add to their total; categories with nobody in them are there with 0.
- **Temporary moves** (T0 to T4) lie over the placement to which the child returns; it is the placement that counts.
- **Inside the authority** means that the placement's postcode lies in the area of the authority that looks after the
  child. Where an abolished authority's boundary is not held, what depends on it has no value.

The decisions behind the less obvious rules stand in [decisions/](decisions/).
"""


def as_markdown() -> str:
    """The whole document."""
    parts = [_RULES]
    family = ""
    for indicator in catalogue.INDICATORS:
        of_this = indicator.key.partition(".")[0]
        if of_this != family:
            family = of_this
            parts.append(f"## {_HEADINGS[family]}\n")
        parts.append(_entry(indicator))
    return "\n".join(parts)


def _entry(indicator: Indicator) -> str:
    lines = [
        f"### {indicator.title}",
        "",
        f"`{indicator.key}`, version {indicator.version}. Unit: {indicator.unit.value}. "
        f"Speaks of {indicator.span.value}. {_BETTER[indicator.better]}",
        "",
        f"*Why it matters.* {indicator.why_it_matters}",
        "",
        f"*Who is counted.* {indicator.population}",
        "",
        f"*How.* {indicator.how}",
        "",
    ]
    if indicator.categories:
        lines += [f"*Categories.* {'; '.join(indicator.categories)}.", ""]
    return "\n".join([*lines, f"*Source.* {indicator.source}.", ""])


def write() -> None:
    """Write the document to its place in the project."""
    (settings.BASE_DIR / PLACE).write_text(as_markdown(), encoding="utf-8")
