"""Restricting a record, naming who may open it, recording connections: proposed by one, decided by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from placements.access import tables
from placements.access.actions import child_to_open, connect, decide, propose
from placements.access.forms import ConnectionForm, DecisionForm, NumberForm, ProposalForm
from placements.access.notices import unread_openings
from placements.access.views.page import child_decided_on, form_page, person_of, to_the_list
from placements.models import AccessProposal, Child, Connection, Opening
from sufficiency.core import access_log
from sufficiency.core.access import Action, may, require
from sufficiency.core.current import authority_open_to, current_authority

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_OR_POST
def closed_list(request: HttpRequest) -> HttpResponse:
    """Restricted records by when their list must be looked at again; for the auditor by opaque ids alone."""
    authority = current_authority(request)
    user = person_of(request)
    decides = may(user, Action.RESTRICT_RECORDS, authority)
    if not decides and not may(user, Action.SEE_AUDIT, authority):
        require(user, Action.RESTRICT_RECORDS, authority)
    form = NumberForm(request.POST if decides and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        child = child_to_open(authority=authority, number=form.cleaned_data["number"], by=user)
        if child is not None and Child.objects.decided_on_by(user).filter(pk=child.pk).exists():
            return redirect("access:child-access", public_id=child.public_id)
        form.add_error("number", "There is no record with this number that you can decide on")
    children = Child.objects.filter(authority=authority, is_restricted=True)
    children = children.decided_on_by(user) if decides else children
    table = tables.ClosedTable(
        children.with_review_due(),
        today=timezone.localdate(),
        names=decides,
        attrs={"caption": "Restricted records"},
    )
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    access_log.shown(
        request, "restricted records", [row.record for row in table.paginated_rows], authority=authority
    )
    waiting = AccessProposal.objects.visible_to(user).filter(child__authority=authority).waiting()
    return render(
        request,
        "access/closed_list.html",
        {
            "page_title": "Access to records",
            "page_source": "Restricted records open only to the people on their list. Each place on a list ends after "
            "90 days unless two people renew it.",
            "form": form,
            "table": table,
            "decides": decides,
            "proposals": waiting.select_related("child", "person", "proposed_by") if decides else [],
            "openings_unread": unread_openings(user, authority),
            "unreviewed": 0
            if decides
            else Opening.objects.visible_to(user).filter(child__authority=authority).unreviewed().count(),
        },
        status=400 if form.errors else 200,
    )


@require_safe
def child_access(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who may open the record, who may not, and what is proposed."""
    child = child_decided_on(request, public_id)
    access_log.shown(request, "access to a child's record", [child])
    proposals = child.access_proposals.select_related("person", "proposed_by", "decided_by")
    return render(
        request,
        "access/child_access.html",
        {
            "page_title": "Access to this record",
            "page_caption": str(child),
            "breadcrumbs": to_the_list(),
            "child": child,
            "grants": child.grants.select_related("user", "granted_by").order_by("expires_on"),
            "today": timezone.localdate(),
            "connections": Connection.objects.filter(child=child)
            .standing()
            .select_related("person", "recorded_by"),
            "waiting": proposals.filter(decided_at=None),
            "decided": proposals.exclude(decided_at=None)[:20],
        },
    )


@_GET_OR_POST
def child_propose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Propose a change of who may open the record."""
    child = child_decided_on(request, public_id)
    access_log.shown(request, "form about access", [child])
    form = ProposalForm(request.POST if request.method == "POST" else None, authority=child.authority)
    back = reverse("access:child-access", args=[public_id])

    def work(typed: dict[str, Any]) -> str:
        propose(child=child, by=person_of(request), **(typed | {"kind": AccessProposal.Kind(typed["kind"])}))
        messages.success(request, "Proposed. It takes effect when somebody else agrees.")
        return back

    return form_page(
        request,
        form,
        action="propose access",
        work=work,
        page_title="Propose a change of access",
        page_caption=str(child),
        breadcrumbs=[*to_the_list(), {"text": str(child), "href": back}],
        button="Propose",
        back={"href": back, "text": "Cancel"},
    )


@_GET_OR_POST
def child_connect(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that somebody who works here is connected with the child."""
    child = child_decided_on(request, public_id)
    access_log.shown(request, "form about access", [child])
    form = ConnectionForm(request.POST if request.method == "POST" else None, authority=child.authority)
    back = reverse("access:child-access", args=[public_id])

    def work(typed: dict[str, Any]) -> str:
        connect(child=child, by=person_of(request), **typed)
        messages.success(request, "Recorded. From now on the record is not there for them.")
        return (
            back
            if Child.objects.decided_on_by(request.user).filter(pk=child.pk).exists()
            else reverse("access:closed-list")
        )

    return form_page(
        request,
        form,
        action="record connection",
        work=work,
        page_title="Record a connection",
        page_caption=str(child),
        page_source="The record is then not there for them, whatever their role, in an emergency either. "
        "Ending it needs two people.",
        breadcrumbs=[*to_the_list(), {"text": str(child), "href": back}],
        button="Record the connection",
        back={"href": back, "text": "Cancel"},
    )


@_GET_OR_POST
def proposal_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is proposed; the decision, for somebody else than who proposed it."""
    authority = authority_open_to(request, Action.RESTRICT_RECORDS)
    proposals = AccessProposal.objects.visible_to(request.user).filter(child__authority=authority)
    proposal = get_object_or_404(
        proposals.select_related("child__authority", "person", "proposed_by", "decided_by"),
        public_id=public_id,
    )
    access_log.shown(request, "proposal about access", [proposal.child])
    back = reverse("access:child-access", args=[proposal.child.public_id])

    def work(typed: dict[str, Any]) -> str:
        decided = decide(proposal=proposal, agree=typed["agree"], by=person_of(request))
        messages.success(
            request, "Agreed: it has taken effect." if decided.agreed else "Declined: nothing changed."
        )
        return reverse("access:closed-list")

    return form_page(
        request,
        DecisionForm(request.POST if request.method == "POST" else None),
        action="decide on access",
        work=work,
        template="access/proposal_detail.html",
        page_title=proposal.get_kind_display(),
        page_caption=str(proposal.child),
        breadcrumbs=[*to_the_list(), {"text": str(proposal.child), "href": back}],
        rows=tables.proposal_rows(proposal),
        proposal=proposal,
        mine=proposal.proposed_by_id == request.user.pk,
        button="Save the decision",
        back={"href": back, "text": "Cancel"},
    )
