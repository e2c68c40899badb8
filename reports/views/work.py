"""The first page of every role: what waits for the person, and the whole of one list."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from placements.access.notices import unread_openings
from placements.models import HandoverNote
from reports.forms import AsAtForm
from reports.views.page import person
from reports.work import page
from sufficiency.core import access_log, current
from sufficiency.core.access import Action, Reach, Role
from sufficiency.core.work import (
    Asked,
    Powers,
    Rule,
    counts,
    every_rule,
    joined,
    powers,
    rules_for,
    rules_open_to,
)
from sufficiency.indicators.wording import in_words

PER_PAGE = 25


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person in the authority they work in, by risk and deadline."""
    if not current.authorities_to_choose(request):
        return render(request, "core/no_role.html")
    asked, held = _asked(request, day=timezone.localdate())
    lists = page.shown_lists(rules_for(held), asked, roles=held.roles)
    handover = _handover(asked, held)
    _write_down(request, asked, page.records_shown(lists), handover)
    places = held.reach(Action.RECORD_PLACEMENTS) == Reach.AUTHORITY
    note = [one for each in lists for one in each.found if one.rule.in_note]
    told = held.reach(Action.RESTRICT_RECORDS) == Reach.AUTHORITY
    return render(
        request,
        "work/home.html",
        {
            "page_title": _title(held, asked.day),
            "page_source": "As recorded here up to now." if held.reach(Action.SEE_CHILDREN) else "",
            "lists": [one for one in lists if one.number],
            "quiet": [one.of.empty for one in lists if not one.number],
            "note": note if held.roles & page.NOTE_FOR else [],
            "handover": handover,
            "sees_handover": held.reach(Action.SEE_CHILDREN) == Reach.AUTHORITY,
            "places": places,
            "breaks_glass": Role.EMERGENCY_DUTY in held.roles,
            "has_own": page.has_own(asked.user, day=asked.day) if _chooses_mine(held) else False,
            "mine": asked.mine,
            "openings_unread": unread_openings(asked.user, asked.authority) if told else 0,
        },
    )


@require_safe
def work_list(request: HttpRequest, name: str) -> HttpResponse:
    """The whole of one list: one of its rules at a time, 25 a page. `on` asks it of another day."""
    today = timezone.localdate()
    form = AsAtForm(request.GET, today=today)
    asked, held = _asked(request, day=form.cleaned_data["on"] or today if form.is_valid() else today)
    rules = _of_list(name, held, asked)
    number = counts(rules, asked)
    chosen = _chosen(rules, request.GET.get("rule", ""), number)
    found: Any = _Counted(chosen.found(asked), number[chosen.name])
    paginator: Paginator[Any] = Paginator(found, PER_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    lines = joined(chosen.line(record, asked.day) for record in shown.object_list)
    _write_down(request, asked, page.unique(line.shows for line in lines), [])
    keep = {"mine": "1"} if asked.mine else {}
    if asked.day != today:
        keep["on"] = asked.day.isoformat()
    return render(
        request,
        "work/list.html",
        {
            "page_title": chosen.on.heading,
            "page_source": f"At {in_words(asked.day)}.",
            "breadcrumbs": [{"text": "Work", "href": reverse("home")}],
            "rules": [
                {
                    "text": rule.counted(number[rule.name]),
                    "href": f"?{urlencode({'rule': rule.name, **keep})}",
                    "current": rule == chosen,
                }
                for rule in rules
            ],
            "why": chosen.why,
            "settled_at": chosen.href() if chosen.href else "",
            "lines": lines,
            "count": chosen.counted(number[chosen.name]),
            "page": shown,
        },
    )


class _Counted:
    """A query whose number of rows is known already."""

    def __init__(self, found: QuerySet[Any], number: int) -> None:
        self.found, self.number = found, number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[Any]:
        return list(self.found[part])


def _asked(request: HttpRequest, *, day: date) -> tuple[Asked, Powers]:
    user, authority = person(request), current.current_authority(request)
    mine = request.GET.get("mine") == "1"
    return Asked(user, authority, day, mine), powers(user, authority, today=timezone.localdate())


def _of_list(name: str, held: Powers, asked: Asked) -> list[Rule]:
    """The rules of the list that the person may see: 404 where there is no such list, 403 where none is theirs."""
    if not any(rule.on.name == name for rule in every_rule()):
        raise Http404("There is no such list.")
    rules = [rule for rule in rules_open_to(held) if rule.on.name == name]
    if not rules:
        raise PermissionDenied(
            f"Your role in {asked.authority} does not let you see this list. "
            "Ask your system administrator if you need it."
        )
    return rules


def _chosen(rules: list[Rule], name: str, number: dict[str, int]) -> Rule:
    """The rule that the address names, else the first that found anything."""
    if name:
        found = next((rule for rule in rules if rule.name == name), None)
        if found is None:
            raise Http404("There is no such rule on this list.")
        return found
    return next((rule for rule in rules if number[rule.name]), rules[0])


def _handover(asked: Asked, held: Powers) -> list[HandoverNote]:
    """Notes that stand on top now, for those who see all children's records."""
    if held.reach(Action.SEE_CHILDREN) < Reach.AUTHORITY:
        return []
    notes = HandoverNote.objects.visible_to(asked.user).filter(authority=asked.authority)
    return list(notes.on_top_at(timezone.now(), roles=held.roles).select_related("written_by"))


def _write_down(
    request: HttpRequest, asked: Asked, records: list[Model], handover: list[HandoverNote]
) -> None:
    """Whose personal data are about to be shown, before they are."""
    if records:
        access_log.shown(request, "work", records, authority=asked.authority)
    if handover:
        access_log.shown(request, "handover notes", handover, authority=asked.authority)


def _chooses_mine(held: Powers) -> bool:
    """Whether the person sees more than their own, so that "mine" leaves something out."""
    return max(held.reach(Action.SEE_CHILDREN), held.reach(Action.SEE_HOMES)) == Reach.AUTHORITY


def _title(held: Powers, day: date) -> str:
    when = f"{day:%A}, {in_words(day)}"
    if held.roles & page.NOTE_FOR:
        return f"Morning note for {when}"
    return f"Tonight, {when}" if Role.EMERGENCY_DUTY in held.roles else f"Work on {when}"
