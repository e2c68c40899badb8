"""A document on its way to approval, on the page: the five offices, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from reports.checks import Finding
from reports.clearances import Standing
from reports.models import Draft, DraftSection
from reports.presenters import words
from sufficiency.indicators.wording import in_words


def address(draft: Draft) -> str:
    return reverse("reports:draft-clearance", args=[draft.public_id])


def offices(
    standings: Iterable[Standing], sections: Mapping[str, DraftSection], draft: Draft
) -> list[dict[str, Any]]:
    """Each office with what is on record and, while the document is in clearance, what can be entered."""
    is_open = draft.status == Draft.Status.CLEARANCE
    return [_office(one, sections, draft, is_open=is_open) for one in standings]


def _office(
    one: Standing, sections: Mapping[str, DraftSection], draft: Draft, *, is_open: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {"title": one.office.label, "tag": {"text": "Not yet", "colour": "grey"}}
    if is_open and not one.is_current:
        row["enter_href"] = enter_address(draft, one.office)
    if one.clearance is None:
        return row
    given = one.clearance
    row |= {
        "who": f"{given.name}, {in_words(given.on)}",
        "entered": f"Entered by {given.entered_by}.",
        "remark": given.remark,
        "tag": {"text": "Cleared", "colour": "green"},
    }
    if not one.is_current:
        row |= {
            "tag": {"text": "Cleared earlier words", "colour": "yellow"},
            "is_earlier": True,
            "changed": [
                {"title": part.name, "href": _section_address(sections.get(part.section))}
                for part in one.changed
            ],
        }
    if is_open:
        row["withdraw_href"] = reverse("reports:clearance-withdraw", args=[given.public_id])
    return row


def enter_address(draft: Draft, office: str = "") -> str:
    found = reverse("reports:clearance-enter", args=[draft.public_id])
    return f"{found}?office={office}" if office else found


def stops(
    draft: Draft,
    *,
    standings: Iterable[Standing],
    findings: Iterable[Finding],
    sections: Sequence[DraftSection],
) -> list[dict[str, str]]:
    """Everything that keeps it from being approved, a sentence each, with the place where it is mended."""
    missing = [one.office.label for one in standings if not one.is_current]
    found = [
        {
            "text": f"Not cleared as the words stand: {words.listed(missing)}.",
            "href": "#offices",
            "link_text": "The five offices",
        }
    ]
    return [*(found if missing else []), *found_faults(draft, findings, sections)]


def found_faults(
    draft: Draft, findings: Iterable[Finding], sections: Sequence[DraftSection]
) -> list[dict[str, str]]:
    """What the checks found that must be mended, each with the section that it stands in."""
    return [{"text": str(one), **_where(one, draft, sections)} for one in findings]


def mended_at(finding: Finding, draft: Draft, sections: Sequence[DraftSection]) -> str:
    """The page on which a finding is mended; that of the sections where the finding names none."""
    return _where(finding, draft, sections)["href"]


def unwritten(sections: Iterable[DraftSection]) -> list[dict[str, str]]:
    """The sections that nobody has marked as written."""
    return [
        {"text": "Not yet marked as written:", "href": _section_address(one), "link_text": one.title}
        for one in sections
        if not one.is_written
    ]


def _where(finding: Finding, draft: Draft, sections: Sequence[DraftSection]) -> dict[str, str]:
    """The section that the finding names first, the head where it asks for a reason, else the list of sections."""
    if "Schedule 12A" in finding.mend:
        return {
            "href": reverse("reports:draft-head", args=[draft.public_id]),
            "link_text": "Head of the report",
        }
    titled = [
        one for one in sections if finding.where == one.title or finding.where.startswith(f"{one.title}, ")
    ]
    if not titled:
        return {"href": reverse("reports:draft-detail", args=[draft.public_id]), "link_text": "Sections"}
    section = max(titled, key=lambda one: len(one.title))
    return {"href": _section_address(section), "link_text": f"Open {section.title}"}


def _section_address(section: DraftSection | None) -> str:
    return reverse("reports:draft-section", args=[section.public_id]) if section else ""


def cleared_words(standings: Sequence[Standing]) -> str:
    """'3 of 5 offices have cleared the words as they stand.'"""
    number = sum(one.is_current for one in standings)
    verb = "has" if number == 1 else "have"
    return f"{number} of {words.records(len(standings), 'office', 'offices')} {verb} cleared the words as they stand."
