"""What nobody means to send: seeded, so that a number tells a whole post again."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.guards.reading import Form

# Texts for any field, whatever it is for.
TEXTS = (
    "",
    " ",
    "\t\r\n",
    "\0",
    "N\0001",
    "\ud800",
    "\ufeff",
    "\u202emoc.elpmaxe\u202c",
    "\u0000\u0001\u001f\u007f",
    "أليس",
    "𝕏" * 40,
    "é" * 300,
    "e\u0301" * 200,
    "x" * 70_000,
    "'; drop table placements_child; --",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}",
    "%s%n%x",
    "=1+1",
    "../../etc/passwd",
    "null",
    "None",
    "[]",
    "true",
)
NUMBERS = (
    "0",
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "²",
    "٣",
    "1_000",
    "0x10",
    "2147483648",
    "9223372036854775808",
    "9" * 400,
    "9" * 5000,
    "1.5",
    "1,5",
)
DAYS = (
    "31/2/2025",
    "29/2/2023",
    "0/0/0",
    "1/1/1",
    "1/1/0001",
    "31/12/9999",
    "1/1/10000",
    "1/1/1066",
    "2/1/1900",
    "1/1/2525",
    "2026-13-45",
    "tomorrow",
    "1/1/-1",
    "٣١/٣/٢٠٢٦",
    "31/12/1969",
    "30/3/2026 25:61",
)
IDS = (
    "00000000-0000-0000-0000-000000000000",
    "nonsense",
    "home:",
    "household::",
    "household:x:²",
    "not-on-file",
)
FILES = (
    ("return.csv", b""),
    ("carers.csv", b"\xff\xfe\x00\x00"),
    ("carers.csv", b"\0" * 5000),
    ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    ("r.zip", b"PK\x03\x04 and nothing more"),
    ("r.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("../../name\0.csv", b"CHILD,DECOM\n1,2\n"),
    ("n" * 500 + ".csv", b'"' * 4000),
    ("episodes.csv", ("CHILD,SEX,DOB\n" + "\u202e,\0,31/2/2025\n" * 50).encode()),
)
CONTENT_TYPES = ("application/json", "text/plain", "multipart/form-data; boundary=", "application/xml", "")

Post = dict[str, Any]


class Hostile:
    """Draws posts from a seed. `foreign` are ids and numbers of records that the sender may not reach."""

    def __init__(self, seed: int, foreign: Sequence[str]) -> None:
        self.seed, self.foreign = seed, foreign
        self.random = random.Random(seed)

    def _value(self) -> Any:
        pools: Sequence[Sequence[Any]] = (TEXTS, TEXTS, NUMBERS, DAYS, IDS, self.foreign)
        return self.random.choice(self.random.choice(pools))

    def _of_a_choice(self, options: Sequence[str]) -> Any:
        """Another record's id in the place of one that may be chosen, dressed as the choice is."""
        id_ = self.random.choice(self.foreign)
        like = self.random.choice(options)
        try:
            UUID(id_)
        except ValueError:
            return self._value()
        parts = [id_ if _is_id(part) else part for part in like.split(":")]
        return ":".join(parts)

    def post(self, form: Form, good: Post) -> tuple[Post, str]:
        """A good post made bad in one to three ways; and the content type, where that is wrong too."""
        sent = dict(good)
        names = [name for name in form.fields if name != "csrfmiddlewaretoken"] or ["key"]
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            name = self.random.choice(names)
            self.random.choice(self._ways)(self, sent, name, form)
        wrong_type = self.random.choice(CONTENT_TYPES) if self.random.random() < 0.04 else "as it is"
        return sent, wrong_type

    def _replace(self, sent: Post, name: str, form: Form) -> None:
        sent[name] = self._file() if name == "files" else self._value()

    def _drop(self, sent: Post, name: str, form: Form) -> None:
        sent.pop(name, None)

    def _repeat(self, sent: Post, name: str, form: Form) -> None:
        before = sent.get(name, "")
        sent[name] = [*(before if isinstance(before, list) else [before]), self._value(), self._value()]

    def _choose(self, sent: Post, name: str, form: Form) -> None:
        options = [option for option in form.fields[name].options if option] if name in form.fields else []
        sent[name] = self._of_a_choice(options) if options else self.random.choice(self.foreign)

    def _another(self, sent: Post, name: str, form: Form) -> None:
        """An answer that may be chosen, but was not: what is asked with it may be missing."""
        options = form.fields[name].options if name in form.fields else []
        sent[name] = self.random.choice(options) if options else self.random.choice(DAYS)

    def _unasked(self, sent: Post, name: str, form: Form) -> None:
        """A field that the form does not have, as models call theirs."""
        field = self.random.choice(
            ("authority", "authority_id", "id", "pk", "is_restricted", "version", "by", "child", "is_system")
        )
        sent[field] = self._value()

    def _mangle(self, sent: Post, name: str, form: Form) -> None:
        before = sent.get(name)
        if not isinstance(before, str):
            return
        signs = list(before)
        at = self.random.randrange(len(signs) + 1)
        signs.insert(at, self.random.choice(("\0", "\u202e", "'", "\\", ":", "²", "\n", "\ud834")))
        sent[name] = "".join(signs)

    def _file(self) -> SimpleUploadedFile:
        name, data = self.random.choice(FILES)
        return SimpleUploadedFile(name.replace("\0", "") or "x", data)

    _ways: tuple[Callable[..., None], ...] = (
        _replace,
        _replace,
        _replace,
        _drop,
        _repeat,
        _choose,
        _choose,
        _another,
        _unasked,
        _mangle,
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
