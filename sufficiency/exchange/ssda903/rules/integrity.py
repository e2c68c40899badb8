"""The tables of one return against one another: every child in Header, once, with one birth date and sex."""

from __future__ import annotations

import numpy as np

from .columns import Mask
from .context import Return
from .registry import Answer, rule

ADD_THE_CHILD = "Add the child to Header, or correct the child number."


@rule(
    "EPI",
    "Child without an episode or care leaver details",
    "Header",
    "CHILD",
    wrong="Header has this child, but Episodes and OC3 do not.",
    cure="Add the child's episodes, or remove the child from Header.",
)
def nothing_but_header(r: Return) -> Answer:
    known = r.anyone_in("Episodes")
    if "OC3" in r:
        known = known | r.anyone_in("OC3")
    return (r.child("Header") >= 0) & ~r.having("Header", known)


def _not_in_header(r: Return, table: str) -> Mask:
    return (r.child(table) >= 0) & ~r.having(table, r.anyone_in("Header"))


@rule(
    "INT03",
    "Child in Episodes is not in Header",
    "Episodes",
    "CHILD",
    wrong="Header has no row for this child of Episodes.",
    cure=ADD_THE_CHILD,
)
def episode_without_header(r: Return) -> Answer:
    return _not_in_header(r, "Episodes")


@rule(
    "INT04",
    "Child in Missing is not in Header",
    "Missing",
    "CHILD",
    wrong="Header has no row for this child of Missing.",
    cure=ADD_THE_CHILD,
)
def missing_without_header(r: Return) -> Answer:
    return _not_in_header(r, "Missing")


@rule(
    "INT06",
    "Person in OC3 is not in Header",
    "OC3",
    "CHILD",
    wrong="Header has no row for this person of OC3.",
    cure=ADD_THE_CHILD,
)
def leaver_without_header(r: Return) -> Answer:
    return _not_in_header(r, "OC3")


@rule(
    "INT09",
    "Child in UASC is not in Header",
    "UASC",
    "CHILD",
    wrong="Header has no row for this child of UASC.",
    cure=ADD_THE_CHILD,
)
def unaccompanied_without_header(r: Return) -> Answer:
    return _not_in_header(r, "UASC")


def _born_otherwise(r: Return, table: str) -> Mask:
    """Rows whose own date of birth is not Header's, both being readable."""
    own, header = r[table]["DOB"].dates, r.born_of_child[r.child(table)]
    return ~np.isnat(own) & ~np.isnat(header) & (own != header)


@rule(
    "INT13",
    "Date of birth in Missing differs from Header",
    "Missing",
    "DOB",
    wrong="DOB in Missing is not the one in Header.",
    cure="Correct the one that is wrong.",
)
def missing_born_otherwise(r: Return) -> Answer:
    return _born_otherwise(r, "Missing")


@rule(
    "INT15",
    "Date of birth in OC3 differs from Header",
    "OC3",
    "DOB",
    wrong="DOB in OC3 is not the one in Header.",
    cure="Correct the one that is wrong.",
)
def leaver_born_otherwise(r: Return) -> Answer:
    return _born_otherwise(r, "OC3")


@rule(
    "INT18",
    "Date of birth in UASC differs from Header",
    "UASC",
    "DOB",
    wrong="DOB in UASC is not the one in Header.",
    cure="Correct the one that is wrong.",
)
def unaccompanied_born_otherwise(r: Return) -> Answer:
    return _born_otherwise(r, "UASC")


@rule(
    "INT21",
    "Sex in UASC differs from Header",
    "UASC",
    "SEX",
    wrong="SEX in UASC is not the one in Header.",
    cure="Correct the one that is wrong.",
)
def unaccompanied_other_sex(r: Return) -> Answer:
    own, header = r["UASC"]["SEX"], r.header["SEX"]
    row = r.first_row(r.child("Header"))[r.child("UASC")]
    if not len(header.numbers):
        return row >= 0
    return own.filled & header.filled[row] & own.differs(header, row)


def _repeated(r: Return, table: str) -> Mask:
    child = r.child(table)
    times = np.bincount(child[child >= 0], minlength=r.count + 1)
    return (child >= 0) & (times[child] > 1)


@rule(
    "INT32",
    "Child stands in Header more than once",
    "Header",
    "CHILD",
    wrong="Header has several rows for this child.",
    cure="Keep the one that is right.",
)
def header_repeated(r: Return) -> Answer:
    return _repeated(r, "Header")


@rule(
    "INT34",
    "Person stands in OC3 more than once",
    "OC3",
    "CHILD",
    wrong="OC3 has several rows for this person.",
    cure="Keep the one that is right.",
)
def leaver_repeated(r: Return) -> Answer:
    return _repeated(r, "OC3")
