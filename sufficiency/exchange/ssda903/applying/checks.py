"""Queries and warnings: what is kept and yet should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from django.db.models import Q

from sufficiency.core.models import Authority
from sufficiency.core.periods import year_end
from sufficiency.exchange.models import Finding, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.derivation import Derived
from sufficiency.exchange.ssda903.applying.keeping import keep_findings
from sufficiency.exchange.ssda903.applying.kept_rows import kept_rows
from sufficiency.exchange.ssda903.applying.speaking import AtHand
from sufficiency.exchange.ssda903.deriving.whereabouts import authorities_of_homes
from sufficiency.exchange.ssda903.findings import Findings
from sufficiency.exchange.ssda903.reading.cells import day_of
from sufficiency.exchange.ssda903.reading.returns import ReadReturn
from sufficiency.exchange.ssda903.rules import Placing, check
from sufficiency.exchange.ssda903.rules.directory import placing_by_directory
from sufficiency.exchange.ssda903.tables import EPISODES

# Below this share of located home postcodes inside the authority, the return is probably another's.
_FEW_INSIDE = 0.2
# Fewer located homes than this prove nothing.
_ENOUGH_HOMES = 5
# Codes of the queries that are the importer's own, beside DfE's rules.
ABSENT, MOVE = "ABSENT", "MOVE"


def other_warnings(authority: Authority, read: ReadReturn) -> list[str]:
    """A warning where hardly any child comes from inside the authority."""
    episodes = read.tables()[EPISODES]
    if authority.area_codes is None:
        return []
    homes = authorities_of_homes(episodes["HOME_POST"].to_numpy(object))
    inside = sum(code in authority.area_codes for code in homes)
    if len(homes) < _ENOUGH_HOMES or inside >= _FEW_INSIDE * len(homes):
        return []
    return [
        f"“{read.label}” may be another authority's return: of {len(homes):,} home postcodes that can be "
        f"located, {inside:,} lie inside {authority}. Check it before you rely on it; the load can be undone."
    ]


@dataclass
class _Held:
    """A return with its rows that were not set aside, by table."""

    of_return: Return
    files: dict[str, ReturnFile]
    tables: dict[str, pd.DataFrame]

    @classmethod
    def of(cls, one: Return, at_hand: AtHand) -> _Held:
        files = {file.table: file for file in ReturnFile.objects.filter(of_return=one) if file.columns}
        if one.pk in at_hand:
            return cls(one, files, {table: at_hand[one.pk][table] for table in files})
        return cls(one, files, {table: kept_rows(file) for table, file in files.items()})


@dataclass
class _Question:
    """One return to ask, with the return before it and that of the year before."""

    held: _Held
    before: _Held | None
    year_before: _Held | None


class Asking:
    """The queries of returns, asked by another thread while the database writes something else.

    Asked are the returns named, and those next after them, which now have another return before them. Rows are
    read when it is made; the asking itself needs no database.
    """

    def __init__(
        self, authority: Authority, returns: Sequence[Return], at_hand: AtHand | None, aside: Executor
    ) -> None:
        self._authority = authority
        self._current = list(Return.objects.filter(authority=authority, is_current=True).order_by("as_at"))
        placing = placing_by_directory(authority.gss_code, authority.area_codes)
        self._answers = [
            (one.held.of_return, aside.submit(_ask, one, placing))
            for one in self._questions(returns, at_hand or {})
        ]

    def _questions(self, returns: Sequence[Return], at_hand: AtHand) -> list[_Question]:
        asked = {one.pk for one in returns}
        after = {one.pk for before, one in pairwise(self._current) if before.pk in asked}
        held: dict[int, _Held] = {}

        def hold(one: Return) -> _Held:
            if one.pk not in held:
                held[one.pk] = _Held.of(one, at_hand)
            return held[one.pk]

        questions = []
        for position, one in enumerate(self._current):
            if one.pk in asked | after:
                before = self._current[position - 1] if position else None
                year_before = next(
                    (each for each in self._current if each.as_at == year_end(one.year - 1)), None
                )
                questions.append(
                    _Question(
                        hold(one),
                        hold(before) if before else None,
                        hold(year_before) if year_before else None,
                    )
                )
        return questions

    def write(self, derived: Derived) -> None:
        """Wait for the answers and replace what was said before."""
        for one, answer in self._answers:
            Finding.objects.filter(of_return=one, kind=Finding.Kind.QUERY).exclude(code=MOVE).delete()
            keep_findings(one, Finding.Kind.QUERY, answer.result())
        _ask_where_moves_returned(self._current, derived)


def _ask(question: _Question, placing: Placing) -> Findings:
    held, before, year_before = question.held, question.before, question.year_before
    found = check(
        held.tables,
        year=held.of_return.year,
        as_at=held.of_return.as_at,
        previous=year_before.tables if year_before else None,
        placing=placing,
    )
    queries = Findings()
    for table, rows in found.groupby("table", sort=False):
        queries.add(
            file=held.files[str(table)].name,
            rows=rows["row"].to_numpy(np.int64),
            column=rows["column"].to_numpy(object),
            code=rows["code"].to_numpy(object),
            value=rows["value"].to_numpy(object),
            message=rows["message"].to_numpy(object),
        )
    if before:
        _ask_who_is_absent(queries, held, before)
    return queries


def _ask_who_is_absent(queries: Findings, held: _Held, before: _Held) -> None:
    """Children whose last episode of the return before is open, and of whom this return has no episode."""
    episodes = before.tables[EPISODES].sort_values(["CHILD", "DECOM"], kind="stable")
    last = episodes.drop_duplicates("CHILD", keep="last")
    absent = last[(last["DEC"] == "") & ~last["CHILD"].isin(held.tables[EPISODES]["CHILD"])]
    queries.add(
        file=before.files[EPISODES].name,
        rows=absent.index.to_numpy(np.int64),
        column="CHILD",
        code=ABSENT,
        value=absent["DECOM"].to_numpy(object),
        message=f"The return to {before.of_return.as_at:%d/%m/%Y} left this episode open, and the return to "
        f"{held.of_return.as_at:%d/%m/%Y} has no episode of the child. It stays open: say in your case system how "
        "it ended, and send the later return again.",
    )


def _ask_where_moves_returned(current: list[Return], derived: Derived) -> None:
    """Temporary moves that are placements, because the child was not back where it had been."""
    files = {
        one.of_return_id: one.name for one in ReturnFile.objects.filter(of_return__in=current, table=EPISODES)
    }
    by_day = {one.as_at: one for one in current}
    told = derived.temporary_rows
    elsewhere = derived.standing.iloc[derived.timelines.returned_elsewhere]
    for day in sorted(set(told["as_at"].tolist())):
        one = by_day[day_of(day)]
        Finding.objects.filter(
            Q(of_return=one, code=MOVE), row__in=told.loc[told["as_at"] == day, "row"].tolist()
        ).delete()
        rows = elsewhere[elsewhere["as_at"] == day]
        queries = Findings()
        queries.add(
            file=files[one.pk],
            rows=rows["row"].to_numpy(np.int64),
            column="PLACE",
            code=MOVE,
            value=rows["PLACE"].to_numpy(object),
            message="PLACE is a temporary move, but the child did not come from a placement and go back to the "
            "same one, provider and postcode. It is counted as a placement of its own. Correct the row, or the "
            "one before or after it.",
        )
        keep_findings(one, Finding.Kind.QUERY, queries)
