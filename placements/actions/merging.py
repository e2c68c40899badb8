"""Two records of one child made one."""

from __future__ import annotations

from django.db import IntegrityError, connection, models, transaction

from placements.actions.children import adopted
from placements.actions.errors import CannotMerge
from placements.models import Child, LegalStatus, PeriodOfCare, Placement, SiblingLink, TemporaryMove
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take


@transaction.atomic
def merge_children(*, keep: Child, merge: Child, versions: tuple[int, int], because: str, by: User) -> Child:
    """All that is recorded under `merge` goes to `keep`; the emptied record is removed, and kept by history.

    Raises `CannotMerge` where both have a number, different birth dates, timelines that overlap, or an adoption.
    """
    require(by, Action.CORRECT_CHILDREN, keep.authority)
    if keep.authority_id != merge.authority_id or keep.pk == merge.pk:
        raise CannotMerge("Choose two records of the same council.")
    if not because.strip():
        raise CannotMerge("Say how it is known that both are the same child.")
    # One order for everybody, so that two merges never wait for each other.
    taken = {
        one.pk: take(one, version=version)
        for one, version in sorted(zip((keep, merge), versions, strict=True), key=lambda pair: pair[0].pk)
    }
    keep, merge = taken[keep.pk], taken[merge.pk]
    if adopted(keep) or adopted(merge):
        raise CannotMerge("These records cannot be merged.")
    if keep.number and merge.number:
        raise CannotMerge(
            "Both records have a number, and returns may bring both again. Change one number first, "
            "or settle which is right with whoever keeps the case system."
        )
    if keep.date_of_birth != merge.date_of_birth:
        raise CannotMerge("The dates of birth differ. Correct the wrong one first.")
    _refuse_overlap(keep, merge)
    try:
        with transaction.atomic():
            _bring_over(keep, merge)
    except IntegrityError as refused:
        raise CannotMerge(
            "Both records hold the same event, such as a review of one day. Remove one of the two first."
        ) from refused
    audit.record(
        by=by,
        action="placements: merge children",
        on=keep,
        authority=keep.authority,
        merged=str(merge.public_id),
    )
    number = merge.number
    merge.delete()
    for name in ("first_name", "last_name", "sex", "ethnicity", "upn"):
        if not getattr(keep, name):
            setattr(keep, name, getattr(merge, name))
    keep.number = keep.number or number
    keep.is_restricted = keep.is_restricted or merge.is_restricted
    keep.entered_by = by
    keep.save()
    return keep


def _refuse_overlap(keep: Child, merge: Child) -> None:
    for model in (PeriodOfCare, LegalStatus, Placement, TemporaryMove):
        spells = model._default_manager
        for dates in spells.filter(child=merge).values_list("dates", flat=True):
            if spells.filter(child=keep, dates__overlap=dates).exists():
                raise CannotMerge(
                    f"The two records say different things of the same days: a {model._meta.verbose_name} from "
                    f"{dates.lower:%-d %B %Y}. Correct one of them first."
                )


def _bring_over(keep: Child, merge: Child) -> None:
    """Every row of any app that belongs to the one, in one statement: the rules are judged at its end."""
    SiblingLink.objects.filter(child__in=(keep, merge), sibling__in=(keep, merge)).delete()
    quote = connection.ops.quote_name
    updates = [
        f"moved_{number} as (update {quote(field.model._meta.db_table)} "
        f"set {quote(field.column)} = %(keep)s where {quote(field.column)} = %(merge)s returning 1)"
        for number, field in enumerate(_belonging())
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"with {', '.join(updates)} select 1", {"keep": keep.pk, "merge": merge.pk})


def _belonging() -> list[models.ForeignKey]:
    """Each field by which a row belongs to a child; the history's own rows stay as they were written."""
    return [
        relation.field
        for relation in Child._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and not hasattr(relation.related_model, "pgh_tracked_model")
    ]
