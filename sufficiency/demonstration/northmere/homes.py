"""The homes of Northmere: the council's own households, relatives and friends, agencies, providers' homes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sufficiency.demonstration.northmere import area, chances, names
from sufficiency.demonstration.northmere.chances import drawn
from sufficiency.demonstration.northmere.people import OPEN, Child

# Households looked at for a child before another is approved.
_TRIED = 60
# Ofsted's numbers of the council's own services and of the rest. None of Ofsted's begins with SC9.
OWN_FOSTERING, OWN_ADOPTION = "SC960001", "SC950001"
_INSIDE_ADJOINING_FAR = {
    "own": (80, 15, 5), "kin": (66, 20, 14), "agency": (32, 30, 38), "home": (26, 26, 48), "supported": (66, 22, 12),
    "adoption": (15, 35, 50), "else": (20, 30, 50),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Household:
    """A household of the council's own. `ends` has for each numbered place the day from which it is free again."""

    reference: str
    kind: str
    approved: int
    until: int
    postcode: str
    area_code: str
    youngest: int
    oldest: int
    ends: list[int]
    siblings_only: bool = False
    only_child: bool = False
    carers: list[tuple[str, str]] = field(default_factory=list)
    residents: list[tuple[int, int, Child]] = field(default_factory=list)
    staying_put: list[tuple[int, int]] = field(default_factory=list)

    @property
    def places(self) -> int:
        return len(self.ends)

    def taken(self, day: int) -> int:
        return sum(end > day for end in self.ends)

    def free_place(self, day: int) -> int:
        """The number of the lowest place free since the day before; 0 where there is none."""
        return next((number for number, end in enumerate(self.ends, start=1) if end < day), 0)

    def there(self, day: int) -> list[Child]:
        return [child for start, end, child in self.residents if start <= day < end]


@dataclass(slots=True, eq=False)
class Provider:
    """A provider's home, or an agency (`beds` 0: its carers live anywhere)."""

    urn: str
    name: str
    kind: str
    provider: str
    area_code: str
    postcode: str
    beds: int
    ends: list[int] = field(default_factory=list)

    def has_room(self, day: int) -> bool:
        self.ends = [end for end in self.ends if end > day]
        return not self.beds or len(self.ends) < self.beds


def somewhere(rng: random.Random, sort: str) -> tuple[str, str]:
    """An authority and a postcode in it, as near as homes of the sort are."""
    inside, adjoining, far = _INSIDE_ADJOINING_FAR[sort]
    ring = rng.choices([[area.AREAS[0]], area.ADJOINING, area.FAR], [inside, adjoining, far])[0]
    code = rng.choice(ring).code
    return code, rng.choice(area.postcodes_of(code))


def make_providers(rng: random.Random, scale: int) -> dict[str, list[Provider]]:
    """By kind of home: so many that a council of this size has a child in most of them."""
    kinds = {
        # kind: how many, its word in the name, providers' codes, beds
        "agency": (10, "Fostering", {"PR4": 78, "PR5": 22}, 0),
        "home": (44, "House", {"PR4": 88, "PR5": 12}, 4),
        "own home": (3, "House", {"PR1": 1}, 4),
        "supported": (16, "Court", {"PR4": 72, "PR5": 28}, 6),
        "own supported": (1, "Court", {"PR1": 1}, 6),
        "secure": (2, "Secure Home", {"PR2": 1}, 6),
        "school": (2, "School", {"PR4": 1}, 8),
        "mother and baby": (2, "Family Centre", {"PR4": 60, "PR5": 40}, 6),
    }
    found: dict[str, list[Provider]] = {}
    serial = 0
    for kind, (number, word, providers, beds) in kinds.items():
        found[kind] = []
        for _ in range(number * scale):
            serial += 1
            sort = "supported" if kind == "supported" else "home" if kind == "home" else "else"
            code, postcode = somewhere(rng, sort)
            if kind.startswith("own"):
                code, postcode = area.NORTHMERE, rng.choice(area.postcodes_of(area.NORTHMERE))
            found[kind].append(
                Provider(
                    urn=f"SC9{serial:05d}",
                    name=names.home_name(serial, word),
                    kind=kind,
                    provider=drawn(rng, providers),
                    area_code=code,
                    postcode=postcode,
                    beds=beds,
                )
            )
    return found


def _with_siblings(child: Child, day: int) -> list[Household]:
    """Where brothers and sisters live on the day."""
    homes = [move.home for one in child.family.children if one is not child and (move := one.move_on(day))]
    return [home for home in homes if isinstance(home, Household) and home.kind == "general"]


class Households:
    """The council's own households over the years: found for a child, approved when too few are free, ended."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.every: list[Household] = []
        self.general: list[Household] = []
        self.connected: dict[int, Household] = {}
        self.places = 0

    def general_for(self, child: Child, start: int, end: int, left: object) -> tuple[Household, int]:
        """A household with a place for a child from the day on, approved anew if none of many tried has one."""
        if not self.general:
            self.approve(start)
        tried = [*_with_siblings(child, start), *(self.rng.choice(self.general) for _ in range(_TRIED))]
        for household in tried:
            if household is not left and (place := self._fits(household, child, start)):
                return household, self._take(household, place, child, start, end)
        household = self.approve(start - self.rng.randint(10, 120), age=child.whole_age(start))
        return household, self._take(household, 1, child, start, end)

    def connected_for(self, child: Child, start: int, end: int) -> tuple[Household, int]:
        """The family's own relatives or friends."""
        household = self.connected.get(child.family.serial)
        if household is None or household.until <= start:
            household = self._new("connected", start, 1, 0, 17)
            self.connected[child.family.serial] = household
        place = household.free_place(start)
        if not place:
            household.ends.append(start - 1)
            place = household.places
        return household, self._take(household, place, child, start, end)

    def approve(self, day: int, *, age: int | None = None) -> Household:
        """A mainstream household."""
        places = drawn(self.rng, chances.PLACES)
        youngest, oldest = self.rng.choice([(0, 17), (0, 17), (0, 10), (0, 4), (5, 17), (8, 17), (10, 17)])
        if age is not None:
            youngest, oldest = min(youngest, age), max(oldest, age)
        household = self._new("general", day, places, youngest, oldest)
        household.siblings_only = places >= 3 and self.rng.random() < 0.15
        household.only_child = places <= 2 and self.rng.random() < 0.06
        self.general.append(household)
        self.places += places
        return household

    def end_some(self, day: int, share: float) -> None:
        """The approval of some of those with nobody in them ends."""
        for household in list(self.general):
            if not household.taken(day) and household.approved < day - 300 and self.rng.random() < share:
                household.until = day
                self.general.remove(household)
                self.places -= household.places

    def _fits(self, household: Household, child: Child, start: int) -> int:
        if not (household.approved <= start < household.until):
            return 0
        if not household.youngest <= child.whole_age(start) <= household.oldest:
            return 0
        # Who leaves on the day is still there when another comes.
        others = [one for since, end, one in household.residents if since <= start <= end]
        strangers = any(one.family is not child.family for one in others)
        if (others and household.only_child) or (strangers and household.siblings_only):
            return 0
        if strangers and len(others) >= 3:
            return 0
        return household.free_place(start)

    def _take(self, household: Household, place: int, child: Child, start: int, end: int) -> int:
        household.ends[place - 1] = end
        household.residents.append((start, end, child))
        return place

    def _new(self, kind: str, day: int, places: int, youngest: int, oldest: int) -> Household:
        code, postcode = somewhere(self.rng, "kin" if kind == "connected" else "own")
        family = names.family_name(self.rng)
        carers = [(names.first_name(self.rng, "F"), family)]
        if self.rng.random() < 0.66:
            carers.append((names.first_name(self.rng, "M"), family))
        household = Household(
            reference=f"H{len(self.every) + 1:05d}",
            kind=kind,
            approved=day,
            until=OPEN,
            postcode=postcode,
            area_code=code,
            youngest=youngest,
            oldest=oldest,
            ends=[day - 1] * places,
            carers=carers,
        )
        self.every.append(household)
        return household
