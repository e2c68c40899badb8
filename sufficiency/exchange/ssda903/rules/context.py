"""Everything a rule may ask of one return, worked out once and only when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903.code_sets import codes_of

from .chain import Chain
from .columns import Dates, Mask, NotInThisReturn, Table, Whole
from .dates import birthday
from .placing import Places, Placing

T = TypeVar("T")

# From this return on every column of today's layout is due, so that one left blank throughout is an error.
# In an earlier return a column that is blank throughout is one that the council was not yet asked for.
ALL_COLUMNS_DUE_FROM = 2023


class Return:
    """One return, with the one before it where that is held."""

    def __init__(
        self,
        tables: dict[str, pd.DataFrame],
        *,
        year: int,
        as_at: date,
        placing: Placing | None,
        providers: pd.DataFrame | None,
        previous: dict[str, pd.DataFrame] | None,
    ) -> None:
        self.year = year
        self.as_at = np.datetime64(as_at, "D")
        self.starts = np.datetime64(f"{year - 1:04d}-04-01", "D")
        self.ends = np.datetime64(f"{year:04d}-03-31", "D")
        self.placing = placing
        self._providers = providers
        self._tables = {name: Table(name, frame) for name, frame in tables.items()}
        self._previous = previous
        self._made: dict[Callable[[Return], Any], Any] = {}

    # Tables and columns

    def __contains__(self, table: str) -> bool:
        return table in self._tables

    def __getitem__(self, table: str) -> Table:
        if table not in self._tables:
            raise NotInThisReturn(f"no {table} in this return")
        return self._tables[table]

    @cached_property
    def header(self) -> Table:
        return self["Header"]

    @cached_property
    def episodes(self) -> Table:
        return self["Episodes"]

    @cached_property
    def before(self) -> Return:
        """The return of the year before."""
        if not self._previous:
            raise NotInThisReturn("the return of the year before is not held")
        return Return(
            self._previous,
            year=self.year - 1,
            as_at=date(self.year - 1, 3, 31),
            placing=self.placing,
            providers=None,
            previous=None,
        )

    def has_before(self, table: str) -> bool:
        """Whether last year's return is held and has this table."""
        return bool(self._previous) and table in self.before

    @cached_property
    def providers(self) -> pd.DataFrame:
        if self._providers is None or not len(self._providers):
            raise NotInThisReturn("no list of Ofsted providers is loaded")
        return self._providers

    def once(self, make: Callable[[Return], T]) -> T:
        """What `make` makes of this return, made the first time it is asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def not_listed(self, table: str, column: str) -> Mask:
        """Rows whose code is not on the year's list; blank is not on it either."""
        return ~self[table][column].among(codes_of(column, self.year))

    def due(self, table: str, column: str) -> None:
        """Say nothing further where the council was not yet asked for this column."""
        if self.year < ALL_COLUMNS_DUE_FROM and not self[table][column].filled.any():
            raise NotInThisReturn(f"{column} was not yet asked for")

    # Children

    @cached_property
    def _children(self) -> pd.Index:
        """Every child number of this return and the one before, each once."""
        held = [self._tables, self.before._tables if self._previous else {}]
        numbers = [
            pd.Index(table["CHILD"].texts, dtype=object)
            for tables in held
            for table in tables.values()
            if "CHILD" in table
        ]
        everyone = numbers[0].append(numbers[1:]).unique() if numbers else pd.Index([], dtype=object)
        return everyone[everyone != ""]

    @property
    def count(self) -> int:
        return len(self._children)

    def child(self, table: str) -> Whole:
        """For each row of `table` its child as a number that holds across tables and both years; -1 blank."""
        if table not in self._child_of:
            self._child_of[table] = self._numbered(self[table])
        return self._child_of[table]

    def child_before(self, table: str) -> Whole:
        """The same for a table of the return before."""
        if table not in self._child_before_of:
            self._child_before_of[table] = self._numbered(self.before[table])
        return self._child_before_of[table]

    @cached_property
    def _child_of(self) -> dict[str, Whole]:
        return {}

    @cached_property
    def _child_before_of(self) -> dict[str, Whole]:
        return {}

    def _numbered(self, table: Table) -> Whole:
        column = table["CHILD"]
        return self._children.get_indexer(pd.Index(column.texts, dtype=object)).astype(np.int64)[
            column.numbers
        ]

    def children(self, child: Whole, mask: Mask) -> Mask:
        """Which children (by number) have a row that satisfies `mask`."""
        found = np.zeros(self.count + 1, dtype=bool)  # the last place stands for blank and is never looked up
        found[child[mask & (child >= 0)]] = True
        return found

    def having(self, table: str, children: Mask) -> Mask:
        """Rows of `table` whose child is among `children`."""
        child = self.child(table)
        return (child >= 0) & children[child]

    def anyone_in(self, table: str) -> Mask:
        child = self.child(table)
        return self.children(child, child >= 0)

    def anyone_before_in(self, table: str) -> Mask:
        child = self.child_before(table)
        return self.children(child, child >= 0)

    # Dates of birth

    @cached_property
    def born_of_child(self) -> Dates:
        """Each child's (by number) date of birth in Header."""
        return self.one_each(self.child("Header"), self.header["DOB"].dates)

    def born(self, table: str) -> Dates:
        """Dates of birth for the rows of `table`: the row's own, else Header's."""
        by_header = self.born_of_child[self.child(table)] if "Header" in self else None
        if "DOB" not in self[table]:
            if by_header is None:
                raise NotInThisReturn("no Header, so no dates of birth")
            return by_header
        own = self[table]["DOB"].dates
        return own if by_header is None else np.where(np.isnat(own), by_header, own)

    def reaches(self, table: str, age: int) -> Dates:
        """The day each row's child reaches `age`."""
        return birthday(self.born(table), age)

    def one_each(self, child: Whole, dates: Dates) -> Dates:
        """Each child's (by number) date in their first row, else NaT; the last place is no child's."""
        answer = np.full(self.count + 1, np.datetime64("NaT", "D"))
        rows = np.flatnonzero(child >= 0)[::-1]  # backwards, so that the first row is written last
        answer[child[rows]] = dates[rows]
        answer[-1] = np.datetime64("NaT", "D")
        return answer

    def first_row(self, child: Whole) -> Whole:
        """For each child (by number) the first row that is theirs; -1 where there is none."""
        answer = np.full(self.count + 1, -1, dtype=np.int64)
        rows = np.flatnonzero(child >= 0)[::-1]
        answer[child[rows]] = rows
        answer[-1] = -1
        return answer

    # Episodes in order, and where they lie

    @cached_property
    def chain(self) -> Chain:
        return Chain(self.episodes, self.child("Episodes"))

    @cached_property
    def chain_before(self) -> Chain:
        return Chain(self.before.episodes, self.child_before("Episodes"))

    @cached_property
    def short_break(self) -> Mask:
        """Rows under V3 or V4."""
        return self.episodes["LS"].among({"V3", "V4"})

    @cached_property
    def places(self) -> Places:
        if self.placing is None:
            raise NotInThisReturn("placements have not been placed on the map")
        home, placement = self.episodes["HOME_POST"], self.episodes["PL_POST"]
        rows = np.arange(len(self.episodes))
        return Places.of(self.placing.locate(home.values(rows), placement.values(rows)))

    # Unaccompanied children

    @cached_property
    def unaccompanied(self) -> Mask:
        """Children (by number) who are unaccompanied this year: the flag of XML, else a row in UASC."""
        if "Header" in self and "UASC" in self.header:
            return self.children(self.child("Header"), self.header["UASC"].among({"1"}))
        return self.anyone_in("UASC")

    @cached_property
    def unaccompanied_before(self) -> Mask:
        """The same for the year before."""
        held = self.before
        if "Header" in held and "UASC" in held.header:
            return self.children(self.child_before("Header"), held.header["UASC"].among({"1"}))
        return self.anyone_before_in("UASC")

    @cached_property
    def ever_unaccompanied(self) -> Mask:
        """Children unaccompanied in either year, as far as the two returns say."""
        answer = np.zeros(self.count + 1, dtype=bool)
        for known in (lambda: self.unaccompanied, lambda: self.unaccompanied_before):
            try:
                answer |= known()
            except NotInThisReturn:
                continue
        return answer
