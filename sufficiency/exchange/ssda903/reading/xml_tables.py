"""The XML form of the return: one element a child, with everything reported of the child inside it.

Column names are element names, but CHILDID is CHILD and PL is PLACE. There are no spreadsheet rows in it:
a row's number is its place among the rows of its table, counted from 2 as in a CSV file.
"""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

import pandas as pd
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER, TABLES

ROOT = "EXPSSDA903"
_RENAMED = {"CHILDID": "CHILD", "PL": "PLACE"}
# Elements that are a row of their own; anything else with children belongs to the child's Header.
_ROWS = {
    "EPISODE": EPISODES,
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "OC2": "OC2",
    "OC3": "OC3",
    "AD1": "AD1",
    "PERMANENCE": "PrevPerm",
    "AD_PLACED": "PlacedAdoption",
    "SWEPISODE": "SWEpisodes",
    "DOLO": "DoLo",
}
# Tables whose cells may also stand loose in the child's Header, known by one column.
_LOOSE = {"OC3": "IN_TOUCH", "AD1": "DATE_INT"}
_NOT_UASC = frozenset({"", "0"})


def read_xml(name: str, data: bytes) -> dict[str, pd.DataFrame]:
    """The tables of an XML return as frames of text. Raises `ReturnRefused`."""
    rows: dict[str, list[dict[str, str]]] = {}
    try:
        _read_children(name, data, rows)
    except DefusedXmlException:
        raise ReturnRefused(
            f"{name} defines its own document type or entities, which the return never does and which can be used "
            "to attack whoever reads it. Export it again from your case system."
        ) from None
    except ParseError as fault:
        line, column = fault.position
        raise ReturnRefused(
            f"{name} is not well-formed XML (line {line:,}, place {column:,}). Export it again from your case system."
        ) from None
    except (LookupError, ValueError):
        raise ReturnRefused(
            f"{name} is in an encoding that cannot be read. Export it again as UTF-8."
        ) from None
    return {table: _frame(table, rows[table]) for table in TABLES if table in rows}


def _read_children(name: str, data: bytes, rows: dict[str, list[dict[str, str]]]) -> None:
    root, depth = None, 0
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            if root is None:
                root = element
                if _tag(element) != ROOT:
                    raise ReturnRefused(
                        f"{name} is XML but not an SSDA903 return: its outermost element is {_tag(element)[:60]}, "
                        f"not {ROOT}. Check that it is the right file."
                    )
            continue
        depth -= 1
        if depth == 1 and root is not None:
            _add_child(element, rows)
            root.clear()


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1].upper()


def _add_child(child: Element, rows: dict[str, list[dict[str, str]]]) -> None:
    whole: dict[str, str] = {}
    own: list[tuple[str, dict[str, str]]] = []
    _collect(child, whole, own)
    rows.setdefault(HEADER, []).append(whole)
    # A date on which the status ceased speaks of a status, whatever the flag: rule 303 asks about it.
    if whole.get("UASC", "") not in _NOT_UASC or whole.get("DUC"):
        rows.setdefault("UASC", []).append(whole)
    for table, column in _LOOSE.items():
        if whole.get(column):
            rows.setdefault(table, []).append(whole)
    for table, cells in own:
        rows.setdefault(table, []).append({**whole, **cells})


def _collect(element: Element, cells: dict[str, str], own: list[tuple[str, dict[str, str]]]) -> None:
    """Cells of an element and of what it merely groups; elements that are rows go to `own`."""
    for inner in element:
        if not len(inner):
            cells[_RENAMED.get(_tag(inner), _tag(inner))] = (inner.text or "").strip()
        elif _tag(inner) in _ROWS:
            row: dict[str, str] = {}
            _collect(inner, row, own)
            own.append((_ROWS[_tag(inner)], row))
        else:
            _collect(inner, cells, own)


def _frame(table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Columns in DfE's order: those needed, and the others that any row has."""
    known = TABLES[table]
    columns = [
        column for column in known.columns if column in known.needed or any(column in row for row in rows)
    ]
    cells = {column: [row.get(column, "") for row in rows] for column in columns}
    return pd.DataFrame(cells, index=pd.RangeIndex(2, len(rows) + 2, name="row"), dtype=object)
