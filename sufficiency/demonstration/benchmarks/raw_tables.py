"""The yardstick of import and export: the same files and pandas, and tables of text without any rule."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from django.db import connection, transaction


def load_raw(files: Iterable[Path]) -> int:
    """Read each file and COPY it as it is into a table of its own; how many rows that were."""
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for path in files:
            frame = pd.read_csv(path, dtype=str, keep_default_na=False)
            columns = ", ".join(f'"{name}" text' for name in frame.columns)
            cursor.execute(f'create table "{table_of(path)}" ({columns})')
            body = io.StringIO()
            frame.to_csv(body, index=False, header=False)
            body.seek(0)
            cursor.copy_expert(f'copy "{table_of(path)}" from stdin with (format csv)', body)
            count += len(frame)
    return count


def drop_raw(files: Iterable[Path]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for path in files:
            cursor.execute(f'drop table if exists "{table_of(path)}"')


def write_raw(files: Iterable[Path], folder: Path) -> None:
    """Take each file's rows out of its table again and write them with pandas."""
    folder.mkdir(parents=True, exist_ok=True)
    with connection.cursor() as cursor:
        for path in files:
            body = io.StringIO()
            cursor.copy_expert(f'copy "{table_of(path)}" to stdout with (format csv, header)', body)
            body.seek(0)
            frame = pd.read_csv(body, dtype=str, keep_default_na=False)
            frame.to_csv(folder / path.name, index=False, lineterminator="\n")


def table_of(path: Path) -> str:
    """A name for the table that a return's file is copied into."""
    return f"raw_{path.parent.name}_{path.stem}"
