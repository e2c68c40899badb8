"""A document that is being written, on its pages: the outline, what can be picked, what changed since last year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.urls import reverse

from reports.models import Draft, DraftSection, Edition
from reports.presenters import words
from reports.writing import exhibits
from reports.writing.composing import Fault
from reports.writing.records import KeptFigure
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words

_COLOURS = {"writing": "blue", "clearance": "yellow", "approved": "green", "published": "grey"}
_PIECES = re.compile(r"\[\[[^\]\n]*\]\]|\s+|[^\s\[]+|\[")


def address(draft: Draft) -> str:
    return reverse("reports:draft-detail", args=[draft.public_id])


def section_address(section: DraftSection) -> str:
    return reverse("reports:draft-section", args=[section.public_id])


def crumbs(draft: Draft | None = None) -> list[dict[str, str]]:
    """From the list of documents down to the draft."""
    found = [{"text": "Publish", "href": reverse("reports:edition-list")}]
    if draft is not None:
        found.append({"text": draft.title, "href": address(draft)})
    return found


def tag(draft: Draft) -> dict[str, str]:
    return {"text": draft.get_status_display(), "colour": _COLOURS[draft.status]}


def facts(draft: Draft) -> list[dict[str, str]]:
    """What stands at the top of its page."""
    found = [
        {"key": "Form", "value": draft.template.name},
        {"key": "As at", "value": in_words(draft.as_at)},
        {"key": "For", "value": Edition.Audience(draft.audience).label},
        {"key": "Begun by", "value": str(draft.begun_by)},
    ]
    if draft.follows:
        found.append({"key": "Takes the place of", "value": str(draft.follows)})
    if draft.erratum:
        found.append({"key": "Corrects", "value": draft.erratum})
    return found


def outline(
    draft: Draft, sections: Sequence[DraftSection], faults: Sequence[Fault], waiting: Mapping[int, int]
) -> list[dict[str, Any]]:
    """Each section with what is still to be done in it; `waiting` has the comments without an answer, by section."""
    wrong = {fault.section for fault in faults}
    return [
        {
            "title": one.title,
            "href": reverse("reports:draft-section", args=[one.public_id]),
            "level": one.level,
            "is_exempt": one.is_exempt,
            "is_written": one.is_written,
            "has_fault": one.key in wrong,
            "comments": words.records(waiting[one.pk], "comment", "comments") if one.pk in waiting else "",
        }
        for one in sections
    ]


def figures_to_pick(search: str) -> list[dict[str, Any]]:
    """The figures whose title or key has all the words, in the order of the catalogue, with what stands in the text."""
    asked = search.lower().split()
    found = []
    for key in catalogue.KEYS:
        indicator = catalogue.get(key)
        said = f"{key} {indicator.title} {' '.join(indicator.categories)}".lower()
        if all(word in said for word in asked):
            found.append(
                {
                    "title": indicator.title,
                    "unit": indicator.unit.value,
                    "pick": f"[[{key}]]",
                    "href": reverse("reports:indicator-detail", args=[key]),
                    "parts": [
                        {"title": words_of, "pick": f"[[{key}: {words_of}]]"}
                        for words_of in indicator.categories
                    ],
                    "table": f"[[table: {key}]]",
                }
            )
    return found


def context_to_pick(kept: Iterable[KeptFigure]) -> list[dict[str, str]]:
    """The council's context figures by name, each as it would be printed and of when it is."""
    return [
        {
            "title": f"{one.label}: {one.text}, {one.when}",
            "pick": f"[[context: {one.name}]]",
            "sourced": f"[[context: {one.name}; with source]]",
        }
        for one in sorted(kept, key=lambda one: one.name.lower())
    ]


def exhibits_to_pick() -> list[dict[str, str]]:
    """Tables, charts and paragraphs that write themselves."""
    return [
        {"title": one.title, "kind": one.kind, "pick": f"[[{one.kind}: {one.name}]]"}
        for one in exhibits.OFFERED.values()
    ]


def changed(before: str, now: str) -> Iterator[dict[str, str]]:
    """The words of now and of before, in pieces: `same`, `gone` or `new`."""
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield {"what": "same", "text": "".join(new[c:d])}
            continue
        if b > a:
            yield {"what": "gone", "text": "".join(old[a:b])}
        if d > c:
            yield {"what": "new", "text": "".join(new[c:d])}


def faults_of(faults: Iterable[Fault], section: DraftSection) -> list[str]:
    """What cannot be printed in a section, a sentence each."""
    return [f"{fault.what}: {fault.message}" for fault in faults if fault.section == section.key]
