"""Every address of the service, by name, for tests that walk them all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def every_address(resolver=None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, object]]]:
    """The name of each URL and something for each part of its address."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            yield from every_address(part, (*names, part.namespace) if part.namespace else names)
        elif isinstance(part, URLPattern):
            kinds = {"UUIDConverter": uuid.uuid4(), "IntConverter": 2013, "SlugConverter": "table-1"}
            parts = {
                name: kinds.get(type(converter).__name__, "cla.number")
                for name, converter in part.pattern.converters.items()
            }
            yield ":".join((*names, part.name or "")), parts
