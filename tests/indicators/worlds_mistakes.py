"""What goes wrong between a life and the returns that state it: late recording, corrections, overlaps."""

from dataclasses import replace
from datetime import timedelta

from tests.indicators.worlds_choosing import Chooser
from tests.indicators.worlds_lives import Stay
from tests.indicators.worlds_places import STATUSES

DAY = timedelta(days=1)


def as_first_stated(choose: Chooser, stays: tuple[Stay, ...]) -> tuple[Stay, ...]:
    """The life as earlier returns had it, before a later one put it right."""
    changes = [_wrong_fields, _moved_boundary, _late_recording, _ended_too_soon, _split_in_error]
    return choose.pick(changes)(choose, stays) or stays


def _wrong_fields(choose: Chooser, stays: tuple[Stay, ...]) -> tuple[Stay, ...]:
    index = choose.between(0, len(stays) - 1)
    # Short breaks stay short breaks: a kind is never got wrong.
    wrong = replace(stays[index], cin="N5", provider="" if stays[index].temporary else "PR2")
    if wrong.ls not in ("V3", "V4"):
        wrong = replace(wrong, ls=choose.pick(STATUSES))
    return (*stays[:index], wrong, *stays[index + 1 :])


def _moved_boundary(choose: Chooser, stays: tuple[Stay, ...]) -> tuple[Stay, ...] | None:
    """A change of placement or status recorded some days too early or too late."""
    joints = [index for index in range(1, len(stays)) if stays[index - 1].end == stays[index].start]
    if not joints:
        return None
    index = choose.pick(joints)
    moved = stays[index].start + timedelta(days=choose.between(0, 80) - 40)
    latest = stays[index].end
    if moved <= stays[index - 1].start or (latest is not None and moved >= latest):
        return None
    before, after = replace(stays[index - 1], end=moved), replace(stays[index], start=moved)
    return (*stays[: index - 1], before, after, *stays[index + 1 :])


def _late_recording(choose: Chooser, stays: tuple[Stay, ...]) -> tuple[Stay, ...] | None:
    """The last rows not yet entered: what came before them still stands open."""
    if len(stays) < 2:
        return None
    index = choose.between(1, len(stays) - 1)
    return (*stays[: index - 1], replace(stays[index - 1], end=None, rec=""))


def _ended_too_soon(choose: Chooser, stays: tuple[Stay, ...]) -> tuple[Stay, ...] | None:
    """An exit entered by mistake."""
    last = stays[-1]
    end = last.start + timedelta(days=choose.between(1, 300))
    if last.end is not None and end >= last.end:
        return None
    return (*stays[:-1], replace(last, end=end, rec="E4A"))


def _split_in_error(choose: Chooser, stays: tuple[Stay, ...]) -> tuple[Stay, ...] | None:
    """A move entered that never was."""
    index = choose.between(0, len(stays) - 1)
    whole = stays[index]
    moved = whole.start + timedelta(days=choose.between(1, 200))
    if whole.end is not None and moved >= whole.end:
        return None
    halves = replace(whole, end=moved, rec="X1"), replace(whole, start=moved, rne="P", provider="PR2")
    return (*stays[:index], *halves, *stays[index + 1 :])


def as_sent(choose: Chooser, stays: list[Stay]) -> list[Stay]:
    """The rows as one return holds them, at times with a row that cannot stand."""
    if not stays or not choose.chance(12):
        return stays
    index = choose.between(0, len(stays) - 1)
    stay = stays[index]
    kind = choose.pick(["overlap", "blank", "backwards", "code"])
    if kind == "overlap" and index < len(stays) - 1 and stay.end is not None:
        longer = replace(stay, end=stay.end + timedelta(days=choose.between(1, 60)))
        return [*stays[:index], longer, *stays[index + 1 :]]
    if kind == "blank" and stay.end is not None:
        return [*stays[:index], replace(stay, end=None, rec=""), *stays[index + 1 :]]
    extra = replace(stay, start=stay.start + DAY, end=stay.start + DAY, place="K2", rec="X1")
    return [*stays, replace(extra, end=None, place="Q9", rec="") if kind == "code" else extra]
