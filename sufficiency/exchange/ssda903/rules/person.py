"""Who the child is: Header against itself, against last year, and against the rest of the return."""

from __future__ import annotations

import numpy as np

from .chain import keyed
from .codes import ADOPTED
from .columns import Mask
from .context import Return
from .dates import birthday
from .registry import Answer, At, rule

SEX_ALIKE = {"1": "M", "2": "F"}


@rule(
    "101",
    "Sex is not a code of this year",
    "Header",
    "SEX",
    wrong="SEX in Header holds {value}, which is not on the year's list (1 or 2 to 2023-24, then M, F or U).",
    cure="Give the code from the year's list.",
)
def sex_not_listed(r: Return) -> Answer:
    return r.not_listed("Header", "SEX")


@rule(
    "102",
    "Date of birth is not a real date",
    "Header",
    "DOB",
    wrong="DOB in Header is blank or is not a date in the calendar.",
    cure="Give the date of birth as dd/mm/yyyy.",
)
def birth_unreadable(r: Return) -> Answer:
    return ~r.header["DOB"].readable


@rule(
    "103",
    "Ethnic origin is missing or not a code",
    "Header",
    "ETHNIC",
    wrong="ETHNIC in Header holds {value}, which is not one of DfE's ethnic origin codes.",
    cure="Give the code; REFU where the family declined to say, NOBT where it has not been asked yet.",
)
def ethnicity_not_listed(r: Return) -> Answer:
    return r.not_listed("Header", "ETHNIC")


@rule(
    "199",
    "Child appears again after being adopted",
    "Episodes",
    "CHILD",
    wrong="An earlier episode of this child ended in adoption, yet here is a later one.",
    cure="Check the earlier REC; a child who returns after adoption needs a new child number and no link "
    "back.",
)
def back_after_adoption(r: Return) -> Answer:
    adopted_on = _first_adoption(r)
    child = r.child("Episodes")
    return r.episodes["DECOM"].dates > adopted_on[child]


def _first_adoption(r: Return) -> np.ndarray:
    """For each child the start of the first episode, of either year, that ended in adoption."""
    sources = [(r.child("Episodes"), r.episodes)]
    if r.has_before("Episodes"):
        sources.append((r.child_before("Episodes"), r.before.episodes))
    earliest = np.full(r.count + 1, np.datetime64("NaT", "D"))
    for child, episodes in sources:
        start = episodes["DECOM"].dates
        rows = np.flatnonzero(episodes["REC"].among(ADOPTED) & (child >= 0) & ~np.isnat(start))
        rows = rows[np.argsort(keyed(child[rows], start[rows]), kind="stable")][::-1]
        found = np.full(r.count + 1, np.datetime64("NaT", "D"))
        found[child[rows]] = start[rows]
        earliest = np.fmin(earliest, found)
    earliest[-1] = np.datetime64("NaT", "D")
    return earliest


def _differs_from_last_year(r: Return, column: str, alike: dict[str, str]) -> Mask:
    """Header rows whose `column` is filled in both years and says something else."""
    now, then = r.header[column], r.before.header[column]
    last = r.first_row(r.child_before("Header"))[r.child("Header")]
    if not len(then.numbers):
        return last >= 0
    return now.filled & then.filled[last] & now.differs(then, last, alike)


@rule(
    "202",
    "Sex differs from last year",
    "Header",
    "SEX",
    wrong="SEX in Header differs from last year's return for this child.",
    cure="Check which is right, and correct this return or re-submit the last.",
    note="1 and 2 of earlier years are read as M and F, so the change of codes in 2024-25 is no difference; "
    "a blank is left to 101.",
)
def sex_changed(r: Return) -> Answer:
    return _differs_from_last_year(r, "SEX", SEX_ALIKE)


@rule(
    "203",
    "Date of birth differs from last year",
    "Header",
    "DOB",
    wrong="DOB in Header differs from last year's return for this child.",
    cure="Check which is right; if the child number was used for someone else, give this child their own.",
    note="A date that is unreadable in either year is left to 102.",
)
def birth_changed(r: Return) -> Answer:
    now = r.header["DOB"].dates
    then = r.one_each(r.child_before("Header"), r.before.header["DOB"].dates)[r.child("Header")]
    return ~np.isnat(now) & ~np.isnat(then) & (now != then)


@rule(
    "204",
    "Ethnic origin differs from last year",
    "Header",
    "ETHNIC",
    wrong="ETHNIC in Header differs from last year's return for this child.",
    cure="Check with the child's record that the new code is meant, and confirm it to DfE.",
    note="A blank in either year is left to 103.",
)
def ethnicity_changed(r: Return) -> Answer:
    return _differs_from_last_year(r, "ETHNIC", {})


@rule(
    "232",
    "Sex is recorded as unknown",
    "Header",
    "SEX",
    wrong="SEX in Header is U, unknown.",
    cure="Check the child's record and give M or F if either is known.",
    first=2025,
)
def sex_unknown(r: Return) -> Answer:
    return r.header["SEX"].among({"U"})


@rule(
    "301",
    "Date of birth after the end of the year",
    "Header",
    "DOB",
    wrong="DOB in Header lies after the last day that this return covers.",
    cure="Correct the date of birth, or leave the child for next year's return.",
)
def born_after_year(r: Return) -> Answer:
    return r.header["DOB"].dates > r.as_at


@rule(
    "351",
    "Person was over 25 when the year began",
    "Header",
    "DOB",
    wrong="By DOB in Header this person was already over 25 on 1 April.",
    cure="Correct the date of birth, or remove the person from this return.",
)
def over_25(r: Return) -> Answer:
    return birthday(r.header["DOB"].dates, 25) < r.starts


@rule(
    "1012",
    "Child has records but no episode this year",
    "Episodes",
    "CHILD",
    wrong="This child has no row in Episodes this year; only OC3 may stand without one.",
    cure="Add the missing episode, or remove this row.",
    note="Looked for in every table but OC3 and UASC (which 1014 covers); the package leaves out SWEpisodes "
    "and DoLo.",
)
def records_without_episode(r: Return) -> Answer:
    in_care = r.anyone_in("Episodes")
    others = ("PlacedAdoption", "Missing", "Reviews", "AD1", "PrevPerm", "OC2", "SWEpisodes", "DoLo")
    return [
        At(name, "CHILD", (r.child(name) >= 0) & ~r.having(name, in_care))
        for name in others
        if name in r and "CHILD" in r[name]
    ]
