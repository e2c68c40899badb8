"""Readings of records: written before anything is sent, and where that cannot be, nothing is shown.

    shown(request, "child page", [child])        before the page is rendered
    shown(request, "children list", page_rows)   one event with the ids of the rows shown
    searched(request, "children", terms, hits=3)
    exported(request, "queries", on=batch, rows=12)

Each raises `AccessNotLogged` where the trail cannot be written; `AccessLogMiddleware` answers it with 503.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db import DatabaseError, transaction
from django.db.models import Model
from django.http import HttpRequest

from sufficiency.core import audit
from sufficiency.core.models import AuditEvent, Authority, User
from sufficiency.core.request_context import keyed_hash


class AccessNotLogged(Exception):
    """The reading could not be written down, so nothing may be shown. `records` are those asked for."""

    def __init__(self, records: Iterable[Model] = ()) -> None:
        super().__init__(
            "The access log cannot be written, so records stay closed. Nothing was shown. Tell whoever runs "
            "this service, and try again in a few minutes."
        )
        self.records = list(records)


def shown(
    request: HttpRequest,
    what: str,
    records: Iterable[Model],
    *,
    authority: Authority | None = None,
    reason: str = "",
    **facts: object,
) -> None:
    """Write that the person is about to see these records: one event, committed when this returns.

    `what` names the page ("child page", "children list"). An empty list is written too: that nothing was there
    was seen as well. Call it outside any transaction. Raises `AccessNotLogged`.
    """
    found = list(records)
    _commit(
        request,
        action=f"saw {what}",
        records=found,
        authority=authority or _authority_of(found),
        reason=reason,
        facts=facts,
    )


def searched(
    request: HttpRequest, kind: str, terms: str, *, hits: int, authority: Authority | None = None
) -> None:
    """Write that the person searched: what for as a keyed hash, never the words, and how many were found."""
    terms_hash = keyed_hash("search", " ".join(terms.casefold().split()))
    _commit(
        request, action=f"searched {kind}", authority=authority, facts={"terms": terms_hash, "hits": hits}
    )


def exported(
    request: HttpRequest, what: str, *, on: Model, authority: Authority | None = None, **facts: object
) -> None:
    """Write that a file is about to leave: `facts` say how many rows, which filters, its SHA-256."""
    _commit(request, action=f"exported {what}", records=[on], authority=authority, facts=facts)


def _commit(
    request: HttpRequest,
    *,
    action: str,
    records: list[Model] | None = None,
    authority: Authority | None,
    reason: str = "",
    facts: dict[str, object],
) -> None:
    found = records or []
    try:
        # Durable: refuses to be part of another transaction, which might still be rolled back after the page is sent.
        with transaction.atomic(durable=True):
            audit.write(
                by=cast(User, request.user),
                action=action,
                object_type=found[0]._meta.label_lower if found else "",
                object_ids=[str(getattr(one, "public_id", one.pk)) for one in found],
                authority=authority,
                reason=reason,
                facts=facts,
            )
    except DatabaseError as fault:
        raise AccessNotLogged(found) from fault


def refused(request: HttpRequest, *, result: AuditEvent.Result, what: str, public_id: str) -> None:
    """Write that a page was refused. Nothing was shown, so a trail that cannot be written changes nothing."""
    with transaction.atomic():
        audit.write(
            by=cast(User, request.user),
            action="asked for a page",
            object_type=what[:60],
            object_ids=[public_id] if public_id else [],
            result=result,
            authority=None,
        )


def _authority_of(records: list[Model]) -> Authority | None:
    return getattr(records[0], "authority", None) if records else None
