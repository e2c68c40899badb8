"""How a child's episodes follow one another."""

from __future__ import annotations

from sufficiency.exchange.ssda903.code_sets import codes_of

from .codes import CONTINUES
from .columns import Mask
from .context import Return
from .registry import Answer, rule

SAME_PLACEMENT = ("PLACE", "PLACE_PROVIDER", "URN")
HOW_COMPARED = "Two blanks are the same, and postcodes are compared without spaces."


@rule(
    "142",
    "Earlier episode left open although a later one exists",
    "Episodes",
    "DEC REC",
    wrong="This episode has no end date or no reason for ending, but the child has a later one.",
    cure="Give DEC, the day the next episode began, and REC: X1 where it follows at once.",
    note="Of two episodes that begin on one day the lower row counts as the later.",
)
def left_open(r: Return) -> Answer:
    return r.chain.has_next & (~r.episodes["DEC"].readable | r.episodes["REC"].blank)


@rule(
    "302",
    "First episode starts before birth",
    "Episodes",
    "DECOM",
    wrong="DECOM of the child's first episode lies before the date of birth in Header.",
    cure="Correct the date that is wrong.",
)
def before_birth(r: Return) -> Answer:
    return r.chain.first & (r.episodes["DECOM"].dates < r.born("Episodes"))


@rule(
    "352",
    "Period of care starts at 18 or over",
    "Episodes",
    "DECOM",
    wrong="A period of care starts here (RNE S) on or after the 18th birthday.",
    cure="Correct the date of birth or DECOM, or remove the episode.",
)
def starts_grown_up(r: Return) -> Answer:
    grown_up = r.episodes["DECOM"].dates >= r.reaches("Episodes", 18)
    return r.episodes["RNE"].among({"S"}) & grown_up


@rule(
    "357",
    "First ever episode does not say the child started to be looked after",
    "Episodes",
    "RNE",
    wrong="This is the child's first episode and it began this year, but RNE is not S.",
    cure="Give RNE S, or add the episode that came before it.",
)
def first_without_start(r: Return) -> Answer:
    began_this_year = r.episodes["DECOM"].dates >= r.starts
    return r.chain.first & began_this_year & ~r.episodes["RNE"].among({"S"})


@rule(
    "388",
    "X1 without an episode that follows, or another reason although one does",
    "Episodes",
    "REC",
    wrong="REC is {value}, and what follows says otherwise: X1 means that the child's next episode begins on "
    "the day this one ends, any other reason that none does.",
    cure="Add the missing episode, correct the dates so that they meet, or correct REC.",
)
def continuation_contradicted(r: Return) -> Answer:
    chain, reason = r.chain, r.episodes["REC"]
    ended = r.episodes["DEC"].readable & chain.in_order
    follows = chain.has_next & (chain.end == chain.next_start)
    goes_on = reason.among({"X1"})
    return ended & ((goes_on & ~follows) | (~goes_on & reason.filled & follows))


@rule(
    "431",
    "Start of care on the day the previous episode ended, or before",
    "Episodes",
    "RNE",
    wrong="RNE is S, but the child's previous episode had not ended before this day.",
    cure="Give the code for what changed (L, P, T, B or U), or correct the dates.",
)
def starts_while_in_care(r: Return) -> Answer:
    return r.episodes["RNE"].among({"S"}) & r.chain.has_previous & (r.chain.start <= r.chain.previous_end)


@rule(
    "432",
    "Care had ended, but this episode does not start it again",
    "Episodes",
    "RNE",
    wrong="The child's previous episode ended with the child leaving care, but RNE here is not S.",
    cure="Give RNE S, or give X1 as REC of the previous episode if the child did not leave.",
)
def continues_after_leaving(r: Return) -> Answer:
    left = r.episodes["REC"].among(codes_of("REC", r.year) - {"X1"})
    return r.chain.previous_is(left) & ~r.episodes["RNE"].among({"S"})


@rule(
    "433",
    "Episode that continues care does not begin when the last one ended",
    "Episodes",
    "DECOM",
    wrong="RNE says that care goes on, but DECOM is not the day on which the previous episode ended.",
    cure="Correct the dates so that they meet, add the episode between, or give RNE S.",
)
def dates_do_not_join(r: Return) -> Answer:
    return r.episodes["RNE"].among(CONTINUES) & r.chain.has_previous & ~r.chain.joined


def _placement_as_before(r: Return) -> Mask:
    """Rows whose placement, provider, URN and postcode are those of the child's row before."""
    same = r.chain.has_previous.copy()
    for column in SAME_PLACEMENT:
        if column in r.episodes:
            same &= r.chain.same(r.episodes[column])
    if "PL_POST" in r.episodes:
        same &= r.chain.same(r.episodes["PL_POST"].without_spaces)
    return same


@rule(
    "434",
    "Legal status alone should have changed, but the rows say otherwise",
    "Episodes",
    "RNE LS PLACE PL_POST URN PLACE_PROVIDER",
    wrong="RNE is L, but the legal status is the same as before or the placement is not.",
    cure="Give B or U if both changed, P or T if only the placement did, or correct what should be the same.",
    note=HOW_COMPARED,
)
def legal_change_contradicted(r: Return) -> Answer:
    same_status = r.chain.same(r.episodes["LS"])
    return r.chain.has_previous & r.episodes["RNE"].among({"L"}) & (same_status | ~_placement_as_before(r))


@rule(
    "435",
    "Placement alone should have changed, but the rows say otherwise",
    "Episodes",
    "RNE LS PLACE PL_POST URN PLACE_PROVIDER",
    wrong="RNE is {value}, but the legal status differs from before or nothing about the placement does.",
    cure="Give B or U if both changed, L if only the legal status did, or correct what should differ.",
    note=HOW_COMPARED + " The package counts two blanks as different, so a move between placements without "
    "a URN escapes it.",
)
def move_contradicted(r: Return) -> Answer:
    same_status = r.chain.same(r.episodes["LS"])
    return (
        r.chain.has_previous & r.episodes["RNE"].among({"P", "T"}) & (~same_status | _placement_as_before(r))
    )


@rule(
    "436",
    "Legal status and placement should both have changed, but the rows say otherwise",
    "Episodes",
    "RNE LS PLACE PL_POST URN PLACE_PROVIDER",
    wrong="RNE is {value}, but the legal status or the placement is the same as before.",
    cure="Give L if only the legal status changed, P or T if only the placement did, or correct the rows.",
    note=HOW_COMPARED,
)
def double_change_contradicted(r: Return) -> Answer:
    same_status = r.chain.same(r.episodes["LS"])
    return r.episodes["RNE"].among({"B", "U"}) & (same_status | _placement_as_before(r))


@rule(
    "437",
    "Episodes continue after death or after an age assessment of 18 or over",
    "Episodes",
    "REC",
    wrong="REC is {value}, which ends a child's care for good, but the child has a later episode.",
    cure="Correct REC, or remove the later episode.",
)
def goes_on_after_the_end(r: Return) -> Answer:
    return r.chain.has_next & r.episodes["REC"].among({"E2", "E15"})


@rule(
    "501",
    "Episode starts before the previous one ended",
    "Episodes",
    "DECOM",
    wrong="DECOM lies before the day on which the child's previous episode ended.",
    cure="Correct the dates so that the two do not overlap.",
)
def overlaps_the_previous(r: Return) -> Answer:
    return r.chain.has_previous & (r.chain.start < r.chain.previous_end)


@rule(
    "504",
    "Category of need changed within one period of care",
    "Episodes",
    "CIN",
    wrong="CIN differs from the child's previous episode although the same period of care goes on.",
    cure="Give the category recorded when the period began; it stays the same to the end.",
)
def need_changed(r: Return) -> Answer:
    goes_on = r.chain.joined & r.chain.previous_is(r.episodes["REC"].among({"X1"}))
    return goes_on & ~r.chain.same(r.episodes["CIN"])
