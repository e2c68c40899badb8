"""What a page asks again and again of the person who reads it, asked once while the page is made.

Which authorities, whose list, which allocations: `visible_to` needs them in every query of a page. While a request that
only reads is answered, each is read once, for that person, and the queries then hold the few keys themselves, which
PostgreSQL plans and runs sooner than the same questions nested in each. Nothing is kept beyond the answer, nothing is
kept in a request that may write (its own writes must show), and outside requests nothing is kept at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

_READS = frozenset({"GET", "HEAD"})
# More keys than this are better looked up where they are used than written into every query.
_MOST = 1000

Keys = QuerySet[Any] | tuple[Any, ...]

_kept: ContextVar[dict[Hashable, tuple[Any, ...]] | None] = ContextVar("read_once", default=None)


@contextmanager
def while_reading(request: HttpRequest) -> Iterator[None]:
    """Within it, what is asked by `keys` is read once; not where the request may write."""
    token = _kept.set({} if request.method in _READS else None)
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


def keys(name: Hashable, query: Callable[[], QuerySet[Any]]) -> Keys:
    """For `…__in`: the keys that the query finds, read once, or the query itself where nothing is kept.

    `query` gives flat values.
    """
    if _kept.get() is None:
        return query()
    found = rows(name, query)
    return found if len(found) <= _MOST else query()


def is_kept() -> bool:
    """Whether anything is kept now."""
    return _kept.get() is not None
