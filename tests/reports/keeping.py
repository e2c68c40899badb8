"""Records that a council keeps beside its returns, as tests make them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from reports.actions import Kept, Planned, add_action, add_context_figure
from reports.models import ContextFigure, DocumentTemplate, PlannedAction, TemplateSection
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
