"""A child's rows read as periods of care and placements, one child at a time.

Decisions:

L1. A change of kind (short breaks to looked after, or back) with no gap starts a period on a known day.
L2. A run of consecutive T rows is judged as one: by the placement before it and the first other row after it
    in the same period. Where the child goes elsewhere its rows become ordinary rows, split as any others.
L3. A row that resumes a placement after a temporary move keeps its own legal status and need; type, provider
    and postcodes are its own as well (they are equal to the placement's, the home postcode perhaps apart).
L4. Whether a placement's start is a change for counting is judged by the reported RNE alone. A period that
    starts after a gap with an RNE other than S, P or B therefore adds no start.
L5. A blank RNE with a changed field starts another placement with another carer; it is not one of S, P, B.
L6. A placement changed under RNE L (a field changes against its RNE) stays the same placement and carer.
"""

from dataclasses import dataclass, field
from datetime import date

from tests.indicators.oracle_codes import TEMPORARY
from tests.indicators.oracle_statements import Person, Row


@dataclass
class Placement:
    """Consecutive rows in one place; `rows` leaves out the temporary moves that lie over it."""

    rows: list[Row]

    @property
    def start(self) -> date:
        return self.rows[0].start

    @property
    def rne(self) -> str:
        return self.rows[0].rne


@dataclass
class Period:
    """An unbroken time in care of one kind; `start_known` is false where it began on or before `start`."""

    rows: list[Row]
    start_known: bool
    placements: list[Placement] = field(default_factory=list)
    # For each row, the placement that indicators see on its days and the row that describes it.
    seen: list[tuple[Placement, Row]] = field(default_factory=list)

    @property
    def start(self) -> date:
        return self.rows[0].start

    @property
    def end(self) -> date | None:
        return self.rows[-1].end

    @property
    def last(self) -> Row:
        return self.rows[-1]

    @property
    def short_break(self) -> bool:
        return self.rows[0].short_break


@dataclass
class Day:
    """How a looked-after child stands on one day."""

    period: Period
    row: Row  # the row in force, whose legal status and need hold
    placement: Placement  # the placement indicators see
    described_by: Row  # the row whose place, provider and postcodes hold


@dataclass
class Life:
    """Everything the returns say about one child's time in care."""

    child: str
    person: Person
    rows: list[Row]
    periods: list[Period]

    def on(self, day: date) -> Day | None:
        """How the child is looked after on the day; None when not, or on a short break only."""
        for period in self.periods:
            for row, (placement, described_by) in zip(period.rows, period.seen, strict=True):
                if row.covers(day) and not period.short_break:
                    return Day(period, row, placement, described_by)
        return None

    def follows(self, period: Period) -> bool:
        """Whether any row, short breaks too, starts on the day the period ends."""
        return any(row.start == period.end for row in self.rows)

    def looked_after_follows(self, period: Period) -> bool:
        """Whether a looked-after row starts on the day the period ends."""
        return any(row.start == period.end and not row.short_break for row in self.rows)

    @property
    def looked_after_periods(self) -> list[Period]:
        return [period for period in self.periods if not period.short_break]


def life(child: str, person: Person, rows: list[Row]) -> Life:
    """The child's periods and placements."""
    periods: list[Period] = []
    for row in rows:
        before = periods[-1].last if periods else None
        if before is None:
            periods.append(Period([row], start_known=row.rne == "S"))
        elif row.rne == "S" or before.end != row.start or before.short_break != row.short_break:
            periods.append(Period([row], start_known=True))
        else:
            periods[-1].rows.append(row)
    for period in periods:
        _place(period)
    return Life(child, person, rows, periods)


def _place(period: Period) -> None:
    """Fill in the period's placements and what is seen during each row."""
    overlays, resuming = _temporary_moves(period.rows)
    latest: Row | None = None
    for index, row in enumerate(period.rows):
        if index in overlays:
            period.seen.append(period.seen[-1])
            continue
        if latest is None or (index not in resuming and _splits(latest, row)):
            period.placements.append(Placement([row]))
        else:
            period.placements[-1].rows.append(row)
        period.seen.append((period.placements[-1], row))
        latest = row


def _temporary_moves(rows: list[Row]) -> tuple[set[int], set[int]]:
    """The positions of rows that are overlays, and of rows that resume the placement under one."""
    overlays: set[int] = set()
    resuming: set[int] = set()
    index = 0
    while index < len(rows):
        first = index
        while index < len(rows) and rows[index].place in TEMPORARY:
            index += 1
        if index == first:
            index += 1
            continue
        if first == 0:
            continue
        if index == len(rows):
            overlays.update(range(first, index))
        elif _whereabouts(rows[first - 1]) == _whereabouts(rows[index]):
            overlays.update(range(first, index))
            resuming.add(index)
    return overlays, resuming


def _whereabouts(row: Row) -> tuple[str, str, str]:
    return row.place, row.provider, row.pl_post


def _splits(before: Row, row: Row) -> bool:
    changed = (_whereabouts(before), before.urn, before.home_post) != (
        _whereabouts(row),
        row.urn,
        row.home_post,
    )
    return row.rne in ("P", "T", "B", "U") or changed


def counted_starts(period: Period) -> list[date]:
    """The days on which a placement started for counting: those whose RNE is S, P or B."""
    return [placement.start for placement in period.placements if placement.rne in ("S", "P", "B")]


def run_start(period: Period, placement: Placement, keeping: tuple[str, ...]) -> tuple[date, int]:
    """Walk back through placements that began with an RNE in `keeping`: the run's first day and its position.

    The position is the index of the run's first placement in the period.
    """
    index = next(i for i, each in enumerate(period.placements) if each is placement)
    while index > 0 and period.placements[index].rne in keeping:
        index -= 1
    return period.placements[index].start, index
