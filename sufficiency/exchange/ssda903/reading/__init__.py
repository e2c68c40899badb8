"""Files to returns: pure, without Django's database. `read_returns` is the door."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sufficiency.core.periods import year_end, year_ending
from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.reading.files import POOLED, read_source
from sufficiency.exchange.ssda903.reading.grouping import Group, group
from sufficiency.exchange.ssda903.reading.pooled import by_year, own_rows, plain
from sufficiency.exchange.ssda903.reading.returns import ReadFile, ReadReturn
from sufficiency.exchange.ssda903.reading.sources import Upload, gather
from sufficiency.exchange.ssda903.reading.years import difference, year_of
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER

__all__ = ["ReadFile", "ReadReturn", "Upload", "read_returns"]


def read_returns(
    paths: Iterable[Path | str | Upload],
    *,
    known_as: Iterable[str] = (),
    year: int | None = None,
    as_at: date | None = None,
) -> list[ReadReturn]:
    """The returns that the paths hold, in order of the day they speak to. Raises `ReturnRefused`.

    `known_as` are the authority's names and codes, for pooled extracts. `year` and `as_at` speak of one
    return: with several found they are refused.
    """
    gathered = gather(paths)
    read, total = [], 0
    for source in gathered.sources:
        files = read_source(source)
        total += sum(int(file.frame.size) for file in files)
        read.append((source.folder, source.stem, files))
    groups = group(read)
    names = frozenset(plain(name) for name in known_as if name)
    returns: list[ReadReturn] = []
    for one in groups:
        warnings: list[str] = []
        for part in by_year(own_rows(one, names, warnings)):
            returns.append(_return(part, warnings, year=year, as_at=as_at))
            warnings = []
    if gathered.left:
        returns[0].warnings.append(f"Left out, being no CSV, XML or zip: {', '.join(gathered.left[:20])}.")
    if len(returns) > 1 and (year is not None or as_at is not None):
        raise ReturnRefused(
            f"{len(returns)} returns were found, and one year or date cannot be given to them all. "
            "Load the one it is meant for by itself."
        )
    _refuse_same_day(returns)
    return sorted(returns, key=lambda one: one.as_at)


def _return(part: Group, warnings: list[str], *, year: int | None, as_at: date | None) -> ReadReturn:
    files = [_without_pooled(file) for file in part.files]
    tables = {file.table: file for file in files}
    episodes = tables[EPISODES]
    if HEADER not in tables:
        raise ReturnRefused(
            f"There is no Header file beside {episodes.name}. Without it no date of birth is known and no row can be "
            "used. Send the files of the return together."
        )
    if as_at is not None:
        found = year or year_ending(as_at)
    elif year is not None:
        found = year
    else:
        dated = year_of(episodes.frame)
        if dated is None:
            raise ReturnRefused(
                f"{episodes.name} has no row with a date that can be read, so its year cannot be known. Dates are "
                "dd/mm/yyyy or yyyy-mm-dd. Check the file, or give the year yourself."
            )
        found = dated
        differs = difference(part.label, found)
        warnings = [*warnings, differs] if differs else warnings
    if not limits.FIRST_RETURN_YEAR <= found <= limits.LAST_RETURN_YEAR:
        raise ReturnRefused(
            f"The dates of {episodes.name} belong to the year ending 31 March {found}, which no return can speak of. "
            "Check its DECOM and DEC, or give the year yourself."
        )
    return ReadReturn(
        label=part.label[:200],
        year=found,
        as_at=as_at or year_end(found),
        is_extract=as_at is not None and as_at != year_end(found),
        files=files,
        warnings=list(warnings),
    )


def _without_pooled(file: ReadFile) -> ReadFile:
    extra = [column for column in POOLED if column in file.frame.columns]
    if not extra:
        return file
    return ReadFile(file.name, file.table, file.columns, file.columns_ignored, file.frame.drop(columns=extra))


def _refuse_same_day(returns: list[ReadReturn]) -> None:
    seen: dict[date, str] = {}
    for one in returns:
        if one.as_at in seen:
            raise ReturnRefused(
                f"“{seen[one.as_at]}” and “{one.label}” are both the return to {one.as_at:%-d %B %Y}, by the dates "
                "in their Episodes files. Load the one that counts; if one is of another year, load it by itself "
                "and give its year."
            )
        seen[one.as_at] = one.label
