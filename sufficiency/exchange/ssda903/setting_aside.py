"""Which rows cannot be put on a timeline, by the contract's third rule and nothing else.

It depends on the one return alone, so a row set aside stays so whatever else is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.code_sets import known_codes
from sufficiency.exchange.ssda903.findings import Findings
from sufficiency.exchange.ssda903.overlaps import overlapping, starts_of_the_next
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of, days
from sufficiency.exchange.ssda903.reading.returns import ReadFile, ReadReturn
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER, TABLES

_CORRECT = "Correct it in your case system and send the return again."
# Columns whose unknown codes do not keep a row off a timeline: they are queries.
_NOT_SET_ASIDE = frozenset({"SEX", "ETHNIC", "MOTHER"})
# Dates without which a row of a table is no record.
_NEEDED_DATES = {
    EPISODES: ("DECOM",),
    HEADER: ("DOB",),
    "Reviews": ("REVIEW",),
    "PlacedAdoption": ("DATE_PLACED",),
    "Missing": ("MIS_START",),
}
# Dates that may be blank, but if given must be read.
_READABLE_DATES = {
    EPISODES: ("DEC",),
    "UASC": ("DUC",),
    "AD1": ("DATE_INT", "DATE_MATCH"),
    "PlacedAdoption": ("DATE_PLACED_CEASED",),
    "Missing": ("MIS_END",),
}


@dataclass
class Judged:
    """Rows set aside, by table, in the order of the frames; and what was said of them."""

    aside: dict[str, np.ndarray] = field(default_factory=dict)
    set_aside: Findings = field(default_factory=Findings)
    # DEC left blank although another episode follows: `value` is blank, `message` says what was done.
    repaired: Findings = field(default_factory=Findings)


def judge(read: ReadReturn) -> Judged:
    """Which rows of a return are set aside, and which blank ends were taken from what follows."""
    judged = Judged()
    by_table = {file.table: file for file in read.files}
    header = _Rows(by_table[HEADER], judged)
    header.refuse_children()
    header.refuse_dates()
    known = set(header.frame["CHILD"].to_numpy(object)[~header.aside])
    for file in read.files:
        rows = header if file.table == HEADER else _Rows(file, judged)
        if file.table != HEADER and TABLES[file.table].records and len(file.columns):
            rows.refuse_children()
            rows.refuse_dates()
            rows.refuse_without_header(known)
            rows.refuse_codes()
            if file.table == EPISODES:
                rows.refuse_impossible_episodes()
            elif file.table == "Missing":
                rows.refuse_backwards("MIS_START", "MIS_END")
        judged.aside[file.table] = rows.aside
    return judged


class _Rows:
    """The rows of one table on their way through the checks; each row is set aside for its first fault."""

    def __init__(self, file: ReadFile, judged: Judged) -> None:
        self.file, self.frame, self.judged = file, file.frame, judged
        self.aside = np.zeros(len(file.frame), dtype=bool)

    def refuse(self, mask: np.ndarray, column: str, code: str, message: str | np.ndarray) -> None:
        mask = mask & ~self.aside
        if mask.any():
            shown = self.frame[column].to_numpy(object)[mask]
            said = message if isinstance(message, str) else message[mask]
            self.judged.set_aside.add(
                file=self.file.name,
                rows=self.frame.index.to_numpy()[mask],
                column=column,
                code=code,
                value=shown,
                message=said,
            )
            self.aside |= mask

    def refuse_children(self) -> None:
        numbers = self.frame["CHILD"].to_numpy(object)
        blank = np.array([not number for number in numbers], dtype=bool)
        self.refuse(
            blank, "CHILD", "CHILD", f"CHILD is blank, so whose row it is cannot be known. {_CORRECT}"
        )
        long = np.array([len(number) > limits.CHILD_CHARACTERS for number in numbers], dtype=bool)
        self.refuse(
            long,
            "CHILD",
            "CHILD",
            f"CHILD has more than {limits.CHILD_CHARACTERS} characters, which no child's number has. {_CORRECT}",
        )

    def refuse_dates(self) -> None:
        for column in _NEEDED_DATES.get(self.file.table, ()):
            unread = days(self.frame[column]) == NO_DAY
            blank = (self.frame[column] == "").to_numpy(bool)
            code = column if column in ("DOB", "DECOM") else "DATE"
            self.refuse(unread & blank, column, code, f"{column} is blank. {_CORRECT}")
            self.refuse(unread, column, code, f"{column} is no date as dd/mm/yyyy or yyyy-mm-dd. {_CORRECT}")
        for column in _READABLE_DATES.get(self.file.table, ()):
            if column in self.frame.columns:
                unread = (days(self.frame[column]) == NO_DAY) & (self.frame[column] != "").to_numpy(bool)
                code = "DEC" if column == "DEC" else "DATE"
                self.refuse(
                    unread, column, code, f"{column} is no date as dd/mm/yyyy or yyyy-mm-dd. {_CORRECT}"
                )

    def refuse_without_header(self, known: set[str]) -> None:
        absent = ~self.frame["CHILD"].isin(known).to_numpy(bool)
        self.refuse(
            absent,
            "CHILD",
            "HEADER",
            "No Header row with a date of birth stands for this child in this return. "
            "Add one and send the return again.",
        )

    def refuse_codes(self) -> None:
        for column, field_name in TABLES[self.file.table].codes.items():
            if column in self.frame.columns and column not in _NOT_SET_ASIDE:
                values = self.frame[column]
                unknown = ~values.isin({"", *known_codes(field_name)}).to_numpy(bool)
                self.refuse(
                    unknown, column, "CODE", f"{column} holds a code that is in no year's list. {_CORRECT}"
                )

    def refuse_backwards(self, first: str, last: str) -> None:
        begun, ended = days(self.frame[first]), days(self.frame[last])
        backwards = (ended != NO_DAY) & (ended < begun)
        self.refuse(backwards, last, "DATE", f"{last} is before {first}. {_CORRECT}")

    def refuse_impossible_episodes(self) -> None:
        begun, ended = days(self.frame["DECOM"]), days(self.frame["DEC"])
        impossible = (ended != NO_DAY) & (ended <= begun)
        self.refuse(
            impossible,
            "DEC",
            "DEC",
            f"DEC is on or before DECOM; an episode lasts at least one day. {_CORRECT}",
        )
        self._refuse_overlaps(begun, ended)
        self._repair_open(begun, ended)

    def _refuse_overlaps(self, begun: np.ndarray, ended: np.ndarray) -> None:
        kept = np.flatnonzero(~self.aside)
        children = pd.factorize(self.frame["CHILD"].to_numpy(object)[kept])[0]
        rows = self.frame.index.to_numpy()
        pairs = overlapping(children, begun[kept], ended[kept])
        mask = np.zeros(len(self.aside), dtype=bool)
        messages = np.empty(len(self.aside), dtype=object)
        for later, earlier in pairs:
            mask[kept[later]] = True
            messages[kept[later]] = (
                f"This episode begins before the one in row {rows[kept[earlier]]} of the same file has ended; "
                f"a child is in one place at a time. {_CORRECT}"
                if begun[kept[later]] != begun[kept[earlier]]
                else f"The episode in row {rows[kept[earlier]]} of the same file begins on the same day. {_CORRECT}"
            )
        self.refuse(mask, "DECOM", "OVERLAP", messages)

    def _repair_open(self, begun: np.ndarray, ended: np.ndarray) -> None:
        kept = np.flatnonzero(~self.aside)
        children = pd.factorize(self.frame["CHILD"].to_numpy(object)[kept])[0]
        following = starts_of_the_next(children, begun[kept])
        open_ended = (ended[kept] == NO_DAY) & (following != NO_DAY)
        self.judged.repaired.add(
            file=self.file.name,
            rows=self.frame.index.to_numpy()[kept[open_ended]],
            column="DEC",
            code="OPEN",
            value="",
            message=[
                f"DEC is blank although the child's next episode begins on {day_of(day):%d/%m/%Y}: "
                "taken as ending that day. It goes out blank again."
                for day in following[open_ended]
            ],
        )
