"""The Southampton returns, made once for all tests of them."""

import pytest

from sufficiency.demonstration.southampton import generate
from sufficiency.demonstration.southampton.postcodes import SOUTHAMPTON, by_postcode
from tests.indicators.oracle import Oracle


@pytest.fixture(scope="session")
def returns():
    return generate()


@pytest.fixture(scope="session")
def oracle(returns):
    """The second way of counting, which knows nothing of how the returns were made."""
    places = {text.replace(" ", ""): found for text, found in by_postcode().items()}

    def locate_in_pool(postcode):
        found = places.get(postcode.replace(" ", ""))
        return found and (found.easting, found.northing, found.authority)

    return Oracle(returns, home_authority=SOUTHAMPTON, locate=locate_in_pool)
