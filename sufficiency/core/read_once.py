"""What a page asks again and again of the person who reads it, asked once while the page is made.

Which authorities, whose list, which allocations: `visible_to` needs them in every query of a page. While a request that
only reads is answered, each is read once, for that person, and the queries then hold the few keys themselves, which
PostgreSQL plans and runs sooner than the same questions nested in each. Nothing is kept beyond the answer, nothing is
kept in a request that may write (its own writes must show), and outside requests nothing is kept at all. A page that
many send at once says itself for which of its parts nothing is written: before the deed, and when it was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet, Value
from django.http import HttpRequest

_READS = frozenset({"GET", "HEAD"})
# More keys than this are better looked up where they are used than written into every query.
_MOST = 1000

Keys = QuerySet[Any] | tuple[Any, ...]

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("read_once", default=None)


@contextmanager
def while_reading(request: HttpRequest) -> Iterator[None]:
    """Within it, what is asked by `rows` and `groups` is read once; not where the request may write."""
    with _keeping({} if request.method in _READS else None):
        yield


@contextmanager
def while_nothing_is_written() -> Iterator[None]:
    """For a part of a request that may write: within it nobody's roles, lists or allocations are changed. What is kept
    is forgotten at its end; where a reading request keeps already, it goes on."""
    kept = _kept.get()
    with _keeping({} if kept is None else kept):
        yield


@contextmanager
def _keeping(kept: dict[Hashable, Any] | None) -> Iterator[None]:
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)


def rows(name: Hashable, query: Callable[[], QuerySet[Any]]) -> tuple[Any, ...]:
    """What the query finds, under a name that says all that it asks, the person too."""
    kept = _kept.get()
    if kept is None:
        return tuple(query())
    if name not in kept:
        kept[name] = tuple(query())
    return kept[name]


def groups(
    name: Hashable, queries: Callable[[], Mapping[str, QuerySet[Any]]]
) -> Mapping[str, tuple[Any, ...] | QuerySet[Any]] | None:
    """For `…__in`: the keys that each of the queries finds, all read in one; None where nothing is kept.

    The queries give flat values of one kind. Where one finds very many it is given back itself.
    """
    kept = _kept.get()
    if kept is None:
        return None
    if name not in kept:
        asked = queries()
        first, *others = (
            query.order_by().values_list(Value(which), *query.query.values_select)
            for which, query in asked.items()
        )
        found: dict[str, list[Any]] = {which: [] for which in asked}
        for which, key in first.union(*others, all=True):
            found[which].append(key)
        kept[name] = {
            which: tuple(one) if len(one) <= _MOST else asked[which] for which, one in found.items()
        }
    return kept[name]


def is_kept() -> bool:
    """Whether anything is kept now."""
    return _kept.get() is not None
