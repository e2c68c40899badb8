"""What `make backtest` prints: gates with their figures, and what was not reached said so."""

from __future__ import annotations

import subprocess
from datetime import date

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from forecasting.backtest import rival
from forecasting.backtest.gates import accuracy_gates, rival_gates, rival_table, speed_gates
from forecasting.backtest.repeating import repeating_gate
from forecasting.backtest.speed import Timed, timed
from forecasting.backtest.told import RECORDS, apart, page, section, with_section
from forecasting.backtest.trials import CONTENDERS, HORIZONS, Duel, tried
from forecasting.engine.backtest import backtest, summarised
from tests.factories import AuthorityFactory


@pytest.fixture(scope="module")
def cases(world):
    return backtest(world, np.array(["2021-03-31", "2023-03-31"], dtype="datetime64[D]"), HORIZONS, paths=50)


def duel(months: int, model: float, theirs: float) -> Duel:
    errors = dict(zip(CONTENDERS, (model, 5.0, theirs), strict=True))
    many = {who: np.full(5, error) for who, error in errors.items()}
    return Duel(months, errors, many, many, came=200.0, seconds=dict.fromkeys(CONTENDERS, 1.0))


def test_too_few_cases_are_not_reached_however_good(cases):
    gates = accuracy_gates(summarised(cases))
    coverage = [gate for gate in gates if gate.what.startswith("Coverage")]
    assert len(coverage) == 18
    assert {gate.met for gate in coverage} == {None}
    assert "of 2" in coverage[0].figure


def test_a_page_without_the_rival_says_that_it_was_not_run(cases):
    gates = [*rival_gates([]), *accuracy_gates(summarised(cases))]
    told = page({"memoryless": cases}, gates, [], ["**Not reached:** cs-demand-model. No such package."])
    assert "**not reached**" in told
    assert "was not run" in told
    assert "nan" not in told.lower().replace("finance", "")


def test_the_rival_is_beaten_only_where_it_is():
    duels = [duel(months, 4.0, 6.0 if months == 12 else 3.0) for months in HORIZONS]
    met = {gate.what.rsplit(", ", 1)[1]: gate.met for gate in rival_gates(duels)}
    assert met == {"12 months": True, "24 months": False, "36 months": False}
    assert dict(rival_table(duels))["total, %, 12 months"] == {
        "model": 2.0,
        "no change": 2.5,
        "cs-demand-model": 3.0,
    }


def test_a_time_over_its_limit_is_not_met():
    slow = Timed(500, 1_000, 60, seconds=1.2, processor_seconds=0.7, megabytes=200, runs=1, load=7.5)
    time, memory = speed_gates([(slow, 1.0)])
    assert (time.met, memory.met) == (False, True)
    assert "0.70 s of processor; load 7.5" in time.figure


def test_what_is_timed_has_the_size_it_claims(fitted):
    found = timed(fitted, children=400, paths=20, months=6, runs=1)
    assert (found.children, found.paths, found.months) == (400, 20, 6)
    assert found.seconds > 0


def test_without_its_environment_the_rival_is_not_reached(monkeypatch, tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setenv("CS_DEMAND_MODEL_PYTHON", str(python))
    with pytest.raises(rival.NotReached, match="has no cs-demand-model"):
        rival.find_python()


def test_an_installer_that_fails_is_quoted(monkeypatch, tmp_path):
    def refused(command, **options):
        return subprocess.CompletedProcess(command, 1, "", "a line\nno matching distribution")

    monkeypatch.delenv("CS_DEMAND_MODEL_PYTHON", raising=False)
    monkeypatch.setattr(rival, "_ROOT", tmp_path)
    monkeypatch.setattr(rival.subprocess, "run", refused)
    with pytest.raises(rival.NotReached, match="could not be installed: no matching distribution"):
        rival.find_python()


def test_the_return_for_the_rival_has_an_episode_for_each_placement(world, tmp_path):
    rival._write_return(tmp_path, world)
    episodes = (tmp_path / "episodes.csv").read_text().splitlines()
    assert len(episodes) == 1 + len(world.placements)
    assert episodes[0].startswith("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC")
    assert len((tmp_path / "header.csv").read_text().splitlines()) == 1 + len(world.children)


def test_the_command_asks_what_to_try():
    with pytest.raises(CommandError, match="--all"):
        call_command("backtest")


@pytest.mark.slow
def test_two_processes_give_the_same_numbers():
    assert repeating_gate().met


@pytest.mark.slow
def test_on_authorities_that_were_not_scored_ages_and_placements_beat_no_change(monkeypatch):
    monkeypatch.setattr("forecasting.backtest.trials.FIRST_SEED", 1010)
    found = tried(5, lambda text: None)
    at = {
        (line.group, line.months): line
        for line in summarised(case for each in found.values() for case in each)
    }
    assert at["ages", 12].model.mase < 0.95
    assert at["placements", 12].model.mase < 1
    for months in HORIZONS:
        total = at["total", months]
        assert total.model.crps / total.no_change.crps < 1.03
        assert 0.7 <= at["placements", months].model.coverage80 <= 0.92


def test_sections_of_authorities_are_made_apart_from_the_generated_part(cases):
    generated = page({"memoryless": cases}, rival_gates([]), [], [])
    south = section("Southton", date(2019, 4, 1), date(2026, 3, 31), 2, cases)
    north = section("Northton", date(2019, 4, 1), date(2026, 3, 31), 2, cases)
    both = with_section(with_section(generated, south), north)
    assert apart(both)[0] == generated.rstrip("\n")
    assert both.index("### Northton") < both.index("### Southton")
    assert with_section(both, south) == both, "made again, it stands once"
    another = with_section(both, south.replace("2 origins", "3 origins"))
    assert another.count("### Southton") == 1
    assert "3 origins" in another
    assert another.count(RECORDS) == 1
    assert "Of 80 % ranges of the total so many in 100 held what came" in south


@pytest.mark.django_db
def test_an_authority_without_records_is_refused(tmp_path):
    council = AuthorityFactory()
    into = tmp_path / "page.md"
    with pytest.raises(CommandError, match="No return of"):
        call_command("backtest", authority=[council.gss_code], into=into)
    assert not into.exists()
