"""Differences in the words of the page."""

from __future__ import annotations

from datetime import date

from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.ssda903.code_sets import CODE_SETS
from sufficiency.indicators.wording import in_words

_FIELDS = {
    "absent": "Looked after",
    "spell": "Whole record",
    "start": "First day",
    "end": "Last day",
    "kind": "Kind",
    "reason_ended": "Reason it ended",
    "code": "Kind",
    "need": "Category of need",
    "provider": "Provider",
    "postcode": "Postcode",
    "home_postcode": "Home postcode",
    "urn": "URN",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
}
_CODES = {
    ("placement", "code"): "PLACE",
    ("legal status", "code"): "LS",
    ("legal status", "need"): "CIN",
    ("placement", "provider"): "PLACE_PROVIDER",
    ("period of care", "reason_ended"): "REC",
    ("child", "sex"): "SEX",
    ("child", "ethnicity"): "ETHNIC",
}
FIELDS = tuple(_FIELDS.items())


def what(one: LiveConflict) -> str:
    """'Placement from 3 June 2025: provider'."""
    if one.timeline == "child":
        return _FIELDS[one.field]
    name = one.timeline[0].upper() + one.timeline[1:]
    return f"{name} from {in_words(one.starts_on)}: {_FIELDS[one.field].lower()}"


def value(one: LiveConflict, text: str) -> str:
    """A day in words, a code with its meaning, and in words what a blank says."""
    if not text:
        if one.field in (LiveConflict.SPELL, LiveConflict.ABSENT):
            return "Nothing"
        return "Still open" if one.field == "end" else "Blank"
    if one.field in ("start", "end", "date_of_birth"):
        return _day(text)
    codes = CODE_SETS.get(_CODES.get((one.timeline, one.field), ""), {})
    return f"{text}: {codes[text].meaning}" if text in codes else text


def _day(text: str) -> str:
    try:
        return in_words(date.fromisoformat(text))
    except ValueError:
        return text
