"""Choosing how a council's public documents protect small numbers."""

from __future__ import annotations

from django.db import transaction

from reports.models import DisclosureRule
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import StaleEdit, take


class NoReason(Exception):
    """A way of protecting small numbers was chosen without saying why."""


@transaction.atomic
def choose_disclosure_rule(
    *, authority: Authority, way: str, reason: str, version: int, by: User
) -> DisclosureRule:
    """The way from now on, for dates that no public edition prints yet. By whoever approves documents.

    `version` is that of the choice that the form showed, 0 where none had been made. Raises `PermissionDenied`,
    `NoReason`, `StaleEdit`, and ValueError for a way that there is not.
    """
    require(by, Action.APPROVE_DOCUMENTS, authority)
    way = DisclosureRule.Way(way).value
    if not reason.strip():
        raise NoReason("There is no reason. Say why the council protects small numbers in this way.")
    # One at a time for each authority, so that two who choose first see each other.
    Authority.objects.select_for_update().get(pk=authority.pk)
    rule = DisclosureRule.objects.filter(authority=authority).first()
    if rule is None:
        rule = DisclosureRule(authority=authority)
    elif version == 0:
        raise StaleEdit(rule)
    else:
        rule = take(rule, version=version)
    rule.way, rule.reason, rule.chosen_by = way, reason.strip(), by
    rule.save()
    audit.record(
        by=by, action="choose how small numbers are protected", on=rule, authority=authority, way=way
    )
    return rule
