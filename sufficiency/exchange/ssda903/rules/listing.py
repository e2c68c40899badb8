"""The rules as a table for people, as `docs/validation.md` prints it."""

from __future__ import annotations

from collections.abc import Iterable

from .registry import Rule


def as_markdown(rules: Iterable[Rule]) -> str:
    """One line a rule: code, what is wrong, where, in which returns, and how it differs from the sector's."""
    lines = [
        "| rule | what is wrong | table | columns | returns | how ours differs from the sector's package |",
        "|---|---|---|---|---|---|",
    ]
    for each in rules:
        cells = [each.code, each.name, each.table, ", ".join(each.columns), years(each), each.note]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def years(each: Rule) -> str:
    """The returns a rule applies to, in words."""
    if each.first is None and each.last is None:
        return "all"
    if each.first is None:
        return f"to {_named(each.last)}"
    if each.last is None:
        return f"from {_named(each.first)}"
    if each.first == each.last:
        return _named(each.first)
    return f"{_named(each.first)} to {_named(each.last)}"


def _named(year: int | None) -> str:
    return "" if year is None else f"{year - 1}-{year % 100:02d}"
