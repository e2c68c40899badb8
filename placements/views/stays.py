"""Log a start of care, log a placement, move: one page each, with the homes that have a place as one types."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from carers.models import Household
from placements import ahead, home_search, rules
from placements.actions import move_child, start_care, start_placement
from placements.actions.booking import completed, propose
from placements.forms.stay import NOT_ON_FILE, StayForm
from placements.models import Child, Deed
from placements.presenters import words
from placements.situation import Situation, situation, situations
from placements.views.page import Answer, beside, carry_out, child_to_write, new_key, part_asked_for, person
from sufficiency.core import read_once

# Which page a child has in each situation; and the name in its address of the household that one comes from.
_OF_STATE = {"not in care": "start", "no placement": "place", "placed": "move"}
COMES_FROM = "to"
_TITLES = {"start": "Log a start of care", "place": "Log a placement", "move": "Move"}
_PARTS = {"homes": "placements/_homes.html", "foot": "placements/_foot.html"}
_BUTTONS = {"start": "Log the start of care", "place": "Log the placement", "move": "Record the move"}


@require_http_methods(["GET", "HEAD", "POST"])
def child_stay(request: HttpRequest, public_id: UUID, deed: str) -> HttpResponse:
    """The form, its search for homes and its line at the foot (both by the same address), and the deed."""
    with read_once.while_nothing_is_written():
        child = child_to_write(request, public_id)
        page = _StayPage(request, child, deed)
        if request.method != "POST":
            if _OF_STATE[page.now.state] != deed:
                return redirect(address_for(page.now, page.come_from))
            return page.show(page.empty())
        if request.POST.get("look"):
            return page.show(page.kept())
        form = page.form(request.POST)
        if not form.is_valid():
            return page.show(form)
    answer = carry_out(request, form, action=f"{deed} {child.public_id}", work=lambda: page.work(form))
    if answer.address:
        return redirect(answer.address)
    with read_once.while_nothing_is_written():
        return page.show(form, answer)


def address_for(now: Situation, household: Household | None = None) -> str:
    """Of the page that says where the child goes from here; with the household, if it is known, chosen."""
    address = reverse(f"placements:child-{_OF_STATE[now.state]}", args=[now.child.public_id])
    return f"{address}?{COMES_FROM}={household.public_id}" if household else address


class _StayPage:
    """One request for the page of a deed on a child."""

    def __init__(self, request: HttpRequest, child: Child, deed: str) -> None:
        self.request, self.child, self.deed = request, child, deed
        self.user, self.today = person(request), timezone.localdate()
        self.siblings = self._siblings()
        self.come_from = self._come_from()

    @cached_property
    def now(self) -> Situation:
        """Where the child stands: asked when it is first needed, which a deed that succeeds never does."""
        return situation(self.child, on=self.today)

    def _siblings(self) -> list[Child]:
        """Those in the same situation."""
        visible = Child.objects.visible_to(self.user).filter(authority=self.child.authority)
        siblings = list(visible.siblings_of(self.child.pk))
        if not siblings:
            return []
        there = situations([self.child, *siblings], on=self.today)
        self.now = there[self.child.pk]
        return [one for one in siblings if there[one.pk].state == self.now.state]

    def _come_from(self) -> Household | None:
        """The household on whose page somebody chose to place a child there."""
        try:
            asked = UUID(self.request.GET.get(COMES_FROM, ""))
        except ValueError:
            return None
        households = Household.objects.visible_to(self.user).filter(authority=self.child.authority)
        return households.filter(public_id=asked).first()

    def form(self, data: Any = None, **initial: Any) -> StayForm:
        return StayForm(
            data,
            initial=initial,
            deed=self.deed,
            child=self.child,
            siblings=self.siblings,
            user=self.user,
            today=self.today,
        )

    def empty(self) -> StayForm:
        return self.form(
            key=new_key(),
            version=self.child.version,
            on=words.day_to_type(self.today),
            already="yes",
            registered="",
            sibling_versions=self._versions(),
            look_for=self.come_from.reference if self.come_from else "",
        )

    def kept(self) -> StayForm:
        """What was typed so far, with nothing complained of."""
        data = self.request.POST
        return self.form(**{name: data.getlist(name) if name == "siblings" else data[name] for name in data})

    def _versions(self) -> str:
        return ",".join(f"{one.public_id}={one.version}" for one in self.siblings)

    def work(self, form: StayForm) -> str:
        """The deed, for the child and whoever goes along, in one transaction."""
        together = [(self.child, form.cleaned_data["version"]), *form.together]
        group = form.cleaned_data["key"] if len(together) > 1 else None
        mine: Deed | None = None
        # In the order of their keys, so that two such forms never wait for each other.
        for number, (child, version) in enumerate(sorted(together, key=lambda pair: pair[0].pk)):
            done = self._one(form, child, version, number, group)
            mine = done if child.pk == self.child.pk else mine
        assert mine is not None
        return reverse("placements:deed-detail", args=[mine.public_id])

    def _one(self, form: StayForm, child: Child, version: int, number: int, group: UUID | None) -> Deed:
        destination = form.cleaned_data["destination"]
        if destination.free_seen is not None:
            destination = replace(destination, free_seen=max(0, destination.free_seen - number))
        of: dict[str, Any] = {
            "child": child,
            "version": version,
            "how": form.how,
            "destination": destination,
            "by": self.user,
            "together": group,
        }
        if self.deed == "start":
            return start_care(
                legal_status=form.cleaned_data["legal_status"], need=form.cleaned_data["need"], **of
            )
        if self.deed == "move":
            return move_child(reason=form.cleaned_data["reason"], **of)
        return start_placement(**of)

    def show(self, form: StayForm, answer: Answer | None = None) -> HttpResponse:
        answer = answer or Answer()
        stale = answer.stale
        if stale:
            # What stands now is shown, and sending the same again is then a choice made with open eyes.
            self.child.refresh_from_db(from_queryset=Child.objects.select_related("authority"))
            self.now = situation(self.child, on=self.today)
            form.data = {**{name: form.data[name] for name in form.data}, "version": str(self.child.version)}
            form.data |= {
                "sibling_versions": self._versions(),
                "siblings": self.request.POST.getlist("siblings"),
            }
        chosen = "" if answer.place_taken else str(form["home"].value() or "")
        homes = self._homes(form)
        if self.come_from and self.request.method != "POST":
            chosen = next((one.value for one in homes if one.is_called(self.come_from.reference)), "")
        name = words.name(self.child)
        # What htmx asks for alone: a page in a page would bring its own style rules, which the policy refuses.
        part = _PARTS.get(part_asked_for(self.request))
        if part is None:
            beside(self.request, self.siblings)
        return render(
            self.request,
            part or "placements/stay.html",
            {
                "page_title": _TITLES[self.deed],
                "page_caption": f"{name}, {words.age(self.child, self.today)}",
                "form": form,
                "deed": self.deed,
                "elsewhere": ahead.notice(self.child.authority, self.deed, today=self.today),
                "child": self.child,
                "now": self.now,
                "present": words.place(self.now.placement) if self.now.placement else "",
                "homes": homes,
                "searched": bool(form["look_for"].value()),
                "chosen": chosen,
                "miles_known": any(one.miles is not None for one in homes) or not homes,
                "not_on_file": NOT_ON_FILE,
                "details_open": chosen == NOT_ON_FILE
                or any(
                    form.errors.get(field)
                    for field in ("code", "provider", "as_told", "postcode", "arrived_at")
                ),
                # Of a home that somebody else has taken there is nothing to record.
                "foot": {} if answer.place_taken else self._foot(form),
                "stale": stale,
                "last": self.child.deeds.order_by("-at", "-pk").select_related("by").first()
                if stale
                else None,
                "place_taken": answer.place_taken,
                "button": _BUTTONS[self.deed],
                "back_link": {
                    "href": reverse("placements:child-detail", args=[self.child.public_id]),
                    "text": name,
                },
            },
            status=answer.status,
        )

    def _homes(self, form: StayForm) -> list[home_search.Candidate]:
        last = (
            self.child.placements.order_by("-dates__startswith")
            .values_list("home_postcode", flat=True)
            .first()
        )
        return home_search.find(
            str(form["look_for"].value() or ""),
            user=self.user,
            authority=self.child.authority,
            child=self.child,
            home_postcode=str(form["home_postcode"].value() or "") or last or "",
            on=self.today,
            present=self.now.placement.household if self.now.placement else None,
        )

    def _foot(self, form: StayForm) -> dict[str, Any]:
        """What sending the form would record, and which rules stand against it."""
        if self.request.method != "POST":
            return {}
        if not form.is_bound:
            form = self.form(self.request.POST)
        form.is_valid()
        destination, on = form.cleaned_data.get("destination"), form.cleaned_data.get("on")
        if destination is None or on is None:
            return {}
        destination = completed(destination, self.child)
        legal = form.cleaned_data.get("legal_status") or (
            self.now.legal_status.code if self.now.legal_status else ""
        )
        proposal = propose(child=self.child, destination=destination, day=on, legal_status=legal)
        leaves = self.now.placement if self.deed == "move" else None
        sentence = f"to {destination.name} on {words.day(on)}"
        if leaves:
            sentence = f"Moves from {words.place(leaves)} {sentence}"
            if leaves.household_id:
                sentence += f"; the place at {words.place(leaves)} becomes free"
        else:
            sentence = f"Goes {sentence}"
        broken = rules.broken_by(proposal)
        plan = form.cleaned_data.get("already") == "no"
        return {
            "words": f"{sentence}.",
            # Of a plan those that stop it; what goes on with a reason is asked beside them.
            "broken": [one for one in broken if not (plan and one.rule.goes_on_with_a_reason)],
            "asks": [one.words for one in broken if plan and one.rule.goes_on_with_a_reason],
            "plan": plan,
        }
