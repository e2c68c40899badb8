"""How the service is set, in words: what, to what, where it is set, and what is unsafe or missing.

A secret is never read out: it is set or it is not.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from sufficiency.core import protection
from sufficiency.core.models import Authority


@dataclass(frozen=True)
class Setting:
    """One setting; `fault` says what is unsafe or missing and what to do, empty where nothing is."""

    name: str
    value: str
    where: str
    fault: str = ""
    href: str = ""

    @property
    def where_is_a_name(self) -> bool:
        """Whether it is set by a variable of the environment."""
        return self.where[:1].isupper()


@dataclass(frozen=True)
class Group:
    title: str
    settings: tuple[Setting, ...]

    @property
    def faults(self) -> int:
        return sum(bool(one.fault) for one in self.settings)


IN_CODE = "part of this version"


def groups(authority: Authority) -> list[Group]:
    """Every group of settings, with the authority's own."""
    return [
        Group("Kind of installation", tuple(_installation())),
        Group("Secrets", tuple(_secrets())),
        Group("Signing in", tuple(_signing_in())),
        Group("Database", tuple(_database())),
        Group("Between browser and service", tuple(_transport())),
        Group("Figures and small numbers", tuple(_figures())),
        Group(f"{authority.short_name}", tuple(_authority(authority))),
        Group("Loads", tuple(_loads())),
        Group("Logs, audit and backups", tuple(_traces())),
    ]


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _in_production(wrong: bool, fault: str) -> str:
    return fault if settings.PRODUCTION and wrong else ""


def _installation() -> Iterator[Setting]:
    yield Setting(
        "Production",
        _yes(settings.PRODUCTION),
        "SUFFICIENCY_PRODUCTION",
        ""
        if settings.PRODUCTION or settings.DEMONSTRATION
        else "Not for real children: cookies travel without https. Set it to true.",
    )
    yield Setting(
        "Demonstration",
        _yes(settings.DEMONSTRATION),
        "SUFFICIENCY_DEMO",
        _in_production(
            settings.DEMONSTRATION, "The sign-ins of a demonstration are printed. Set it to false."
        ),
    )
    yield Setting(
        "Faults shown in the browser",
        _yes(settings.DEBUG),
        "SUFFICIENCY_DEBUG",
        "Pages of errors show records and settings. Set it to false." if settings.DEBUG else "",
    )
    hosts = settings.ALLOWED_HOSTS
    yield Setting(
        "Names served",
        ", ".join(hosts) or "none",
        "ALLOWED_HOSTS",
        "A name of * lets anybody's address stand in links. List the names people use."
        if any(host in ("*", ".") for host in hosts)
        else "",
    )
    yield Setting("Clock", settings.TIME_ZONE, IN_CODE)


def _secrets() -> Iterator[Setting]:
    yield _secret("Key that signs sessions", "SECRET_KEY", settings.SECRET_KEY)
    keys = getattr(settings, "SEALING_KEYS", None)
    if keys is not None:
        shortest = min(keys, key=len) if keys else ""
        yield _secret("Keys that seal stored secrets", "SUFFICIENCY_SEALING_KEYS", shortest)
    yield Setting(
        "Password of the database",
        "set" if settings.DATABASES["default"].get("PASSWORD") else "not set",
        "DATABASE_URL",
        _in_production(
            not settings.DATABASES["default"].get("PASSWORD"),
            "The database lets this service in by another way (peer, certificate) or lets anybody in: check which.",
        ),
    )


def _secret(name: str, where: str, value: str) -> Setting:
    fixed = "development" in value
    fault = "The one that stands in the code, which everybody knows. Set one." if fixed else ""
    if not fixed and len(value) < 50:
        fault = "Shorter than 50 characters. Set a longer one."
    return Setting(
        name, "set" if value and not fixed else "not set", where, fault if not settings.DEMONSTRATION else ""
    )


def _signing_in() -> Iterator[Setting]:
    hours = getattr(settings, "SESSION_HOURS", settings.SESSION_COOKIE_AGE // 3600)
    yield Setting(
        "Longest session",
        f"{hours} hours",
        "SUFFICIENCY_SESSION_HOURS" if hasattr(settings, "SESSION_HOURS") else IN_CODE,
        "Longer than a working day. Set 10 or fewer." if hours > 12 else "",
    )
    idle = getattr(settings, "IDLE_MINUTES", None)
    if idle is None:
        yield Setting(
            "Session without use",
            "as long as the session",
            IN_CODE,
            "Nobody is signed out for not being there.",
        )
    else:
        yield Setting(
            "Session without use",
            f"{idle} minutes",
            "SUFFICIENCY_IDLE_MINUTES",
            "Long for an open-plan desk. Set 30 or fewer." if idle > 30 else "",
        )
    required = getattr(settings, "SECOND_FACTOR_REQUIRED", None)
    if required is not None:
        yield Setting(
            "A second proof for everyone",
            _yes(required),
            "SUFFICIENCY_SECOND_FACTOR",
            _in_production(not required, "A password alone opens children's records. Set it to true."),
        )
        issuer = getattr(settings, "OPENID", {}).get("issuer", "")
        yield Setting(
            "The council's own accounts", urlsplit(issuer).hostname or "off", "SUFFICIENCY_OPENID_ISSUER"
        )
    yield Setting(
        "Wrong passwords before a pause",
        f"{settings.AXES_FAILURE_LIMIT}, then {int(settings.AXES_COOLOFF_TIME * 60)} minutes",
        IN_CODE,
    )
    validators: list[dict[str, Any]] = settings.AUTH_PASSWORD_VALIDATORS  # type: ignore[assignment]
    shortest = next(
        (one["OPTIONS"]["min_length"] for one in validators if "min_length" in one.get("OPTIONS", {})), None
    )
    yield Setting("Shortest password", f"{shortest} characters", IN_CODE)


def _database() -> Iterator[Setting]:
    database = settings.DATABASES["default"]
    host = database.get("HOST") or "a socket of this machine"
    yield Setting(
        "Server", f"{host}{':' + str(database['PORT']) if database.get('PORT') else ''}", "DATABASE_URL"
    )
    yield Setting("Name", str(database["NAME"]), "DATABASE_URL")
    options: dict[str, Any] = database.get("OPTIONS") or {}
    mode = options.get("sslmode", "")
    away = database.get("HOST") not in ("", "127.0.0.1", "localhost", "::1", "database")
    yield Setting(
        "Encrypted on the way",
        mode or "as the server asks",
        "DATABASE_URL (?sslmode=verify-full)",
        _in_production(
            away and mode not in ("require", "verify-ca", "verify-full"),
            "The database stands on another machine and records may travel in the clear. Add ?sslmode=verify-full.",
        ),
    )
    yield Setting("Connection kept", f"{database['CONN_MAX_AGE']} seconds", "DATABASE_CONN_MAX_AGE")


def _policy() -> dict[str, list[str]]:
    directives: dict[str, list[str]] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]  # type: ignore[assignment]
    return directives


def _transport() -> Iterator[Setting]:
    secure = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    yield Setting(
        "Cookies over https alone",
        _yes(secure),
        "SUFFICIENCY_PRODUCTION",
        _in_production(not secure, "Set SUFFICIENCY_PRODUCTION to true."),
    )
    days = settings.SECURE_HSTS_SECONDS // 86400
    yield Setting(
        "Browsers insist on https",
        f"{days} days" if days else "no",
        "SUFFICIENCY_PRODUCTION",
        _in_production(not days, "Set SUFFICIENCY_PRODUCTION to true."),
    )
    directives = _policy()
    loose = sorted(
        name for name, sources in directives.items() if any("unsafe" in str(one) for one in sources)
    )
    yield Setting(
        "Scripts and styles",
        "this service's own alone" if not loose else "others too",
        IN_CODE,
        f"The security policy allows unsafe sources in {', '.join(loose)}." if loose else "",
    )
    yield Setting(
        "Origins that may send forms",
        ", ".join(settings.CSRF_TRUSTED_ORIGINS) or "this one alone",
        "CSRF_TRUSTED_ORIGINS",
        "An origin without https is trusted."
        if any(not one.startswith("https://") for one in settings.CSRF_TRUSTED_ORIGINS)
        else "",
    )


def _figures() -> Iterator[Setting]:
    yield Setting("Counts hidden from the public", f"1 to {protection.LARGEST_HIDDEN}", IN_CODE)
    yield Setting("Room that an attacker is left with", f"{protection.PROTECTION_WIDTH} at least", IN_CODE)
    yield Setting(
        "How each figure is counted", "see the definitions", IN_CODE, href=reverse("reports:definition-list")
    )


def _authority(authority: Authority) -> Iterator[Setting]:
    since = authority.live_since
    yield Setting(
        "Placements logged here",
        f"since {since:%-d %B %Y}" if since else "not yet: from returns alone",
        "on the authority",
    )
    yield Setting(
        "Synthetic data",
        _yes(authority.is_synthetic),
        "on the authority",
        _in_production(
            authority.is_synthetic, "Invented children stand beside real ones. Use another installation."
        ),
    )
    href = _first_address(
        "record:field-owner-list", "exchange:field-owner-list", "placements:field-owner-list"
    )
    yield Setting(
        "Which system is the record",
        "see the owners of fields" if href else "here, for all fields",
        "on its own page" if href else IN_CODE,
        href=href,
    )


def _first_address(*names: str) -> str:
    """Of the first of these pages that this version has."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def _loads() -> Iterator[Setting]:
    yield Setting(
        "Largest upload", f"{settings.MAX_UPLOAD_BYTES // (1024 * 1024)} MB", "SUFFICIENCY_MAX_UPLOAD_BYTES"
    )
    backend = settings.TASKS["default"]["BACKEND"]
    at_once = backend.endswith("ImmediateBackend") or backend.endswith("DummyBackend")
    yield Setting(
        "Work in the background",
        "in the database" if not at_once else "none",
        "SUFFICIENCY_TASKS",
        _in_production(
            at_once, "A large return holds up the page that loads it, or is never applied. Leave it unset."
        ),
    )


def _traces() -> Iterator[Setting]:
    requests = logging.getLogger("sufficiency.requests").isEnabledFor(logging.INFO)
    yield Setting("A line in the log for each request", _yes(requests), "SUFFICIENCY_LOG_REQUESTS")
    plain = settings.DEBUG
    yield Setting(
        "Logs without personal data",
        _yes(not plain),
        "SUFFICIENCY_DEBUG",
        "Errors are logged with the values in them. Set SUFFICIENCY_DEBUG to false." if plain else "",
    )
    yield Setting(
        "Slow queries told from",
        f"{settings.SLOW_QUERY_MILLISECONDS} milliseconds",
        "SUFFICIENCY_SLOW_QUERY_MILLISECONDS",
    )
    anchors = getattr(settings, "AUDIT_DIRECTORY", None)
    if anchors is not None:
        yield Setting(
            "Anchors of the audit trail",
            "set" if anchors else "not set",
            "SUFFICIENCY_AUDIT_DIRECTORY",
            ""
            if anchors
            else "Whoever has the database could rewrite the trail unseen. Set a directory it cannot write to.",
        )
    yield Setting(
        "Backups seen from here",
        "yes" if settings.BACKUP_DIRECTORY else "no",
        "SUFFICIENCY_BACKUP_DIRECTORY",
        ""
        if settings.BACKUP_DIRECTORY
        else "Nobody is told here when a backup is missing. Set it, or watch backups elsewhere.",
    )
