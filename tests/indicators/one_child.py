"""Returns with one child in them, written a row a line, and short questions to the oracle about them."""

from datetime import date

from tests.indicators.oracle import Oracle
from tests.indicators.returns import Return, locate

HOME = "SO14 7LY"
D = date(2013, 3, 31)


def returns(
    *rows: str, years: tuple[int, ...] = (2011, 2012, 2013), born: str = "01/06/2005"
) -> list[Return]:
    """Returns from rows "2013 DECOM RNE LS PLACE PROVIDER PL_POST DEC REC"; "-" is blank; one child."""
    made = {year: Return(date(year, 3, 31)) for year in years}
    for each in made.values():
        each.add("Header", "1", "1", born, "WBRI")
        each.tables["Episodes"] = []
    for row in rows:
        year, decom, rne, ls, place, provider, post, dec, rec = ["" if w == "-" else w for w in row.split()]
        made[int(year)].add("Episodes", "1", decom, rne, ls, "N1", place, provider, dec, rec, "", HOME, post)
    return list(made.values())


def asked(*rows: str, **how: object) -> Oracle:
    """The oracle on `returns`."""
    return Oracle(returns(*rows, **how), locate=locate)


def value(oracle: Oracle, key: str, on: date = D) -> object:
    """The measurement's value."""
    return oracle.measure(key, on)["value"]


def parts(oracle: Oracle, key: str, on: date = D) -> tuple:
    """Numerator, denominator and missing."""
    found = oracle.measure(key, on)
    return found["numerator"], found["denominator"], found["missing"]


def only(oracle: Oracle, key: str, on: date = D) -> str:
    """The one category that is not empty."""
    lines = [line["category"] for line in oracle.measure(key, on)["breakdown"] if line["value"]]
    assert len(lines) == 1
    return lines[0]
