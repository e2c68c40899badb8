"""Records that a council keeps beside its returns, as tests make them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from reports.actions import (
    Kept,
    Planned,
    Stated,
    add_action,
    add_body,
    add_context_figure,
    add_meeting,
    add_statement,
)
from reports.models import (
    ContextFigure,
    DocumentTemplate,
    EvidenceTest,
    GovernanceBody,
    Meeting,
    PlannedAction,
    Statement,
    TemplateSection,
)
from sufficiency.core.models import Authority, User

_NUMBERS = count(1)


def a_template(authority: Authority, **more: object) -> DocumentTemplate:
    """The council's own, of two sections; another each time."""
    number = next(_NUMBERS)
    given = {
        "identifier": f"ours-{number}",
        "name": f"Ours {number}",
        "kind": "statement",
        "title": "Our homes for children",
    }
    made = DocumentTemplate.objects.create(authority=authority, **(given | more))
    for order, key in enumerate(["foreword", "numbers"], start=1):
        TemplateSection.objects.create(
            template=made, key=key, order=order, title=key.title(), text="We looked after [[cla.number]]."
        )
    return made


def a_test_of_guidance() -> EvidenceTest:
    """One that the product knows; made again where a test that commits has emptied the tables."""
    made, _ = EvidenceTest.objects.get_or_create(
        identifier="homes-from-16",
        defaults={
            "group": "good_practice",
            "order": 4,
            "title": "Homes from 16 on",
            "asks": "x",
            "source": "x",
        },
    )
    return made


def a_context_figure(authority: Authority, by: User, **more: object) -> ContextFigure:
    """The population of a place, as at a day."""
    given = {
        "kind": "population",
        "name": "all residents",
        "label": "People of all ages",
        "value": Decimal(240_000),
        "unit": "people",
        "as_at": date(2013, 1, 1),
        "source": "Census office",
    }
    return add_context_figure(authority=authority, kept=Kept(**(given | more)), by=by)


def a_planned_action(authority: Authority, by: User, **more: object) -> PlannedAction:
    """A row of the plan that is due in the summer of 2030."""
    given = {
        "area": "Fostering",
        "focus": "More carers",
        "lead": "Head of Permanence",
        "due_on": date(2030, 6, 30),
    }
    return add_action(authority=authority, planned=Planned(**(given | more)), by=by)


def a_statement(authority: Authority, by: User, *, number: int = 3, **more: str) -> Statement:
    """A priority, the third."""
    given = {"kind": "priority", "words": "Stay together"}
    return add_statement(authority=authority, stated=Stated(number=number, **(given | more)), by=by)


def a_body(authority: Authority, by: User, *, name: str = "Scrutiny") -> GovernanceBody:
    """A committee that meets six times a year."""
    return add_body(authority=authority, name=name, chair="The chair", meetings_a_year=6, by=by)


def a_meeting(authority: Authority, by: User, *, body: str = "Corporate Parenting Board") -> Meeting:
    """The board in the summer of 2030."""
    return add_meeting(
        authority=authority,
        body=body,
        on=date(2030, 6, 20),
        pack_due_on=None,
        receives="The scorecard",
        by=by,
    )
