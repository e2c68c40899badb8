"""What the leaving-care service would have on record at the end of December 2013: all of it invented, and marked so.

Nobody printed any of this, and no figure of the printed tables is counted from it. Every surname says that its bearer
is invented; telephone numbers are of the range kept for drama, which reaches nobody.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.db import transaction
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
    YearlyContact,
    YoungPerson,
)
from placements.models import Allocation, Child
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Membership, User
from sufficiency.core.periods import age_on, months_before

DAY = date(2013, 12, 31)
_SEED = "southampton: young people"
_FIRST_NAMES = {
    "1": (
        "Adam",
        "Ben",
        "Callum",
        "Dilan",
        "Ethan",
        "Farid",
        "Jack",
        "Kofi",
        "Liam",
        "Omar",
        "Ryan",
        "Tariq",
    ),
    "2": ("Amira", "Beth", "Chloe", "Dina", "Ella", "Freya", "Hana", "Jade", "Leah", "Nia", "Ruby", "Zara"),
}
_SURNAMES = (
    "Ashgrove",
    "Birch",
    "Calder",
    "Dunmore",
    "Elwood",
    "Fenwick",
    "Garland",
    "Holt",
    "Ivers",
    "Marlow",
)
_COLLEAGUES = ("Lena", "Marek", "Priya", "Joan", "Tomasz", "Ayo")
_UNSUITABLE = {"W": "A room in a hotel", "U": "Cannot afford the rent", "D": "Does not feel safe there"}
# One young person in each of these many has nothing of the kind on record.
_WITHOUT_AN_ADVISER, _WITHOUT_CONTACT, _WITHOUT_A_PLAN = 12, 9, 8
_ACTIVITIES = {"F3": ActivityKind.WORK_FULL, "P3": ActivityKind.WORK_PART}


@transaction.atomic
def record_young_people(authority: Authority, *, by: User) -> int:
    """Record them, once: how many. Repeated, it finds them and records nothing."""
    if LeavingCareRecord.objects.filter(child__authority=authority).exists():
        return 0
    people = list(
        YoungPerson.objects.filter(authority=authority)
        .known_on(DAY)
        .order_by("number")
        .prefetch_related(None)
    )
    rng = random.Random(_SEED)
    told = dict(
        YearlyContact.objects.filter(child__in=[one.pk for one in people], as_at=DAY).values_list(
            "child_id", "accommodation"
        )
    )
    does = dict(
        YearlyContact.objects.filter(child__in=[one.pk for one in people], as_at=DAY).values_list(
            "child_id", "activity"
        )
    )
    _name(people, rng)
    advisers = _advisers(authority)
    records = _Records(rng, by)
    for person in people:
        records.of(person, advisers, told.get(person.pk, ""), does.get(person.pk, ""))
    records.save()
    return len(people)


def _name(people: list[YoungPerson], rng: random.Random) -> None:
    """First names and surnames that nobody can take for a real person's."""
    for person in people:
        names = _FIRST_NAMES.get(person.sex, _FIRST_NAMES["1"])
        person.first_name = rng.choice(names)
        person.last_name = f"{rng.choice(_SURNAMES)} (invented)"
    Child.objects.bulk_update(people, ["first_name", "last_name"])


def _advisers(authority: Authority) -> list[User]:
    """The demonstration's adviser, who signs in, and colleagues, who cannot."""
    found = [User.objects.get(username="adviser")]
    for first_name in _COLLEAGUES:
        colleague, made = User.objects.get_or_create(
            username=f"adviser-{first_name.lower()}",
            defaults={"first_name": first_name, "last_name": "Adviser"},
        )
        if made:
            colleague.set_unusable_password()
            colleague.save(update_fields=["password"])
        role = Role.LEAVING_CARE_ADVISER
        Membership.objects.get_or_create(user=colleague, authority=authority, role=role)
        found.append(colleague)
    return found


class _Records:
    """Everything of everybody, gathered and then written in one go a table."""

    def __init__(self, rng: random.Random, by: User) -> None:
        self.rng, self.by = rng, by
        self.made: dict[type, list] = {}

    def add(self, one: object) -> None:
        self.made.setdefault(type(one), []).append(one)

    def save(self) -> None:
        for model, rows in self.made.items():
            model.objects.bulk_create(rows)  # type: ignore[attr-defined]

    def of(self, person: YoungPerson, advisers: list[User], told: str, does: str) -> None:
        """One young person: adviser, home, activity, contacts, plan, papers and whom to ring."""
        rng = self.rng
        adviser = rng.choice(advisers) if rng.randrange(_WITHOUT_AN_ADVISER) else None
        since = self._ago(60, 500)
        self.add(LeavingCareRecord(child_id=person.pk))
        if adviser:
            dates = DateRange(since, None)
            self.add(PersonalAdviser(child_id=person.pk, adviser=adviser, dates=dates, entered_by=self.by))
            self.add(Allocation(child_id=person.pk, worker=adviser, dates=dates))
        if told not in ("", "0"):
            self._home(person, told)
        if does not in ("", "0"):
            kind = _ACTIVITIES.get(does, does)
            dates = DateRange(self._ago(20, 300), None)
            self.add(Activity(child_id=person.pk, kind=kind, dates=dates, entered_by=self.by))
        if adviser and rng.randrange(_WITHOUT_CONTACT):
            self._contacts(person, adviser)
        if rng.randrange(_WITHOUT_A_PLAN):
            self._plan(person)
        self._papers(person)
        self._telephones(person)

    def _ago(self, least: int, most: int) -> date:
        return DAY - timedelta(days=self.rng.randint(least, most))

    def _home(self, person: YoungPerson, told: str) -> None:
        """As the extract of that day told it; now and then the home before it."""
        letter, suitable = told[0], {"1": True, "2": False}.get(told[1:])
        began = self._ago(5, 400)
        if self.rng.randrange(3) == 0:
            self.add(
                Accommodation(
                    child_id=person.pk,
                    kind="E",
                    is_suitable=True,
                    provided_by_council=True,
                    dates=DateRange(months_before(began, 5), began),
                    entered_by=self.by,
                )
            )
        self.add(
            Accommodation(
                child_id=person.pk,
                kind=letter,
                is_suitable=False if letter in NEVER_SUITABLE else None if letter in NOT_JUDGED else suitable,
                why="" if suitable is not False else _UNSUITABLE.get(letter, "Does not fit their needs"),
                provided_by_council={"D": True, "E": True, "T": True, "B": False, "X": False}.get(letter),
                dates=DateRange(began, None),
                entered_by=self.by,
            )
        )

    def _contacts(self, person: YoungPerson, adviser: User) -> None:
        """Some were seen within two months, some longer ago, some only answered."""
        on = self._ago(2, 100)
        for _ in range(self.rng.randint(1, 5)):
            kind, outcome = self.rng.choice(
                (
                    ("visit", "seen"),
                    ("visit", "seen"),
                    ("meeting", "seen"),
                    ("phone", "answered"),
                    ("visit", "none"),
                )
            )
            self.add(
                Contact(child_id=person.pk, on=on, kind=kind, outcome=outcome, by=adviser, entered_by=adviser)
            )
            on -= timedelta(days=self.rng.randint(20, 70))

    def _plan(self, person: YoungPerson) -> None:
        on = self._ago(10, 260)
        self.add(
            PlanReview(
                child_id=person.pk,
                on=on,
                step="made" if age_on(person.date_of_birth, on) < 17 else "reviewed",
                took_part=self.rng.choice((True, True, True, False, None)),
                entered_by=self.by,
            )
        )

    def _papers(self, person: YoungPerson) -> None:
        for kind in self.rng.sample(list(DocumentKind), self.rng.randint(1, 5)):
            state = self.rng.choice(("held", "held", "held", "applied", "missing"))
            runs_out = state == "held" and kind in (DocumentKind.PASSPORT, DocumentKind.IMMIGRATION_STATUS)
            expires_on = DAY + timedelta(days=self.rng.randint(-40, 900)) if runs_out else None
            self.add(
                Document(
                    child_id=person.pk, kind=kind, state=state, expires_on=expires_on, entered_by=self.by
                )
            )

    def _telephones(self, person: YoungPerson) -> None:
        """07700 900000 to 900999 are given to nobody."""
        for relation, name, chance in (("self", "", 8), ("family", "Sam (invented)", 5)):
            if self.rng.randrange(10) < chance:
                self.add(
                    PersonToRing(
                        child_id=person.pk,
                        relation=relation,
                        name=name,
                        telephone=f"07700 900{self.rng.randrange(1000):03d}",
                        in_an_emergency=relation == "family",
                        entered_by=self.by,
                    )
                )
