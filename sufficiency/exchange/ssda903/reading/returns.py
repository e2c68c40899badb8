"""What reading a return gives: its files as frames of text, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd


@dataclass
class ReadFile:
    """One table. `frame` holds text, dates as yyyy-mm-dd where readable; its index is the spreadsheet's row."""

    name: str
    table: str
    columns: list[str]
    columns_ignored: list[str]
    frame: pd.DataFrame


@dataclass
class ReadReturn:
    """The files that came together, and the day they speak to."""

    label: str
    year: int
    as_at: date
    is_extract: bool
    files: list[ReadFile]
    warnings: list[str] = field(default_factory=list)

    def tables(self) -> dict[str, pd.DataFrame]:
        return {file.table: file.frame for file in self.files}
