"""What Northmere keeps beside its registers: context figures, statements of its children, a plan, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from reports.actions import (
    Kept,
    Planned,
    Stated,
    add_action,
    add_body,
    add_context_figures,
    add_meeting,
    add_statement,
    update_action,
)
from reports.models import ContextFigure, Statement
from sufficiency.core.periods import year_end
from sufficiency.demonstration.northmere.world import World

_SOURCE = "Invented for this demonstration"
_EDGE, _SURVEY, _COMPLAINTS = (
    ContextFigure.Kind.EDGE_OF_CARE,
    ContextFigure.Kind.SURVEY,
    ContextFigure.Kind.COMPLAINTS,
)
_CULTURE, _CAMHS, _FUNDING = (
    ContextFigure.Kind.CULTURE,
    ContextFigure.Kind.CAMHS,
    ContextFigure.Kind.FUNDING,
)
# Kind, name, label, unit, and the figures of the year before last and of the last; each over a year to 31 March.
_FIGURES = (
    (_EDGE, "family group conferences", "Family group conferences held", "count", 118, 141),
    (_EDGE, "kept at home", "Children at the edge of care still at home a year later", "children", 164, 190),
    (_EDGE, "families helped", "Families helped by Keeping Families Together", "families", 96, 112),
    (_SURVEY, "feel safe", "Bright Spots: feel safe where they live", "%", 86, 89),
    (_SURVEY, "know why", "Bright Spots: know why they are in care", "%", 74, 79),
    (_SURVEY, "children heard", "Children and young people who answered or met us", "children", 143, 171),
    (_COMPLAINTS, "complaints about homes", "Complaints about a home or a provider", "count", 41, 33),
    (_COMPLAINTS, "compliments", "Compliments about a home or a provider", "count", 58, 77),
    (_CULTURE, "sport or arts each week", "Children in sport or the arts each week", "%", 61, 66),
    (_CAMHS, "wait inside", "Wait for mental health help, living in the area", "days", 38, 31),
    (_CAMHS, "wait outside", "Wait for mental health help, living outside it", "days", 74, 63),
    (_CAMHS, "school wait outside", "Wait for a school place, living outside the area", "days", 24, 19),
    (_CAMHS, "dentist wait outside", "Wait for a dentist, living outside the area", "days", 52, 47),
    (_FUNDING, "staying put grant", "Staying put grant", "£", 148000, 153000),
    (_FUNDING, "adoption support fund", "Adoption support fund", "£", 210000, 186000),
    (
        _FUNDING,
        "housing benefit offset",
        "Rents met by housing benefit or universal credit",
        "£",
        402000,
        431000,
    ),
)
_WORDS = (
    "I can stay at my school when I move",
    "I meet the people before I move in",
    "I live with my brothers and sisters, or see them often",
    "I choose my first home of my own with somebody who knows me",
)
# Key area, action, lead, which of the words it answers, figures that it is to move, months until it is due.
_PLAN = (
    (
        *("Fostering", "Add foster carers within 20 miles, for adolescents and for brothers and sisters"),
        *("Head of Fostering", (1, 3), ("placements.within_20_miles", "placements.agency_share"), 9),
    ),
    (
        *("Residential care", "Open two small homes with partners in the region"),
        *("Director of Children's Services", (2, 3), ("placements.over_20_miles",), 22),
    ),
    (
        *("Stability", "Bring moves in the year down to the target"),
        *("Placement Manager", (1, 2), ("stability.three_or_more",), 3),
    ),
    (
        *("Care leavers", "Raise the share of care leavers in suitable homes to the target"),
        *("Head of Leaving Care", (4,), ("leavers.suitable_accommodation",), 9),
    ),
)
_COMMITTEE, _BOARD = "Corporate Parenting Committee", "Sufficiency Board"


def record_what_is_kept(world: World) -> None:
    """All of it, invented, once."""
    by, authority = world.people["analyst"], world.authority
    add_context_figures(authority=authority, figures=_figures(world), by=by)
    statements = {
        number: add_statement(
            authority=authority,
            stated=Stated(kind=Statement.Kind.I_STATEMENT, number=number, words=words, source=_SOURCE),
            by=by,
        )
        for number, words in enumerate(_WORDS, start=1)
    }
    for area, focus, lead, answered, keys, months in _PLAN:
        row = add_action(
            authority=authority,
            planned=Planned(
                area=area,
                focus=focus,
                lead=lead,
                due_on=world.today + timedelta(days=30 * months),
                indicators=keys,
                statements=[statements[number] for number in answered],
                source=_SOURCE,
            ),
            by=by,
        )
        update_action(
            row=row,
            on=world.today - timedelta(days=24),
            words="Begun; told to the board.",
            is_done=False,
            today=world.today,
            by=by,
        )
    _meetings(world)


def _figures(world: World) -> Iterator[Kept]:
    last = world.plan.returns_on[-1]
    for kind, name, label, unit, before, now in _FIGURES:
        for day, value in ((year_end(last.year - 1), before), (last, now)):
            yield Kept(
                kind=kind,
                name=name,
                label=label,
                value=Decimal(value),
                unit=unit,
                starts_on=date(day.year - 1, 4, 1),
                as_at=day,
                source=_SOURCE,
            )


def _meetings(world: World) -> None:
    by, authority = world.people["analyst"], world.authority
    for name, chair, often in (
        (_COMMITTEE, "Cabinet Member for Children", 6),
        (_BOARD, "Director of Children's Services and Director of Commissioning, together", 4),
    ):
        add_body(authority=authority, name=name, chair=chair, meetings_a_year=often, by=by)
    for body, every, papers in (
        (_COMMITTEE, 60, "Scorecard, committee pack and progress of the plan"),
        (_BOARD, 90, "Action plan, row by row"),
    ):
        for number in range(1, 360 // every + 1):
            on = world.today + timedelta(days=every * number - 30)
            reviewed = "; yearly review of the statement with what children say" if number == 3 else ""
            add_meeting(
                authority=authority,
                body=body,
                on=on,
                pack_due_on=on - timedelta(days=7),
                receives=f"{papers}{reviewed}",
                by=by,
            )
