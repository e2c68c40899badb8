"""The cast of the access matrix with tokens in every record, and records that it has no use for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.test import override_settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from careleavers.models import Accommodation, Contact, LeavingCareRecord, PersonToRing
from placements.models import AdoptionOrder, Child, Deed
from reports.actions import publish_edition
from reports.models import Edition
from sufficiency.core.access import Role
from sufficiency.core.models import FileRequest
from sufficiency.exchange.models import LiveConflict
from tests.access_table import OF_A_CHILD, OF_A_YOUNG_PERSON, TABLE, State
from tests.exchange.uploading import ANOTHER, BACKWARDS, OPEN, applied, files, loaded
from tests.factories import ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.guards.canaries import Aviary, Canary
from tests.guards.reading import links_of
from tests.guards.scenes import IMMEDIATELY
from tests.people import signed_in
from tests.placements.beside_the_placement import beside
from tests.test_access_matrix import Cast, _close

# To which the return speaks, and the page that gives it back whole.
AS_AT = date(2023, 3, 31)
PARTS = {
    "exchange:return-export": {"year": 2023},
    "reports:indicator-children": {"key": "cla.number"},
}
ASKED = {"reports:indicator-children": "?on=2023-03-31", "reports:dashboard": "?on=2023-03-31"}
OF_YOUNG_PEOPLE = {name for name in TABLE if name.startswith("careleavers:")}
OF_BOTH = {"home", "work-list"}
# Of how many pages that a page leads to with a question in the address each is opened.
_FOLLOWED = 3


@dataclass(frozen=True)
class Visit:
    """One page as one person saw it."""

    name: str
    role: Role
    state: State
    answer: HttpResponse
    text: bytes


class Council:
    """Everybody, every state of a record, tokens everywhere."""

    def __init__(self) -> None:
        self.cast = Cast(*Role)
        self.aviary = Aviary()
        self._a_return()
        self._adopted()
        self._published()
        self._undone()
        self._young_people()
        self._answered()
        self._decided()
        self._returned_children()
        self.aviary.plant()
        self._children: dict[int, tuple[Role | None, State]] = {
            records.child.pk: key for key, records in self.cast.records.items()
        }
        self.clients = {role: signed_in(person) for role, person in self.cast.people.items()}

    def _a_return(self) -> None:
        """One that is applied and one that waits, with tokens for numbers and postcodes."""
        analyst = signed_in(self.cast.people[Role.ANALYST])
        self.told, tokens = [], []
        for row in (OPEN, ANOTHER, BACKWARDS):
            cells = row.split(",")
            new = [self.aviary.new(f"return.{name}") for name in ("CHILD", "HOME_POST", "PL_POST")]
            cells[0], cells[-3], cells[-2] = new
            self.told.append(",".join(cells))
            tokens.append(new)
        with override_settings(TASKS=IMMEDIATELY):
            applied(analyst, loaded(analyst, files(*self.told)))
            self.cast.council[State.OWN].load = loaded(analyst, files(*self.told))
        children = [Child.objects.get(number=number) for number, *_ in tokens]
        self._told_of = {
            token: child.pk for child, new in zip(children, tokens, strict=True) for token in new
        }
        # One that counts and one that was set aside. Nobody is on their lists.
        self._closed = {children[0].pk, children[2].pk}
        Child.objects.filter(pk__in=self._closed).update(is_restricted=True)

    def _adopted(self) -> None:
        """Placed with adopters, then adopted: where they live is nobody's to see."""
        child = ChildFactory(authority=self.cast.here)
        PlacementFactory(period=PeriodOfCareFactory(child=child), code="A5")
        AdoptionOrder.objects.create(child=child, as_at="2025-03-31", decided_on="2025-01-31")

    def _published(self) -> None:
        """A statement as it is really printed, of the day of the return."""
        self.cast.council[State.OWN].edition = publish_edition(
            authority=self.cast.here,
            kind=Edition.Kind.STATEMENT,
            as_at=AS_AT,
            audience=Edition.Audience.INTERNAL,
            by=self.cast.people[Role.ANALYST],
        )

    def _undone(self) -> None:
        """Half of the deeds, so that there is a reason to read."""
        Deed.objects.filter(child__in=[one.child.pk for one in self.cast.records.values()][::2]).update(
            undone_at=timezone.now(), undone_by=self.cast.decider, undone_because="x"
        )

    def _young_people(self) -> None:
        """Of everyone who is both a child and a young person, what people write down in words."""
        day, by = timezone.localdate(), self.cast.decider
        for records in self.cast.records.values():
            of: Any = {"child_id": records.child.pk, "entered_by": by}
            Contact.objects.create(on=day, kind="visit", outcome="seen", by=by, note="x", **of)
            Accommodation.objects.create(dates=(day, None), kind="B", is_suitable=False, why="x", **of)
            PersonToRing.objects.create(relation="family", name="x", telephone="07700 900125", **of)
            LeavingCareRecord.objects.create(
                child_id=records.child.pk,
                category="eligible",
                category_source="x",
                category_said_on=day,
                category_said_by=by,
            )

    def _answered(self) -> None:
        """Questions about half of the children, so that there is an answer to read and one to be given."""
        asked = [records.question.pk for records in self.cast.records.values()][::2]
        LiveConflict.objects.filter(pk__in=asked).update(
            answer="ours", note="x", answered_by=self.cast.decider, answered_at=timezone.now()
        )

    def _decided(self) -> None:
        """Half of the files that were asked for by the cast are refused, so that there is a note to read."""
        asked = FileRequest.objects.exclude(asked_by=self.cast.decider).order_by("pk")
        FileRequest.objects.filter(pk__in=[one.pk for one in asked][::2]).update(
            decision="refused", note="x", decided_by=self.cast.decider, decided_at=timezone.now()
        )

    def _returned_children(self) -> None:
        """Those of the return too have what the cast's have: a closed one among them."""
        for child in Child.objects.filter(pk__in=set(self._told_of.values())):
            beside(child, self.cast.decider, today=timezone.localdate())

    def visits(self, *, every: bool) -> Iterator[Visit]:
        """Every page by everybody in every state of its record, and what its links ask of pages.

        Not `every`: by the one of those who may whose turn it is, so that each role comes to some pages.
        """
        for turn, (name, row) in enumerate(TABLE.items()):
            if "GET" not in row.ways:
                continue
            row = replace(row, parts={**row.parts, **PARTS.get(name, {})})
            may = sorted(row.ways["GET"])
            some = {may[turn % len(may)]} if may else set()
            for role in Role if every else some:
                for state in row.found or (State.OWN,):
                    address = self.cast.address(name, row, role, state) + ASKED.get(name, "")
                    yield from self.visit(role, state, address, follow=every)

    def visit(self, role: Role, state: State, address: str, *, follow: bool) -> Iterator[Visit]:
        client = self.clients[role]
        answer = client.get(address)
        name = resolve(address.partition("?")[0]).view_name
        text = content_of(answer)
        yield Visit(name, role, state, answer, text)
        if not follow or answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return
        asked = [link for link in links_of(text.decode()) if "?" in link and "://" not in link]
        for link in list(dict.fromkeys(asked))[:_FOLLOWED]:
            whole = f"{address}{link}" if link.startswith("?") else link
            try:
                leads_to = resolve(whole.partition("?")[0]).view_name
            except Resolver404:
                continue
            again = client.get(whole)
            yield Visit(leads_to, role, state, again, content_of(again))

    def is_theirs(self, canary: Canary, role: Role, page: str) -> bool:
        """Whether the record that the token is of is open to the role's person on the page, by the table of access."""
        child = self._told_of.get(canary.token) or _child_of(canary)
        if child is None:
            return _authority_of(canary) in (None, self.cast.here.pk)
        owner, state = self._children.get(child, (None, State.ANOTHERS))
        if child in self._closed:
            return False
        if owner != role and state in (State.OWN, State.CONNECTED):
            state = State.ANOTHERS
        # A page for those who keep young people's records opens those alone to them.
        if page in OF_YOUNG_PEOPLE:
            return role in OF_A_YOUNG_PERSON[state]
        return role in OF_A_CHILD[state] or (page in OF_BOTH and role in OF_A_YOUNG_PERSON[state])


def content_of(answer: HttpResponse) -> bytes:
    body = answer.getvalue()  # type: ignore[attr-defined]
    if answer.streaming:
        _close(answer)
    return "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode() + b"\n\n" + body


def _row(canary: Canary) -> Any:
    app, model, _ = canary.field.split(".")
    return apps.get_model(app, model)._base_manager.filter(pk=canary.key).first()


def _child_of(canary: Canary) -> int | None:
    if canary.field.count(".") != 2:
        return None
    row = _row(canary)
    if isinstance(row, Child):
        return row.pk
    return getattr(row, "child_id", None)


def _authority_of(canary: Canary) -> int | None:
    if canary.field.count(".") != 2:
        return None
    row = _row(canary)
    for path in (
        "authority_id",
        "household.authority_id",
        "of_return.authority_id",
        "file.of_return.authority_id",
    ):
        found: Any = row
        for part in path.split("."):
            found = getattr(found, part, None)
        if found is not None:
            return found
    return None
