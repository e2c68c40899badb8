"""Nobody who has the whole public document can work out a small count."""

from __future__ import annotations

from datetime import date

import pytest

from reports.document import Audience
from reports.statement import build
from sufficiency.core.protection import PROTECTION_WIDTH, is_small
from tests.reports import figures
from tests.reports.attacker import Attacker, true_counts


def attack(gathered, document) -> tuple[int, list]:
    """How many small counts were attacked, and those that were confined too closely."""
    attacked, caught = 0, []
    for day in gathered.dates:
        attacker = Attacker(day)
        attacker.definitions()
        attacker.reads(document)
        truth = true_counts(m for m in gathered.measurements.values() if m.as_at == day)
        small = [name for name, count in truth.items() if is_small(count)]
        wanted, found = attacker.confined(small, PROTECTION_WIDTH)
        attacked += len(wanted)
        for name, least, greatest in found:
            assert least - 1e-6 <= truth[name] <= greatest + 1e-6
            caught.append((day, name, truth[name], round(least, 2), round(greatest, 2)))
    return attacked, caught


@pytest.mark.parametrize("seed", range(6))
def test_no_small_count_can_be_worked_out(seed):
    gathered = figures.small(seed)
    attacked, caught = attack(gathered, build(gathered, Audience.PUBLIC).document)
    assert caught == []
    assert attacked > 10


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
def test_no_small_count_can_be_worked_out_in_many_authorities(seed):
    gathered = figures.small(seed)
    assert attack(gathered, build(gathered, Audience.PUBLIC).document)[1] == []


def test_the_attack_succeeds_on_exact_figures():
    """Else the attack would prove nothing."""
    gathered = figures.small(1)
    _, caught = attack(gathered, build(gathered, Audience.INTERNAL).document)
    assert len(caught) > 10


def test_southampton_withstands_it_and_still_prints_its_main_figures():
    gathered = figures.southampton()
    document = build(gathered, Audience.PUBLIC).document
    attacked, caught = attack(gathered, document)
    assert caught == []
    assert attacked > 40
    number = document.table("table-1").rows[0]
    assert [cell.text for cell in number.cells] == ["268", "289", "374", "386", "429", "482", "507"]
    assert gathered.dates[-1] == date(2013, 12, 31)
