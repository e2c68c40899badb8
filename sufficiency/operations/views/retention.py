"""What need no longer be kept, holds that keep it, and destruction by two people."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from reports.views.page import person
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import RetentionRule
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.stale import StaleEdit
from sufficiency.operations.models import Certificate, LegalHold, Proposal
from sufficiency.operations.retention import actions, presenting
from sufficiency.operations.retention.due import due
from sufficiency.operations.retention.erasing import StillNeeded
from sufficiency.operations.retention.forms import (
    DeclineForm,
    HoldForm,
    LookAheadForm,
    ReleaseForm,
    today_or_later,
)
from sufficiency.operations.retention.tables import DueTable, HoldTable

_ACTION = Action.KEEP_RETENTION
_TRAIL = ({"text": "Retention", "href": "/operations/retention/"},)
_DEEDS = frozenset({"decline", "sign", "carry-out"})
_REFUSALS = (actions.RetentionRefused, StillNeeded, NotThisForm)


@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """What is due today, or by a later day to look ahead; what a hold keeps; proposals and certificates."""
    authority = authority_open_to(request, _ACTION)
    today = timezone.localdate()
    form = LookAheadForm(request.GET if request.GET.get("by") else None)
    by = today_or_later(form.cleaned_data["by"] if form.is_bound and form.is_valid() else None, today=today)
    found = due(authority, as_at=by)
    free = sum(one.held_by is None for one in found)
    table = DueTable(presenting.due_rows(found))
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    on_page = [(row.record["subject"], row.record["record"]) for row in table.page.object_list]
    opened = presenting.opened(on_page, user=person(request))
    table.called = presenting.names(opened)
    access_log.shown(request, "records due for destruction", opened, authority=authority)
    proposals = Proposal.objects.visible_to(request.user).filter(authority=authority)
    open_one = proposals.filter(status__in=["proposed", "signed"]).first()
    return render(
        request,
        "operations/due_list.html",
        {
            "page_title": f"Records due for destruction {'today' if by == today else 'by ' + presenting.day(by)}",
            "page_source": "The longest rule that applies to a record counts. A hold stops all of them.",
            "form": form,
            "by": request.GET.get("by", ""),
            "table": table,
            "count": presenting.counted(len(found), "record"),
            "held": len(found) - free,
            "is_empty": not found,
            "may_propose": bool(free) and by == today and open_one is None,
            "open_proposal": open_one,
            "proposals": presenting.proposals(proposals.select_related("certificate")[:10]),
            "key": uuid4(),
        },
    )


@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """The rules, each with where it stands."""
    authority_open_to(request, _ACTION)
    return render(
        request,
        "operations/rule_list.html",
        {
            "page_title": "How long records are kept",
            "page_source": "Loaded with this version. Practice that is not law is for your council to confirm.",
            "rules": RetentionRule.objects.all(),
            "asked_here": presenting.ASKED_HERE,
            "breadcrumbs": _TRAIL,
        },
    )


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose everything that is due today and held by nobody."""
    authority = authority_open_to(request, _ACTION)
    today = timezone.localdate()

    def work() -> str:
        return actions.propose_destruction(
            authority=authority, as_at=today, today=today, by=person(request)
        ).get_absolute_url()

    try:
        return redirect(once(_key(request), by=person(request), action="propose destruction", work=work))
    except _REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect("operations:due-list")


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What two people are to sign for: sign, decline, carry out."""
    authority_open_to(request, _ACTION)
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("proposed_by", "decided_by", "authority"),
        public_id=public_id,
    )
    form = DeclineForm(request.POST if request.POST.get("do") == "decline" else None)
    fault, status = "", 200
    if request.method == "POST":
        try:
            done = _decide(request, proposal, form)
            if done:
                return redirect(done)
            status = 400
        except StaleEdit as stale:
            fault, status = str(stale), 409
        except _REFUSALS as refusal:
            fault, status = str(refusal), 409
        proposal.refresh_from_db()
    opened = presenting.opened(presenting.waiting_keys(proposal), user=person(request))
    access_log.shown(request, "proposal of destruction", opened, authority=proposal.authority)
    return render(
        request,
        "operations/proposal_detail.html",
        {
            "page_title": "Proposal to destroy records",
            "page_source": f"Due at {presenting.day(proposal.as_at)}.",
            "breadcrumbs": _TRAIL,
            "form": form,
            "errors": [{"text": fault}] if fault else [],
            "proposal": proposal,
            "records": presenting.proposed(proposal, presenting.names(opened)),
            "facts": presenting.proposal_facts(proposal),
            "is_done": proposal.status == Proposal.Status.DONE,
            "is_mine": proposal.proposed_by_id == request.user.pk,
            "key": uuid4(),
        },
        status=status,
    )


def _decide(request: HttpRequest, proposal: Proposal, form: DeclineForm) -> str | None:
    """Where to go on; None where the form is not complete."""
    asked = request.POST.get("do", "")
    if asked not in _DEEDS:
        raise NotThisForm
    version, by = _version(request), person(request)
    if asked == "decline" and not form.is_valid():
        return None

    def work() -> str:
        if asked == "decline":
            actions.decline_destruction(
                proposal=proposal, version=version, why=form.cleaned_data["why"], by=by
            )
        elif asked == "sign":
            actions.sign_destruction(proposal=proposal, version=version, by=by)
        else:
            today = timezone.localdate()
            done = actions.carry_out(proposal=proposal, version=version, today=today, by=by)
            return done.get_absolute_url()
        return proposal.get_absolute_url()

    return once(_key(request), by=person(request), action=f"destruction {asked}", work=work)


@require_safe
def certificate_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """That records were destroyed, by which rules, on whose signatures."""
    certificate = _certificate(request, public_id)
    return render(
        request,
        "operations/certificate_detail.html",
        {
            "page_title": str(certificate),
            "page_source": f"{certificate.authority}, {presenting.moment(certificate.carried_out_at)}.",
            "breadcrumbs": _TRAIL,
            "facts": presenting.certificate_facts(certificate),
            "records": sorted(certificate.records.items()),
            "rows": sorted(certificate.rows.items()),
            "certificate": certificate,
        },
    )


@require_safe
def certificate_ids(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ids that lead nowhere any more: to destroy again what an older backup brings back."""
    certificate = _certificate(request, public_id)
    ids = list(presenting.destroyed_ids([certificate]))
    access_log.exported(
        request, "ids of destroyed records", on=certificate, authority=certificate.authority, rows=len(ids)
    )
    return csv_file(("authority", "record"), ids, name=f"certificate-{certificate.number}-ids")


def _certificate(request: HttpRequest, public_id: UUID) -> Certificate:
    authority_open_to(request, _ACTION)
    found = Certificate.objects.visible_to(request.user).select_related(
        "authority", "carried_out_by", "proposal__proposed_by", "proposal__decided_by"
    )
    return get_object_or_404(found, public_id=public_id)


@require_safe
def hold_list(request: HttpRequest) -> HttpResponse:
    """Every hold, those in force first."""
    authority = authority_open_to(request, _ACTION)
    holds = (
        LegalHold.objects.visible_to(request.user)
        .filter(authority=authority)
        .select_related("placed_by", "released_by")
    )
    table = HoldTable(holds)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    return render(
        request,
        "operations/hold_list.html",
        {
            "page_title": "Records that must be kept",
            "page_source": "A hold stops every destruction of what it covers, whatever the rules say; "
            "the database itself refuses.",
            "breadcrumbs": _TRAIL,
            "table": table,
            "count": presenting.counted(holds.count(), "hold"),
            "in_force": holds.in_force_on(timezone.localdate()).count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold_new(request: HttpRequest) -> HttpResponse:
    """Keep records from being destroyed."""
    authority = authority_open_to(request, _ACTION)
    form = HoldForm(request.POST or None)
    fault, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():

            def work() -> str:
                actions.place_hold(authority=authority, by=person(request), **form.wanted())
                return reverse("operations:hold-list")

            try:
                return redirect(once(_key(request), by=person(request), action="place hold", work=work))
            except _REFUSALS as refusal:
                fault = str(refusal)
    context = {
        "page_title": "Keep records from being destroyed",
        "breadcrumbs": [*_TRAIL, {"text": "Holds", "href": reverse("operations:hold-list")}],
        "form": form,
        "errors": [{"text": fault, "href": "#id_record"}] if fault else [],
        "key": request.POST.get("key") or uuid4(),
        "button": "Hold the records",
    }
    return render(request, "operations/form_page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a hold."""
    authority_open_to(request, _ACTION)
    hold = get_object_or_404(LegalHold.objects.visible_to(request.user), public_id=public_id)
    form = ReleaseForm(request.POST or None, initial={"on": timezone.localdate()})
    fault, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():

            def work() -> str:
                actions.release_hold(
                    hold=hold, version=_version(request), by=person(request), **form.cleaned_data
                )
                return reverse("operations:hold-list")

            try:
                return redirect(once(_key(request), by=person(request), action="release hold", work=work))
            except (*_REFUSALS, StaleEdit) as refusal:
                fault, status = str(refusal), 409
                hold.refresh_from_db()
    context = {
        "page_title": "Release a hold",
        "page_source": f"{hold}. It covers: {presenting.covers(hold)}.",
        "breadcrumbs": [*_TRAIL, {"text": "Holds", "href": reverse("operations:hold-list")}],
        "form": form,
        "errors": [{"text": fault}] if fault else [],
        "key": uuid4(),
        "version": hold.version,
        "button": "Release the hold",
        "warn": True,
    }
    return render(request, "operations/form_page.html", context, status=status)


def _key(request: HttpRequest) -> UUID:
    return key_from(request.POST.get("key", ""))


def _version(request: HttpRequest) -> int:
    """The version that the form showed; 0, which is nobody's, where it sent none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
