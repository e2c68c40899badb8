"""What a leaving-care service has on record of a young person beside the returns: all of it invented.

Both demonstrations use it; telephone numbers are of the range kept for drama, which reaches nobody.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from careleavers.codes import NEVER_SUITABLE, NOT_JUDGED, ActivityKind, DocumentKind
from careleavers.models import (
    Accommodation,
    Activity,
    Contact,
    Document,
    LeavingCareRecord,
    PersonalAdviser,
    PersonToRing,
    PlanReview,
)
from placements.models import Allocation
from sufficiency.core.models import User
from sufficiency.core.periods import age_on, months_before
from sufficiency.demonstration.copied import copy_rows

_UNSUITABLE = {"W": "A room in a hotel", "U": "Cannot afford the rent", "D": "Does not feel safe there"}
_ACTIVITIES = {"F3": ActivityKind.WORK_FULL, "P3": ActivityKind.WORK_PART}
_CONTACTS = (
    ("visit", "seen"),
    ("visit", "seen"),
    ("meeting", "seen"),
    ("phone", "answered"),
    ("visit", "none"),
)
_PROVIDED = {"D": True, "E": True, "T": True, "B": False, "X": False}


@dataclass(frozen=True)
class Told:
    """What is known of somebody before anything is invented.

    `accommodation` and `activity` are codes as the return has them, blank where none; `left` the day of leaving
    care, from which on they live elsewhere; `asks_for_support` as of somebody of 21 or more.
    """

    key: int
    born: date
    accommodation: str = ""
    activity: str = ""
    left: date | None = None
    asks_for_support: bool | None = None


class Records:
    """Everything of everybody on `day`, gathered and then written in one go a table.

    `seen_within`: the longest, in days, since an adviser last was in touch.
    """

    def __init__(self, rng: random.Random, *, by: User, day: date, seen_within: int = 100) -> None:
        self.rng, self.by, self.day, self.seen_within = rng, by, day, seen_within
        self.made: dict[type, list] = {}

    """Everything of everybody, gathered and then written in one go a table."""

    def add(self, one: object) -> None:
        self.made.setdefault(type(one), []).append(one)

    def save(self) -> None:
        for model, rows in self.made.items():
            copy_rows(model, rows)

    def of(self, person: Told, adviser: User | None, *, contact: bool = True, plan: bool = True) -> None:
        """One young person: adviser, home, activity, contacts, plan, papers and whom to ring."""
        rng = self.rng
        self.add(LeavingCareRecord(child_id=person.key, asks_for_support=person.asks_for_support))
        if adviser:
            dates = DateRange(self._ago(60, 500), None)
            self.add(PersonalAdviser(child_id=person.key, adviser=adviser, dates=dates, entered_by=self.by))
            self.add(Allocation(child_id=person.key, worker=adviser, dates=dates))
        if person.accommodation not in ("", "0"):
            self._home(person)
        if person.activity not in ("", "0"):
            kind = _ACTIVITIES.get(person.activity, person.activity)
            dates = DateRange(self._ago(20, 300), None)
            self.add(Activity(child_id=person.key, kind=kind, dates=dates, entered_by=self.by))
        if adviser and contact:
            self._contacts(person, adviser)
        if plan:
            self._plan(person)
        self._papers(person)
        for relation, name, chance in (("self", "", 8), ("family", "Sam (invented)", 5)):
            if rng.randrange(10) < chance:
                self._telephone(person, relation, name)

    def _ago(self, least: int, most: int) -> date:
        return self.day - timedelta(days=self.rng.randint(least, most))

    def _home(self, person: Told) -> None:
        """As the return told it, since care ended at the earliest; now and then the home before it."""
        letter, suitable = person.accommodation[0], {"1": True, "2": False}.get(person.accommodation[1:])
        began = max(self._ago(5, 400), person.left or date.min)
        before = months_before(began, 5)
        if self.rng.randrange(3) == 0 and (person.left is None or before >= person.left):
            self.add(
                Accommodation(
                    child_id=person.key,
                    kind="E",
                    is_suitable=True,
                    provided_by_council=True,
                    dates=DateRange(before, began),
                    entered_by=self.by,
                )
            )
        is_suitable = False if letter in NEVER_SUITABLE else None if letter in NOT_JUDGED else suitable
        self.add(
            Accommodation(
                child_id=person.key,
                kind=letter,
                is_suitable=is_suitable,
                why="" if is_suitable is not False else _UNSUITABLE.get(letter, "Does not fit their needs"),
                provided_by_council=_PROVIDED.get(letter),
                dates=DateRange(began, None),
                entered_by=self.by,
            )
        )

    def _contacts(self, person: Told, adviser: User) -> None:
        """Some were seen within two months, some longer ago, some only answered."""
        on = self._ago(2, self.seen_within)
        for _ in range(self.rng.randint(2, 6)):
            kind, outcome = self.rng.choice(_CONTACTS)
            self.add(
                Contact(
                    child_id=person.key, on=on, kind=kind, outcome=outcome, by=adviser, entered_by=adviser
                )
            )
            on -= timedelta(days=self.rng.randint(20, 70))

    def _plan(self, person: Told) -> None:
        on = self._ago(10, 260)
        self.add(
            PlanReview(
                child_id=person.key,
                on=on,
                step="made" if age_on(person.born, on) < 17 else "reviewed",
                took_part=self.rng.choice((True, True, True, False, None)),
                entered_by=self.by,
            )
        )

    def _papers(self, person: Told) -> None:
        for kind in self.rng.sample(list(DocumentKind), self.rng.randint(1, 5)):
            state = self.rng.choice(("held", "held", "held", "applied", "missing"))
            runs_out = state == "held" and kind in (DocumentKind.PASSPORT, DocumentKind.IMMIGRATION_STATUS)
            expires_on = self.day + timedelta(days=self.rng.randint(-40, 900)) if runs_out else None
            self.add(
                Document(
                    child_id=person.key, kind=kind, state=state, expires_on=expires_on, entered_by=self.by
                )
            )

    def _telephone(self, person: Told, relation: str, name: str) -> None:
        """07700 900000 to 900999 are given to nobody."""
        self.add(
            PersonToRing(
                child_id=person.key,
                relation=relation,
                name=name,
                telephone=f"07700 900{self.rng.randrange(1000):03d}",
                in_an_emergency=relation == "family",
                entered_by=self.by,
            )
        )
