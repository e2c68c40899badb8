"""A return as it came, row by row: what every derivation starts from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from sufficiency.exchange.models import Finding, Import, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.copying import copy_in
from sufficiency.exchange.ssda903.findings import Findings
from sufficiency.exchange.ssda903.reading.returns import ReadFile, ReadReturn
from sufficiency.exchange.ssda903.setting_aside import Judged


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
    """Store a return, its files and what was said of their rows; not current yet. `keep_rows` completes it."""
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
        ReturnFile.objects.create(
            of_return=of_return,
            name=file.name,
            table=file.table,
            columns=file.columns,
            columns_ignored=file.columns_ignored,
            rows=len(file.frame),
        )
    keep_findings(of_return, Finding.Kind.SET_ASIDE, judged.set_aside)
    keep_findings(of_return, Finding.Kind.REPAIRED, judged.repaired)
    return of_return


def keep_rows(of_return: Return, read: ReadReturn, judged: Judged) -> None:
    """Store the rows of a return that `keep` has stored."""
    ids = dict(ReturnFile.objects.filter(of_return=of_return).values_list("table", "pk"))
    for file in read.files:
        if len(file.frame):
            _keep_rows_of(ids[file.table], file, judged.aside[file.table])


def _keep_rows_of(file_id: int, file: ReadFile, aside: np.ndarray) -> None:
    numbers = file.frame.index.to_numpy(np.int64)
    copy_in(
        "exchange_keptrows",
        {
            "file_id": [str(file_id)],
            "numbers": [_array(map(str, numbers.tolist()))],
            "set_aside": [_array(map(str, numbers[aside].tolist()))],
        },
    )
    copy_in(
        "exchange_keptcolumn",
        {
            "file_id": [str(file_id)] * len(file.columns),
            "name": file.columns,
            "cells": [_array(_quoted(file.frame[name].tolist())) for name in file.columns],
        },
    )


def _array(elements: Iterable[str]) -> str:
    """An array as PostgreSQL reads it."""
    return "{" + ",".join(elements) + "}"


def _quoted(values: list[str]) -> list[str]:
    quoted = {value: '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in set(values)}
    return [quoted[value] for value in values]


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
