"""One source to the tables it holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.reading.cells import tidy
from sufficiency.exchange.ssda903.reading.csv_table import header_of, read_csv
from sufficiency.exchange.ssda903.reading.recognise import called, table_of
from sufficiency.exchange.ssda903.reading.returns import ReadFile
from sufficiency.exchange.ssda903.reading.sources import Source
from sufficiency.exchange.ssda903.reading.text_of_file import decode
from sufficiency.exchange.ssda903.reading.xml_tables import read_xml
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER, TABLES

# Of pooled regional extracts: they split the rows and go no further.
POOLED = ("LA", "YEAR")


def read_source(source: Source) -> list[ReadFile]:
    """The tables of one file: one for CSV, several for XML. Raises `ReturnRefused`.

    LA and YEAR of pooled extracts stay in the frame, after the table's own columns.
    """
    data = source.read()
    if not data:
        raise ReturnRefused(
            f"{source.name} is empty: nothing is in it, not even the column names. Send it again, or take it out "
            "if the return has no such rows."
        )
    if source.suffix == ".xml" or data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return [
            _tidied(source.name, table, frame, []) for table, frame in read_xml(source.name, data).items()
        ]
    text = decode(source.name, data)
    if not text.strip():
        return [_without_columns(source)]
    return [_read_csv_file(source, text)]


def _without_columns(source: Source) -> ReadFile:
    """A file of one blank line, which some systems write for a table without rows. Its name must say which."""
    table, _ = called(source.stem)
    if table is None or table in (EPISODES, HEADER):
        raise ReturnRefused(
            f"{source.name} is empty: it has no column names and no rows. Send it again, or take it out if the "
            "return has no such rows."
        )
    return ReadFile(source.name, table, [], [], pd.DataFrame(index=pd.RangeIndex(2, 2, name="row")))


def _read_csv_file(source: Source, text: str) -> ReadFile:
    columns = header_of(source.name, text)
    table = table_of(source.name, source.stem, columns)
    known = TABLES[table].columns
    own = [column for column in columns if column in known]
    pooled = [column for column in POOLED if column in columns]
    ignored = [column[:100] for column in columns if column and column not in known and column not in POOLED]
    frame = read_csv(source.name, text, columns, own + pooled)
    return _tidied(source.name, table, frame, ignored)


def _tidied(name: str, table: str, frame: pd.DataFrame, ignored: list[str]) -> ReadFile:
    own = [column for column in frame.columns if column not in POOLED]
    return ReadFile(name[-200:], table, own, ignored[: limits.COLUMNS], tidy(name, table, frame))


def rows_where(file: ReadFile, mask: np.ndarray) -> ReadFile:
    """The same file with only some of its rows, under their own numbers."""
    return ReadFile(file.name, file.table, file.columns, file.columns_ignored, file.frame[mask])
