"""A return as it came, row by row: what every derivation starts from."""

from __future__ import annotations

import hashlib
import re

import numpy as np

from sufficiency.exchange.models import Finding, Import, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.copying import copy_in
from sufficiency.exchange.ssda903.findings import Findings
from sufficiency.exchange.ssda903.reading.returns import ReadFile, ReadReturn
from sufficiency.exchange.ssda903.setting_aside import Judged

_SPECIAL = re.compile(r'[\\"]')


def fingerprint(read: ReadReturn) -> str:
    """Of what the files say, whatever they are called: tables, columns and cells in their rows."""
    digest = hashlib.sha256()
    for file in sorted(read.files, key=lambda one: one.table):
        digest.update(f"\x1d{file.table}\x1e{chr(31).join(file.columns)}\x1e".encode())
        cells = [file.frame[column].tolist() for column in file.columns]
        rows = map("\x1f".join, zip(map(str, file.frame.index.tolist()), *cells, strict=True))
        digest.update("\x1e".join(rows).encode())
    return digest.hexdigest()


def keep(batch: Import, read: ReadReturn, judged: Judged, sha256: str) -> Return:
    """Store a return, its files, rows and what was said of them; not current yet."""
    of_return = Return.objects.create(
        batch=batch,
        authority=batch.authority,
        year=read.year,
        as_at=read.as_at,
        is_extract=read.is_extract,
        label=read.label,
        sha256=sha256,
    )
    for file in read.files:
        kept = ReturnFile.objects.create(
            of_return=of_return,
            name=file.name,
            table=file.table,
            columns=file.columns,
            columns_ignored=file.columns_ignored,
            rows=len(file.frame),
        )
        if len(file.frame):
            _keep_rows(kept.pk, file, judged.aside[file.table])
    keep_findings(of_return, Finding.Kind.SET_ASIDE, judged.set_aside)
    keep_findings(of_return, Finding.Kind.REPAIRED, judged.repaired)
    return of_return


def _keep_rows(file_id: int, file: ReadFile, aside: np.ndarray) -> None:
    count = len(file.frame)
    numbers = file.frame["CHILD"].to_numpy(object)
    escaped = [_escaped(file.frame[column].tolist()) for column in file.columns]
    cells = ['{"' + '","'.join(row) + '"}' for row in zip(*escaped, strict=True)]
    copy_in(
        "exchange_returnrow",
        {
            "file_id": np.full(count, file_id, dtype=np.int64),
            "row": file.frame.index.to_numpy(np.int64),
            "number": np.array([number[:20] for number in numbers], dtype=object),
            "cells": cells,
            "is_set_aside": aside,
        },
    )


def _escaped(values: list[str]) -> list[str]:
    """Cells as they stand between quotation marks in a PostgreSQL array."""
    distinct = set(values)
    if not _SPECIAL.search("".join(distinct)):
        return values
    escaped = {value: value.replace("\\", "\\\\").replace('"', '\\"') for value in distinct}
    return [escaped[value] for value in values]


def keep_findings(of_return: Return, kind: str, findings: Findings) -> None:
    frame = findings.frame()
    if len(frame):
        copy_in(
            "exchange_finding",
            {
                "of_return_id": np.full(len(frame), of_return.pk, dtype=np.int64),
                "kind": [str(kind)] * len(frame),
                **{name: frame[name].to_numpy() for name in ("file", "column", "code", "value", "message")},
                "row": frame["row"].to_numpy(np.int64),
            },
        )
