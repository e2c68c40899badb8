"""The return of a year: its tables, and its files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.exchange.models import ReturnFile
from sufficiency.exchange.ssda903.applying.kept_rows import kept_rows
from sufficiency.exchange.ssda903.exporting.episodes import episodes_of
from sufficiency.exchange.ssda903.exporting.other_tables import (
    add_header_rows,
    children_of,
    follow_corrections,
    return_of,
)
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER, TABLES


def export_return(*, authority: Authority, year: int, by: User) -> dict[str, pd.DataFrame]:
    """The tables of the return for the year ending 31 March `year`, cells as text, dates as dd/mm/yyyy.

    Exactly the tables and columns that came in for that year; for a year of which no return was loaded,
    Header and Episodes with all of DfE's columns.
    """
    require(by, Action.EXPORT_RETURNS, authority)
    of_return = return_of(authority, year)
    files = {file.table: file for file in ReturnFile.objects.filter(of_return=of_return)} if of_return else {}
    children = children_of(authority)
    own_header = kept_rows(files[HEADER]) if HEADER in files else None
    tables = {}
    for table in TABLES.values():
        file = files.get(table.name)
        if table.name == EPISODES:
            tables[EPISODES] = _episodes(authority, year, file, children)
        elif table.name == HEADER and own_header is None:
            tables[HEADER] = pd.DataFrame({column: [] for column in table.of_csv}, dtype=object)
        elif file is not None:
            rows = kept_rows(file)
            tables[table.name] = (
                follow_corrections(rows, own_header, children, year) if file.columns else rows
            )
    numbers = tables[EPISODES]["CHILD"].unique().tolist()
    tables[HEADER] = add_header_rows(tables[HEADER], numbers, children, year)
    audit.record(
        by=by,
        action="return exported",
        on=authority,
        authority=authority,
        year=year,
        rows={name: len(frame) for name, frame in tables.items()},
    )
    return {name: _british(frame, name) for name, frame in tables.items()}


def _episodes(
    authority: Authority, year: int, file: ReturnFile | None, children: pd.DataFrame
) -> pd.DataFrame:
    """Episodes in the order in which they came, new ones after them by child and day."""
    found = episodes_of(authority, year)
    numbered = children[children["CHILD"] != ""].set_index("id")["CHILD"]
    found = found[found["child"].isin(numbered.index)]
    found = found.assign(CHILD=found["child"].map(numbered).astype(object))
    found = found.sort_values(["CHILD", "DECOM"], kind="stable")
    columns = list(file.columns) if file else list(TABLES[EPISODES].of_csv)
    came = kept_rows(file) if file else pd.DataFrame({"CHILD": [], "DECOM": []}, dtype=object)
    order = {pair: at for at, pair in enumerate(zip(came["CHILD"], came["DECOM"], strict=True))}
    places = [order.get(pair, len(order)) for pair in zip(found["CHILD"], found["DECOM"], strict=True)]
    found = found.assign(place=places).sort_values("place", kind="stable")
    found = found[~found["if_it_came"] | (found["place"] < len(order))]
    return found[columns].reset_index(drop=True)


def _british(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Dates as dd/mm/yyyy; text that is no date stays as it came."""
    changed = frame.reset_index(drop=True).copy()
    for column in TABLES[table].dates:
        if column in changed.columns:
            texts = {text: _british_date(text) for text in changed[column].unique()}
            changed[column] = changed[column].map(texts).astype(object)
    return changed


def _british_date(text: str) -> str:
    parts = text.split("-")
    if [len(part) for part in parts] == [4, 2, 2] and all(part.isdigit() for part in parts):
        return f"{parts[2]}/{parts[1]}/{parts[0]}"
    return text


def write_export(tables: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    """One CSV file a table into the folder, which is created: UTF-8, comma-separated, with column names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in tables.items():
        path = folder / TABLES[name].file_name
        if len(frame.columns):
            frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        else:
            path.write_text("\n", encoding="utf-8")
        written.append(path)
    return written
