"""Unmistakable tokens in every field that tells of a child, a family or a carer; and where each was seen.

Fields are found by what `privacy_declarations.py` says of them, so one that is added is planted by itself.
"""

from __future__ import annotations

import base64
import importlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, models, transaction
from pypdf import PdfReader

from sufficiency.core.privacy import Concerns

OURS = ("core", "carers", "placements", "careleavers", "exchange", "reports")
# Codes of returns, of areas and of kinds, which pages are there to show: not free text, and few children share none.
CODES = {
    *("sex", "ethnicity", "code", "need", "provider", "reason_started", "reason_ended", "reason_for_change"),
    *("reason_left", "reason_placement_paused", "reason_placement_resumed", "reason_reversed"),
    *("participation", "in_touch", "activity", "accommodation", "kind", "ground", "nature", "rule"),
    *("adopted_by_foster_carer", "adopters", "adopters_sex", "adopters_legal_status", "timeline", "field"),
    *("located_in", "area", "public_id"),
}
# What the service itself writes there: words of a list, opaque ids, sealed text.
OUR_OWN_WORDS = {
    "core.auditevent": {"object_type", "object_id", "action", "result", "reason"},
    "core.keptform": {"address", "sealed_fields"},
    "core.filerequest": {"sealed_search", "search_hash"},
    "placements.notice": {"to", "source"},
    "placements.deed": {"words"},
    "placements.breach": {"words"},
    # And what a row says, of which the returns of these tests have tokens of their own.
    "exchange.finding": {"message", "value"},
}
# Columns of other tables than registers in which people write of children, as they do in a register.
WRITTEN_BY_PEOPLE = dict.fromkeys(("core_filerequest", "core_filerequestevent"), ("reason", "note"))
_TOKEN = re.compile(r"zq([0-9a-z]{4})xj")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Canary:
    """What a token was put into: `placements.child.number` of the row `key`."""

    token: str
    field: str
    key: int


class Aviary:
    """Makes tokens, puts them into rows, and finds them again wherever they come out."""

    def __init__(self) -> None:
        self.known: dict[str, Canary] = {}
        self._last = 0

    def new(self, field: str, key: int = 0) -> str:
        self._last += 1
        number, text = self._last, ""
        for _ in range(4):
            number, digit = divmod(number, 36)
            text = _DIGITS[digit] + text
        token = f"zq{text}xj"
        self.known[token] = Canary(token, field, key)
        return token

    def plant(self) -> None:
        """Every row has a token of its own in every free text that concerns a child or a carer."""
        for model, names in fields_to_plant():
            for row in model._base_manager.order_by("pk"):
                new = {}
                for name in names:
                    before = getattr(row, name)
                    if before is None or (isinstance(before, str) and _TOKEN.fullmatch(before)):
                        continue
                    new[name] = self.new(f"{model._meta.label_lower}.{name}", row.pk)
                if new and not _updated(model, row.pk, new):
                    # Fields that may be filled only together with others stay as they are.
                    for name, token in new.items():
                        if not _updated(model, row.pk, {name: token}):
                            del self.known[token]

    def seen_in(self, *texts: str | bytes) -> set[Canary]:
        """Tokens in the texts, however they are written: in capitals, with spaces, in a file within a file."""
        found = set()
        for text in texts:
            for plain in _unpacked(text.encode() if isinstance(text, str) else text):
                squeezed = re.sub(r"\s+|&nbsp;", "", plain).lower()
                found |= {self.known[t] for t in _all(squeezed) if t in self.known}
        return found


def _updated(model: type[models.Model], key: int, new: dict[str, str]) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**new)
    except IntegrityError:
        return False
    return True


def _all(text: str) -> set[str]:
    return {f"zq{part}xj" for part in _TOKEN.findall(text)}


def _unpacked(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from _unpacked(archive.read(name))
    elif data[:4] == b"%PDF":
        try:
            document = PdfReader(io.BytesIO(data))
            yield str(document.metadata)
            for page in document.pages:
                yield page.extract_text()
        except Exception:  # An invented edition is no real PDF; what is in it was read as bytes above.
            return
        for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.S):
            try:
                yield zlib.decompress(packed).decode("latin-1")
            except zlib.error:
                continue
    for coded in re.findall(rb"base64,([A-Za-z0-9+/=]{16,})", data):
        yield base64.b64decode(coded + b"==", validate=False).decode("utf-8", "replace")


def declarations() -> dict[str, dict[str, Concerns]]:
    found: dict[str, dict[str, Concerns]] = {}
    for label in OURS:
        module = importlib.import_module(f"{apps.get_app_config(label).name}.privacy_declarations")
        found |= module.DECLARATIONS
    return found


def fields_to_plant() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Models with their free texts that concern a child or a carer."""
    declared = declarations()
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            about = declared.get(model._meta.label_lower, {})
            own = OUR_OWN_WORDS.get(model._meta.label_lower, set())
            names = [
                field.name
                for field in model._meta.local_concrete_fields
                if isinstance(field, models.CharField | models.TextField)
                and about.get(field.name) in (Concerns.CHILD, Concerns.CARER)
                and not field.choices
                and field.name not in CODES | own
                and (field.max_length or 8) >= 8
            ]
            if names:
                yield model, names


def stored_elsewhere() -> Iterator[tuple[str, str]]:
    """Every table that is no register, as text: audit trail, keys of forms, tasks, sessions, tries to sign in.

    Of a table of `WRITTEN_BY_PEOPLE` everything but those columns.
    """
    registers = {
        model._meta.db_table
        for label in ("carers", "placements", "careleavers", "exchange", "operations", "reports")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for table in sorted({name for (name,) in cursor.fetchall()} - registers - {"django_session"}):
            theirs = "".join(f" - '{column}'" for column in WRITTEN_BY_PEOPLE.get(table, ()))
            row = f"(to_jsonb(t){theirs})::text" if theirs else "t::text"
            cursor.execute(f'select {row} from "{table}" t')
            yield table, "\n".join(row for (row,) in cursor.fetchall())
    yield "django_session", "\n".join(str(one.get_decoded()) for one in Session.objects.all())
