"""What returns say of a child beside the timelines: one record for each key, as the latest return has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.db import models

from careleavers.models import YearlyContact
from placements.models import AdoptionDecision, AdoptionOrder, MissingSpell, Review, UnaccompaniedStatus
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, days


@dataclass(frozen=True)
class Fact:
    """How a table's rows become records of a model: columns of the record by name, and what identifies one."""

    table: str
    model: type[models.Model]
    needs: tuple[str, ...]
    key: tuple[str, ...]
    columns: Callable[[pd.DataFrame], dict[str, np.ndarray]]
    # A table and its column in which "1" alone makes a record; a row of the fact's own table says more and wins.
    flag: tuple[str, str] | None = None


def _day(rows: pd.DataFrame, column: str) -> np.ndarray:
    return days(rows[column])


def _text(rows: pd.DataFrame, column: str) -> np.ndarray:
    return rows[column].to_numpy(object)


def _yes_no(rows: pd.DataFrame, column: str) -> np.ndarray:
    """True, False or None."""
    answers = {"1": True, "0": False}
    result = np.empty(len(rows), dtype=object)
    result[:] = [answers.get(text) for text in rows[column]]
    return result


FACTS = (
    Fact(
        "UASC",
        UnaccompaniedStatus,
        ("DUC",),
        ("child", "as_at"),
        lambda rows: {"as_at": rows["as_at"].to_numpy(np.int64), "ceased_on": _day(rows, "DUC")},
        flag=("Header", "UASC"),
    ),
    Fact(
        "OC3",
        YearlyContact,
        ("IN_TOUCH", "ACTIV", "ACCOM"),
        ("child", "as_at"),
        lambda rows: {
            "as_at": rows["as_at"].to_numpy(np.int64),
            "in_touch": _text(rows, "IN_TOUCH"),
            "activity": _text(rows, "ACTIV"),
            "accommodation": _text(rows, "ACCOM"),
        },
    ),
    Fact(
        "AD1",
        AdoptionOrder,
        ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
        ("child", "as_at"),
        lambda rows: {
            "as_at": rows["as_at"].to_numpy(np.int64),
            "decided_on": _day(rows, "DATE_INT"),
            "matched_on": _day(rows, "DATE_MATCH"),
            "adopted_by_foster_carer": _yes_no(rows, "FOSTER_CARE"),
            "adopters": _text(rows, "NB_ADOPTR"),
            "adopters_sex": _text(rows, "SEX_ADOPTR"),
            "adopters_legal_status": _text(rows, "LS_ADOPTR"),
        },
    ),
    Fact(
        "PlacedAdoption",
        AdoptionDecision,
        ("DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
        ("child", "decided_on"),
        lambda rows: {
            "decided_on": _day(rows, "DATE_PLACED"),
            "reversed_on": _day(rows, "DATE_PLACED_CEASED"),
            "reason_reversed": _text(rows, "REASON_PLACED_CEASED"),
        },
    ),
    Fact(
        "Missing",
        MissingSpell,
        ("MISSING", "MIS_START", "MIS_END"),
        ("child", "started_on", "kind"),
        lambda rows: {
            "kind": _text(rows, "MISSING"),
            "started_on": _day(rows, "MIS_START"),
            "ended_on": _day(rows, "MIS_END"),
        },
    ),
    Fact(
        "Reviews",
        Review,
        ("REVIEW", "REVIEW_CODE"),
        ("child", "held_on"),
        lambda rows: {"held_on": _day(rows, "REVIEW"), "participation": _text(rows, "REVIEW_CODE")},
    ),
)

# Day columns of the records: `NO_DAY` stands for null.
DAYS = frozenset(
    {"as_at", "ceased_on", "decided_on", "matched_on", "reversed_on", "started_on", "ended_on", "held_on"}
)


def records(fact: Fact, rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each record: child and the record's columns. Of one return's rows with one key the first counts."""
    frame = pd.DataFrame({"child": rows["child"].to_numpy(np.int64), **fact.columns(rows)})
    order = np.lexsort((np.arange(len(rows)), -rows["as_at"].to_numpy(np.int64)))
    return frame.iloc[order].drop_duplicates(list(fact.key), keep="first").reset_index(drop=True)


__all__ = ["DAYS", "FACTS", "NO_DAY", "Fact", "records"]
