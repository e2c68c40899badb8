"""How children, days and places are put into words on the desk's pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from placements.choices import placement_type
from placements.models import Child, Placement
from placements.situation import Situation
from sufficiency.core.periods import age_on, months_before


def day(value: date) -> str:
    """'4 June 2026'."""
    return f"{value:%-d %B %Y}"


def day_to_type(value: date) -> str:
    """As people type it: '4/6/2026'."""
    return f"{value.day}/{value.month}/{value.year}"


def name(child: Child) -> str:
    """First and last name; without them the number, which is all that a return brings."""
    full = f"{child.first_name} {child.last_name}".strip()
    return full or (f"Child {child.number}" if child.number else "Child without a number")


def age(child: Child, on: date) -> str:
    """'9'; under three '1 year 4 months'."""
    years = age_on(child.date_of_birth, on)
    if years >= 3 or years < 0:
        return str(max(years, 0))
    months = next(n for n in range(37) if months_before(on, n + 1) < child.date_of_birth)
    years, months = divmod(months, 12)
    parts = [f"{years} {'year' if years == 1 else 'years'}"] if years else []
    if months or not years:
        parts.append(f"{months} {'month' if months == 1 else 'months'}")
    return " ".join(parts)


def place(placement: Placement) -> str:
    """A household's reference, a home's name, or that it is not linked; never an address."""
    if placement.household_id or placement.home_id:
        return str(placement.household or placement.home)
    return "With a parent" if placement.code == "P1" else "Home not yet linked"


def lives(now: Situation) -> str:
    """Where the child is that day: a household or home, else the kind of placement; or that there is none."""
    if now.placement is None:
        return "no placement" if now.period else "not in care"
    linked = now.placement.household_id or now.placement.home_id
    where = place(now.placement) if linked else placement_type(now.placement.code)
    return f"{where} (away)" if now.away else where


def miles(placement: Placement) -> str | None:
    """In whole miles: a distance to a tenth of a mile points to a carer's door."""
    return None if placement.miles is None else about(placement.miles)


def about(distance: Decimal) -> str:
    """'about 4 miles from home'."""
    return f"{how_far(distance)} from home"


def how_far(distance: Decimal) -> str:
    """'about 4 miles', or 'under 1 mile'."""
    if distance < 1:
        return "under 1 mile"
    whole = round(distance)
    return f"about {whole} {'mile' if whole == 1 else 'miles'}"


def inside_or_outside(placement: Placement) -> str | None:
    """Of the child's authority, by today's boundary; None where it cannot be told."""
    codes = placement.child.authority.area_codes
    if codes is None or not placement.located_in:
        return None
    authority = placement.child.authority
    return f"inside {authority}" if placement.located_in in codes else f"outside {authority}"
