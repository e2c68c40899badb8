"""What is on record of Northmere's children beside where they live: family time, places, life story.

Drawn from a stream of its own, so that nothing else of Northmere is another for it.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from placements import match
from placements.models import Child as ChildRecord
from placements.models import FamilyTimePlan, ImportantPlace, LifeStoryWork, Placement, PlaceToAvoid
from sufficiency.demonstration.copied import copy_rows
from sufficiency.demonstration.northmere.area import NORTHMERE, postcodes_of
from sufficiency.demonstration.northmere.chances import drawn
from sufficiency.demonstration.northmere.people import Child, Stay
from sufficiency.demonstration.northmere.world import World

_YEAR = 365
# Of a hundred children: a plan with each, and how often, where and on whose word.
_WHOM = {"mother": 58, "father": 27, "siblings": 30, "grandparents": 18}
_HOW_OFTEN = {"weekly": 26, "fortnight": 24, "monthly": 24, "few": 12, "several": 5, "none": 6, "wished": 3}
_SETTING = {"centre": 42, "community": 20, "family": 14, "calls": 10, "carers": 8, "": 6}
_BASIS = {"order": 48, "agreement": 42, "": 10}
_SHARE_WITH_FAMILY_NEAR, _SHARE_WITH_ACTIVITY, _SHARE_TO_AVOID = 0.55, 0.2, 0.04
_ACTIVITIES = ("Swimming on Saturdays", "Football", "Youth theatre", "Music lessons")
# Of those in care for over a year: begun, said not to be begun; of those, a memory box: yes, no, or nobody said.
_STORY = {"begun": 78, "not_begun": 7, "": 15}
_BOX = {"box": 66, "no_box": 9, "": 25}
_ROLES = {"worker": 55, "carer": 25, "key_worker": 10, "life_story": 10}


def record_family_time(world: World) -> int:
    """Of everybody in care today; how many records."""
    rng = random.Random(f"family time:{world.plan.scale}")
    homes = {
        one.child_id: match.where_of(one)
        for one in Placement.objects.filter(child__authority=world.authority)
        .in_force_on(world.today)
        .select_related("household")
    }
    waiting = set(
        ChildRecord.objects.filter(authority=world.authority)
        .waiting_for_a_home_on(world.today)
        .values_list("pk", flat=True)
    )
    told = _Told(world, rng)
    for child in world.in_care():
        stay, key = child.stay_on(world.day), world.keys.get(child.number)
        if stay is None or key is None or (not homes.get(key) and key not in waiting):
            continue
        told.of(child, stay, key)
        # Whoever looks for a home for one of those who wait is warned of some.
        if key in waiting or rng.random() < _SHARE_TO_AVOID:
            told.to_avoid(key, homes.get(key, ""), stay)
    return sum(copy_rows(model, rows) for model, rows in told.rows.items())


def _is_far(location: PlaceToAvoid, home: str) -> bool:
    around = match.Surroundings(avoid=((match.point_of(location.postcode), location.miles),))
    return around.too_near(home) is False


class _Told:
    """Rows gathered by model, and then written in one go a table."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world, self.rng, self.by = world, rng, world.people["manager"]
        self.rows: dict[type, list] = {
            model: [] for model in (FamilyTimePlan, ImportantPlace, PlaceToAvoid, LifeStoryWork)
        }

    def of(self, child: Child, stay: Stay, key: int) -> None:
        if not child.unaccompanied:
            self._family_time(key, stay)
        self._places(child, stay, key)
        if self.world.day - stay.start > _YEAR:
            self._life_story(key, stay)

    def _since(self, stay: Stay, least: int, most: int) -> date:
        """Some days into the stay, and no later than today."""
        return date.fromordinal(min(stay.start + self.rng.randint(least, most), self.world.day))

    def _family_time(self, key: int, stay: Stay) -> None:
        for whom, chance in _WHOM.items():
            if self.rng.randrange(100) >= chance:
                continue
            how_often, began = drawn(self.rng, _HOW_OFTEN), self._since(stay, 2, 60)
            none = how_often == "none"
            reviewed = self.world.today - timedelta(days=self.rng.randint(5, 186))
            self.rows[FamilyTimePlan].append(
                FamilyTimePlan(
                    child_id=key,
                    whom=whom,
                    how_often=how_often,
                    setting="" if none else drawn(self.rng, _SETTING),
                    is_supervised=None if none else self.rng.choice((True, True, False, None)),
                    basis=drawn(self.rng, _BASIS),
                    dates=DateRange(began, None),
                    reviewed_on=reviewed if reviewed > began else None,
                    next_review_on=reviewed + timedelta(days=183) if reviewed > began else None,
                    entered_by=self.by,
                )
            )

    def _places(self, child: Child, stay: Stay, key: int) -> None:
        age, since = child.age(self.world.day), self._since(stay, 0, 30)
        if 4 <= age < 18:
            self._place(key, "school", self.rng.choice(postcodes_of(NORTHMERE)), since)
        if not child.unaccompanied and self.rng.random() < _SHARE_WITH_FAMILY_NEAR:
            self._place(key, "family", child.family.home, since)
        if age >= 7 and self.rng.random() < _SHARE_WITH_ACTIVITY:
            where = self.rng.choice(postcodes_of(NORTHMERE))
            self._place(key, "activity", where, since, self.rng.choice(_ACTIVITIES))

    def _place(self, key: int, kind: str, postcode: str, since: date, description: str = "") -> None:
        self.rows[ImportantPlace].append(
            ImportantPlace(
                child_id=key,
                kind=kind,
                postcode=postcode,
                description=description,
                dates=DateRange(since, None),
                entered_by=self.by,
            )
        )

    def to_avoid(self, key: int, home: str, stay: Stay) -> None:
        """Not near where the child lives: what is wrong in Northmere is told by its own scenes."""
        location = PlaceToAvoid(
            child_id=key,
            postcode=self.rng.choice(postcodes_of(NORTHMERE)),
            miles=self.rng.choice((1, 2, 2, 3)),
            ground=self.rng.choice(("person", "abuse", "exploited", "violence")),
            dates=DateRange(self._since(stay, 0, 90), None),
            entered_by=self.by,
        )
        if not home or _is_far(location, home):
            self.rows[PlaceToAvoid].append(location)

    def _life_story(self, key: int, stay: Stay) -> None:
        said = drawn(self.rng, _STORY)
        if said:
            begun = self._since(stay, 40, 340)
            self._step(key, said, begun)
            for _ in range(self.rng.randrange(3) if said == "begun" else 0):
                self._step(key, "added", self.world.today - timedelta(days=self.rng.randint(3, 300)), begun)
        if box := drawn(self.rng, _BOX):
            self._step(key, box, self._since(stay, 40, 340))

    def _step(self, key: int, step: str, on: date, earliest: date = date.min) -> None:
        self.rows[LifeStoryWork].append(
            LifeStoryWork(
                child_id=key,
                step=step,
                on=max(on, earliest),
                by_role=drawn(self.rng, _ROLES),
                entered_by=self.by,
            )
        )
