"""Unaccompanied asylum-seeking children: the flag, the date the status ceased, and last year.

In CSV a row in UASC is the flag; in XML the flag stands in Header, read here as its column UASC.
"""

from __future__ import annotations

import numpy as np

from .columns import Dates, Mask
from .context import Return
from .dates import between, birthday
from .registry import Answer, rule


def _flags(r: Return) -> Mask:
    """Children (by number) whom Header's own flag calls unaccompanied; only XML has it."""
    return r.children(r.child("Header"), r.header["UASC"].among({"1"}))


def _ceased_before(r: Return) -> Dates:
    """For each child the date the status ceased by last year's return."""
    if not r.has_before("UASC"):
        return np.full(r.count + 1, np.datetime64("NaT", "D"))
    return r.one_each(r.child_before("UASC"), r.before["UASC"]["DUC"].dates)


@rule(
    "104",
    "Date the status ceased is not a real date of this year or later",
    "UASC",
    "DUC",
    wrong="DUC in UASC is not a date in the calendar, or lies before this year began.",
    cure="Give the date as dd/mm/yyyy; if the status ceased before 1 April, remove the row.",
)
def ceased_unreadable(r: Return) -> Answer:
    ceased = r["UASC"]["DUC"]
    return ceased.unreadable | (ceased.dates < r.starts)


@rule(
    "105",
    "Unaccompanied flag is neither 0 nor 1",
    "Header",
    "UASC",
    wrong="The UASC flag in Header holds {value}.",
    cure="Give 1 for a child who was unaccompanied at any time in the year, 0 for any other.",
)
def flag_not_listed(r: Return) -> Answer:
    return ~r.header["UASC"].among({"0", "1"})


@rule(
    "205A",
    "Unaccompanied last year, not this year, and no date that explains it",
    "Header",
    "CHILD",
    wrong="The child was unaccompanied in last year's return and is not in this one, "
    "and no status ceased date or 18th birthday in last year explains it.",
    cure="Add the child to UASC, or give the date the status ceased in last year's return.",
    note="In CSV no row in UASC is what tells that the status ended, so the Header row is named; the package "
    "starts from this year's UASC rows and so can find nothing in CSV. An 18th birthday explains too.",
)
def no_longer_unaccompanied(r: Return) -> Answer:
    gone = r.having("Header", r.unaccompanied_before) & ~r.having("Header", r.unaccompanied)
    child = r.child("Header")
    ceased = _ceased_before(r)[child]
    in_last_year = between(ceased, r.before.starts, r.before.ends)
    grown_up = birthday(r.header["DOB"].dates, 18) <= r.starts
    dated_now = np.zeros(len(r.header), dtype=bool)
    if "UASC" in r:
        dated_now = r.having("UASC", r.unaccompanied_before) & r["UASC"]["DUC"].filled
        dated_now = r.having("Header", r.children(r.child("UASC"), dated_now))
    return gone & (dated_now | ~(in_last_year | grown_up))


@rule(
    "205B",
    "Unaccompanied in both years, but a date says the status had ceased",
    "UASC",
    "DUC",
    wrong="The child is unaccompanied in both years, but DUC of this year or last lies before this year "
    "began.",
    cure="Correct the DUC that is wrong, or remove the row.",
    note="The package also flags every child whose DUC was blank last year or was not the 18th birthday; "
    "a blank date contradicts nothing.",
)
def still_unaccompanied_after_ceasing(r: Return) -> Answer:
    child = r.child("UASC")
    both = r.having("UASC", r.unaccompanied & r.unaccompanied_before)
    return both & ((r["UASC"]["DUC"].dates < r.starts) | (_ceased_before(r)[child] < r.starts))


@rule(
    "205C",
    "Status ceased date for a child unaccompanied in neither year",
    "UASC",
    "DUC",
    wrong="DUC is given, but the flag says the child was unaccompanied neither this year nor last.",
    cure="Set the UASC flag to 1, or remove the date.",
    note="Needs the flag of XML: in CSV the row itself is the flag.",
)
def ceased_never_unaccompanied(r: Return) -> Answer:
    neither = ~(_flags(r) | r.unaccompanied_before)
    return r.having("UASC", neither) & r["UASC"]["DUC"].filled


@rule(
    "205D",
    "Unaccompanied this year but not last year",
    "Header",
    "CHILD",
    wrong="The child is unaccompanied this year, and was in last year's return without being so.",
    cure="Check when the child arrived; correct this return or re-submit the last.",
)
def newly_unaccompanied(r: Return) -> Answer:
    known = r.anyone_before_in("Header")
    return r.having("Header", r.unaccompanied & known & ~r.unaccompanied_before)


@rule(
    "231",
    "Unaccompanied child under 11",
    "Header",
    "DOB",
    wrong="By DOB in Header this unaccompanied child is under 11 at the end of the year, which is unusual.",
    cure="Check the date of birth; if it is right, tell DfE so.",
    first=2025,
    note="The package asks for a column that its own list of CSV columns lacks, and fails.",
)
def young_and_unaccompanied(r: Return) -> Answer:
    return r.having("Header", r.unaccompanied) & (birthday(r.header["DOB"].dates, 11) > r.ends)


@rule(
    "303",
    "Status ceased date, but the flag is not 1",
    "UASC",
    "DUC",
    wrong="DUC is given, but the UASC flag in Header is not 1.",
    cure="Set the flag to 1, or remove the date.",
    note="Needs the flag of XML: in CSV the row itself is the flag.",
)
def ceased_without_flag(r: Return) -> Answer:
    return ~r.having("UASC", _flags(r)) & r["UASC"]["DUC"].filled & (r.child("UASC") >= 0)


@rule(
    "304",
    "Status ceased after the 18th birthday",
    "UASC",
    "DUC",
    wrong="DUC in UASC lies after the 18th birthday; the status ends at 18 at the latest.",
    cure="Give the 18th birthday or the earlier day on which the status ceased.",
)
def ceased_after_18(r: Return) -> Answer:
    return r["UASC"]["DUC"].dates > r.reaches("UASC", 18)


@rule(
    "1014",
    "Unaccompanied record for someone who is a care leaver only",
    "UASC",
    "CHILD",
    wrong="The person has a UASC row and care leaver details in OC3, but was not in care this year.",
    cure="Remove the UASC row: it is kept only for children in care in the year.",
    note="The package looks only at people who have a row in Episodes, and so misses those who have none.",
)
def unaccompanied_care_leaver(r: Return) -> Answer:
    leavers = r["OC3"]
    given = leavers["IN_TOUCH"].filled | leavers["ACTIV"].filled | leavers["ACCOM"].filled
    start, end = r.episodes["DECOM"].dates, r.episodes["DEC"]
    this_year = (start <= r.ends) & ((end.dates >= r.starts) | end.blank)
    in_care = r.children(r.child("Episodes"), this_year)
    return r.having("UASC", r.children(r.child("OC3"), given) & ~in_care)
