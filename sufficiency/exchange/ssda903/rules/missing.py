"""Children missing, or away from placement without authorisation."""

from __future__ import annotations

import numpy as np

from sufficiency.exchange.ssda903.code_sets import codes_of

from .chain import overlapping
from .context import Return
from .registry import Answer, rule
from .spells import ended_with_care, not_carried_forward


@rule(
    "564",
    "Missing spell without a start date",
    "Missing",
    "MIS_START MISSING",
    wrong="MISSING tells of a missing spell, but MIS_START is blank.",
    cure="Give the day on which the child went missing or away.",
)
def start_missing(r: Return) -> Answer:
    return r["Missing"]["MISSING"].among({"M", "A"}) & r["Missing"]["MIS_START"].blank


@rule(
    "565",
    "Missing spell with a start date but no kind",
    "Missing",
    "MISSING MIS_START",
    wrong="MIS_START is given, but MISSING is blank.",
    cure="Give M for missing or A for away without authorisation.",
)
def kind_missing_at_start(r: Return) -> Answer:
    return r["Missing"]["MIS_START"].filled & r["Missing"]["MISSING"].blank


@rule(
    "566",
    "Missing spell with an end date but no kind",
    "Missing",
    "MISSING MIS_END",
    wrong="MIS_END is given, but MISSING is blank.",
    cure="Give M for missing or A for away without authorisation.",
)
def kind_missing_at_end(r: Return) -> Answer:
    return r["Missing"]["MIS_END"].filled & r["Missing"]["MISSING"].blank


@rule(
    "567",
    "Missing spell ends before it starts",
    "Missing",
    "MIS_END MIS_START",
    wrong="MIS_END lies before MIS_START.",
    cure="Correct the date that is wrong.",
)
def ends_before_start(r: Return) -> Answer:
    return r["Missing"]["MIS_END"].dates < r["Missing"]["MIS_START"].dates


@rule(
    "570",
    "Missing spell starts after the end of the year",
    "Missing",
    "MIS_START",
    wrong="MIS_START lies after the last day that this return covers.",
    cure="Correct the date, or leave the spell for next year's return.",
)
def starts_after_year(r: Return) -> Answer:
    return r["Missing"]["MIS_START"].dates > r.as_at


@rule(
    "571",
    "Missing spell ends outside the year",
    "Missing",
    "MIS_END",
    wrong="MIS_END lies before 1 April or after the last day that this return covers.",
    cure="Remove a spell of last year, clear the end of one that goes on, or correct the date.",
)
def ends_outside_year(r: Return) -> Answer:
    end = r["Missing"]["MIS_END"].dates
    return (end < r.starts) | (end > r.as_at)


@rule(
    "574",
    "Missing spells overlap, or an earlier one is open",
    "Missing",
    "MIS_START",
    wrong="MIS_START lies before an earlier missing spell of the child has ended.",
    cure="Give the end of the earlier spell, or correct the dates so that the two do not overlap.",
    note="Spells are taken in order of their start; the package takes them in order of their end.",
)
def spells_overlap(r: Return) -> Answer:
    spells = r["Missing"]
    return overlapping(r.child("Missing"), spells["MIS_START"].dates, spells["MIS_END"].dates)


@rule(
    "575",
    "Placement ended, but the missing spell from it is open",
    "Missing",
    "MIS_END",
    wrong="The placement from which the child went missing has ended, but MIS_END is blank.",
    cure="Give the day on which the child was found or the placement ended; a new spell may begin then.",
    note="A mere change of legal status does not end a placement; the package takes every episode's end for "
    "one.",
)
def placement_ended(r: Return) -> Answer:
    spells, chain = r["Missing"], r.chain
    began = spells["MIS_START"].dates
    row = chain.latest_at(r.child("Missing"), began)
    if not len(r.episodes):
        return np.zeros(len(spells), dtype=bool)
    in_it = (row >= 0) & ~(began >= chain.end[row])
    return in_it & spells["MIS_END"].blank & ~np.isnat(chain.placement_end[row])


@rule(
    "576",
    "Last year's open missing spell is not carried forward",
    "Missing",
    "MIS_START",
    wrong="Last year's return left a missing spell open, and this one has none with that MIS_START.",
    cure="Add the spell with its old start and the day on which it ended.",
    note="Any spell with that start will do, and a child with no spell at all is named in Header; the "
    "package "
    "looks at the child's first spell only and passes over children with none.",
)
def spell_lost(r: Return) -> Answer:
    return not_carried_forward(r, "Missing", "MIS_START", "MIS_END")


@rule(
    "577",
    "Left care with a missing spell still open",
    "Missing",
    "MIS_END",
    wrong="The child left care, but MIS_END of the missing spell is blank or later.",
    cure="Give the day on which the spell ended, at the latest the day the child left care.",
    note="The spell is set against the period of care in which it began; one that began outside any period "
    "is left to 578 and 581.",
)
def open_after_care(r: Return) -> Answer:
    return ended_with_care(r, "Missing", "MIS_START", "MIS_END")


@rule(
    "578",
    "Missing spell starts after leaving care",
    "Missing",
    "MIS_START",
    wrong="MIS_START lies after the day on which the child left care.",
    cure="Correct the date, or remove the spell.",
    note="A spell before the first period of care is left to 581; the package names it here too.",
)
def starts_after_care(r: Return) -> Answer:
    began = r["Missing"]["MIS_START"].dates
    return began > r.chain.periods.end_of(r.chain.periods.latest_at(r.child("Missing"), began))


@rule(
    "580",
    "Turned 18 while missing, but the reason is not E8",
    "Episodes",
    "REC",
    wrong="The child was missing until the 18th birthday, when care ended, but REC is {value}.",
    cure="Give E8.",
)
def came_of_age_missing(r: Return) -> Answer:
    until_18 = r["Missing"]["MIS_END"].dates == r.reaches("Missing", 18)
    ended_at_18 = r.episodes["DEC"].dates == r.reaches("Episodes", 18)
    missing = r.having("Episodes", r.children(r.child("Missing"), until_18))
    return missing & ended_at_18 & ~r.episodes["REC"].among({"E8"})


@rule(
    "581",
    "Missing spell starts before care began",
    "Missing",
    "MIS_START",
    wrong="MIS_START lies before the child came into care.",
    cure="Correct the date, or remove the spell.",
    note="Only where the start of care is seen, or the spell began this year; a spell after the child left "
    "is "
    "left to 578, which the package does not tell apart.",
)
def starts_before_care(r: Return) -> Answer:
    child, began = r.child("Missing"), r["Missing"]["MIS_START"].dates
    seen = r.children(r.child("Episodes"), r.chain.first & r.episodes["RNE"].among({"S"}))
    has_episodes = r.having("Missing", r.children(r.child("Episodes"), r.chain.in_order))
    not_yet = has_episodes & ~np.isnat(began) & (r.chain.latest_at(child, began) < 0)
    return not_yet & (r.having("Missing", seen) | (began >= r.starts))


@rule(
    "586",
    "Missing spell starts before birth",
    "Missing",
    "MIS_START DOB",
    wrong="MIS_START lies before the date of birth.",
    cure="Correct the date that is wrong.",
    note="The day of birth itself is allowed; the package flags it.",
)
def before_birth(r: Return) -> Answer:
    return r["Missing"]["MIS_START"].dates < r.born("Missing")


@rule(
    "1004",
    "Start of the missing spell is not a real date",
    "Missing",
    "MIS_START",
    wrong="MIS_START is blank or is not a date in the calendar.",
    cure="Give the day on which the child went missing or away as dd/mm/yyyy.",
)
def start_unreadable(r: Return) -> Answer:
    return ~r["Missing"]["MIS_START"].readable


@rule(
    "1005",
    "End of the missing spell is not a real date",
    "Missing",
    "MIS_END",
    wrong="MIS_END is not a date in the calendar.",
    cure="Give the day on which the child was found or came back as dd/mm/yyyy, or leave it blank.",
)
def end_unreadable(r: Return) -> Answer:
    return r["Missing"]["MIS_END"].unreadable


@rule(
    "1006",
    "Kind of missing spell is not a code",
    "Missing",
    "MISSING",
    wrong="MISSING holds {value}, which is neither M nor A.",
    cure="Give M for missing or A for away without authorisation.",
)
def kind_not_listed(r: Return) -> Answer:
    return ~r["Missing"]["MISSING"].among_or_blank(codes_of("MISSING", r.year))
