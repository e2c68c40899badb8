"""The people of the demonstration and the timelines of their care. All of them are invented."""

from dataclasses import dataclass, field
from datetime import date

from sufficiency.demonstration.southampton.year_ends import Cell


class PlanError(Exception):
    """The draw of chance cannot meet the printed figures; another draw is needed."""


@dataclass(eq=False)
class Person:
    """One child, whatever number of times in care."""

    born: date
    family: int
    sex: str = ""
    ethnicity: str = ""
    upn: str = ""
    child: str = ""
    mother_of: date | None = None
    stays: list["Stay"] = field(default_factory=list)


@dataclass
class Spell:
    """One placement from start up to, not including, end (None while open)."""

    start: date
    end: date | None
    cell: Cell
    post: str
    home_post: str
    same_carer: bool = False


@dataclass
class TemporaryMove:
    """Days away from a placement that stays the child's own."""

    start: date
    end: date
    place: str
    post: str


@dataclass(eq=False)
class Stay:
    """One period of care, first as planned from year-end to year-end, then with its days filled in.

    ``cells`` holds the cell on each year-end (by index in DAYS); ``fresh`` the year-ends whose placement
    began since the one before. ``entered`` and ``left`` are the steps (index of the year-end that closes
    them) in which care began and ended; ``left`` is None while care goes on.
    """

    person: Person
    start: date
    entered: int
    home: str = ""
    address: str = ""
    cells: dict[int, Cell] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    left: int | None = None
    left_from: Cell | None = None
    extra: dict[int, int] = field(default_factory=dict)
    need: str = ""
    first_status: str = ""
    end: date | None = None
    exit: str = ""
    adoption_decision: date | None = None
    spells: list[Spell] = field(default_factory=list)
    statuses: list[tuple[date, str]] = field(default_factory=list)
    moves: list[TemporaryMove] = field(default_factory=list)

    @property
    def asylum(self) -> bool:
        """Whether the child came alone seeking asylum."""
        return self.home == "abroad"

    def covers(self, day: date) -> bool:
        """Whether the child is in care on the day."""
        return self.start <= day and (self.end is None or self.end > day)
