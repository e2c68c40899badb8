"""A document as JSON and back: what an edition keeps, so that its other forms come out the same years later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from reports import document as documents
from reports.document import Audience, Document, Form, HeadForm

# Every class that may stand in a document, by its name.
_CLASSES: Mapping[str, type] = {
    one.__name__: one
    for one in vars(documents).values()
    if isinstance(one, type) and is_dataclass(one) and one.__module__ == documents.__name__
}
_WORDS: Mapping[str, type[StrEnum]] = {"audience": Audience, "form": Form, "variant": HeadForm}


def document_json(document: Document) -> dict[str, Any]:
    """The whole document as JSON; `document_from` gives an equal one."""
    content = _json(document)
    assert isinstance(content, dict)
    return content


def document_from(content: Mapping[str, Any]) -> Document:
    """The document that was stored. Raises KeyError where the JSON is of no document of ours."""
    found = _object(content)
    if not isinstance(found, Document):
        raise KeyError("document")
    return found


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if is_dataclass(value):
        own = {field.name: _json(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **own}
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def _object(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_object(one) for one in value)
    if not isinstance(value, Mapping):
        return value
    if "date" in value:
        return date.fromisoformat(value["date"])
    own = {name: _object(one) for name, one in value.items() if name != "is"}
    for name, words in _WORDS.items():
        if name in own:
            own[name] = words(own[name])
    return _CLASSES[value["is"]](**own)
