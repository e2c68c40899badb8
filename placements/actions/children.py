"""Records of children: opened, numbered, known as siblings."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from placements.actions.errors import CannotLink, Impossible, NumbersTriedTooOften, NumberTaken
from placements.models import Child, SiblingLink
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import AuditEvent, Authority, FieldGroup, User
from sufficiency.core.ownership import require_here
from sufficiency.core.stale import take

_NUMBER_ONCE = "child_number_once_an_authority"
_NUMBER_REFUSED = "placements: number refused"
# More numbers that others have than anybody mistypes in a day.
MOST_REFUSALS_A_DAY = 10


@transaction.atomic
def create_child(
    *,
    authority: Authority,
    date_of_birth: date,
    today: date,
    first_name: str,
    last_name: str = "",
    number: str = "",
    sex: str = "",
    by: User,
) -> Child:
    """Open a record: a name and a date of birth are enough tonight.

    Raises `NumberTaken`, `NumbersTriedTooOften`, `Impossible`.
    """
    require(by, Action.RECORD_PLACEMENTS, authority)
    if number:
        _not_tried_too_often(by)
    if date_of_birth > today:
        raise Impossible("The date of birth must be today or earlier.", field="date_of_birth")
    if date_of_birth.year < today.year - 26:
        raise Impossible(
            "The date of birth is too long ago for a child. Check the year.", field="date_of_birth"
        )
    try:
        with transaction.atomic():
            child = Child.objects.create(
                authority=authority,
                number=number or None,
                first_name=first_name,
                last_name=last_name,
                date_of_birth=date_of_birth,
                sex=sex,
                entered_by=by,
            )
    except IntegrityError as refused:
        _explain(refused, authority, number)
    child.refresh_from_db(fields=["public_id"])
    audit.record(by=by, action="placements: open record", on=child, authority=authority)
    return child


@transaction.atomic
def change_number(*, child: Child, version: int, number: str, because: str, by: User) -> Child:
    """Another number for the same child. The old one stays in the history.

    Where the case system keeps identities only a record without a number is given one, by which its next extract
    finds it. Raises `KeptElsewhere`, `NumberTaken`, `Impossible`, `StaleEdit`.
    """
    require(by, Action.CORRECT_CHILDREN, child.authority)
    _not_tried_too_often(by)
    child = take(child, version=version)
    if child.number:
        require_here(child.authority, FieldGroup.IDENTITY, on=timezone.localdate())
    if not number.strip() or not because.strip():
        raise Impossible("Give the number and why it changes.", field="number")
    child.number, child.entered_by = number.strip(), by
    try:
        with transaction.atomic():
            child.save(update_fields=["number", "version", "entered_by"])
    except IntegrityError as refused:
        _explain(refused, child.authority, number.strip())
    audit.record(
        by=by, action="placements: change number", on=child, authority=child.authority, reason_given=True
    )
    return child


@transaction.atomic
def link_siblings(*, child: Child, sibling: Child, by: User) -> None:
    """Say that two children are brothers or sisters. Never across an adoption, never across councils."""
    require(by, Action.RECORD_PLACEMENTS, child.authority)
    if child.pk == sibling.pk or child.authority_id != sibling.authority_id:
        raise CannotLink("Choose another child of the same council.")
    if adopted(child) or adopted(sibling):
        raise CannotLink("The record cannot be linked.")
    first, second = sorted((child, sibling), key=lambda one: one.pk)
    _, made = SiblingLink.objects.get_or_create(child=first, sibling=second, defaults={"entered_by": by})
    if made:
        audit.record(by=by, action="placements: link siblings", on=child, authority=child.authority)


def adopted(child: Child) -> bool:
    """Whether an adoption order closed the record: nothing may link it to another."""
    return not Child.objects.filter(pk=child.pk).not_severed().exists()


def write_down_refusal(*, taken: NumberTaken, by: User) -> None:
    """Write into the trail of the record that has the number that somebody tried it.

    Call it when the deed is rolled back, so that the trail outlives it. Whoever keeps that record sees it under
    *who has looked*, restricted or not.
    """
    holder = Child.objects.filter(authority=taken.authority, number=taken.number).first()
    if holder:
        audit.write(
            by=by,
            action=_NUMBER_REFUSED,
            object_type=holder._meta.label_lower,
            object_ids=[str(holder.public_id)],
            authority=taken.authority,
            result=AuditEvent.Result.NOT_FOUND,
        )


def _not_tried_too_often(by: User) -> None:
    """A number that is taken tells that there is a record: nobody goes through them. Raises `NumbersTriedTooOften`."""
    a_day_ago = timezone.now() - timedelta(days=1)
    if (
        AuditEvent.objects.filter(actor=by, action=_NUMBER_REFUSED, at__gt=a_day_ago).count()
        >= MOST_REFUSALS_A_DAY
    ):
        raise NumbersTriedTooOften


def _explain(refused: IntegrityError, authority: Authority, number: str) -> None:
    if _NUMBER_ONCE in str(refused):
        raise NumberTaken(authority, number) from refused
    raise refused
