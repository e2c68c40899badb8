"""This year's first episodes against the episodes that last year's return left open."""

from __future__ import annotations

import numpy as np

from .codes import FOSTERING
from .columns import Mask, Whole
from .context import Return
from .registry import Answer, rule
from .spells import pairs

NEW_NAMES = {
    ("H5", "K3"): (2024, 2025),
    **{("Z1", code): (2026, 2026) for code in ("Z11", "Z12", "Z13", "Z14")},
    **{(old, new): (2015, 2016) for old in ("Q1", "Q2") for new in FOSTERING},
}
SAME_EPISODE = "Only where the episode is the same one (502 says where it is not)."
SAME_DISTANCE = 0.2  # miles


def _left_open(r: Return) -> Whole:
    """For each child's first row of this year the child's last row of last year, if that is open; else -1.

    The two rows are the same episode or ought to be.
    """
    before = r.before.episodes
    open_rows = np.flatnonzero(r.chain_before.last & before["DEC"].blank)
    by_child = np.full(r.count + 1, -1, dtype=np.int64)
    by_child[r.child_before("Episodes")[open_rows]] = open_rows
    by_child[-1] = -1
    return np.where(r.chain.first, by_child[r.child("Episodes")], -1)


def _same_episode(r: Return) -> tuple[Mask, Whole]:
    """This year's rows that carry on an open episode of last year, and which row that was."""
    then = r.once(_left_open)
    if not len(r.before.episodes):
        return then >= 0, then
    same = (then >= 0) & (r.episodes["DECOM"].dates == r.before.episodes["DECOM"].dates[then])
    return same, then


def _differs(r: Return, column: str) -> Mask:
    """Rows that carry on an open episode of last year with another text in `column`."""
    same, then = _same_episode(r)
    return r.episodes[column].differs(r.before.episodes[column], np.where(same, then, -1))


@rule(
    "502",
    "First episode does not continue last year's open one",
    "Episodes",
    "DECOM",
    wrong="Last year's return ended with an open episode of this child that began on another day.",
    cure="Give the DECOM of last year's return, or re-submit last year's.",
    note="The child's last episode of last year, if that is open; the package takes any open one.",
)
def another_start(r: Return) -> Answer:
    then = r.once(_left_open)
    same, _ = _same_episode(r)
    return (then >= 0) & ~same


@rule(
    "503A",
    "Reason for the episode differs from last year",
    "Episodes",
    "RNE",
    wrong="RNE is {value}, but last year's return had another for this same open episode.",
    cure="Check which is right; correct this row or re-submit last year's return.",
    note=SAME_EPISODE,
)
def reason_differs(r: Return) -> Answer:
    return _differs(r, "RNE")


@rule(
    "503B",
    "Legal status differs from last year",
    "Episodes",
    "LS",
    wrong="LS is {value}, but last year's return had another for this same open episode.",
    cure="If the status changed, end the episode on that day; else check which is right.",
    note=SAME_EPISODE,
)
def legal_status_differs(r: Return) -> Answer:
    return _differs(r, "LS")


@rule(
    "503C",
    "Category of need differs from last year",
    "Episodes",
    "CIN",
    wrong="CIN is {value}, but last year's return had another for this same open episode.",
    cure="Give the category recorded when the period of care began.",
    note=SAME_EPISODE,
)
def need_differs(r: Return) -> Answer:
    return _differs(r, "CIN")


@rule(
    "503D",
    "Placement type differs from last year",
    "Episodes",
    "PLACE",
    wrong="PLACE is {value}, but last year's return had another for this same open episode.",
    cure="If the placement changed, end the episode on that day; else check which is right.",
    note=SAME_EPISODE
    + " A code that only took a new name is no difference: H5 to K3 in 2023-24 and 2024-25, "
    "Z1 to Z11-Z14 in 2025-26, Q1 and Q2 to the U codes in 2014-15 and 2015-16.",
)
def placement_differs(r: Return) -> Answer:
    differs = _differs(r, "PLACE")
    _, then = _same_episode(r)
    for (old, new), (first, last) in NEW_NAMES.items():
        if first <= r.year <= last and differs.any():
            was_old = r.before.episodes["PLACE"].among({old})[np.where(differs, then, 0)]
            differs = differs & ~(was_old & r.episodes["PLACE"].among({new}))
    return differs


@rule(
    "503E",
    "Provider differs from last year",
    "Episodes",
    "PLACE_PROVIDER",
    wrong="PLACE_PROVIDER is {value}, but last year's return had another for this same open episode.",
    cure="Check which is right; correct this row or re-submit last year's return.",
    note=SAME_EPISODE,
)
def provider_differs(r: Return) -> Answer:
    return _differs(r, "PLACE_PROVIDER")


@rule(
    "503F",
    "Ofsted number differs from last year",
    "Episodes",
    "URN",
    wrong="URN differs from last year's return for this same open episode.",
    cure="Check which is right; a home that registers anew keeps its old number to the day it changes.",
    note=SAME_EPISODE,
)
def urn_differs(r: Return) -> Answer:
    return _differs(r, "URN")


def _distance_differs(r: Return) -> Mask:
    same, then = _same_episode(r)
    if not same.any():
        return same
    now_miles, then_miles = r.places.miles, r.before.places.miles[np.where(same, then, 0)]
    apart = np.abs(now_miles - then_miles) >= SAME_DISTANCE
    return same & (apart | (np.isnan(now_miles) != np.isnan(then_miles)))


def _authority_differs(r: Return) -> Mask:
    same, then = _same_episode(r)
    if not same.any():
        return same
    return same & (r.places.located_in != r.before.places.located_in[np.where(same, then, 0)])


def _same_reason(r: Return) -> Mask:
    """Rows that carry on an open episode of last year with the same RNE."""
    same, _ = _same_episode(r)
    return same & ~_differs(r, "RNE")


@rule(
    "452",
    "Authority of placement differs from last year",
    "Episodes",
    "PL_POST",
    wrong="PL_POST lies in another authority than last year's return had for this same open episode.",
    cure="If the child moved, end the episode on that day; else correct the postcode.",
    note=SAME_EPISODE,
)
def authority_contradicts(r: Return) -> Answer:
    return _authority_differs(r) & _same_reason(r)


@rule(
    "453",
    "Distance differs from last year",
    "Episodes",
    "PL_POST",
    wrong="The distance from home is not what last year's return gave for this same open episode.",
    cure="If the child moved, end the episode on that day; else correct HOME_POST or PL_POST.",
    note=SAME_EPISODE + " Two tenths of a mile and more count, and a distance known in one year only.",
)
def distance_contradicts(r: Return) -> Answer:
    return _distance_differs(r) & _same_reason(r)


@rule(
    "503G",
    "Distance differs from last year's open episode",
    "Episodes",
    "PL_POST",
    wrong="The distance from home differs from last year's return for this same open episode.",
    cure="Check HOME_POST and PL_POST of both years.",
    note=SAME_EPISODE,
)
def distance_differs(r: Return) -> Answer:
    return _distance_differs(r)


@rule(
    "503H",
    "Authority of placement differs from last year's open episode",
    "Episodes",
    "PL_POST",
    wrong="The authority in which PL_POST lies differs from last year's return for this same open episode.",
    cure="Check PL_POST of both years.",
    note=SAME_EPISODE,
)
def authority_differs(r: Return) -> Answer:
    return _authority_differs(r)


@rule(
    "503J",
    "Inside or outside differs from last year's open episode",
    "Episodes",
    "PL_POST",
    wrong="PL_POST lies inside the authority in one year and outside in the other for this same open "
    "episode.",
    cure="Check PL_POST of both years.",
    note=SAME_EPISODE,
)
def location_differs(r: Return) -> Answer:
    same, then = _same_episode(r)
    if not same.any():
        return same
    row = np.where(same, then, 0)
    inside = r.places.inside != r.before.places.inside[row]
    outside = r.places.outside != r.before.places.outside[row]
    return same & (inside | outside)


@rule(
    "562",
    "Episode began before the year but is not in last year's return",
    "Episodes",
    "DECOM",
    wrong="DECOM lies before 1 April, but last year's return has no episode of this child with that start.",
    cure="Correct DECOM, or re-submit last year's return with the episode.",
    note="Every such episode, against all of last year's; the package takes the child's first against the "
    "last.",
)
def not_in_last_year(r: Return) -> Answer:
    start = r.episodes["DECOM"].dates
    held = pairs(r.child_before("Episodes"), r.before.episodes["DECOM"].dates)
    known = np.isin(pairs(r.child("Episodes"), start), held)
    return (start < r.starts) & (r.child("Episodes") >= 0) & ~known


@rule(
    "NoE",
    "Episode began before the year, but last year's return does not have the child",
    "Episodes",
    "DECOM",
    wrong="DECOM lies before 1 April, but last year's return has no episode of this child at all.",
    cure="Check the child number and DECOM, or re-submit last year's return with the child.",
)
def child_not_in_last_year(r: Return) -> Answer:
    known = r.having("Episodes", r.anyone_before_in("Episodes"))
    return (r.episodes["DECOM"].dates < r.starts) & (r.child("Episodes") >= 0) & ~known
