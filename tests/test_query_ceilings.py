"""Every page that the table of addresses knows takes as many queries for many records as for few, and not many."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from careleavers.models import PersonToRing
from carers.models import Carer, Hold, HouseholdReview
from placements.models import (
    AccessProposal,
    Allocation,
    Deed,
    HandoverNote,
    KnownChange,
    Notice,
    Opening,
    SiblingLink,
)
from reports.models import Edition
from sufficiency.core import audit
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, Authority, User
from sufficiency.core.periods import months_before
from sufficiency.exchange.models import Import
from sufficiency.operations.models import Certificate, LegalHold, Proposal
from tests.access.conftest import restrict
from tests.access_table import OF_THE_COUNCIL, TABLE, Row, State
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
)
from tests.people import newcomer, signed_in, someone
from tests.placements.people_and_homes import household

pytestmark = pytest.mark.django_db
CEILING = 45
# As much work as there are indicators, figures or years, and none of it grows with the records: tested by themselves.
OF_FIGURES = {name for name in TABLE if name.startswith("reports:")} | {"exchange:return-export"}
# The roles that open most, the first that may is sent.
ROLES = [
    *(Role.PLACEMENT_MANAGER, Role.FOSTERING_ADMIN, Role.ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR),
    *(Role.EMERGENCY_DUTY, Role.SOCIAL_WORKER),
]
_NUMBERS = count(1)


class World:
    """A council with records of every kind; `add` makes more of each."""

    def __init__(self) -> None:
        self.here = AuthorityFactory()
        self.people = {role: someone(self.here, role) for role in ROLES}
        self.decider = someone(self.here, Role.DIRECTOR)
        User.objects.filter(pk__in=[one.pk for one in self.people.values()]).update(kept_by=self.here)
        # Whose pages are asked for: the others are brothers and sisters, and some live in the same household.
        self.first: SimpleNamespace | None = None
        self.first = self._one()
        self.add(2)

    def add(self, number: int) -> None:
        for _ in range(number):
            self._one()

    def _one(self) -> SimpleNamespace:
        number, today, now = next(_NUMBERS), timezone.localdate(), timezone.now()
        home = household(self.here, f"Q{number}")
        made = {
            "household": home,
            "carer": Carer.objects.create(
                household=home, first_name="Ada", last_name=f"Invented{number}", dates=home.approved
            ),
            "hold": Hold.objects.create(household=home, dates=home.approved, reason="holiday", places=1),
            "review": HouseholdReview.objects.create(household=home, due_on=today),
            "load": Import.objects.create(authority=self.here, status=Import.Status.READY, by=self.decider),
            "edition": _edition(self.here, number),
            "person": (person := someone(self.here, Role.ANALYST)),
        }
        User.objects.filter(pk=person.pk).update(kept_by=self.here)
        made["request"] = AccessRequest.objects.create(
            user=person, authority=self.here, kind="second_factor", asked_by=newcomer()
        )
        made["destruction"] = Proposal.objects.create(
            authority=self.here,
            as_at=today,
            status="done",
            proposed_by=person,
            decided_by=self.decider,
            decided_at=now,
        )
        made["certificate"] = Certificate.objects.create(
            authority=self.here,
            proposal=made["destruction"],
            number=number,
            carried_out_by=person,
            records={},
            rows={},
            sha256="0" * 64,
        )
        made["legal_hold"] = LegalHold.objects.create(
            authority=self.here,
            covers="kind",
            subject="household",
            why="court",
            reference=f"C{number}",
            dates=home.approved,
            placed_by=person,
        )
        made["note"] = HandoverNote.objects.create(
            authority=self.here, text="x", written_by=person, written_at=now, until=now + timedelta(hours=1)
        )
        # Seventeen and in care: a child and a young person in one.
        child = ChildFactory(
            authority=self.here,
            first_name="Wren",
            last_name=f"Invented{number}",
            date_of_birth=months_before(today, 17 * 12),
        )
        child.refresh_from_db()
        period = PeriodOfCareFactory(child=child)
        where = self.first.household if self.first and number % 2 else home
        placement = PlacementFactory(period=period, household=where)
        LegalStatusFactory(period=period)
        Allocation.objects.create(child=child, worker=self.people[Role.SOCIAL_WORKER], dates=(today, None))
        if self.first:
            SiblingLink.objects.create(child=self.first.child, sibling=child)
        deed = Deed.objects.create(
            child=child, kind="away", happened_on=today, version_before=0, version_after=0, by=self.decider
        )
        hidden = ChildFactory(authority=self.here)
        restrict(hidden, self.people[Role.PLACEMENT_MANAGER])
        then = now - timedelta(days=1)
        made |= {
            "child": child,
            "placement": PlacementFactory(
                period=PeriodOfCareFactory(child=ChildFactory(authority=self.here))
            ),
            "deed": deed,
            "notice": Notice.objects.create(child=child, deed=deed, to="x", source="x", due_on=today),
            "proposal": AccessProposal.objects.create(
                child=child, kind="restrict", ground="risk", person=self.decider, proposed_by=self.decider
            ),
            "opening": Opening.objects.create(
                child=child,
                person=self.decider,
                ground="safety",
                what_happened="x",
                opened_at=then,
                until=then + timedelta(hours=1),
            ),
        }
        made["ringing"] = PersonToRing.objects.create(
            child_id=child.pk, relation="self", telephone="07700 900123", entered_by=self.decider
        )
        made["change"] = KnownChange.objects.create(
            authority=self.here,
            child=child,
            direction="leaving",
            kind="home",
            month=today.replace(day=1),
            how_sure="likely",
            said_in="review",
            said_by="x",
            said_on=today,
            entered_by=self.decider,
        )
        audit.record(by=self.decider, action="start placement", on=child, authority=self.here)
        for one in (placement, deed, *(made[name] for name in ("placement", "notice", "ringing", "change"))):
            one.refresh_from_db()
        return SimpleNamespace(**made)


def _edition(authority: Authority, number: int) -> Edition:
    return Edition.objects.create(
        authority=authority,
        kind=Edition.Kind.STATEMENT,
        as_at=timezone.localdate(),
        audience=Edition.Audience.PUBLIC,
        number=number,
        title="Sufficiency statement",
        status=Edition.Status.ISSUED,
        made_at=timezone.now(),
        made_by=newcomer(),
        pdf=b"%PDF-1.7",
        sha256="0" * 64,
        pages=1,
    )


def reader(row: Row) -> Role | None:
    """The first role that may open the page and finds its record."""
    return next((role for role in ROLES if role in row.ways.get("GET", ()) and _finds(row, role)), None)


def _finds(row: Row, role: Role) -> bool:
    state = State.OWN if row.found is OF_THE_COUNCIL else State.ANOTHERS
    return not row.of or role in row.found[state]


def pages() -> dict[str, Row]:
    return {name: row for name, row in TABLE.items() if name not in OF_FIGURES and reader(row)}


def queries(client: Client, address: str) -> int:
    # What is done once (a load is tried in advance) is done here.
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in (200, 302, 410), address
    return len(captured)


def test_queries_do_not_grow_with_the_records_and_stay_few():
    world = World()
    clients = {role: signed_in(person) for role, person in world.people.items()}

    def counted() -> dict[str, int]:
        return {
            name: queries(clients[reader(row)], world_address(world, name, row))
            for name, row in pages().items()
        }

    few = counted()
    world.add(25)
    many = counted()
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert grown == {}
    assert {name: number for name, number in many.items() if number > CEILING} == {}
    assert len(many) > 60


def world_address(world: World, name: str, row: Row) -> str:
    parts: dict[str, object] = dict(row.parts)
    if row.of:
        parts["public_id"] = getattr(world.first, row.of).public_id
    return reverse(name, kwargs=parts)
