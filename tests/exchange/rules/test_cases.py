"""Every rule on rows that break it and on rows that just do not, the answers reasoned by hand."""

from __future__ import annotations

import pytest

from sufficiency.exchange.ssda903.rules import RULES

from . import cases_episodes, cases_moves, cases_person, cases_placements, cases_years
from .rows import Case, findings

CASES = (
    cases_person.CASES + cases_episodes.CASES + cases_placements.CASES + cases_moves.CASES + cases_years.CASES
)
# 411 can only be broken by a map that contradicts itself, so it has a test of its own.
WITHOUT_A_CASE = {"411"}


def said(rows: list, case: Case) -> list[str]:
    found = findings(rows, case)
    found = found[found["code"] == case.code]
    return sorted(f"{one.table} {one.row} {one.column}" for one in found.itertuples())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.year}" for case in CASES])
def test_rule(case):
    assert said(case.bad, case) == sorted(case.at)
    assert said(case.good, case) == []


def test_every_rule_has_a_case():
    assert {case.code for case in CASES} == {each.code for each in RULES} - WITHOUT_A_CASE
