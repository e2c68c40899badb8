"""The shape of an answer: value, numerator, denominator, missing and breakdown, for the oracle."""

from fractions import Fraction

UNDEFINED = {
    "value": None,
    "numerator": None,
    "denominator": None,
    "missing": 0,
    "breakdown": None,
}


def percent(part: int, whole: int) -> Fraction | None:
    """100 times part over whole, exact; None of nothing."""
    return Fraction(100 * part, whole) if whole else None


def count(number: int) -> dict:
    """A measurement that is a number of children."""
    return UNDEFINED | {"value": number, "numerator": number}


def counted(categories: tuple[str, ...], found: list[str], missing: int = 0) -> dict:
    """A number of children with its breakdown: every category, those with nobody too."""
    breakdown = [
        {
            "category": category,
            "value": found.count(category),
            "percent": percent(found.count(category), len(found)),
        }
        for category in categories
    ]
    return count(len(found)) | {"missing": missing, "breakdown": breakdown}


def ratio(numerator: int, denominator: int | None, scale: int = 100, missing: int = 0) -> dict:
    """A measurement that is one number over another; undefined over nothing."""
    return UNDEFINED | {
        "value": Fraction(scale * numerator, denominator) if denominator else None,
        "numerator": numerator,
        "denominator": denominator,
        "missing": missing,
    }
