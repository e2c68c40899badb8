"""Out and in again: the same register, the same files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.exchange.ssda903 import export_return, import_paths, write_export
from tests.exchange.register import register
from tests.factories import AuthorityFactory
from tests.indicators.returns import Return

SECOND = {"gss_code": "E06000044", "name": "Portsmouth", "short_name": "Portsmouth", "dfe_code": "851"}


def load(authority: Authority, returns: Iterable[Return], folder: Path) -> None:
    """Write the returns out and load them one by one, in their order."""
    for number, one in enumerate(returns):
        path = one.write(folder / str(number))
        which = {"year": one.year} if one.whole_year else {"as_at": one.as_at}
        import_paths(authority=authority, paths=[path], by=system_user("test"), **which)


def export_all(
    authority: Authority, years: Iterable[int], folder: Path
) -> dict[int, dict[str, pd.DataFrame]]:
    tables = {}
    for year in years:
        tables[year] = export_return(authority=authority, year=year, by=system_user("test"))
        write_export(tables[year], folder / str(year))
    return tables


def assert_round_trip(first: Authority, as_at: dict[int, date | None], folder: Path) -> None:
    """Export every year, load it into another authority, and compare registers and files to the last cell.

    `as_at` maps each year to None, or to the day of its extract.
    """
    second = AuthorityFactory(**SECOND)
    out = export_all(first, as_at, folder / "out")
    for year, day in as_at.items():
        which = {"as_at": day} if day else {"year": year}
        import_paths(authority=second, paths=[folder / "out" / str(year)], by=system_user("test"), **which)
    before, after = register(first), register(second)
    for table in before:
        assert before[table] == after[table], table
    again = export_all(second, as_at, folder / "again")
    for year in as_at:
        assert out[year].keys() == again[year].keys()
        for table, frame in out[year].items():
            pd.testing.assert_frame_equal(frame, again[year][table], obj=f"{table} {year}")
