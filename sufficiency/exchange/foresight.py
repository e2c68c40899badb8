"""What applying a load would do, found by doing it and taking it back, and kept with the load."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sufficiency.exchange.models import Finding, Import
from sufficiency.exchange.ssda903.applying.apply import lock
from sufficiency.exchange.ssda903.loading import apply_returns

_FORESEEN = "foreseen_at"


def foresee(batch: Import) -> None:
    """Write the load's `changes` and queries as they would be if it were applied now.

    `changes` holds counts only; `conflicts_by_field` counts entries made here that say otherwise.
    """
    returns = list(batch.returns.order_by("as_at"))
    with transaction.atomic():
        lock(batch.authority)
        inner = transaction.savepoint()
        result = apply_returns(batch.authority, returns, None, batch=batch)
        queries = list(Finding.objects.filter(of_return__in=returns, kind=Finding.Kind.QUERY))
        transaction.savepoint_rollback(inner)
        Finding.objects.filter(of_return__in=returns, kind=Finding.Kind.QUERY).delete()
        for query in queries:
            query.pk = None
        Finding.objects.bulk_create(queries, batch_size=5000)
        batch.changes = {
            **result.counts,
            **result.changes,
            "conflicts": len(result.conflicts),
            "conflicts_by_field": Counter(f"{one['timeline']}: {one['field']}" for one in result.conflicts),
            _FORESEEN: timezone.now().isoformat(),
        }
        batch.save(update_fields=["changes"])


def is_out_of_date(batch: Import) -> bool:
    """Whether another load was applied or undone since this one was tried."""
    seen = parse_datetime(batch.changes.get(_FORESEEN, ""))
    if seen is None:
        return True
    others = Import.objects.filter(authority=batch.authority).exclude(pk=batch.pk)
    return others.filter(applied_at__gt=seen).exists() or others.filter(undone_at__gt=seen).exists()
