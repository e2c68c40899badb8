"""Nobody who has every public edition of an authority, in every form of them, can work out a small count."""

from __future__ import annotations

import os

import pytest

from reports.document import Audience
from tests.reports import attacking
from tests.reports.attacking import CASES, attack, case_of, published
from tests.reports.populations import CHANGES, a_month_later
from tests.reports.surfaces import FORMS, as_stored

# Three of each case; the thousand of the slow suite can be asked for in parts: ATTACKED=100-200.
FEW = range(30)
FIRST, LAST = (int(end) for end in os.environ.get("ATTACKED", "100-1100").split("-"))


@pytest.mark.parametrize("seed", FEW, ids=lambda seed: f"{seed} {case_of(seed).name}")
def test_no_small_count_can_be_worked_out_from_two_editions(seed):
    _, outcome = attacking.attacked(seed)
    assert outcome.caught == []
    assert outcome.attacked > 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(FIRST, LAST))
def test_no_small_count_can_be_worked_out_in_a_thousand_authorities(seed):
    assert attacking.attacked(seed)[1].caught == []


@pytest.mark.parametrize("change", CHANGES)
def test_the_attack_succeeds_on_exact_figures(change):
    """Else the attack would prove nothing."""
    assert len(attack(published(1, change, Audience.INTERNAL)).caught) > 10


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rounds", [False, True], ids=["exact", "rounded"])
def test_no_form_of_the_editions_tells_more_than_another(form, rounds):
    """The same attack on what is read back from the bytes of the files, and of the page."""
    editions = published(3, a_month_later, Audience.PUBLIC, rounds=(rounds, rounds))
    tables = {at: FORMS[form](one.document).tables for at, one in enumerate(editions)}
    outcome = attack(editions, tables)
    assert outcome.caught == []
    assert outcome.attacked > 5
    inside = published(3, a_month_later, Audience.INTERNAL)
    read = {at: FORMS[form](as_stored(one.document)).tables for at, one in enumerate(inside)}
    assert len(attack(inside, read).caught) > 10


def test_every_case_is_among_the_few():
    assert {case_of(seed).name for seed in FEW} == {case.name for case in CASES}
