"""Who may do what at every address: the one table that `test_access_matrix.py` walks the addresses against.

A row names, by method, the roles that may: from `PERMISSIONS`, never a list of its own. A method that a row does not
name is refused to everyone (405). `found` says, of pages of a record, in which state of the record who finds it;
whoever does not gets 404. A new address needs a row here, or the matrix fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils import timezone

from sufficiency.core.access import Action, Reach, Role, roles_allowed

Roles = frozenset[Role]
EVERYONE: Roles = frozenset(Role)
NOBODY: Roles = frozenset()


class State(StrEnum):
    """How the record in the address stands to the person who asks."""

    OWN = "own"  # allocated to them, made by them
    ANOTHERS = "another's"  # of their authority
    RESTRICTED = "restricted"  # and they are not on its list, though it is allocated to them
    CONNECTED = "connected"  # they are connected with the child, although on its list and having opened it
    ELSEWHERE = "elsewhere"  # of another authority


Found = Mapping[State, Roles]


@dataclass(frozen=True)
class Row:
    """One address. `ways` is who may, by method; `of` the kind of record that stands in it."""

    ways: Mapping[str, Roles]
    of: str = ""
    found: Found = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    # To those who have not signed in too.
    is_open: bool = False
    # Method and state in which even those are refused who may: nobody looks at what they did themselves.
    refused: frozenset[tuple[str, State]] = frozenset()
    # What those find who may, where the address is a step that another must come before.
    leads_to: str = "in"


def may(action: Action, at_least: Reach = Reach.AUTHORITY) -> Roles:
    """Roles that may do it with at least that reach."""
    return frozenset(roles_allowed(action, at_least=at_least))


def page(roles: Roles) -> dict[str, Roles]:
    return {"GET": roles, "HEAD": roles}


def form(roles: Roles) -> dict[str, Roles]:
    return {**page(roles), "POST": roles}


def deed(roles: Roles) -> dict[str, Roles]:
    return {"POST": roles}


FIGURES = may(Action.SEE_FIGURES)
DOCUMENTS = may(Action.SEE_DOCUMENTS)
WRITES = may(Action.WRITE_DOCUMENTS)
APPROVES = may(Action.APPROVE_DOCUMENTS)
RETURNS = may(Action.SEE_RETURNS)
LOADS = may(Action.LOAD_RETURNS)
TOLD_HOW_MANY = may(Action.SEE_EXPECTED_NUMBER)
FORECASTS = may(Action.MAKE_FORECASTS)
PRICES = may(Action.KEEP_PRICES)
AUDIT = may(Action.SEE_AUDIT)
RESTRICTS = may(Action.RESTRICT_RECORDS)
OPENS = may(Action.BREAK_GLASS)
SEES = may(Action.SEE_CHILDREN)
SEES_OWN = may(Action.SEE_CHILDREN, Reach.ALLOCATED)
LOOKED = may(Action.SEE_WHO_LOOKED)
PLACES = may(Action.RECORD_PLACEMENTS)
CORRECTS = may(Action.CORRECT_CHILDREN)
LINKS = may(Action.LINK_HOMES)
RECONCILES = may(Action.RECONCILE)
EXPECTS = may(Action.KEEP_KNOWN_CHANGES)
YOUNG = may(Action.SEE_YOUNG_PEOPLE)
YOUNG_OWN = may(Action.SEE_YOUNG_PEOPLE, Reach.ALLOCATED)
KEEPS_YOUNG = may(Action.KEEP_YOUNG_PEOPLE)
KEEPS_YOUNG_OWN = may(Action.KEEP_YOUNG_PEOPLE, Reach.ALLOCATED)
FAMILY_OWN = may(Action.SEE_FAMILY_TIME, Reach.ALLOCATED)
KEEPS_FAMILY_OWN = may(Action.KEEP_FAMILY_TIME, Reach.ALLOCATED)
REVEALS_OWN = may(Action.REVEAL_LOCATIONS_TO_AVOID, Reach.ALLOCATED)
HOMES = may(Action.SEE_HOMES)
KEEPS = may(Action.KEEP_CARER_RECORDS)
KEEPS_HOMES = may(Action.KEEP_HOMES)
MANAGES = may(Action.MANAGE_USERS)
CONFIRMS = may(Action.CONFIRM_ACCESS)
TAKES_NAMES = may(Action.EXPORT_NAMES)
TAKES_NAMES_OWN = may(Action.EXPORT_NAMES, Reach.ALLOCATED)

# Records of a council: there for everyone who works there.
OF_THE_COUNCIL: Found = {State.OWN: EVERYONE, State.ELSEWHERE: NOBODY}
# A document in clearance: of those who write it and those who clear it.
OF_A_DRAFT: Found = {
    State.OWN: may(Action.WRITE_DOCUMENTS) | may(Action.CLEAR_DOCUMENTS),
    State.ELSEWHERE: NOBODY,
}
# The exempt part of an edition: of those who write documents and those who see exact figures.
OF_AN_EXEMPT_PART: Found = {
    State.OWN: may(Action.WRITE_DOCUMENTS) | may(Action.SEE_FIGURES),
    State.ELSEWHERE: NOBODY,
}
# The record of a child.
OF_A_CHILD: Found = {
    State.OWN: SEES_OWN,
    State.ANOTHERS: SEES,
    State.RESTRICTED: NOBODY,
    State.CONNECTED: NOBODY,
    State.ELSEWHERE: NOBODY,
}
# The same child at 17: a young person too.
OF_A_YOUNG_PERSON: Found = {**OF_A_CHILD, State.OWN: YOUNG_OWN, State.ANOTHERS: YOUNG}
# What is decided about access to it.
OF_A_DECISION: Found = {**OF_A_CHILD, State.OWN: RESTRICTS, State.ANOTHERS: RESTRICTS}
# The auditor sees who looked at a record that nobody else may know of; the record itself they do not see.
OF_ITS_TRAIL: Found = {
    **OF_A_CHILD,
    State.OWN: SEES_OWN | AUDIT,
    State.ANOTHERS: SEES | AUDIT,
    State.RESTRICTED: AUDIT,
}
# Managers are told of every opening, of restricted records too; the page does not say of which.
OF_AN_OPENING: Found = {
    State.OWN: EVERYONE,
    State.ANOTHERS: RESTRICTS | AUDIT,
    State.RESTRICTED: RESTRICTS | AUDIT,
    State.CONNECTED: NOBODY,
    State.ELSEWHERE: NOBODY,
}
# A file with names: of who asked for it, and of those who decide.
OF_A_FILE: Found = {
    State.OWN: TAKES_NAMES_OWN | CONFIRMS,
    State.ANOTHERS: CONFIRMS,
    State.ELSEWHERE: NOBODY,
}
SETTINGS = may(Action.SEE_SETTINGS)
RETAINS = may(Action.KEEP_RETENTION)
KEY = {"key": "cla.number"}

TABLE: dict[str, Row] = {
    # The frame
    "home": Row(page(EVERYONE)),
    "work-list": Row(page(SEES_OWN), parts={"name": "waiting"}),
    "sign-in": Row(form(EVERYONE), is_open=True),
    **{
        name: Row(form(EVERYONE), is_open=True, leads_to="sign in")
        for name in ("sign-in-code", "sign-in-recovery-code", "sign-in-set-up")
    },
    **{
        name: Row(page(EVERYONE), is_open=True, leads_to="sign in")
        for name in ("openid-start", "openid-back")
    },
    "choose-password": Row(
        form(EVERYONE),
        is_open=True,
        parts={"public_id": "00000000-0000-4000-8000-000000000000", "token": "spent"},
        leads_to="410",
    ),
    "account": Row(page(EVERYONE)),
    "account-password": Row(form(EVERYONE)),
    "account-recovery-codes": Row(form(EVERYONE)),
    "account-app": Row(form(EVERYONE)),
    "account-confirm": Row(form(EVERYONE)),
    "session-remaining": Row(page(EVERYONE)),
    "session-stay": Row(deed(EVERYONE)),
    "kept-form": Row(form(EVERYONE)),
    "sign-out": Row({"POST": EVERYONE, "OPTIONS": EVERYONE}),
    "signed-out": Row(page(EVERYONE), is_open=True),
    "admin": Row(page(EVERYONE)),
    "search": Row(form(SEES_OWN | YOUNG_OWN | HOMES)),
    "authority-choice": Row(form(EVERYONE), body={"authority": "E06000045"}),
    "accessibility": Row(page(EVERYONE), is_open=True),
    "healthz": Row(page(EVERYONE), is_open=True),
    "readyz": Row(page(EVERYONE), is_open=True),
    # People
    "people:person-list": Row(page(MANAGES)),
    "people:person-new": Row(form(MANAGES)),
    "people:person": Row(page(MANAGES), of="person", found=OF_THE_COUNCIL),
    **{
        f"people:{name}": Row(form(MANAGES), of="person", found=OF_THE_COUNCIL)
        for name in ["role-new", "disable", "enable", "password-link", "remove-app", "identity"]
    },
    "people:role-end": Row(
        form(MANAGES), of="person", found=OF_THE_COUNCIL, parts={"role": Role.ANALYST.value}
    ),
    "people:request-list": Row(page(CONFIRMS)),
    "people:request": Row(form(CONFIRMS), of="request", found=OF_THE_COUNCIL),
    # Files with names
    "files:request-list": Row(page(TAKES_NAMES_OWN | CONFIRMS)),
    "files:request": Row(
        {**page(TAKES_NAMES_OWN | CONFIRMS), "POST": CONFIRMS},
        of="file_request",
        found=OF_A_FILE,
        refused=frozenset({("POST", State.OWN)}),
    ),
    # The audit trail
    "audit:event-list": Row(page(AUDIT)),
    "audit:event-csv": Row(page(AUDIT)),
    "audit:record": Row(page(AUDIT), of="child", found=dict.fromkeys(State, EVERYONE)),
    "audit:role-list": Row(page(AUDIT)),
    "audit:checks": Row(form(AUDIT)),
    # Access to records
    "access:closed-list": Row(form(RESTRICTS | AUDIT)),
    "access:proposal-detail": Row(form(RESTRICTS), of="proposal", found=OF_A_DECISION),
    "access:break-glass": Row(form(OPENS)),
    "access:opening-list": Row(page(RESTRICTS | AUDIT)),
    "access:opening-detail": Row(
        form(OPENS | RESTRICTS | AUDIT),
        of="opening",
        found=OF_AN_OPENING,
        refused=frozenset({("POST", State.OWN)}),
    ),
    "access:child-access": Row(page(RESTRICTS), of="child", found=OF_A_DECISION),
    "access:child-propose": Row(form(RESTRICTS), of="child", found=OF_A_DECISION),
    "access:child-connect": Row(form(RESTRICTS), of="child", found=OF_A_DECISION),
    "access:child-who-looked": Row(page(LOOKED), of="child", found=OF_ITS_TRAIL),
    "access:emergency-summary": Row(deed(SEES_OWN), of="child", found=OF_A_CHILD),
    # The placement desk
    "placements:child-list": Row(page(SEES_OWN)),
    "placements:child-list-ask": Row(form(SEES_OWN & TAKES_NAMES_OWN)),
    "placements:child-search": Row(deed(SEES_OWN)),
    "placements:child-new": Row(form(PLACES)),
    "placements:child-detail": Row(page(SEES_OWN), of="child", found=OF_A_CHILD),
    **{
        f"placements:child-{name}": Row(form(PLACES), of="child", found=OF_A_CHILD)
        for name in [
            "start",
            "place",
            "move",
            "end",
            "end-placement",
            "legal-status",
            "away",
            "back",
            "siblings",
        ]
    },
    "placements:child-number": Row(form(CORRECTS), of="child", found=OF_A_CHILD),
    "placements:child-merge": Row(form(CORRECTS), of="child", found=OF_A_CHILD),
    **{
        f"placements:child-{name}": Row(page(FAMILY_OWN), of="child", found=OF_A_CHILD)
        for name in ["family-time", "life-story"]
    },
    **{
        f"placements:child-{name}-new": Row(form(KEEPS_FAMILY_OWN), of="child", found=OF_A_CHILD)
        for name in ["family-time", "near", "avoid", "life-story"]
    },
    **{
        f"placements:child-family-time-{name}": Row(
            form(KEEPS_FAMILY_OWN), of="family_time", found=OF_A_CHILD
        )
        for name in ["change", "end"]
    },
    **{
        f"placements:child-near-{name}": Row(form(KEEPS_FAMILY_OWN), of="near", found=OF_A_CHILD)
        for name in ["change", "end"]
    },
    "placements:child-avoid-reveal": Row(form(REVEALS_OWN), of="child", found=OF_A_CHILD),
    "placements:child-avoid-end": Row(form(REVEALS_OWN), of="to_avoid", found=OF_A_CHILD),
    "placements:child-life-story-withdraw": Row(form(KEEPS_FAMILY_OWN), of="life_step", found=OF_A_CHILD),
    "placements:child-life-stories": Row(page(may(Action.SEE_FAMILY_TIME))),
    "placements:link-list": Row(form(LINKS)),
    # A placement that waits no longer, or is not theirs to see, leads back to the list.
    "placements:link-place": Row(form(LINKS), of="placement", found=dict.fromkeys(State, EVERYONE)),
    "placements:handover-list": Row(page(SEES)),
    "placements:handover-new": Row(form(PLACES)),
    "placements:handover-read": Row(deed(SEES), of="note", found=OF_THE_COUNCIL),
    "placements:deed-detail": Row(page(SEES_OWN), of="deed", found=OF_A_CHILD),
    "placements:deed-undo": Row(form(PLACES), of="deed", found=OF_A_CHILD),
    "placements:notice-sent": Row(deed(PLACES), of="notice", found=OF_A_CHILD),
    # Carer records
    "carers:household-list": Row(page(HOMES)),
    "carers:household-list-ask": Row(form(HOMES & TAKES_NAMES)),
    "carers:household-new": Row(form(KEEPS)),
    "carers:upload-new": Row(form(KEEPS)),
    "carers:upload-template": Row(page(KEEPS)),
    "carers:upload-apply": Row(deed(KEEPS)),
    "carers:review-list": Row(page(HOMES)),
    "carers:check-list": Row(page(KEEPS)),
    "carers:review-record": Row(form(KEEPS), of="review", found=OF_THE_COUNCIL),
    "carers:carer-change": Row(form(KEEPS), of="carer", found=OF_THE_COUNCIL),
    "carers:hold-release": Row(form(KEEPS), of="hold", found=OF_THE_COUNCIL),
    "carers:household-detail": Row(page(HOMES), of="household", found=OF_THE_COUNCIL),
    "carers:household-place": Row(page(PLACES), of="household", found=OF_THE_COUNCIL),
    **{
        f"carers:{name}": Row(form(KEEPS), of="household", found=OF_THE_COUNCIL)
        for name in (
            [
                "details-change",
                "carer-new",
                "terms-change",
                "approval-end",
                "hold-new",
                "check-new",
                "address-change",
            ]
        )
    },
    "carers:vacancy-confirm": Row(form(KEEPS | PLACES), of="household", found=OF_THE_COUNCIL),
    "carers:address-reveal": Row(form(may(Action.REVEAL_ADDRESSES)), of="household", found=OF_THE_COUNCIL),
    # Providers' homes: of a council that placed a child there
    "carers:provider-list": Row(page(HOMES)),
    "carers:provider-new": Row(form(KEEPS_HOMES)),
    "carers:provider-detail": Row(page(HOMES), of="home", found=OF_THE_COUNCIL),
    "carers:provider-change": Row(form(KEEPS_HOMES), of="home", found=OF_THE_COUNCIL),
    # Young people
    "careleavers:young-people": Row(page(YOUNG_OWN)),
    "careleavers:young-people-ask": Row(form(YOUNG_OWN & TAKES_NAMES_OWN)),
    "careleavers:young-person": Row(page(YOUNG_OWN), of="child", found=OF_A_YOUNG_PERSON),
    **{
        f"careleavers:{name}": Row(form(KEEPS_YOUNG_OWN), of="child", found=OF_A_YOUNG_PERSON)
        for name in ["visit", "accommodation", "activity", "plan", "category", "to-ring"]
    },
    "careleavers:document": Row(
        form(KEEPS_YOUNG_OWN), of="child", found=OF_A_YOUNG_PERSON, parts={"kind": "passport"}
    ),
    "careleavers:adviser": Row(form(KEEPS_YOUNG), of="child", found=OF_A_YOUNG_PERSON),
    "careleavers:to-ring-remove": Row(form(KEEPS_YOUNG_OWN), of="ringing", found=OF_A_YOUNG_PERSON),
    # Who leaves when
    "expected:who-leaves-when": Row(page(SEES)),
    "expected:late": Row(page(SEES)),
    "expected:month": Row(page(SEES), parts={"month": f"{timezone.localdate():%Y-%m}", "part": "leaving"}),
    "expected:leaving-new": Row(form(EXPECTS)),
    "expected:arrival-new": Row(form(EXPECTS)),
    "expected:withdraw": Row(form(EXPECTS), of="change", found=OF_A_CHILD),
    # Running the service
    "operations:settings": Row(page(SETTINGS)),
    "operations:health": Row(page(SETTINGS)),
    "operations:due-list": Row(page(RETAINS)),
    "operations:rule-list": Row(page(RETAINS)),
    "operations:propose": Row(deed(RETAINS)),
    "operations:hold-list": Row(page(RETAINS)),
    "operations:hold-new": Row(form(RETAINS)),
    "operations:hold-release": Row(form(RETAINS), of="legal_hold", found=OF_THE_COUNCIL),
    "operations:proposal-detail": Row(form(RETAINS), of="destruction", found=OF_THE_COUNCIL),
    "operations:certificate-detail": Row(page(RETAINS), of="certificate", found=OF_THE_COUNCIL),
    "operations:certificate-ids": Row(page(RETAINS), of="certificate", found=OF_THE_COUNCIL),
    # Returns
    "exchange:import-list": Row(page(RETURNS)),
    "exchange:import-load": Row(form(LOADS)),
    "exchange:return-export": Row(page(may(Action.EXPORT_RETURNS)), parts={"year": "2013"}),
    "exchange:import-detail": Row(page(RETURNS), of="load", found=OF_THE_COUNCIL),
    "exchange:import-apply": Row(deed(LOADS), of="load", found=OF_THE_COUNCIL),
    "exchange:import-progress": Row(page(RETURNS), of="load", found=OF_THE_COUNCIL),
    "exchange:import-undo": Row(form(LOADS), of="load", found=OF_THE_COUNCIL),
    "exchange:import-discard": Row(form(LOADS), of="load", found=OF_THE_COUNCIL),
    "exchange:set-aside-csv": Row(page(RETURNS), of="load", found=OF_THE_COUNCIL),
    "exchange:queries-csv": Row(page(RETURNS), of="load", found=OF_THE_COUNCIL),
    # The record elsewhere
    "reconciliation:difference-list": Row(page(RECONCILES)),
    "reconciliation:difference-csv": Row(page(RECONCILES)),
    # With nothing chosen there is nothing to settle, and the list is shown.
    "reconciliation:settle": Row(form(RECONCILES)),
    # A question is its child's worker's, whatever else they may see.
    "reconciliation:answer": Row(form(SEES_OWN), of="question", found={**OF_A_CHILD, State.ANOTHERS: NOBODY}),
    "reconciliation:nightly": Row(page(RETURNS)),
    "reconciliation:owners": Row(form(may(Action.KEEP_FIELD_OWNERS))),
    # Forecasts
    "forecasting:overview": Row(page(TOLD_HOW_MANY)),
    "forecasting:new": Row(form(FORECASTS)),
    **{
        f"forecasting:{name}": Row(page(FIGURES), of="forecast", found=OF_THE_COUNCIL)
        for name in [
            *("overview-of", "progress", "age", "placement", "leavers", "cost", "homes", "backtest", "used"),
            *("figures-csv", "cost-csv", "planner"),
        ]
    },
    "forecasting:earlier": Row(page(FIGURES)),
    "forecasting:issued-list": Row(page(FIGURES)),
    "forecasting:issued-detail": Row(page(FIGURES), of="issued", found=OF_THE_COUNCIL),
    "forecasting:issued-csv": Row(page(FIGURES), of="issued", found=OF_THE_COUNCIL),
    "forecasting:issued-withdraw": Row(form(FORECASTS), of="issued", found=OF_THE_COUNCIL),
    "forecasting:issue": Row(form(FORECASTS), of="forecast", found=OF_THE_COUNCIL),
    "forecasting:cancel": Row(form(FORECASTS), of="forecast_under_way", found=OF_THE_COUNCIL),
    "forecasting:prices": Row(page(FIGURES)),
    "forecasting:price-new": Row(form(PRICES)),
    "forecasting:price-correct": Row(form(PRICES), of="price", found=OF_THE_COUNCIL),
    "forecasting:price-end": Row(form(PRICES), of="price", found=OF_THE_COUNCIL),
    "forecasting:budget-new": Row(form(PRICES)),
    "forecasting:budget-correct": Row(form(PRICES), of="budget", found=OF_THE_COUNCIL),
    "forecasting:scenarios": Row(page(FIGURES)),
    "forecasting:compare": Row(page(FIGURES)),
    "forecasting:scenario-new": Row(form(FORECASTS)),
    "forecasting:scenario": Row(page(FIGURES), of="scenario", found=OF_THE_COUNCIL),
    "forecasting:lever-choose": Row(page(FORECASTS), of="scenario", found=OF_THE_COUNCIL),
    "forecasting:lever-new": Row(
        form(FORECASTS), of="scenario", found=OF_THE_COUNCIL, parts={"kind": "entries"}
    ),
    **{
        f"forecasting:{name}": Row(form(FORECASTS), of="scenario", found=OF_THE_COUNCIL)
        for name in ["scenario-edit", "scenario-copy", "scenario-delete", "trial-new"]
    },
    **{
        f"forecasting:{name}": Row(form(FORECASTS), of="lever", found=OF_THE_COUNCIL)
        for name in ["lever-change", "lever-out"]
    },
    **{
        f"forecasting:{name}": Row(page(FIGURES), of="trial", found=OF_THE_COUNCIL)
        for name in ["trial", "trial-progress", "trial-csv"]
    },
    "forecasting:trial-cancel": Row(form(FORECASTS), of="trial_under_way", found=OF_THE_COUNCIL),
    # Figures and documents
    "reports:dashboard": Row(page(FIGURES)),
    "reports:measurement-csv": Row(page(FIGURES)),
    "reports:indicator-list": Row(page(FIGURES)),
    "reports:indicator-detail": Row(page(FIGURES), parts=KEY),
    "reports:indicator-csv": Row(page(FIGURES), parts=KEY),
    "reports:indicator-children": Row(page(FIGURES & SEES_OWN), parts=KEY),
    "reports:target-set": Row(form(may(Action.SET_TARGETS)), parts=KEY),
    "reports:definition-list": Row(page(EVERYONE)),
    "reports:comparison": Row(page(FIGURES)),
    "reports:conflict-list": Row(page(may(Action.SEE_CONFLICTS))),
    "reports:context-list": Row(page(FIGURES)),
    "reports:context-new": Row(form(may(Action.WRITE_DOCUMENTS))),
    "reports:context-file": Row(form(may(Action.WRITE_DOCUMENTS))),
    "reports:context-file-empty": Row(page(may(Action.WRITE_DOCUMENTS))),
    "reports:context-file-apply": Row(deed(may(Action.WRITE_DOCUMENTS))),
    "reports:context-change": Row(
        form(may(Action.WRITE_DOCUMENTS)), of="context_figure", found=OF_THE_COUNCIL
    ),
    "reports:plan": Row(page(FIGURES)),
    "reports:plan-statements": Row(page(FIGURES)),
    "reports:action-new": Row(form(may(Action.SET_TARGETS))),
    "reports:statement-new": Row(form(may(Action.SET_TARGETS))),
    "reports:statement-change": Row(form(may(Action.SET_TARGETS)), of="statement", found=OF_THE_COUNCIL),
    "reports:body-new": Row(form(may(Action.SET_TARGETS))),
    "reports:body-change": Row(form(may(Action.SET_TARGETS)), of="body", found=OF_THE_COUNCIL),
    "reports:meeting-change": Row(form(may(Action.SET_TARGETS)), of="meeting", found=OF_THE_COUNCIL),
    "reports:action-detail": Row(page(FIGURES), of="planned_action", found=OF_THE_COUNCIL),
    **{
        f"reports:action-{name}": Row(
            form(may(Action.SET_TARGETS)), of="planned_action", found=OF_THE_COUNCIL
        )
        for name in ["change", "update"]
    },
    "reports:target-register": Row(page(FIGURES)),
    "reports:governance": Row(page(FIGURES)),
    "reports:meeting-new": Row(form(may(Action.SET_TARGETS))),
    "reports:evidence": Row(page(FIGURES)),
    "reports:evidence-answer": Row(form(may(Action.WRITE_DOCUMENTS)), parts={"identifier": "homes-from-16"}),
    "reports:edition-list": Row(page(DOCUMENTS)),
    "reports:edition-new": Row(form(may(Action.WRITE_DOCUMENTS))),
    "reports:draft-new": Row(form(WRITES)),
    "reports:draft-detail": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:draft-preview": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:draft-pdf": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:draft-section": Row({**page(DOCUMENTS), "POST": WRITES}, of="section", found=OF_A_DRAFT),
    "reports:section-comment": Row(form(DOCUMENTS), of="section", found=OF_A_DRAFT),
    "reports:comment-settle": Row(form(WRITES), of="comment", found=OF_A_DRAFT),
    "reports:draft-clearance": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    # By those who clear it, and by authors for officers who have no sign-in.
    "reports:clearance-enter": Row(form(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:clearance-withdraw": Row(form(DOCUMENTS), of="clearance", found=OF_A_DRAFT),
    **{
        f"reports:{name}": Row(form(WRITES), of="draft", found=OF_A_DRAFT)
        for name in ["clearance-ask", "clearance-back", "decision-day", "consultation-new"]
    },
    "reports:draft-approve": Row(form(APPROVES), of="draft", found=OF_A_DRAFT),
    "reports:draft-head": Row({**page(DOCUMENTS), "POST": WRITES}, of="draft", found=OF_A_DRAFT),
    "reports:consultation-list": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:consultation-change": Row(form(WRITES), of="consultation", found=OF_A_DRAFT),
    "reports:draft-publish": Row({**page(DOCUMENTS), "POST": WRITES}, of="draft", found=OF_A_DRAFT),
    "reports:edition-detail": Row(page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL),
    "reports:edition-pdf": Row(page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL),
    "reports:draft-checks": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:draft-protection": Row(page(DOCUMENTS), of="draft", found=OF_A_DRAFT),
    "reports:edition-exempt": Row(page(DOCUMENTS), of="edition", found=OF_AN_EXEMPT_PART),
    "reports:edition-figures": Row(page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL),
    "reports:edition-correct": Row(form(WRITES), of="edition", found=OF_THE_COUNCIL),
    "reports:style": Row(form(WRITES)),
    "reports:template-list": Row(page(WRITES)),
    "reports:template-new": Row(form(WRITES)),
    "reports:template-detail": Row(page(WRITES), of="template", found=OF_THE_COUNCIL),
    **{
        f"reports:template-{name}": Row(form(WRITES), of="template", found=OF_THE_COUNCIL)
        for name in ["change", "retire", "section-new"]
    },
    **{
        f"reports:template-{name}": Row(
            form(WRITES), of="template", found=OF_THE_COUNCIL, parts={"key": "numbers"}
        )
        for name in ["section", "section-drop"]
    },
    "reports:disclosure-rule": Row(form(may(Action.APPROVE_DOCUMENTS))),
    "reports:override-ask": Row(form(WRITES), of="draft", found=OF_A_DRAFT),
    "reports:override-decide": Row(form(may(Action.APPROVE_DOCUMENTS)), of="override", found=OF_A_DRAFT),
    "reports:override-withdraw": Row(form(WRITES), of="override", found=OF_A_DRAFT),
    "reports:edition-html": Row(page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL),
    "reports:edition-word": Row(page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL),
    "reports:edition-workbook": Row(page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL),
    "reports:edition-table": Row(
        page(DOCUMENTS), of="edition", found=OF_THE_COUNCIL, parts={"identifier": "table-1"}
    ),
}
