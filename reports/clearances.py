"""How the five offices stand to a draft: cleared as it stands, cleared in earlier words, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from reports.models import Clearance, Draft
from reports.writing.fingerprint import HEAD, SETTINGS, fingerprint, fingerprints

_NAMES = {HEAD: "Head of the report", SETTINGS: "Title, date, readers, or counts printed all the same"}


@dataclass(frozen=True)
class Part:
    """A part of the document by the name it has now. `section` is its key; blank where it is no section, or gone."""

    name: str
    section: str = ""


@dataclass(frozen=True)
class Standing:
    """`clearance` is the latest that was not withdrawn; `changed` what is other now than when it was given.

    Of a clearance of earlier words whose parts were not kept, `changed` is empty.
    """

    office: Clearance.Office
    clearance: Clearance | None = None
    is_current: bool = False
    changed: tuple[Part, ...] = ()


def standings(draft: Draft) -> list[Standing]:
    """One for each office, in the order in which offices are named."""
    now, parts = fingerprint(draft), fingerprints(draft)
    titles = dict(draft.sections.values_list("key", "title"))
    given = (
        Clearance.objects.filter(draft=draft, withdrawn_at=None)
        .select_related("entered_by")
        .prefetch_related("parts")
    )
    latest: dict[str, Clearance] = {}
    for one in given.order_by("recorded_at", "pk"):
        # Of the words as they stand, whatever was cleared in between.
        if one.of_text == now or one.office not in latest or latest[one.office].of_text != now:
            latest[one.office] = one
    return [_standing(office, latest.get(office), now, parts, titles) for office in Clearance.Office]


def _standing(
    office: Clearance.Office,
    clearance: Clearance | None,
    now: str,
    parts: dict[str, str],
    titles: dict[str, str],
) -> Standing:
    if clearance is None:
        return Standing(office)
    if clearance.of_text == now:
        return Standing(office, clearance, is_current=True)
    before = {one.part: one.of_text for one in clearance.parts.all()}
    differ = [key for key in [*parts, *(key for key in before if key not in parts)] if before]
    return Standing(
        office,
        clearance,
        changed=tuple(_part(key, titles) for key in differ if parts.get(key) != before.get(key)),
    )


def _part(key: str, titles: dict[str, str]) -> Part:
    if key in titles:
        return Part(titles[key], key)
    return Part(_NAMES.get(key, f"A section that is no longer there ({key})"))
