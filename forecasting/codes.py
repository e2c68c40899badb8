"""What codes of the return are to a forecast: kinds of placement, reasons for leaving. The one place that says so.

Kinds are those of CONTRACT (Forecast); groups of codes are those that figures are counted by (`placements.codes`).
Sources: DfE guide to the SSDA903 return; SSDA903 code sets.
"""

from __future__ import annotations

from forecasting.engine import kinds
from placements import codes
from placements.models.expected import HowSure

# The council's own homes, and those of other authorities. Whose provider is not told is nobody's.
_COUNCILS = frozenset({"PR1", "PR2"})
_RESIDENTIAL = frozenset({"K1", "K2", "S1"}) | codes.OTHER_RESIDENTIAL

# Who provides a placement, as far as prices differ by it, and the kinds of which that is so: what is paid to relatives,
# to agencies that foster, and for children at home or placed for adoption has one price. A return's PR3 is another
# public body, such as the health service.
PRICED_AS = {"PR1": "own", "PR2": "councils", "PR3": "councils", "PR4": "agencies", "PR5": "agencies"}
PROVIDERS_OF: dict[str, tuple[str, ...]] = {
    "in_house_fostering": ("own", "councils"),
    "residential": ("own", "councils", "agencies"),
    "supported": ("own", "councils", "agencies"),
    "other": ("own", "councils", "agencies"),
}

_HOME, _GUARDIANSHIP, _ADOPTION, _OTHER = range(len(kinds.REASONS))
NOT_TOLD = -1
_RETURNED_HOME = frozenset({"E4", "E4A", "E4B", "E13"})
# Residence and child arrangements orders give a carer parental responsibility, as special guardianship does.
_GUARDIANS = frozenset({"E41", "E43", "E44", "E45", "E46", "E47", "E48"})

# How likely what somebody said comes to pass in the month that they said. An assumption: no record was kept yet of
# what became of it.
CHANCES = {HowSure.FIRM: 0.9, HowSure.LIKELY: 0.7, HowSure.POSSIBLE: 0.3}


def kind_of(code: str, provider: str) -> int:
    """The kind of a placement by its code and who provides it, as a number of the engine's `PLACEMENTS`."""
    if code in codes.KINSHIP_FOSTERING:
        return kinds.KINSHIP
    if code in codes.OTHER_FOSTERING:
        if provider in codes.AGENCY_PROVIDERS:
            return kinds.AGENCY
        return kinds.IN_HOUSE if provider in _COUNCILS else kinds.OTHER
    if code in _RESIDENTIAL:
        return kinds.RESIDENTIAL
    if code in codes.SUPPORTED_ACCOMMODATION:
        return kinds.SUPPORTED
    if code in codes.PLACED_FOR_ADOPTION:
        return kinds.FOR_ADOPTION
    return kinds.WITH_PARENTS if code == "P1" else kinds.OTHER


def reason_of(code: str) -> int:
    """Why a period of care ended, as a number of the engine's `REASONS`; `NOT_TOLD` where no exit was reported."""
    if not codes.is_exit(code):
        return NOT_TOLD
    if code in codes.ORDER_MADE:
        return _ADOPTION
    if code in _GUARDIANS:
        return _GUARDIANSHIP
    return _HOME if code in _RETURNED_HOME else _OTHER
