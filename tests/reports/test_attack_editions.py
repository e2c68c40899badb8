"""Nobody who has every public edition of an authority, in every form of them, can work out a small count."""

from __future__ import annotations

import os

import pytest

from reports.document import Audience
from tests.reports import attacking
from tests.reports.attack_papers import BY_ITSELF, EVERYTHING, papers
from tests.reports.attacking import CASES, attack, case_of, papers_of, published
from tests.reports.populations import CHANGES, a_month_later
from tests.reports.surfaces import FORMS, as_stored

pytestmark = pytest.mark.django_db
# One of each case, and those in which a small count was found once. The thousand of the slow suite can be asked for in
# parts: ATTACKED=100-200.
FEW = (*range(10), 133, 163, 289, 639, 713, 714, 717, 719, 733, 749, 795)
FIRST, LAST = (int(end) for end in os.environ.get("ATTACKED", "100-1100").split("-"))


@pytest.mark.parametrize("seed", FEW, ids=lambda seed: f"{seed} {case_of(seed).name}")
def test_no_small_count_can_be_worked_out_from_all_that_is_published(seed):
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
    alone = ((BY_ITSELF,), (EVERYTHING,))
    assert len(attack(published(1, change, Audience.INTERNAL, wanted=alone)).caught) > 10


IN_FORMS = ((EVERYTHING,), (BY_ITSELF,))


@pytest.mark.parametrize("rounds", [False, True], ids=["exact", "rounded"])
def test_no_form_of_the_editions_tells_more_than_another(rounds):
    """The same attack on what is read back from the bytes of the files, and of the page."""
    editions = published(3, a_month_later, Audience.PUBLIC, rounds=(rounds, rounds), wanted=IN_FORMS)
    for name, form in FORMS.items():
        tables = {at: form(one.document).tables for at, one in enumerate(editions)}
        outcome = attack(editions, tables)
        assert outcome.caught == [], name
        assert outcome.attacked > 5, name


def test_every_form_of_exact_figures_is_read():
    inside = published(3, a_month_later, Audience.INTERNAL, wanted=IN_FORMS)
    for name, form in FORMS.items():
        read = {at: form(as_stored(one.document)).tables for at, one in enumerate(inside)}
        assert len(attack(inside, read).caught) > 10, name


def test_every_case_and_every_document_is_among_the_few():
    assert {case_of(seed).name for seed in FEW} == {case.name for case in CASES}
    names = {name for seed in FEW for stage in papers_of(seed) for name in stage}
    assert names == {*papers(), BY_ITSELF, EVERYTHING}
    assert len(papers()) == 11
