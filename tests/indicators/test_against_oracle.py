"""The product's measurements against the oracle's, from the returns' files on disk to the last category."""

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from sufficiency.core.models import Authority, Population
from sufficiency.core.system_user import system_user
from sufficiency.indicators import measure
from tests.indicators.oracle import KEYS, Oracle
from tests.indicators.returns import Return, locate
from tests.indicators.worlds import World, random_world, worlds
from tests.small_authority import POPULATIONS, small_authority
from tests.small_authority_answers import DAYS, expected

ssda903 = pytest.importorskip("sufficiency.exchange.ssda903")
if not hasattr(ssda903, "import_paths"):
    pytest.skip("the importer has no import_paths", allow_module_level=True)

pytestmark = pytest.mark.django_db
SOUTHAMPTON = "E06000045"
EVERY_YEAR = {year: 40000 + year for year in range(2005, 2031)}
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
# Making a counter-example small loads returns a thousand times: worth it when looking for a fault at leisure.
AT_ONCE = (Phase.explicit, Phase.reuse, Phase.generate)


@contextmanager
def loaded(returns: list[Return], populations: dict[int, int]) -> Iterator[Authority]:
    """The returns imported one by one, in their order, for as long as the block lasts."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        authority = Authority.objects.create(
            gss_code=SOUTHAMPTON,
            name="Southampton",
            short_name="Southampton",
            kind=Authority.Kind.UNITARY,
            region_code="E12000008",
            region_name="South East",
            valid_from=date(1997, 4, 1),
        )
        for year, children in populations.items():
            Population.objects.create(
                area_code=SOUTHAMPTON, year=year, children=children, source="Made up", release="once"
            )
        for position, each in enumerate(returns):
            path = each.write(Path(folder) / f"{position}-{each.as_at.isoformat()}")
            which: dict[str, Any] = {"year": each.year} if each.whole_year else {"as_at": each.as_at}
            ssda903.import_paths(authority=authority, paths=[path], by=system_user("oracle"), **which)
        yield authority
        transaction.set_rollback(True)


def assert_equal(
    returns: list[Return],
    days: Iterable[date],
    populations: dict[int, int],
    answer: Callable[[str, date], dict],
) -> None:
    """Load the returns and compare every key on every day with the answer; tell all differences at once."""
    differing = []
    with loaded(returns, populations) as authority:
        for day in days:
            found = measure(list(KEYS), authority=authority, as_at=day, today=day)
            for key in KEYS:
                told = answer(key, day)
                product = _product(found[key], told)
                if not _alike(product, told):
                    differing.append(f"{key} on {day}\n  product  {product}\n  expected {told}")
    assert not differing, "\n".join(differing)


def _product(measurement: Any, answer: dict) -> dict:
    """The measurement in the oracle's shape, leaving out what the oracle leaves open."""
    lines = None
    if measurement.breakdown is not None:
        lines = [
            {"category": line.category, "value": line.value, "percent": line.percent}
            | ({"denominator": line.denominator} if line.denominator is not None else {})
            for line in measurement.breakdown
        ]
    whole = {"value": measurement.value, "missing": measurement.missing, "breakdown": lines}
    # A count's numerator and denominator add nothing to its value, and those of no value are left open.
    for part in ("numerator", "denominator"):
        stands = answer["denominator"] is not None and answer["value"] is not None
        whole[part] = getattr(measurement, part) if stands else answer[part]
    if answer["value"] is None:
        whole["missing"] = answer["missing"]
    return whole


def _alike(product: Any, answer: Any) -> bool:
    """Equal, save that the product's fractions are floating-point numbers."""
    if isinstance(answer, dict) and isinstance(product, dict):
        return product.keys() == answer.keys() and all(_alike(product[k], answer[k]) for k in answer)
    if isinstance(answer, list) and isinstance(product, list):
        return len(product) == len(answer) and all(map(_alike, product, answer))
    if isinstance(answer, Fraction) and product is not None:
        return math.isclose(float(product), float(answer), rel_tol=1e-9)
    return product == answer


def agree(world: World) -> None:
    """Compare the product with the oracle on each of the world's days."""
    oracle = Oracle(world.returns, SOUTHAMPTON, locate, EVERY_YEAR)
    assert_equal(world.returns, world.days, EVERY_YEAR, oracle.measure)


def test_the_small_authority_is_counted_as_by_hand() -> None:
    assert_equal(small_authority(), DAYS, POPULATIONS, expected)


def test_the_small_authority_loaded_backwards_is_the_same() -> None:
    assert_equal(small_authority()[::-1], DAYS, POPULATIONS, expected)


@settings(max_examples=10, derandomize=True, phases=AT_ONCE, **QUIET)
@given(worlds())
def test_random_authorities(world: World) -> None:
    agree(world)


@pytest.mark.slow
@settings(max_examples=300, **QUIET)
@given(worlds())
def test_many_random_authorities(world: World) -> None:
    agree(world)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_larger_random_authorities(seed: int) -> None:
    agree(random_world(seed, children=150, years=4))
