"""Placements that an import left without a home, linked to the home they are in: all of one place at once."""

from __future__ import annotations

from django.db import transaction

from carers.models import Household
from placements.actions.errors import CannotLink
from placements.models import Home, Placement
from placements.querysets import PlacementQuerySet
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User


@transaction.atomic
def link_placements(
    *, placements: PlacementQuerySet, authority: Authority, to: Household | Home, by: User
) -> int:
    """Link those of the authority that have no home yet; the number linked. What was reported stays as reported.

    `entered_by` stays too: an import goes on owning what it brought. Raises `CannotLink` where there are none.
    """
    require(by, Action.LINK_HOMES, authority)
    if isinstance(to, Household) and to.authority_id != authority.pk:
        raise CannotLink("Choose a household of your own council.")
    waiting = placements.home_not_yet_linked().filter(child__authority=authority)
    field = "household" if isinstance(to, Household) else "home"
    number = waiting.update(**{field: to})
    if not number:
        raise CannotLink("None of these placements is waiting for a home. Open the list again.")
    audit.record(by=by, action="placements: link home", on=to, authority=authority, placements=number)
    return number


@transaction.atomic
def link_by_ofsted_number(*, authority: Authority, by: User) -> int:
    """Link each placement, of children whose record `by` may open, whose reported Ofsted number is that of a home
    on file; the number linked.
    """
    require(by, Action.LINK_HOMES, authority)
    waiting = Placement.objects.visible_to(by).filter(child__authority=authority).home_not_yet_linked()
    from_file = Home.objects.filter(urn__in=waiting.exclude(urn="").values("urn"))
    number = sum(waiting.filter(urn=home.urn).update(home=home) for home in from_file)
    if number:
        audit.record(
            by=by,
            action="placements: link by Ofsted number",
            on=authority,
            authority=authority,
            placements=number,
        )
    return number
