"""What a page asks, read from its HTML as a browser reads it: forms, their fields, and what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One name of a form. `options` are what may be chosen, where it is a choice."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    is_day: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether people type it: what must not be lost."""
        return self.kind in ("text", "textarea", "tel", "email", "search")


@dataclass
class Form:
    method: str
    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def as_shown(self) -> dict[str, str | list[str]]:
        """What a browser would send if nobody touched anything."""
        sent: dict[str, str | list[str]] = {}
        for one in self.fields.values():
            if one.kind in ("file", "button") or (one.kind in ("checkbox", "radio") and not one.values):
                continue
            many = one.kind in ("checkbox", "select-multiple")
            sent[one.name] = one.values if many else (one.values or [""])[0]
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.rows = 0
        self._form: Form | None = None
        self._select: Field | None = None
        self._area: Field | None = None
        self._calendar = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value if value is not None else "" for name, value in attrs}
        if tag == "a" and have.get("href"):
            self.links.append(have["href"])
        elif tag in ("tr", "li", "dd") or "timeline__item" in have.get("class", ""):
            self.rows += 1
        elif tag == "form":
            self._form = Form(have.get("method", "get").lower(), have.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, have)

    def _field(self, tag: str, have: dict[str, str]) -> None:
        assert self._form is not None
        name = have.get("name", "") if "disabled" not in have else ""
        if tag == "option" and self._select is not None:
            value = have.get("value", "")
            self._select.options.append(value)
            if "selected" in have:
                self._select.values.append(value)
        elif not name or tag not in ("input", "select", "textarea", "button"):
            return
        elif tag == "button":
            one = self._form.fields.setdefault(name, Field(name, "button"))
            one.options.append(have.get("value", ""))
        elif tag == "select":
            self._select = Field(name, "select-multiple" if "multiple" in have else "select")
            self._form.fields[name] = self._select
        elif tag == "textarea":
            self._area = self._form.fields.setdefault(name, Field(name, "textarea"))
        else:
            kind = have.get("type", "text")
            one = self._form.fields.setdefault(name, Field(name, kind))
            one.is_day = "datepicker" in have.get("class", "")
            if kind in ("radio", "checkbox"):
                one.options.append(have.get("value", "on"))
                if "checked" in have:
                    one.values.append(have.get("value", "on"))
            else:
                one.values.append(have.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            # A browser takes off the line break that follows the tag.
            before = self._area.values[0] if self._area.values else ""
            self._area.values = [before + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self._area.values = [("".join(self._area.values)).removeprefix("\r\n").removeprefix("\n")]
            self._area = None


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def forms_of(html: str) -> list[Form]:
    return _read(html).forms


def links_of(html: str) -> list[str]:
    return _read(html).links


def rows_of(html: str) -> int:
    """Rows of tables, lines of lists and parts of a timeline."""
    return _read(html).rows
