"""For every form of the service: who sends it, about which record, and what a machine cannot guess of its answers.

Fields, their names and what may be chosen are read from the page itself (`reading.py`), so a field that is added
is filled, fuzzed and watched without anybody remembering. A form that has no scene here, or that its scene does not
carry out, fails the build.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from carers.models import Hold, HouseholdReview
from placements.models import AccessProposal, Home, Opening
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, SecondFactor
from sufficiency.core.sign_in import passwords
from tests.carers.test_uploads import in_csv, row
from tests.core.sign_in_helpers import with_app
from tests.exchange.uploading import ANOTHER, OPEN, applied, files, loaded
from tests.guards import (
    scenes_of_documents,
    scenes_of_family_time,
    scenes_of_files,
    scenes_of_running,
    scenes_of_young_people,
)
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of

IMMEDIATELY = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def _home(place: Place) -> str:
    return f"household:{place.household().public_id}:2"


def _stay(place: Place) -> Given:
    return {
        "home": _home(place),
        "already": "yes",
        "planning": "planned",
        "home_postcode": "SO14 7LY",
        **dict.fromkeys(
            ("code", "provider", "registered", "postcode", "urn", "arrived_at", "as_told", "look_for"), ""
        ),
    }


# People


def _person(place: Place, role: Role = Role.ANALYST) -> Any:
    return place.someone(role)


def _disabled(place: Place) -> Any:
    person = place.someone(Role.REPORT_AUTHOR)
    person.is_active = False
    person.save()
    return person


def _with_app(place: Place) -> Any:
    person = place.someone(Role.REPORT_AUTHOR)
    with_app(person)
    assert SecondFactor.objects.filter(user=person).exists()
    return person


def _request(place: Place) -> tuple[Given, Given]:
    asked = AccessRequest.objects.create(
        user=place.someone(Role.REPORT_AUTHOR),
        authority=place.authority,
        kind=AccessRequest.Kind.ROLE,
        role=Role.PLACEMENT_OFFICER,
        asked_by=place.people[Role.SYSTEM_ADMINISTRATOR],
    )
    return of(asked, decision="confirm")


# Access to records


def _proposal(place: Place) -> tuple[Given, Given]:
    proposal = AccessProposal.objects.create(
        child=place.child(),
        kind="restrict",
        ground="risk",
        person=place.people[Role.SOCIAL_WORKER],
        proposed_by=place.people[Role.DIRECTOR],
    )
    return of(proposal, agree="yes")


def _opening(place: Place) -> tuple[Given, Given]:
    now = timezone.now()
    opening = Opening.objects.create(
        child=place.child(),
        person=place.people[Role.EMERGENCY_DUTY],
        ground="safety",
        what_happened="Said to be outside",
        opened_at=now,
        until=now + timedelta(hours=1),
    )
    return of(opening)


def _connected(place: Place) -> tuple[Given, Given]:
    return of(place.child(), person=str(place.people[Role.SOCIAL_WORKER].public_id), nature="knows")


# The placement desk


def _merge(place: Place) -> tuple[Given, Given]:
    child = place.child()
    twin = place.child()
    type(twin).objects.filter(pk=twin.pk).update(date_of_birth=child.date_of_birth, number=None)
    return of(child, other=f"{twin.public_id}:{twin.version}")


def _waits_for_a_home(place: Place, urn: str = "") -> Any:
    child = place.placed()
    placement = child.placements.get()
    urn = urn or f"SC{placement.pk}"
    type(placement).objects.filter(pk=placement.pk).update(household=None, place_number=None, urn=urn)
    return placement


def _links_all(place: Place) -> tuple[Given, Given]:
    home = Home.objects.create(urn=f"SC9{place.authority.pk}", name="Invented House")
    _waits_for_a_home(place, home.urn)
    return {}, {}


def _links_one(place: Place) -> tuple[Given, Given]:
    return of(_waits_for_a_home(place), reference=place.household().reference)


def _notice(place: Place) -> tuple[Given, Given, str]:
    deed = place.moved()
    notice = deed.notices.first()
    return (*of(notice), reverse("placements:deed-detail", args=[deed.public_id]))


# Carer records


def _review(place: Place) -> HouseholdReview:
    return HouseholdReview.objects.create(
        household=place.household(), due_on=place.today + timedelta(days=30)
    )


def _held(place: Place) -> tuple[Given, Given]:
    home = place.household()
    return of(Hold.objects.create(household=home, dates=(place.today, None), reason="holiday"))


def _upload(place: Place) -> Any:
    return SimpleUploadedFile("carers.csv", in_csv(row(place.admin, "F9")), "text/csv")


# Returns


def a_load(place: Place) -> Any:
    """A return that was read and waits to be applied."""
    with override_settings(TASKS=IMMEDIATELY):
        return loaded(place.client(Role.ANALYST), files(OPEN))


def _load_page(place: Place) -> tuple[Given, Given, str]:
    batch = a_load(place)
    return (*of(batch), reverse("exchange:import-detail", args=[batch.public_id]))


def _applied(place: Place) -> tuple[Given, Given]:
    with override_settings(TASKS=IMMEDIATELY):
        client = place.client(Role.ANALYST)
        return of(applied(client, loaded(client, files(ANOTHER))))


def _return_files(place: Place) -> tuple[Given, Given]:
    sent = [SimpleUploadedFile(name, data) for name, data in files(OPEN).items()]
    return {}, {"files": sent, "paths": "", "year": "", "as_at": ""}


_KEEPER, _OFFICER, _MANAGER = Role.FOSTERING_ADMIN, Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER
_ADMINISTRATOR = Role.SYSTEM_ADMINISTRATOR


# The person's own sign-in


def _chooses_password(place: Place) -> tuple[Given, Given]:
    person = place.someone(Role.REPORT_AUTHOR)
    new = "entirely invented words"
    return {"public_id": person.public_id, "token": passwords.token_for(person)}, {
        "password": new,
        "again": new,
    }


def _has_app(place: Place) -> tuple[Given, Given]:
    with_app(place.people[Role.LEAVING_CARE_ADVISER])
    return {}, {"code": "000000"}


SCENES: dict[str, Scene] = {
    # The frame
    "sign-in": Scene(None, lambda place: ({}, {"username": "nobody", "password": "nothing"}), ends=200),
    "choose-password": Scene(None, _chooses_password),
    "account-password": Scene(Role.DIRECTOR, ends=200),
    "account-recovery-codes": Scene(Role.LEAVING_CARE_ADVISER, _has_app, ends=200),
    "account-app": Scene(Role.FINANCE_OFFICER, lambda place: ({}, {"code": "000000"}), ends=200),
    "account-confirm": Scene(Role.FINANCE_OFFICER, lambda place: ({}, {"password": "not this"}), ends=200),
    "session-stay": Scene(Role.FINANCE_OFFICER, lambda place: ({}, {}, reverse("account")), ends=200),
    "sign-out": Scene(Role.FINANCE_OFFICER, lambda place: ({}, {}, reverse("account"))),
    "authority-choice": Scene(
        Role.FINANCE_OFFICER, lambda place: ({}, {"authority": place.authority.gss_code})
    ),
    # People
    "people:person-new": Scene(
        _ADMINISTRATOR, lambda place: ({}, {"username": "nia.new", "role": "elected_member", "last_day": ""})
    ),
    "people:role-new": Scene(
        _ADMINISTRATOR, lambda place: of(_person(place), role="report_author", last_day="")
    ),
    "people:role-end": Scene(
        _ADMINISTRATOR, lambda place: ({"public_id": _person(place).public_id, "role": "analyst"}, {})
    ),
    "people:disable": Scene(_ADMINISTRATOR, lambda place: of(_person(place))),
    "people:enable": Scene(_ADMINISTRATOR, lambda place: of(_disabled(place))),
    "people:remove-app": Scene(_ADMINISTRATOR, lambda place: of(_with_app(place))),
    "people:password-link": Scene(
        _ADMINISTRATOR, lambda place: of(_person(place, Role.REPORT_AUTHOR)), ends=200
    ),
    "people:identity": Scene(_ADMINISTRATOR, lambda place: of(_person(place))),
    "people:request": Scene(_MANAGER, _request),
    # The audit trail
    "audit:checks": Scene(Role.AUDITOR),
    # Access to records
    "access:closed-list": Scene(_MANAGER, lambda place: ({}, {"number": place.child().number})),
    "access:proposal-detail": Scene(_MANAGER, _proposal),
    "access:break-glass": Scene(_OFFICER, lambda place: ({}, {"number": place.child().number})),
    "access:opening-detail": Scene(_MANAGER, _opening),
    "access:child-propose": Scene(
        _MANAGER,
        lambda place: of(
            place.child(), kind="restrict", person=str(place.people[Role.SOCIAL_WORKER].public_id)
        ),
    ),
    "access:child-connect": Scene(_MANAGER, _connected),
    # Anywhere
    "search": Scene(_OFFICER, lambda place: ({}, {"searched": "Wren"}, reverse("account"))),
    # The placement desk
    "placements:child-search": Scene(
        _OFFICER, lambda place: ({}, {"searched": "Wren"}, reverse("placements:child-list"))
    ),
    "placements:child-new": Scene(_OFFICER, lambda place: ({}, {"number": "", "date_of_birth": "17/5/2014"})),
    "placements:child-start": Scene(_OFFICER, lambda place: of(place.child(), **_stay(place))),
    "placements:child-place": Scene(_OFFICER, lambda place: of(place.without_placement(), **_stay(place))),
    "placements:child-move": Scene(_OFFICER, lambda place: of(place.placed(), **_stay(place))),
    "placements:child-end": Scene(_OFFICER, lambda place: of(place.placed())),
    "placements:child-end-placement": Scene(_OFFICER, lambda place: of(place.placed())),
    "placements:child-legal-status": Scene(_OFFICER, lambda place: of(place.placed(), code="C2")),
    "placements:child-away": Scene(_OFFICER, lambda place: of(place.placed(), until="")),
    "placements:child-back": Scene(_OFFICER, lambda place: of(place.away())),
    "placements:child-siblings": Scene(
        _OFFICER, lambda place: of(place.child(), number=place.child().number)
    ),
    "placements:child-number": Scene(
        _MANAGER, lambda place: of(place.child(), number=f"X{place.child().number}")
    ),
    "placements:child-merge": Scene(_MANAGER, _merge),
    "placements:link-list": Scene(_OFFICER, _links_all),
    "placements:link-place": Scene(_OFFICER, _links_one),
    "placements:deed-undo": Scene(_OFFICER, lambda place: of(place.moved())),
    "placements:notice-sent": Scene(_OFFICER, _notice),
    # Carer records
    "carers:household-new": Scene(
        _KEEPER,
        lambda place: (
            {},
            {
                "places": "2",
                "youngest": "0",
                "oldest": "10",
                "area": "SO16",
                "reference": "",
                "second_first_name": "",
                "second_last_name": "",
                "review_due_on": "",
                "supervising_worker": str(place.people[Role.SOCIAL_WORKER].public_id),
            },
        ),
    ),
    "carers:upload-new": Scene(_KEEPER, lambda place: ({}, {"files": _upload(place)}), ends=200),
    "carers:upload-apply": Scene(
        _KEEPER, lambda place: ({}, {"files": _upload(place)}, reverse("carers:upload-new"))
    ),
    "carers:review-record": Scene(
        _KEEPER,
        lambda place: of(
            _review(place),
            panel_on="",
            decided_on="",
            outcome="",
            next_due_on=(place.today + timedelta(days=300)).isoformat(),
        ),
    ),
    "carers:carer-change": Scene(_KEEPER, lambda place: of(place.household().carers.get(), left_on="")),
    "carers:hold-release": Scene(_KEEPER, _held),
    "carers:details-change": Scene(_KEEPER, lambda place: of(place.household())),
    "carers:carer-new": Scene(_KEEPER, lambda place: of(place.household())),
    "carers:terms-change": Scene(_KEEPER, lambda place: of(place.household(), places="3")),
    "carers:approval-end": Scene(_KEEPER, lambda place: of(place.household())),
    "carers:hold-new": Scene(_KEEPER, lambda place: of(place.household(), places="", ends_on="")),
    "carers:check-new": Scene(_KEEPER, lambda place: of(place.household(), expires_on="")),
    "carers:address-change": Scene(
        _KEEPER, lambda place: of(place.household(), postcode="SO14 7LY", phone="")
    ),
    "carers:vacancy-confirm": Scene(
        _KEEPER, lambda place: of(place.household(), places_free="1", not_before="")
    ),
    "carers:address-reveal": Scene(_KEEPER, lambda place: of(place.household()), ends=200),
    # Providers' homes
    "carers:provider-new": Scene(
        Role.CONTRACTS_OFFICER, lambda place: ({}, {"urn": f"SC7{place.authority.pk:05d}"})
    ),
    "carers:provider-change": Scene(
        Role.CONTRACTS_OFFICER, lambda place: of(place.home(), name="Renamed House")
    ),
    # Returns
    "exchange:import-load": Scene(Role.ANALYST, _return_files),
    "exchange:import-apply": Scene(Role.ANALYST, _load_page),
    "exchange:import-undo": Scene(Role.ANALYST, _applied),
    "exchange:import-discard": Scene(Role.ANALYST, lambda place: of(a_load(place))),
    # Documents
    "reports:edition-new": Scene(Role.ANALYST),
    **scenes_of_documents.SCENES,
    **scenes_of_young_people.SCENES,
    **scenes_of_family_time.SCENES,
    **scenes_of_files.SCENES,
    **scenes_of_running.SCENES,
}

# Forms that no page shows to somebody at work, each with the test that sends it.
ELSEWHERE = {
    "sign-in-code": "tests/core/test_second_factor.py",
    "sign-in-recovery-code": "tests/core/test_second_factor.py",
    "sign-in-set-up": "tests/core/test_second_factor.py",
    "kept-form": "tests/core/test_sessions.py",
    "access:emergency-summary": "tests/access/test_emergency.py",
    # It needs a document with a small count in it.
    "reports:override-ask": "tests/reports/checks/test_override_pages.py",
    # One proposal at a time is open in a council, and the scene of deciding about one has it.
    "operations:propose": "tests/operations/test_pages.py",
}

# Forms that carry no key, each with the reason why sending one twice makes nothing twice.
NO_KEY = {
    "sign-in": "nobody is signed in yet; each try is counted as one",
    "choose-password": "the link is spent by the first",
    "account-password": "asks for the present password, which is no longer the present one",
    "account-recovery-codes": "a code of the app is taken once",
    "account-app": "a code of the app is taken once",
    "account-confirm": "the time of the last proof begins again",
    "session-stay": "the same time without use begins again",
    "sign-out": "out is out",
    "authority-choice": "the same choice again",
    "people:password-link": "each link is shown once and is an event of its own; the latest password ends all",
    "access:closed-list": "looks a record up",
    "placements:child-search": "looks a record up",
    "search": "looks records up",
    "placements:notice-sent": "told is told: the row is locked, and who and when are those of the first",
    "carers:upload-new": "shows what a file would do; nothing is kept",
    "reports:context-file": "shows what a file would do; nothing is kept",
    "placements:handover-read": "read is read: who and when are those of the first",
    "carers:address-reveal": "shows; each time it is shown is an event of its own",
    "placements:child-avoid-reveal": "shows; each time they are shown is an event of its own",
}

# Forms that show no version, each with the reason why nothing can be overwritten unseen.
NO_VERSION = {
    **dict.fromkeys(
        [
            "people:person-new",
            "people:role-new",
            "access:break-glass",
            "access:child-propose",
            "access:child-connect",
            "placements:child-new",
            "placements:child-siblings",
            "placements:child-family-time-new",
            "placements:child-near-new",
            "placements:child-avoid-new",
            "placements:child-life-story-new",
            "carers:household-new",
            "carers:carer-new",
            "carers:hold-new",
            "carers:check-new",
            "carers:vacancy-confirm",
            "carers:provider-new",
            "exchange:import-load",
            "reports:edition-new",
            "reports:edition-correct",
            "reports:template-new",
            "reports:draft-new",
            "reports:section-comment",
            "reports:clearance-enter",
            "reports:consultation-new",
            "reports:context-new",
            "reports:action-new",
            "reports:action-update",
            "reports:statement-new",
            "reports:meeting-new",
            "reports:body-new",
            "placements:handover-new",
            "careleavers:visit",
            "careleavers:to-ring",
            "expected:leaving-new",
            "expected:arrival-new",
            "forecasting:new",
            "forecasting:cancel",
            "forecasting:price-new",
            "forecasting:budget-new",
            "forecasting:issue",
            "forecasting:issued-withdraw",
            "forecasting:scenario-new",
            "forecasting:scenario-copy",
            "forecasting:lever-new",
            "forecasting:trial-new",
            "forecasting:trial-cancel",
            "operations:hold-new",
            "reconciliation:owners",
            "placements:child-list-ask",
            "careleavers:young-people-ask",
            "carers:household-list-ask",
        ],
        "adds a record and changes none",
    ),
    **dict.fromkeys(
        [
            "people:role-end",
            "people:disable",
            "people:enable",
            "people:remove-app",
            "people:identity",
            "people:request",
            "files:request",
            "audit:checks",
            "access:proposal-detail",
            "access:opening-detail",
            "placements:deed-undo",
            "exchange:import-apply",
            "exchange:import-undo",
            "exchange:import-discard",
            "reports:comment-settle",
            "reports:clearance-withdraw",
            "forecasting:scenario-delete",
            "forecasting:lever-out",
            "reports:override-decide",
            "reports:override-withdraw",
        ],
        "one step, which is taken once or refused in words: nothing typed takes the place of anything",
    ),
    **dict.fromkeys(
        ["placements:link-list", "placements:link-place"], "fills what is empty, and passes over what is not"
    ),
    "reconciliation:answer": "a question is answered once; who comes second reads what was said",
    "reconciliation:settle": "what was settled or has changed since is refused by its id or by the count shown",
    **dict.fromkeys(
        ["carers:upload-apply", "reports:context-file-apply"],
        "carries the fingerprint of everything that its preview compared with",
    ),
}
