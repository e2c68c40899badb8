"""Episodes of care as a return holds them: the legal status and placement timelines laid over each other."""

from dataclasses import dataclass
from datetime import date

from sufficiency.demonstration.southampton.lives import Spell, Stay, TemporaryMove


@dataclass(frozen=True)
class Episode:
    """One row of the Episodes file, with dates as dates and None for an open end."""

    start: date
    reason: str
    status: str
    need: str
    place: str
    provider: str
    end: date | None
    exit: str
    home_post: str
    post: str


def episodes_of(one: Stay) -> list[Episode]:
    """The stay's episodes in order; each but the last ends in X1 on the day the next begins."""
    starts = {spell.start for spell in one.spells} | {start for start, _ in one.statuses}
    for move in one.moves:
        starts |= {move.start, move.end}
    days = sorted(starts)
    rows = []
    for index, start in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        end = following or one.end
        spell = next(each for each in reversed(one.spells) if each.start <= start)
        status = [status for begun, status in one.statuses if begun <= start][-1]
        away = next((move for move in one.moves if move.start <= start < move.end), None)
        rows.append(
            Episode(
                start=start,
                reason=_reason(one, start, spell, away),
                status=status,
                need=one.need,
                place=away.place if away else spell.cell.place,
                provider="" if away else spell.cell.provider,
                end=end,
                exit="X1" if following else one.exit,
                home_post=spell.home_post,
                post=away.post if away else spell.post,
            )
        )
    return rows


def _reason(one: Stay, start: date, spell: Spell, away: TemporaryMove | None) -> str:
    """Why the episode began: the legal status, the placement or both changed, with or without the carer."""
    if start == one.start:
        return "S"
    status_changed = any(begun == start for begun, _ in one.statuses)
    if away is not None or any(move.end == start for move in one.moves):
        return "P"
    if spell.start != start:
        return "L"
    if spell.same_carer:
        return "U" if status_changed else "T"
    return "B" if status_changed else "P"
