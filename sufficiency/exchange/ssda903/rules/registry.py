"""What a rule is, and the list that the decorator fills."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from .columns import Mask
from .context import Return


@dataclass(frozen=True)
class At:
    """Rows of one table in which one column is to be looked at."""

    table: str
    column: str
    rows: Mask


Answer: TypeAlias = Mask | list[At]


@dataclass(frozen=True)
class Rule:
    """One of DfE's validation rules.

    `wrong` says what is wrong and where, `cure` what to do; `{value}` in either is the cell's own text (codes
    only, never a date of birth or a postcode). `first` and `last` are return years, both included; none means
    no limit. `note` says where we knowingly differ from the sector's validator, and why.
    """

    code: str
    name: str
    table: str
    columns: tuple[str, ...]
    wrong: str
    cure: str
    first: int | None
    last: int | None
    note: str
    theme: str
    find: Callable[[Return], Answer]

    @property
    def message(self) -> str:
        return f"{self.wrong} {self.cure}"

    def in_force(self, year: int) -> bool:
        """Whether the rule is applied to the return of `year`."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def findings(self, held: Return) -> list[At]:
        """Where the return breaks the rule."""
        answer = self.find(held)
        if isinstance(answer, np.ndarray):
            return [At(self.table, self.columns[0], answer)]
        return answer

    @property
    def order(self) -> tuple[int, str]:
        """Numbered rules by number, then the named ones."""
        number = re.match(r"\d+", self.code)
        return (int(number.group()), self.code) if number else (10**6, self.code)


COLLECTED: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    table: str,
    columns: str,
    *,
    wrong: str,
    cure: str,
    first: int | None = None,
    last: int | None = None,
    note: str = "",
) -> Callable[[Callable[[Return], Answer]], Callable[[Return], Answer]]:
    """Enter a function as the rule `code`. `columns` are named with spaces between; the first is reported."""

    def enter(find: Callable[[Return], Answer]) -> Callable[[Return], Answer]:
        if code in COLLECTED:
            raise ValueError(f"rule {code} is entered twice")
        theme = find.__module__.rsplit(".", 1)[-1]
        COLLECTED[code] = Rule(
            code, name, table, tuple(columns.split()), wrong, cure, first, last, note, theme, find
        )
        return find

    return enter
