"""Printing a hidden count all the same: one person asks and says why, another agrees."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from reports.actions.clearing import NotReady
from reports.hidden import NotHidden, consequences_of
from reports.models import DisclosureOverride, Draft
from reports.statement.gathering import NothingToPublish
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.indicators.protected_links import Cell


@transaction.atomic
def ask_override(*, draft: Draft, cell: Cell, reason: str, by: User) -> DisclosureOverride:
    """Ask that a hidden count be printed. Asked twice, it is the same; nothing is printed until another agrees.

    Raises `PermissionDenied`, and `NotReady` without a reason, once the draft is approved, for a count that is not
    hidden, and for one that would tell another small count whatever else is hidden.
    """
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    require(by, Action.SEE_FIGURES, draft.authority)
    draft = _open(draft)
    if not reason.strip():
        raise NotReady("There is no reason. Say why this count may be printed although it is small.")
    _tells_no_other(draft, cell)
    made, is_new = DisclosureOverride.objects.get_or_create(
        draft=draft,
        key=cell.key,
        as_at=cell.as_at,
        category=cell.category,
        part=cell.part.value,
        withdrawn_at=None,
        defaults={"reason": reason.strip(), "asked_by": by},
    )
    if is_new:
        _logged("ask to print a hidden count", made, by)
    return made


@transaction.atomic
def agree_override(*, override: DisclosureOverride, by: User) -> DisclosureOverride:
    """Agree that it be printed: a manager or the Director, and not who asked."""
    require(by, Action.APPROVE_DOCUMENTS, override.draft.authority)
    _open(override.draft)
    found = DisclosureOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if found.asked_by_id == by.pk:
        raise PermissionDenied("Nobody agrees to what they asked for. Ask somebody else to agree.")
    if found.withdrawn_at is not None:
        raise NotReady("It was taken back. Ask for it again if the count is to be printed.")
    if found.agreed_by_id is None:
        # Since it was asked for, figures may have been corrected and others been decided.
        _tells_no_other(found.draft, found.cell)
        found.agreed_by, found.agreed_at = by, timezone.now()
        found.save()
        _logged("agree to print a hidden count", found, by)
    return found


@transaction.atomic
def decline_override(*, override: DisclosureOverride, by: User) -> DisclosureOverride:
    """Say no: a manager or the Director, and not who asked. What is agreed already can be taken back instead."""
    require(by, Action.APPROVE_DOCUMENTS, override.draft.authority)
    _open(override.draft)
    found = DisclosureOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if found.asked_by_id == by.pk:
        raise PermissionDenied("Nobody decides about what they asked for. You can take it back instead.")
    if found.agreed_by_id is not None:
        raise NotReady("Somebody has agreed to it already. Its author can take it back.")
    if found.withdrawn_at is None:
        found.declined_by, found.withdrawn_at = by, timezone.now()
        found.save()
        _logged("decline to print a hidden count", found, by)
    return found


@transaction.atomic
def withdraw_override(*, override: DisclosureOverride, by: User) -> None:
    """Hide it again. By whoever may ask."""
    require(by, Action.WRITE_DOCUMENTS, override.draft.authority)
    _open(override.draft)
    standing = DisclosureOverride.objects.standing().filter(pk=override.pk)
    if standing.update(withdrawn_at=timezone.now()):
        _logged("hide a count again", override, by)


def _tells_no_other(draft: Draft, cell: Cell) -> None:
    try:
        found = consequences_of(draft, cell, today=timezone.localdate())
    except (NotHidden, NothingToPublish) as refusal:
        raise NotReady(str(refusal)) from None
    if found.refusal:
        raise NotReady(found.refusal)


def _open(draft: Draft) -> Draft:
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.status not in {Draft.Status.WRITING, Draft.Status.CLEARANCE}:
        raise NotReady(
            f"The document is {draft.get_status_display().lower()}: what it prints stands still. "
            "Take it back to writing first."
        )
    return draft


def _logged(action: str, override: DisclosureOverride, by: User) -> None:
    audit.record(
        by=by,
        action=action,
        on=override,
        authority=override.draft.authority,
        key=override.key,
        as_at=override.as_at.isoformat(),
        category=override.category,
        part=override.part,
    )
