"""One table of a return, held so that a rule costs whole-number comparisons rather than text ones.

Every column is factorised once: its distinct texts, and for each row the number of its text. Blank,
missing and whitespace are the same blank. Dates are read from the distinct texts only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask: TypeAlias = npt.NDArray[np.bool_]
Dates: TypeAlias = npt.NDArray[np.datetime64]
Whole: TypeAlias = npt.NDArray[np.int64]

BLANK = frozenset({"", "nan", "None", "NaT", "<NA>"})


class NotInThisReturn(LookupError):
    """A rule asked for a table or a column that did not come; the rule then has nothing to say."""


class Column:
    """One column: `numbers[row]` points into `texts`, the distinct values with blank as an empty text."""

    def __init__(self, texts: list[str], numbers: Whole) -> None:
        self.texts = texts
        self.numbers = numbers

    @classmethod
    def read(cls, values: pd.Series) -> Column:
        """Factorise a series of anything: stripped texts, every kind of nothing as blank."""
        try:
            numbers, distinct = pd.factorize(values.to_numpy(dtype=object))
        except TypeError:  # something that cannot be hashed stands in a cell: compare it by its text
            numbers, distinct = pd.factorize(np.array([str(value) for value in values], dtype=object))
        texts = ["" if str(value) in BLANK else str(value).strip() for value in distinct]
        texts.append("")  # where factorize put -1: nothing in the cell
        return cls(texts, numbers.astype(np.int64)).merged()

    @classmethod
    def read_texts(cls, values: npt.NDArray[np.object_]) -> Column:
        """The same for an array that is worked out rather than read."""
        return cls.read(pd.Series(values, dtype=object))

    def merged(self) -> Column:
        """The same column with texts that have become equal sharing one number."""
        again, distinct = pd.factorize(np.array(self.texts, dtype=object))
        return Column([str(text) for text in distinct], again.astype(np.int64)[self.numbers])

    @cached_property
    def upper(self) -> list[str]:
        """The distinct texts in capitals, as codes are compared."""
        return [text.upper() for text in self.texts]

    @cached_property
    def blank(self) -> Mask:
        return self._rows(np.array([text == "" for text in self.texts], dtype=bool))

    @cached_property
    def filled(self) -> Mask:
        return ~self.blank

    @cached_property
    def dates(self) -> Dates:
        """The dates, NaT where blank or not a real date; ISO or dd/mm/yyyy."""
        texts = pd.Series(self.texts, dtype=object)
        read = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
        read = read.fillna(pd.to_datetime(texts, format="%d/%m/%Y", errors="coerce"))
        return read.to_numpy().astype("datetime64[D]")[self.numbers]

    @cached_property
    def readable(self) -> Mask:
        return ~np.isnat(self.dates)

    @cached_property
    def unreadable(self) -> Mask:
        """Something stands there, but it is no real date."""
        return self.filled & ~self.readable

    @cached_property
    def without_spaces(self) -> Column:
        """The column as postcodes are compared: in capitals and without spaces."""
        return Column([text.replace(" ", "") for text in self.upper], self.numbers).merged()

    def among(self, codes: Iterable[str]) -> Mask:
        """Rows whose code is one of `codes`."""
        wanted = frozenset(codes)
        return self._rows(np.array([text in wanted for text in self.upper], dtype=bool))

    def among_or_blank(self, codes: Iterable[str]) -> Mask:
        return self.among(codes) | self.blank

    def starting(self, *beginnings: str) -> Mask:
        """Rows whose code begins with one of `beginnings`."""
        return self._rows(np.array([text.startswith(beginnings) for text in self.upper], dtype=bool))

    def differs(self, other: Column, rows: Whole, alike: dict[str, str] | None = None) -> Mask:
        """Rows whose code is not the one that `other` has in the row given for each; never where that is -1.

        `alike` gives codes that have only changed their names.
        """
        if not len(other.numbers):
            return np.zeros(len(rows), dtype=bool)
        names = alike or {}
        own_names = [names.get(text, text) for text in self.upper]
        numbers = {text: number for number, text in enumerate(own_names)}
        own = np.array([numbers[text] for text in own_names], dtype=np.int64)
        others = np.array([numbers.get(names.get(text, text), -1) for text in other.upper], dtype=np.int64)
        return (rows >= 0) & (own[self.numbers] != others[other.numbers[rows]])

    def values(self, rows: Whole) -> npt.NDArray[np.object_]:
        """The texts of some rows, as they came."""
        return np.array(self.texts, dtype=object)[self.numbers[rows]]

    def _rows(self, of_texts: Mask) -> Mask:
        if not len(self.numbers):
            return np.zeros(0, dtype=bool)
        return of_texts[self.numbers]


class Table:
    """One table of a return; columns are factorised when first asked for."""

    def __init__(self, name: str, frame: pd.DataFrame) -> None:
        self.name = name
        self.frame = frame
        self._columns: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self.frame)

    def __contains__(self, column: str) -> bool:
        return column in self.frame.columns

    def __getitem__(self, column: str) -> Column:
        if column not in self._columns:
            if column not in self.frame.columns:
                raise NotInThisReturn(f"{self.name} came without {column}")
            values = self.frame[column]
            if isinstance(values, pd.DataFrame):  # the same heading twice: the first counts
                values = values.iloc[:, 0]
            self._columns[column] = Column.read(values)
        return self._columns[column]

    @cached_property
    def row_numbers(self) -> Whole:
        """Spreadsheet rows (the heading is row 1): the reader's `row` column, else the frame's own index."""
        count = len(self.frame)
        if "row" in self.frame.columns:
            given = pd.to_numeric(self.frame["row"], errors="coerce").to_numpy(dtype=float)
            if not np.isnan(given).any():
                return given.astype(np.int64)
        index = self.frame.index
        counted_from_nought = isinstance(index, pd.RangeIndex) and index.start == 0 and index.step == 1
        if not counted_from_nought and pd.api.types.is_integer_dtype(index.dtype):
            return index.to_numpy(dtype=np.int64)
        return np.arange(2, count + 2, dtype=np.int64)
