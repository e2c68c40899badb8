"""Deprivation of liberty orders, collected from 2026-27 in a table we call DoLo."""

from __future__ import annotations

from .chain import overlapping
from .context import Return
from .registry import Answer, rule
from .spells import ended_with_care, not_carried_forward, placements_during

COLLECTED_FROM = 2027
NOT_THE_PACKAGE = "The package asks for a column that CSV does not have, and fails."


@rule(
    "700",
    "Start of the order is not a real date",
    "DoLo",
    "DOLO_START",
    wrong="DOLO_START is blank or is not a date in the calendar.",
    cure="Give the day on which the order took effect as dd/mm/yyyy.",
    first=COLLECTED_FROM,
)
def start_unreadable(r: Return) -> Answer:
    return ~r["DoLo"]["DOLO_START"].readable


@rule(
    "701",
    "End of the order is not a real date",
    "DoLo",
    "DOLO_END",
    wrong="DOLO_END is not a date in the calendar.",
    cure="Give the day on which the order ended as dd/mm/yyyy, or leave it blank while it is in force.",
    first=COLLECTED_FROM,
)
def end_unreadable(r: Return) -> Answer:
    return r["DoLo"]["DOLO_END"].unreadable


@rule(
    "702",
    "Order ends on or before its start",
    "DoLo",
    "DOLO_END DOLO_START",
    wrong="DOLO_END lies on or before DOLO_START.",
    cure="Correct the date that is wrong.",
    first=COLLECTED_FROM,
)
def ends_by_start(r: Return) -> Answer:
    return r["DoLo"]["DOLO_END"].dates <= r["DoLo"]["DOLO_START"].dates


@rule(
    "703",
    "Order starts after the end of the year",
    "DoLo",
    "DOLO_START",
    wrong="DOLO_START lies after the last day that this return covers.",
    cure="Correct the date, or leave the order for next year's return.",
    first=COLLECTED_FROM,
)
def starts_after_year(r: Return) -> Answer:
    return r["DoLo"]["DOLO_START"].dates > r.as_at


@rule(
    "704",
    "Order ends outside the year",
    "DoLo",
    "DOLO_END",
    wrong="DOLO_END lies before 1 April or after the last day that this return covers.",
    cure="Remove an order of last year, clear the end of one that goes on, or correct the date.",
    first=COLLECTED_FROM,
)
def ends_outside_year(r: Return) -> Answer:
    end = r["DoLo"]["DOLO_END"].dates
    return (end < r.starts) | (end > r.as_at)


@rule(
    "705",
    "Orders overlap, or an earlier one is open",
    "DoLo",
    "DOLO_START",
    wrong="DOLO_START lies before an earlier order of the child has ended.",
    cure="Give the end of the earlier order, or correct the dates so that the two do not overlap.",
    first=COLLECTED_FROM,
    note="Orders are taken in order of their start; the package takes them in order of their end.",
)
def orders_overlap(r: Return) -> Answer:
    orders = r["DoLo"]
    return overlapping(r.child("DoLo"), orders["DOLO_START"].dates, orders["DOLO_END"].dates)


@rule(
    "706",
    "Last year's open order is not carried forward",
    "DoLo",
    "DOLO_START",
    wrong="Last year's return left an order open, and this one has none with that DOLO_START.",
    cure="Add the order with its old start and, if it has ended, the day on which it did.",
    first=COLLECTED_FROM + 1,
    note="Named at the child's first order of this year, else in Header. The package gives row numbers of "
    "last "
    "year's table, and fails where there is none.",
)
def order_lost(r: Return) -> Answer:
    return not_carried_forward(r, "DoLo", "DOLO_START", "DOLO_END")


@rule(
    "707",
    "Left care with an order still in force",
    "DoLo",
    "DOLO_END",
    wrong="The child left care, but DOLO_END of the order is blank or later.",
    cure="Give the day on which the order ended, at the latest the day the child left care.",
    first=COLLECTED_FROM,
    note="The order is set against the period of care in which it began.",
)
def open_after_care(r: Return) -> Answer:
    return ended_with_care(r, "DoLo", "DOLO_START", "DOLO_END")


@rule(
    "708",
    "Order starts on or before the date of birth",
    "DoLo",
    "DOLO_START DOB",
    wrong="DOLO_START lies on or before the date of birth.",
    cure="Correct the date that is wrong.",
    first=COLLECTED_FROM,
)
def before_birth(r: Return) -> Answer:
    return r["DoLo"]["DOLO_START"].dates <= r.born("DoLo")


@rule(
    "709",
    "Order in force in an unexpected placement",
    "Episodes",
    "PLACE",
    wrong="A deprivation of liberty order was in force in this placement, {value}, which is none of K2, Z12 "
    "and Z13.",
    cure="Check PLACE and the dates of the order; if both are right, tell DfE so.",
    first=COLLECTED_FROM,
    note=NOT_THE_PACKAGE + " Open orders count to the as-at date, and a temporary move is not looked at.",
)
def unexpected_placement(r: Return) -> Answer:
    expected = r.episodes["PLACE"].among({"K2", "Z12", "Z13"})
    return placements_during(r, "DoLo", "DOLO_START", "DOLO_END") & ~expected


@rule(
    "710",
    "Order in force where there can be none",
    "Episodes",
    "PLACE",
    wrong="A deprivation of liberty order was in force in this placement, {value}: a secure home, with "
    "parents, "
    "custody or supported accommodation.",
    cure="Correct PLACE or the dates of the order.",
    first=COLLECTED_FROM,
    note=NOT_THE_PACKAGE + " Open orders count to the as-at date.",
)
def impossible_placement(r: Return) -> Answer:
    impossible = r.episodes["PLACE"].among({"K1", "P1", "R5", "K3"})
    return placements_during(r, "DoLo", "DOLO_START", "DOLO_END") & impossible
