"""Import, export, import: exact for everything that was not set aside."""

from __future__ import annotations

import os
import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings

from sufficiency.core.system_user import system_user
from sufficiency.exchange.ssda903 import import_paths
from tests.exchange.nasty import nasty_returns
from tests.exchange.round_trip import assert_round_trip, export_all, load
from tests.factories import AuthorityFactory
from tests.indicators.returns import Return
from tests.indicators.worlds import World, worlds
from tests.small_authority import small_authority

pytestmark = pytest.mark.django_db
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SAMPLES = Path(__file__).resolve().parents[2] / ".local" / "cs-demand-model-samples"


def _round_trip(returns: list[Return]) -> None:
    with transaction.atomic(), tempfile.TemporaryDirectory() as name:
        authority = AuthorityFactory()
        load(authority, returns, Path(name) / "in")
        as_at = {one.year: None if one.whole_year else one.as_at for one in returns}
        assert_round_trip(authority, as_at, Path(name))
        transaction.set_rollback(True)


def _day(cell: str) -> date:
    return datetime.strptime(cell, "%d/%m/%Y").replace(tzinfo=None).date()  # noqa: DTZ007


def _is_sayable(returns: list[Return]) -> bool:
    """Whether every row lies in some year's export: none ends after the last year or before its own return's."""
    last = max(one.as_at for one in returns)
    return all(
        not row["DEC"]
        or (_day(row["DEC"]) <= last and _day(row["DEC"]) >= date(min(one.year for one in returns) - 1, 4, 1))
        for one in returns
        for row in one.tables["Episodes"]
    )


def test_the_small_authority(tmp_path: Path) -> None:
    _round_trip(small_authority())


@settings(max_examples=10, **QUIET)
@given(nasty_returns())
def test_awkward_rows(returns: list[Return]) -> None:
    _round_trip(returns)


@pytest.mark.slow
@settings(max_examples=300, **QUIET)
@given(nasty_returns())
def test_many_awkward_rows(returns: list[Return]) -> None:
    _round_trip(returns)


@settings(max_examples=4, **QUIET)
@given(worlds())
def test_random_authorities(world: World) -> None:
    _as_it_came(world)


@pytest.mark.slow
@settings(max_examples=100, **QUIET)
@given(worlds())
def test_many_random_authorities(world: World) -> None:
    _as_it_came(world)


def _as_it_came(world: World) -> None:
    assume(len({one.year for one in world.returns}) == len(world.returns))
    assume(_is_sayable(world.returns))
    _round_trip(world.returns)


def test_the_sectors_sample_returns(tmp_path: Path) -> None:
    """The sample returns of the package cs-demand-model, which are not ours to keep here.

    Unpack its `cs_demand_model_samples/combined` to `.local/cs-demand-model-samples`, or say where it is by
    CS_DEMAND_MODEL_SAMPLES.
    """
    samples = Path(os.environ.get("CS_DEMAND_MODEL_SAMPLES", SAMPLES))
    if not samples.is_dir():
        pytest.skip(
            "NOT TESTED: the sample returns of cs-demand-model are not here; see the test's docstring"
        )
    authority = AuthorityFactory()
    report = import_paths(authority=authority, paths=[samples], by=system_user("test"))
    assert [one["year"] for one in report.returns] == [2018, 2019, 2020, 2021, 2022]
    assert_round_trip(authority, dict.fromkeys(range(2018, 2023)), tmp_path)


def test_an_export_has_exactly_the_columns_that_came_in_their_order(tmp_path: Path) -> None:
    episodes = "CHILD,DECOM,DEC,RNE,LS,CIN,PLACE,REC,PL_POST,HOME_POST\n1,01/05/2018,,S,C2,N1,U4,,SO16 4XE,SO14 7LY\n"
    header = "CHILD,DOB,SEX,ETHNIC\n1,17/05/2010,2,WBRI\n"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text(episodes)
    (folder / "b.csv").write_text(header)
    authority = AuthorityFactory()
    import_paths(authority=authority, paths=[folder], by=system_user("test"))
    export_all(authority, [2019], tmp_path / "out")
    assert (tmp_path / "out" / "2019" / "episodes.csv").read_text() == episodes
    assert (tmp_path / "out" / "2019" / "header.csv").read_text() == header
