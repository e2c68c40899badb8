"""The product's own templates: text files that a council can read, and how they become records.

A file is a template: settings between two lines of `+++`, then its sections. A section begins with a heading and its
name in braces, with what is special of it: `# Recommendations {recommendations unnumbered}`. Two marks (`##`) make a
section within the one before it, three are a heading in its text. Lines that begin with `>` tell the author what
belongs there; they are never printed. All else is what a document begins with.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from reports.models import DocumentTemplate, TemplateSection

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "document_templates"
_HEADING = re.compile(r"^(#{1,2}) (.+?) \{([a-z0-9-]+)((?: [a-z]+)*)\}$", re.MULTILINE)
_SPECIAL = {"annex", "unnumbered", "optional"}


class NotATemplate(ValueError):
    """The file cannot be read as a template; the message says where and why."""


@dataclass(frozen=True)
class ReadSection:
    """A section as its file has it."""

    key: str
    title: str
    level: int
    is_annex: bool
    is_unnumbered: bool
    is_required: bool
    guidance: str
    text: str


@dataclass(frozen=True)
class ReadTemplate:
    """A template as its file has it; the identifier is the name of the file."""

    identifier: str
    settings: dict[str, Any]
    sections: tuple[ReadSection, ...]


def read_template(path: Path) -> ReadTemplate:
    """Raises `NotATemplate`."""
    _, settings, body = (*path.read_text(encoding="utf-8").split("+++\n", 2), "", "")[:3]
    try:
        found = tomllib.loads(settings)
    except tomllib.TOMLDecodeError as fault:
        raise NotATemplate(f"{path.name}: its settings cannot be read. {fault}") from None
    return ReadTemplate(path.stem, found, tuple(read_sections(body, path.name)))


def read_sections(body: str, where: str) -> Iterator[ReadSection]:
    """The sections of a file's text, in order. Raises `NotATemplate`."""
    starts = list(_HEADING.finditer(body))
    if body[: starts[0].start() if starts else None].strip():
        raise NotATemplate(f"{where}: text stands before the first section.")
    for at, match in enumerate(starts):
        ends = starts[at + 1].start() if at + 1 < len(starts) else len(body)
        special = set(match[4].split())
        if special - _SPECIAL:
            raise NotATemplate(f"{where}: '{match[0]}' can only be {', '.join(sorted(_SPECIAL))}.")
        lines = body[match.end() : ends].strip().split("\n")
        yield ReadSection(
            key=match[3],
            title=match[2],
            level=len(match[1]),
            is_annex="annex" in special,
            is_unnumbered="unnumbered" in special,
            is_required="optional" not in special,
            guidance=" ".join(line[1:].strip() for line in lines if line.startswith(">")),
            text="\n".join(line for line in lines if not line.startswith(">")).strip(),
        )


@transaction.atomic
def load_templates(folder: Path = FOLDER) -> int:
    """Every template of the folder as a record of the product: how many there are. Repeated, it changes nothing.

    A document has its sections from when it began, so a template that changes touches none.
    """
    read = [read_template(path) for path in sorted(folder.glob("*.md"))]
    for one in read:
        template, _ = DocumentTemplate.objects.get_or_create(
            authority=None, identifier=one.identifier, defaults=one.settings
        )
        _change(template, one.settings)
        _load_sections(template, one.sections)
    return len(read)


def _load_sections(template: DocumentTemplate, sections: tuple[ReadSection, ...]) -> None:
    held = {section.key: section for section in template.sections.all()}
    for gone in held.keys() - {section.key for section in sections}:
        held[gone].delete()
    for order, section in enumerate(sections, start=1):
        wanted = {
            "order": order,
            "level": section.level,
            "title": section.title,
            "guidance": section.guidance,
            "marks": TemplateSection.Marks.NONE
            if section.is_unnumbered
            else TemplateSection.Marks.AS_THE_DOCUMENT,
            "is_annex": section.is_annex,
            "is_required": section.is_required,
            "text": section.text,
        }
        if section.key in held:
            _change(held[section.key], wanted)
        else:
            TemplateSection.objects.create(template=template, key=section.key, **wanted)


def _change(record: DocumentTemplate | TemplateSection, wanted: dict[str, Any]) -> None:
    """Saved only where something is another, so that its history tells of changes alone."""
    changed = [name for name, value in wanted.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, wanted[name])
    if changed:
        record.save(update_fields=changed)
