"""Codes and dates of an episode, each row by itself."""

from __future__ import annotations

import numpy as np

from sufficiency.exchange.ssda903.code_sets import codes_of

from .context import Return
from .registry import Answer, At, rule

FIRST_DAY_OF_THE_COLLECTION = np.datetime64("1991-10-14", "D")
BLANK_TOO = "A blank is named too: the code may not be left out, and no other rule says so."


@rule(
    "141",
    "Start of the episode is not a real date",
    "Episodes",
    "DECOM",
    wrong="DECOM in Episodes is blank or is not a date in the calendar.",
    cure="Give the day the episode began as dd/mm/yyyy.",
    note=BLANK_TOO,
)
def start_unreadable(r: Return) -> Answer:
    return ~r.episodes["DECOM"].readable


@rule(
    "143",
    "Reason for the new episode is not a code",
    "Episodes",
    "RNE",
    wrong="RNE in Episodes holds {value}, which is none of S, L, P, T, B and U.",
    cure="Give the code for what changed when this episode began.",
    note=BLANK_TOO,
)
def reason_for_start_not_listed(r: Return) -> Answer:
    return r.not_listed("Episodes", "RNE")


@rule(
    "144",
    "Legal status is not a code of this year",
    "Episodes",
    "LS",
    wrong="LS in Episodes holds {value}, which is not a legal status on the year's list.",
    cure="Give the code of the order or agreement in force.",
    note=BLANK_TOO,
)
def legal_status_not_listed(r: Return) -> Answer:
    return r.not_listed("Episodes", "LS")


@rule(
    "145",
    "Category of need is not a code",
    "Episodes",
    "CIN",
    wrong="CIN in Episodes holds {value}, which is none of N1 to N8.",
    cure="Give the category of need recorded when the child came into care.",
    note=BLANK_TOO,
)
def need_not_listed(r: Return) -> Answer:
    return r.not_listed("Episodes", "CIN")


@rule(
    "147",
    "End of the episode is not a real date",
    "Episodes",
    "DEC",
    wrong="DEC in Episodes is not a date in the calendar.",
    cure="Give the day the episode ended as dd/mm/yyyy, or leave it blank if the episode goes on.",
)
def end_unreadable(r: Return) -> Answer:
    return r.episodes["DEC"].unreadable


@rule(
    "148",
    "End date without a reason, or a reason without an end date",
    "Episodes",
    "DEC REC",
    wrong="Of DEC and REC in Episodes one is filled and the other blank.",
    cure="Give both where the episode has ended, or clear both where it goes on.",
)
def end_and_reason_apart(r: Return) -> Answer:
    end, reason = r.episodes["DEC"], r.episodes["REC"]
    return [
        At("Episodes", "DEC", end.blank & reason.filled),
        At("Episodes", "REC", end.filled & reason.blank),
    ]


@rule(
    "149",
    "Reason the episode ceased is not a code of this year",
    "Episodes",
    "REC",
    wrong="REC in Episodes holds {value}, which is not on the year's list.",
    cure="Give the code for why the episode ended; X1 where another begins the same day.",
)
def reason_for_end_not_listed(r: Return) -> Answer:
    reason = r.episodes["REC"]
    return ~reason.among_or_blank(codes_of("REC", r.year))


@rule(
    "353",
    "Episode starts before 14 October 1991",
    "Episodes",
    "DECOM",
    wrong="DECOM in Episodes lies before 14 October 1991, when the Children Act came into force.",
    cure="Correct the year of the date.",
)
def start_too_early(r: Return) -> Answer:
    return r.episodes["DECOM"].dates < FIRST_DAY_OF_THE_COLLECTION


@rule(
    "354",
    "Episode starts after the end of the year",
    "Episodes",
    "DECOM",
    wrong="DECOM in Episodes lies after the last day that this return covers.",
    cure="Correct the date, or leave the episode for next year's return.",
)
def start_after_year(r: Return) -> Answer:
    return r.episodes["DECOM"].dates > r.as_at


@rule(
    "355",
    "Episode starts and ends on the same day",
    "Episodes",
    "DEC",
    wrong="DECOM and DEC in Episodes are the same day; an episode lasts at least one night.",
    cure="Correct the date that is wrong, or remove the episode.",
    note="Compared as dates; the package compares the texts and so calls two blanks the same day.",
)
def no_night(r: Return) -> Answer:
    return r.episodes["DECOM"].dates == r.episodes["DEC"].dates


@rule(
    "356",
    "Episode ends before it starts",
    "Episodes",
    "DEC",
    wrong="DEC in Episodes lies before DECOM of the same row.",
    cure="Correct the date that is wrong.",
)
def ends_before_start(r: Return) -> Answer:
    return r.episodes["DEC"].dates < r.episodes["DECOM"].dates


@rule(
    "385",
    "Episode ends after the end of the year",
    "Episodes",
    "DEC",
    wrong="DEC in Episodes lies after the last day that this return covers.",
    cure="Clear DEC and REC if the child was still in the episode on that day, or correct the date.",
)
def end_after_year(r: Return) -> Answer:
    return r.episodes["DEC"].dates > r.as_at


@rule(
    "1009",
    "Reason for placement change is not a code of this year",
    "Episodes",
    "REASON_PLACE_CHANGE",
    wrong="REASON_PLACE_CHANGE in Episodes holds {value}, which is not on the year's list.",
    cure="Give the code for why the placement ended, or leave it blank if it did not.",
)
def reason_for_change_not_listed(r: Return) -> Answer:
    reason = r.episodes["REASON_PLACE_CHANGE"]
    return ~reason.among_or_blank(codes_of("REASON_PLACE_CHANGE", r.year))
