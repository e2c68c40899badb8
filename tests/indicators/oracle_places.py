"""What kind of placement a row describes and how far away it is, for the oracle."""

from fractions import Fraction

from tests.indicators import oracle_codes as codes
from tests.indicators.oracle_statements import Row

# Easting and northing in metres (None without a grid reference) and authority; None for an unknown postcode.
Location = tuple[int | None, int | None, str] | None

# Miles are metres / 1000 / 1.6093, rounded half up: 20.1 or more from 20.05 miles, here in metres, squared.
TOO_FAR = (Fraction(2005, 100) * 1000 * Fraction(16093, 10000)) ** 2


def type_of(row: Row, inside: bool | None) -> str:
    """The row of the placement-type table the placement belongs to."""
    if row.place not in codes.FOSTERING:
        return codes.TYPE_OF.get(row.place, codes.UNCLASSIFIED)
    if inside is None:
        return codes.UNCLASSIFIED
    if row.place in codes.KINSHIP:
        return codes.KINSHIP_INSIDE if inside else codes.KINSHIP_OUTSIDE
    return codes.FOSTER_INSIDE if inside else codes.FOSTER_OUTSIDE


def budget_group_of(row: Row) -> str:
    """The row of the budget projection the placement belongs to."""
    if row.place in codes.FOSTERING:
        if row.provider in codes.AGENCIES:
            return "Independent Fostering Agencies"
        return "Inter agency fostering placements" if row.provider == "PR2" else "Fostering up to 18"
    if row.place in ("H5", "P2", "K3"):
        return "Supported Placements or Rent"
    if row.place in ("K2", "R1", "S1"):
        return "Residential - Independent Sector and Our House"
    return "Secure" if row.place == "K1" else "Other placements"


def provider_of(row: Row) -> str:
    """Who provides the placement; with parents where the code says so and the provider is blank."""
    if row.place == "P1" and not row.provider:
        return "parents"
    return codes.PROVIDER_OF.get(row.provider, "not reported")


def distance_of(home: Location, placement: Location, *, inside: bool | None, hidden: bool) -> str:
    """The distance category from the located home and placement; `hidden` keeps inside or outside only."""
    if inside is None:
        return "not known"
    side = "inside" if inside else "outside"
    if hidden or home is None or home[0] is None or placement[0] is None:
        return f"{side}, not known"
    squared = (int(home[0]) - int(placement[0])) ** 2 + (int(home[1]) - int(placement[1])) ** 2
    return f"{side}, over 20 miles" if squared >= TOO_FAR else f"{side}, 20 miles or less"
