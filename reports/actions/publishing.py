"""Publishing what was approved: counted once more, printed, frozen, in the place of the edition before."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from reports.actions.clearing import NotReady, nothing_stops
from reports.actions.freezing import issue, print_edition
from reports.models import Draft, Edition, Promise
from reports.statement.figures import Figures
from reports.writing.exhibits_of_plans import PLAN, PRIORITIES, STEPS
from reports.writing.markup import exhibits_in
from reports.writing.of_draft import composed
from reports.writing.records import records_of
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take


def publish_draft(*, draft: Draft, version: int, by: User) -> Edition:
    """The edition of an approved draft. All or nothing: two who publish at once make one edition.

    Raises `PermissionDenied`, `StaleEdit`, `NotReady` where it is not approved or something picked cannot be printed,
    and `NothingToPublish`.
    """
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    with transaction.atomic():
        # One at a time for each authority, so that editions are numbered without a gap.
        authority = Authority.objects.select_for_update().get(pk=draft.authority_id)
        draft = take(draft, version=version)
        if draft.status != Draft.Status.APPROVED:
            raise NotReady(
                f"The document is {draft.get_status_display().lower()}. It can be published once it is approved."
            )
        edition = _printed(draft, authority, by)
        draft.status, draft.edition = Draft.Status.PUBLISHED, edition
        draft.save()
        issue(edition, by=by)
    return edition


def _printed(draft: Draft, authority: Authority, by: User) -> Edition:
    made_at = timezone.now().replace(microsecond=0)
    today = timezone.localdate(made_at)
    _is_first_to_follow(draft)
    public = composed(draft, today=today)
    exempt = (
        composed(draft, today=today, exempt=True) if draft.sections.filter(is_exempt=True).exists() else None
    )
    nothing_stops(draft, today=today)
    edition = print_edition(
        public.document,
        public.protected,
        public.figures.gathered.countable,
        authority=authority,
        title=draft.title,
        made_at=made_at,
        by=by,
        template=draft.template,
        exempt=exempt.document if exempt else None,
        supersedes=draft.follows,
    )
    _keep_promises(edition, draft, today, public.figures)
    return edition


def _is_first_to_follow(draft: Draft) -> None:
    """Only one edition takes the place of another. Raises `NotReady`."""
    after = Edition.objects.filter(supersedes=draft.follows).first() if draft.follows else None
    if after is not None:
        raise NotReady(
            f"Edition {after.number} has already taken the place of {draft.follows}. Begin a correction of edition "
            f"{after.number} instead, and carry these words over."
        )


def _keep_promises(edition: Edition, draft: Draft, today: date, figures: Figures) -> None:
    """Where the plan, or the next steps of the priorities, are printed in what everybody may read: each as promised."""
    texts = draft.sections.filter(is_exempt=False).values_list("text", flat=True)
    picks = {(one.kind, one.name) for text in texts for one in exhibits_in(text)}
    is_whole = ("table", PLAN) in picks
    if not (is_whole or picks & {("words", PRIORITIES), ("table", STEPS)}):
        return
    rows = records_of(draft.authority, as_at=draft.as_at, today=today, figures=figures).plan
    Promise.objects.bulk_create(
        Promise(
            edition=edition,
            action_id=row.action_id,
            focus=row.focus,
            milestone=row.milestone,
            due_on=row.due_on,
            standing=row.standing.word,
        )
        for row in rows
        if is_whole or row.priorities
    )
