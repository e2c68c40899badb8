"""What the invented lives are made of. Days are ordinals (`date.toordinal`), which add and compare fast."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

# So far ahead that a stay which has not ended covers every day asked of.
OPEN = date(9000, 1, 1).toordinal()


# Days to the eighteenth birthday, or one day fewer: what is drawn hangs on it, and not on the calendar.
EIGHTEEN = 6_574


def birthday(born: int, age: int) -> int:
    """The day on which the age is reached; that of a 29 February on 1 March."""
    day = date.fromordinal(born)
    try:
        return day.replace(year=day.year + age).toordinal()
    except ValueError:
        return date(day.year + age, 3, 1).toordinal()


@dataclass(slots=True)
class Family:
    """Children of one home. `kin`: relatives or friends can take them in."""

    serial: int
    name: str
    home: str
    kin: bool
    children: list[Child] = field(default_factory=list)


@dataclass(slots=True)
class Away:
    """A temporary move, half-open."""

    start: int
    end: int
    code: str


@dataclass(slots=True)
class Move:
    """A placement from `start` up to `end`. `opens` is its RNE without the legal status: S, P or T (same carer).

    `home` is the household or provider's home, as `homes` chose it; `place` the numbered place in a household.
    """

    start: int
    end: int
    kind: str
    code: str
    opens: str
    reason_left: str = ""
    away: list[Away] = field(default_factory=list)
    home: object = None
    place: int = 0
    provider: str = ""
    urn: str = ""
    postcode: str = ""


@dataclass(slots=True)
class Stay:
    """A period of care, half-open; `exit` is its REC."""

    start: int
    end: int
    way: str
    exit: str
    statuses: list[tuple[int, str]] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    placed: int = 0

    def status_on(self, day: int) -> str:
        return next(code for since, code in reversed(self.statuses) if since <= day)


@dataclass(slots=True, eq=False)
class Child:
    """`sex` is F or M; returns of earlier years write 2 and 1."""

    serial: int
    first_name: str
    family: Family
    born: int
    sex: str
    ethnic: str
    need: str
    unaccompanied: bool
    stays: list[Stay] = field(default_factory=list)

    @property
    def number(self) -> str:
        return f"NM{self.serial:06d}"

    def age(self, day: int) -> float:
        return (day - self.born) / 365.2425

    def whole_age(self, day: int) -> int:
        """Birthdays reached by the day."""
        years = int(self.age(day))
        return (
            years - 1 if birthday(self.born, years) > day else years + (birthday(self.born, years + 1) <= day)
        )

    def stay_on(self, day: int) -> Stay | None:
        return next((stay for stay in self.stays if stay.start <= day < stay.end), None)

    def move_on(self, day: int) -> Move | None:
        stay = self.stay_on(day)
        moves = stay.moves if stay else []
        return next((move for move in moves if move.start <= day < move.end), None)
