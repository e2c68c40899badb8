"""One line a request: what was asked by its route's name, how long it took, how many queries; nothing personal."""

from __future__ import annotations

import hashlib
import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from sufficiency.core import safe_logs
from sufficiency.core.current import authority_if_known

logger = logging.getLogger("sufficiency.requests")
slow = logging.getLogger("sufficiency.queries")

_TABLE = re.compile(r'(?:from|join|into|update)\s+(?:only\s+)?"?([a-z_]+)"?', re.IGNORECASE)


class Queries:
    """Counts the queries of a request, and tells of each that takes long: its tables, never its words."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        self.count += 1
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = _milliseconds(began)
            if took >= settings.SLOW_QUERY_MILLISECONDS:
                slow.warning("slow query", extra={safe_logs.FACTS: {"ms": took, **told(str(sql))}})


def told(sql: str) -> dict[str, object]:
    """Which query it was: its tables, and a fingerprint that is the same each time it is asked."""
    return {
        "tables": sorted({name.lower() for name in _TABLE.findall(sql)}),
        "query": hashlib.sha256(sql.encode()).hexdigest()[:12],
    }


class RequestLogMiddleware:
    """Stands outermost. Names the request, so that a person's incident number leads to the lines about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = str(uuid.uuid4())
        request.META["sufficiency.request_id"] = name
        token = safe_logs.request_id.set(name)
        queries, began = Queries(), time.perf_counter()
        try:
            with connection.execute_wrapper(queries):
                response = self.get_response(request)
            response["X-Request-ID"] = name
            logger.info(
                "request",
                extra={safe_logs.FACTS: _facts(request, response, _milliseconds(began), queries.count)},
            )
        finally:
            safe_logs.request_id.reset(token)
        return response


def _facts(request: HttpRequest, response: HttpResponse, took: float, queries: int) -> dict[str, object]:
    match = request.resolver_match
    # Both were read for the page, if at all: a log line asks the database nothing.
    user = getattr(request, "_cached_user", None)
    authority = authority_if_known(request)
    return {
        "method": request.method if request.method in _METHODS else "other",
        "route": (match.view_name or "without a name") if match else "no such address",
        "status": response.status_code,
        "ms": took,
        "queries": queries,
        "user": str(user.public_id) if user is not None and user.is_authenticated else None,
        "authority": authority.gss_code if authority else None,
    }


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _milliseconds(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what went wrong: it gives the number under which the log tells of it, and nothing else.

    Drawn without the request's context: what failed may be the database that the frame of a page asks.
    """
    incident = request.META.get("sufficiency.request_id", "")
    return HttpResponseServerError(render_to_string("500.html", {"incident_id": incident}))
