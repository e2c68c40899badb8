"""What the leaving-care service would have on record at the end of December 2013: all of it invented, and marked so.

Nobody printed any of this, and no figure of the printed tables is counted from it. Every surname says that its bearer
is invented; telephone numbers are of the range kept for drama, which reaches nobody.
"""

from __future__ import annotations

import random
from datetime import date

from django.db import transaction

from careleavers.models import LeavingCareRecord, YearlyContact, YoungPerson
from placements.models import Child
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Membership, User
from sufficiency.demonstration.young_people import Records, Told

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
# One young person in each of these many has nothing of the kind on record.
_WITHOUT_AN_ADVISER, _WITHOUT_CONTACT, _WITHOUT_A_PLAN = 12, 9, 8


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
    told = {
        one.child_id: (one.accommodation, one.activity)
        for one in YearlyContact.objects.filter(child__in=[one.pk for one in people], as_at=DAY)
    }
    _name(people, rng)
    advisers = _advisers(authority)
    records = Records(rng, by=by, day=DAY)
    for person in people:
        adviser = rng.choice(advisers) if rng.randrange(_WITHOUT_AN_ADVISER) else None
        accommodation, activity = told.get(person.pk, ("", ""))
        records.of(
            Told(person.pk, person.date_of_birth, accommodation, activity),
            adviser,
            contact=bool(rng.randrange(_WITHOUT_CONTACT)),
            plan=bool(rng.randrange(_WITHOUT_A_PLAN)),
        )
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
