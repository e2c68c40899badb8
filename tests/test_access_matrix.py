"""Every address × every role and a stranger × every state of its record × every method, against one table."""

from __future__ import annotations

from datetime import date, timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careleavers.models import PersonToRing
from carers.models import Carer, Hold, HouseholdReview
from placements.models import (
    AccessProposal,
    Allocation,
    Child,
    Connection,
    Deed,
    HandoverNote,
    KnownChange,
    Notice,
    Opening,
    RestrictedGrant,
)
from reports.document import HeadForm, Table
from reports.editions import table_json
from reports.frozen import document_json
from reports.models import (
    Clearance,
    Consultation,
    DisclosureOverride,
    DocumentTemplate,
    Draft,
    DraftSection,
    Edition,
    SectionComment,
)
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, Authority, FileRequest, User
from sufficiency.core.periods import months_before
from sufficiency.exchange.models import Import, LiveConflict, Return
from sufficiency.operations.models import Certificate, LegalHold, Proposal
from tests.access_table import TABLE, Row, State
from tests.addresses import every_address
from tests.factories import AuthorityFactory, ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.forecasting.pages.council import a_forecast, a_scenario, a_trial, an_issued_forecast
from tests.forecasting.pages.pricing import a_budget, a_price
from tests.people import newcomer, signed_in, someone
from tests.placements.beside_the_placement import beside
from tests.placements.homes_of_providers import a_home_with_a_child
from tests.placements.people_and_homes import household
from tests.reports import papers
from tests.reports.keeping import (
    a_body,
    a_context_figure,
    a_meeting,
    a_planned_action,
    a_statement,
    a_template,
    a_test_of_guidance,
)

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(name for name, _ in every_address()) == sorted(TABLE)


class Cast:
    """One person a role, for each of them a record in every state, and everything that a council has."""

    def __init__(self, *roles: Role) -> None:
        self.here = AuthorityFactory()
        self.there = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
        self.decider = someone(self.here, Role.PLACEMENT_MANAGER)
        self.people = {role: someone(self.here, role) for role in roles}
        self.cookies = {role: signed_in(person).cookies.output() for role, person in self.people.items()}
        self.council = {State.OWN: _of_a_council(self.here), State.ELSEWHERE: _of_a_council(self.there)}
        self.returns = {one: _return(one) for one in (self.here, self.there)}
        self.records = {
            (role, state): self._of_a_child(person, state)
            for role, person in self.people.items()
            for state in State
        }

    def _of_a_child(self, person: User, state: State) -> SimpleNamespace:
        today, now = timezone.localdate(), timezone.now()
        # Seventeen and in care: a child and a young person in one.
        child = ChildFactory(
            authority=self.there if state is State.ELSEWHERE else self.here,
            date_of_birth=months_before(today, 17 * 12),
        )
        child.refresh_from_db()
        if state is not State.ANOTHERS:
            Allocation.objects.create(child=child, worker=person, dates=(today, None))
        if state is State.RESTRICTED:
            Child.objects.filter(pk=child.pk).update(is_restricted=True)
        if state is State.CONNECTED:
            RestrictedGrant.objects.create(
                child=child, user=person, expires_on=today, granted_by=self.decider
            )
            Opening.objects.create(
                child=child,
                person=person,
                ground="safety",
                what_happened="x",
                opened_at=now,
                until=now + HOUR,
            )
            Connection.objects.create(child=child, person=person, nature="family", recorded_by=self.decider)
        proposal = AccessProposal.objects.create(
            child=child, kind="restrict", ground="risk", person=self.decider, proposed_by=self.decider
        )
        # Long over, so that it opens nothing.
        then = now - timedelta(days=1)
        opening = Opening.objects.create(
            child=child,
            person=person if state in (State.OWN, State.CONNECTED) else self.decider,
            ground="safety",
            what_happened="x",
            opened_at=then,
            until=then + HOUR,
        )
        deed = Deed.objects.create(
            child=child, kind="away", happened_on=today, version_before=0, version_after=0, by=self.decider
        )
        notice = Notice.objects.create(child=child, deed=deed, to="x", source="x", due_on=today)
        placement = PlacementFactory(period=PeriodOfCareFactory(child=child))
        ringing = PersonToRing.objects.create(
            child_id=child.pk, relation="self", telephone="07700 900123", entered_by=self.decider
        )
        change = KnownChange.objects.create(
            authority=child.authority,
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
        question = LiveConflict.objects.create(
            authority=child.authority,
            of_return=self.returns[child.authority],
            child=child,
            timeline="placement",
            starts_on=today,
            field="code",
            ours="U6",
            theirs="K2",
            choice="ask",
            settled_by=self.decider,
            settled_at=now,
        )
        file_request = FileRequest.objects.create(
            authority=child.authority,
            of="children",
            chosen={"of": child.pk},
            rows=51,
            reason="x",
            asked_by=person if state is State.OWN else self.decider,
        )
        family = beside(child, self.decider, today=today)
        for made in (*family.values(), deed, notice, placement, ringing, change, question, file_request):
            made.refresh_from_db()
        return SimpleNamespace(
            child=child,
            proposal=proposal,
            opening=opening,
            deed=deed,
            notice=notice,
            placement=placement,
            ringing=ringing,
            change=change,
            question=question,
            file_request=file_request,
            **family,
        )

    def address(self, name: str, row: Row, role: Role, state: State) -> str:
        parts: dict[str, object] = dict(row.parts)
        if row.of:
            records = self.council[state] if State.ANOTHERS not in row.found else self.records[role, state]
            parts["public_id"] = getattr(records, row.of).public_id
        return reverse(name, kwargs=parts)

    def client(self, role: Role | None) -> Client:
        client = Client(raise_request_exception=True)
        if role is not None:
            client.cookies = SimpleCookie(self.cookies[role].replace("Set-Cookie: ", ""))
        return client


HOUR = timedelta(hours=1)


def _of_a_council(authority: Authority) -> SimpleNamespace:
    """A record of each kind that belongs to the council itself."""
    home = household(authority)
    person = someone(authority, Role.ANALYST)
    destruction = Proposal.objects.create(
        authority=authority,
        as_at=timezone.localdate(),
        status="done",
        proposed_by=person,
        decided_by=newcomer(),
        decided_at=timezone.now(),
    )
    User.objects.filter(pk=person.pk).update(kept_by=authority)
    day = timezone.localdate()
    forecast = a_forecast(authority, person, extract_on=day, months=12)
    scenario = a_scenario(authority, person)
    return SimpleNamespace(
        forecast=forecast,
        scenario=scenario,
        lever=scenario.levers.get(),
        trial=a_trial(scenario, forecast, person),
        trial_under_way=a_trial(scenario, forecast, person, under_way=True),
        forecast_under_way=a_forecast(authority, person, extract_on=day - timedelta(days=1), under_way=True),
        price=a_price(authority, person),
        budget=a_budget(authority, person),
        issued=an_issued_forecast(authority, person),
        edition=_edition(authority),
        **_draft(authority),
        template=a_template(authority),
        context_figure=a_context_figure(authority, person),
        planned_action=a_planned_action(authority, person),
        statement=a_statement(authority, person),
        body=a_body(authority, person),
        meeting=a_meeting(authority, person),
        guidance=a_test_of_guidance(),
        load=_load(authority),
        household=home,
        home=a_home_with_a_child(authority),
        note=HandoverNote.objects.create(
            authority=authority,
            text="x",
            written_by=newcomer(),
            written_at=timezone.now(),
            until=timezone.now() + HOUR,
        ),
        carer=Carer.objects.create(
            household=home, first_name="Ada", last_name="Invented", dates=home.approved
        ),
        hold=Hold.objects.create(household=home, dates=home.approved, reason="holiday"),
        review=HouseholdReview.objects.create(household=home, due_on=timezone.localdate()),
        person=person,
        request=AccessRequest.objects.create(
            user=person, authority=authority, kind="second_factor", asked_by=newcomer()
        ),
        destruction=destruction,
        certificate=Certificate.objects.create(
            authority=authority,
            proposal=destruction,
            number=1,
            carried_out_by=person,
            records={},
            rows={},
            sha256="0" * 64,
        ),
        legal_hold=LegalHold.objects.create(
            authority=authority,
            covers="kind",
            subject="household",
            why="court",
            reference="C1",
            dates=home.approved,
            placed_by=person,
        ),
    )


def _draft(authority: Authority) -> dict[str, Any]:
    """A document in clearance, one section of it, a comment, a clearance, and an entry of its log."""
    template, _ = DocumentTemplate.objects.get_or_create(
        identifier="short", authority=None, defaults={"name": "Short", "kind": "statement", "title": "Short"}
    )
    draft = Draft.objects.create(
        authority=authority,
        template=template,
        title="Short",
        as_at=date(2013, 3, 31),
        audience="public",
        status="clearance",
        begun_by=newcomer(),
    )
    section = DraftSection.objects.create(draft=draft, key="one", order=1, title="One")
    comment = SectionComment.objects.create(section=section, text="x", by=newcomer())
    override = DisclosureOverride.objects.create(
        draft=draft,
        key="cla.number",
        as_at=draft.as_at,
        part="count",
        reason="x",
        asked_by=newcomer(),
    )
    clearance = Clearance.objects.create(
        draft=draft,
        office="legal",
        name="A. Officer",
        on=date(2013, 4, 2),
        of_text="0" * 64,
        entered_by=newcomer(),
    )
    consultation = Consultation.objects.create(
        draft=draft, whom="Carers", how="A meeting", on=date(2013, 4, 2), entered_by=newcomer()
    )
    return {
        "draft": draft,
        "section": section,
        "comment": comment,
        "clearance": clearance,
        "consultation": consultation,
        "override": override,
    }


def _edition(authority: Authority) -> Edition:
    return Edition.objects.create(
        content=document_json(papers.cabinet(HeadForm.COUNCIL_2020)),
        authority=authority,
        kind=Edition.Kind.STATEMENT,
        as_at=date(2013, 3, 31),
        audience=Edition.Audience.PUBLIC,
        number=1,
        title="Sufficiency statement at 31 March 2013",
        status=Edition.Status.ISSUED,
        made_at=timezone.now(),
        made_by=newcomer(),
        pdf=b"%PDF-1.7",
        sha256="0" * 64,
        pages=1,
        exempt_pdf=b"%PDF-1.7",
        tables=[table_json(Table("table-1", "Table 1", "Children", (), (), (), "Made up", "2013-03-31"))],
    )


def _return(authority: Authority) -> Return:
    return Return.objects.create(
        authority=authority, year=2026, as_at=date(2026, 3, 31), batch=_load(authority), is_current=False
    )


def _load(authority: Authority) -> Import:
    return Import.objects.create(authority=authority, status=Import.Status.READY, by=newcomer())


def _close(answer) -> None:
    """Let go of files, and keep the connection that the test stands on."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)


def outcome(client: Client, method: str, address: str, body: dict) -> str:
    """What came of it, in a word; nothing of it stays."""
    place = transaction.savepoint()
    try:
        answer = client.generic(method, address) if method != "POST" else client.post(address, body)
        _close(answer)
    finally:
        transaction.savepoint_rollback(place)
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in/"):
        return "sign in"
    refusals = {403: "refused", 404: "not found", 405: "no such method"}
    if answer.status_code in refusals and not (body and answer.status_code == 404):
        return refusals[answer.status_code]
    return "in" if answer.status_code < 400 or answer.status_code in (400, 409) else str(answer.status_code)


def expected(row: Row, role: Role | None, state: State, method: str) -> str:
    if role is None and not row.is_open:
        return "sign in"
    if method not in row.ways:
        return "no such method"
    if role is None:
        return row.leads_to
    if role not in row.ways[method]:
        return "refused"
    if row.of and role not in row.found[state]:
        return "not found"
    return "refused" if (method, state) in row.refused else row.leads_to


def methods(row: Row, role: Role | None, state: State) -> list[str]:
    """What is asked. That there is no such method is settled before role and record, so one role asks it once."""
    if state is not State.OWN:
        return [method for method in METHODS if method in row.ways and method != "HEAD"]
    if role in (None, Role.ANALYST) and not row.is_open:
        return list(METHODS)
    return [method for method in METHODS if method in row.ways]


@pytest.fixture
def nothing_drawn(monkeypatch, caplog, settings):
    """Who may is settled before a page is drawn, and drawing takes most of the time; sessions and refusals next."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    monkeypatch.setattr("sufficiency.core.access_log.refused", lambda *_, **__: None)
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_, **__: "")
    caplog.set_level("CRITICAL", logger="django.request")


def asked_by(role: Role | None) -> list[tuple[str, State, str]]:
    """Every address, state and method that the matrix asks of a role; of a stranger where it is None."""
    return [
        (name, state, method)
        for name, row in TABLE.items()
        for state in row.found or (State.OWN,)
        for method in methods(row, role, state)
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "stranger")
def test_every_address_opens_to_whom_the_table_says_and_to_nobody_else(role):
    cast, wrong = Cast(role or Role.ANALYST), []
    asked = asked_by(role)
    for name, state, method in asked:
        row = TABLE[name]
        address = cast.address(name, row, role or Role.ANALYST, state)
        found = outcome(cast.client(role), method, address, dict(row.body))
        if found != (right := expected(row, role, state, method)):
            wrong.append(f"{name} {method} {state}: {found}, not {right}")
    assert not wrong, f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong[:60])
    # A role that may do little is asked as often as one that may do much.
    assert len(asked) >= len(TABLE)


def test_the_matrix_asks_every_address_of_everybody():
    assert sum(len(asked_by(role)) for role in (None, *Role)) > 10_000
