"""Printing a hidden count all the same: one person asks, another agrees or declines; and how a council protects all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports import actions
from reports.forms_of_drafts import NothingToAsk
from reports.forms_of_protection import AGREE, AskForm, DecideForm, RuleForm
from reports.hidden import Hidden, NotHidden, consequences_of, hidden_of, named
from reports.models import DisclosureOverride, DisclosureRule, Draft
from reports.presenters import draft_page
from reports.statement.gathering import NothingToPublish
from reports.tables_of_protection import name_of
from reports.views.drafts import drafts_open_to
from reports.views.page import person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Refused, Writing
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def protection_address(draft: Draft) -> str:
    return reverse("reports:draft-protection", args=[draft.public_id])


def _crumbs(draft: Draft) -> list[dict[str, str]]:
    return [
        *draft_page.crumbs(draft),
        {"text": "What is hidden", "href": protection_address(draft)},
    ]


@_GET_OR_POST
def override_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask that one hidden count be printed; with `count`, that one is chosen and what it would tell is said."""
    draft = get_object_or_404(drafts_open_to(request, Action.WRITE_DOCUMENTS), public_id=public_id)
    today = timezone.localdate()
    try:
        hidden = hidden_of(draft, today=today)
        nothing = "" if hidden else "The document hides no count: there is nothing to ask for."
    except NothingToPublish as refusal:
        hidden, nothing = [], str(refusal)
    by_name = {name_of(one): one for one in hidden}
    sent = request.POST if request.method == "POST" else None
    form = AskForm(
        sent,
        counts=[(name, _in_a_line(one)) for name, one in by_name.items()],
        initial={"count": request.GET.get("count", "")},
    )
    chosen = by_name.get((sent or request.GET).get("count", ""))

    def work() -> str:
        one = by_name[form.cleaned_data["count"]]
        try:
            actions.ask_override(
                draft=draft, cell=one.cell, reason=form.cleaned_data["reason"], by=person(request)
            )
        except actions.NotReady as refusal:
            raise Refused(str(refusal), field="count") from None
        messages.success(request, "It is asked for. The count stays hidden until somebody else agrees.")
        return protection_address(draft)

    return Writing(
        form=form,
        name=f"ask override {draft.public_id}",
        work=work,
        title="Print a hidden count all the same",
        caption=draft.title,
        button="Ask for it",
        breadcrumbs=_crumbs(draft),
        intro=[nothing]
        if nothing
        else [
            "A count of so few may tell who they are. It is printed only when a manager or the Director agrees, and "
            "once it is in print no later edition can hide it again.",
            *(consequences_of(draft, chosen.cell, today=today).sentences() if chosen else ()),
        ],
    ).answer(request)


def _in_a_line(one: Hidden) -> str:
    return f"{one.title}, {one.group[:1].lower()}{one.group[1:]}, {one.what}, {in_words(one.as_at)}"


@_GET_OR_POST
def override_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the second person reads, and their answer."""
    override = _override(request, public_id, Action.APPROVE_DOCUMENTS)
    draft = override.draft
    form = DecideForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        does_agree = form.cleaned_data["answer"] == AGREE
        decide = actions.agree_override if does_agree else actions.decline_override
        try:
            decide(override=override, by=person(request))
        except actions.NotReady as refusal:
            raise Refused(str(refusal)) from None
        messages.success(request, "The count will be printed." if does_agree else "The count stays hidden.")
        return protection_address(draft)

    try:
        told = consequences_of(draft, override.cell, today=timezone.localdate()).sentences()
    except (NotHidden, NothingToPublish) as refusal:
        told = [str(refusal)]
    return Writing(
        form=form,
        name=f"decide override {override.public_id}",
        work=work,
        title="Decide about a hidden count",
        caption=draft.title,
        button="Record your decision",
        breadcrumbs=_crumbs(draft),
        intro=[
            f"{override.asked_by} asks that this count be printed although it is hidden: {named(override.cell)}.",
            f"Reason: {override.reason}",
            *told,
        ],
    ).answer(request)


@_GET_OR_POST
def override_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a count is hidden again."""
    override = _override(request, public_id, Action.WRITE_DOCUMENTS)

    def work() -> str:
        try:
            actions.withdraw_override(override=override, by=person(request))
        except actions.NotReady as refusal:
            raise Refused(str(refusal)) from None
        messages.success(request, "The count stays hidden.")
        return protection_address(override.draft)

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=f"withdraw override {override.public_id}",
        work=work,
        title="Keep this count hidden?",
        caption=override.draft.title,
        button="Keep it hidden",
        breadcrumbs=_crumbs(override.draft),
        intro=[
            f"{override.asked_by} asked that it be printed: {named(override.cell)}.",
            f"Reason: {override.reason}",
        ],
    ).answer(request)


def _override(request: HttpRequest, public_id: UUID, action: Action) -> DisclosureOverride:
    found = DisclosureOverride.objects.visible_to(person(request)).filter(
        draft__in=drafts_open_to(request, action)
    )
    return get_object_or_404(
        found.select_related("draft__authority", "asked_by", "agreed_by"), public_id=public_id
    )


@_GET_OR_POST
def disclosure_rule(request: HttpRequest) -> HttpResponse:
    """How the council's public documents protect small numbers."""
    authority = authority_open_to(request, Action.APPROVE_DOCUMENTS)
    rule = DisclosureRule.objects.visible_to(person(request)).filter(authority=authority).first()
    now = rule.version if rule else 0
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        initial={"way": rule.way if rule else DisclosureRule.Way.HIDE, "reason": rule.reason if rule else ""},
    )

    def work() -> str:
        sent = request.POST.get("version", "")
        actions.choose_disclosure_rule(
            authority=authority,
            version=int(sent) if sent.isdecimal() and len(sent) < 10 else 0,
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "Documents of dates that are not in print yet follow your choice.")
        return reverse("reports:edition-list")

    return Writing(
        form=form,
        name="choose disclosure rule",
        work=work,
        title="How small numbers are protected",
        caption=str(authority),
        button="Save the choice",
        breadcrumbs=draft_page.crumbs(),
        version=now,
        standing=lambda now: {"way": now.get_way_display(), "reason": now.reason},
        intro=[
            "It holds for every document that the public may read. Inside the council, those who may see exact figures "
            "see them either way.",
            "A date that a public edition prints already keeps the way in which it was printed first: one date printed "
            "both ways would tell the counts that each of them hides.",
        ],
    ).answer(request)
