"""What every page of the desk begins with: may they, which child, which day; and how a deed's form is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from placements.actions.children import write_down_refusal
from placements.actions.errors import NumberTaken, PlaceTaken, RulesStopIt
from placements.models import Child
from placements.open_to import within_reach
from sufficiency.core import access_log
from sufficiency.core.access import Action, Reach, may
from sufficiency.core.current import authority_open_to, current_authority
from sufficiency.core.models import Authority, User
from sufficiency.core.once import NotThisForm, once
from sufficiency.core.stale import StaleEdit
from sufficiency.core.writing import Refused


def person(request: HttpRequest) -> User:
    """Who asks: nobody reaches these pages without signing in."""
    return cast(User, request.user)


def authority_of_reader(request: HttpRequest) -> Authority:
    """The authority worked in, if the person may see any children there; else 403 in words."""
    authority = current_authority(request)
    if not may(request.user, Action.SEE_CHILDREN, authority, at_least=Reach.ALLOCATED):
        raise PermissionDenied(
            f"Your role in {authority} does not let you see children's records. "
            "Ask your system administrator if you need it."
        )
    return authority


def child_to_read(request: HttpRequest, public_id: UUID, *, what: str) -> Child:
    """A child that the person may open in the authority they work in, else 404. Written down before it is shown.

    `what` names the page for the audit trail. Raises `AccessNotLogged`.
    """
    children = Child.objects.visible_to(request.user).filter(authority=authority_of_reader(request))
    child = get_object_or_404(children.select_related("authority"), public_id=public_id)
    if not part_asked_for(request):
        access_log.shown(request, what, [child])
    return child


def child_to_write(request: HttpRequest, public_id: UUID, action: Action = Action.RECORD_PLACEMENTS) -> Child:
    """A child whose timelines the person may write: 403 without the action, 404 out of scope."""
    authority_open_to(request, action)
    return child_to_read(request, public_id, what="form about a child")


def authority_within_reach(request: HttpRequest, action: Action) -> Authority:
    """The authority worked in, where the person may do the action at least for their own children; else 403."""
    authority = current_authority(request)
    if not may(request.user, action, authority, at_least=Reach.ALLOCATED):
        raise PermissionDenied(
            f"Your role in {authority} does not let you do this: {action.label.lower()}. "
            "Ask your system administrator if you need it."
        )
    return authority


def child_within_reach(request: HttpRequest, public_id: UUID, action: Action, *, what: str) -> Child:
    """A child for whom the person may do the action: 403 without it, 404 out of reach. Written down before it is
    shown. Raises `AccessNotLogged`."""
    authority = authority_within_reach(request, action)
    children = Child.objects.visible_to(request.user).within_reach(request.user, action)
    child = get_object_or_404(
        children.filter(authority=authority).select_related("authority"), public_id=public_id
    )
    access_log.shown(request, what, [child])
    return child


Record = TypeVar("Record", bound=Model)


def record_within_reach(
    request: HttpRequest, public_id: UUID, action: Action, records: QuerySet[Record]
) -> Record:
    """A record of a child for whom the person may do the action, with its child, for a form about it."""
    authority = authority_within_reach(request, action)
    theirs = records.filter(within_reach(request.user, action, of="child__"), child__authority=authority)
    record = get_object_or_404(theirs.select_related("child__authority"), public_id=public_id)
    access_log.shown(request, "form about a child", [record.child])  # type: ignore[attr-defined]
    return record


def part_asked_for(request: HttpRequest) -> str:
    """The part of the page that htmx asks for alone while somebody types; it shows homes, not the child."""
    return request.POST.get("look", "") if request.headers.get("HX-Request") else ""


def beside(request: HttpRequest, children: Sequence[Child]) -> None:
    """Write down whose names stand on a page that is about another child. Raises `AccessNotLogged`."""
    if children:
        access_log.shown(request, "names beside a child", children)


def new_key() -> str:
    return str(uuid4())


@dataclass(frozen=True)
class Answer:
    """What became of a form: an address to go to, or a status and perhaps a stale or lost race to explain."""

    address: str = ""
    status: int = 200
    stale: bool = False
    place_taken: bool = False


def carry_out(request: HttpRequest, form: Form, *, action: str, work: Callable[[], str]) -> Answer:
    """Do what a valid form asks, once. What cannot be done is said at the form's own fields."""
    try:
        return Answer(once(form.cleaned_data["key"], by=person(request), action=action, work=work))
    except StaleEdit:
        return Answer(status=409, stale=True)
    except PlaceTaken as taken:
        form.add_error("home", str(taken))
        return Answer(status=409, place_taken=True)
    except RulesStopIt as stopped:
        for one in stopped.broken:
            if one.rule.goes_on_with_a_reason and "all_the_same" in form.fields:
                form.add_error("all_the_same", f"{one.words} Choose another home, or say why this one")
            else:
                form.add_error("home", f"{one.words} ({one.rule.source})")
    except Refused as refused:
        if isinstance(refused, NumberTaken):
            write_down_refusal(taken=refused, by=person(request))
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except NotThisForm as refused:
        form.add_error(None, str(refused))
    return Answer()
