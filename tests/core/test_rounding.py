"""Counts under a threshold hidden, all others rounded: what a reader can still work out."""

from __future__ import annotations

import random

import pytest
from scipy.optimize import linprog

from sufficiency.core.protection import Addition, CannotProtect
from sufficiency.core.rounding import ROUNDED_WIDTH, hidden_when_rounded, is_few, rounded, values_of


@pytest.mark.parametrize(
    ("count", "printed"), [(0, 0), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (482, 480), (483, 485)]
)
def test_a_count_is_rounded_to_the_nearest_five(count, printed):
    assert rounded(count) == printed
    assert values_of(printed)[0] <= count <= values_of(printed)[1]


def test_under_ten_is_hidden_and_nought_is_not():
    assert [count for count in range(12) if is_few(count)] == list(range(1, 10))
    assert values_of(10) == (10, 12)
    assert values_of(0) == (0, 0)


def test_rounding_alone_would_tell_and_one_more_is_hidden():
    """20 beside 10 leaves 6 to 9 of what is hidden."""
    counts = {"all": 18, "boys": 10, "girls": 8}
    sums = [Addition("all", ("boys", "girls"))]
    assert hidden_when_rounded(counts, sums, always_printed=frozenset({"all"})) == {"girls", "boys"}
    # With a total of 25 more is left: 25 beside 15 is 6 to 9 no longer.
    assert hidden_when_rounded({"all": 22, "boys": 15, "girls": 7}, sums) == {"girls"}


def test_two_nines_under_a_printed_total_cannot_be_kept():
    counts = {"all": 18, "boys": 9, "girls": 9}
    sums = [Addition("all", ("boys", "girls"))]
    with pytest.raises(CannotProtect):
        hidden_when_rounded(counts, sums, always_printed=frozenset({"all"}))
    assert hidden_when_rounded(counts, sums) == {"all", "boys", "girls"}
    lost: set[str] = set()
    hidden_when_rounded(counts, sums, exact={"all"}, lost=lost)
    assert lost == {"boys", "girls"}


def test_a_rounded_count_passes_on_what_is_known_further_off():
    """15 in print before leaves 3 to 7 beside an exact 10; that 15 and an exact 18 are 35 leaves fewer."""
    counts = {"few": 5, "ten": 10, "both": 15, "others": 18, "all": 33}
    sums = [Addition("both", ("few", "ten")), Addition("all", ("both", "others"))]
    lost: set[str] = set()
    found = hidden_when_rounded(
        counts, sums, exact={"ten", "others"}, told={"both": (13.0, 17.0)}, few_are_known=False, lost=lost
    )
    assert found == {"few", "all"}
    assert not lost


def _least_and_greatest(cell, counts, additions, hidden):
    """Apart from the protection: every count a variable, what is printed its bounds."""
    place = {name: at for at, name in enumerate(counts)}
    bounds = [
        (1, 9)
        if name in hidden and is_few(count)
        else (0, None)
        if name in hidden
        else values_of(rounded(count))
        for name, count in counts.items()
    ]
    rows = []
    for addition in additions:
        row = [0.0] * len(place)
        row[place[addition.total]] -= 1
        for part in addition.parts:
            row[place[part]] += 1
        rows.append(row)
    ends = []
    for sign in (1, -1):
        objective = [0.0] * len(place)
        objective[place[cell]] = sign
        found = linprog(objective, A_eq=rows, b_eq=[0] * len(rows), bounds=bounds, method="highs")
        ends.append(sign * found.fun if found.status == 0 else float("inf"))
    return ends


@pytest.mark.parametrize("seed", range(20))
def test_every_hidden_small_count_keeps_five_values(seed):
    chance = random.Random(seed)
    rows, columns = "abcd", "wxyz"
    counts: dict[str, int] = {r + c: chance.choice((0, 2, 4, 8, 11, 16, 31)) for r in rows for c in columns}
    additions = []
    for r in rows:
        counts[r] = sum(counts[r + c] for c in columns)
        additions.append(Addition(r, tuple(r + c for c in columns)))
    for c in columns:
        counts[c] = sum(counts[r + c] for r in rows)
        additions.append(Addition(c, tuple(r + c for r in rows)))
    counts["all"] = sum(counts[r] for r in rows)
    additions += [Addition("all", tuple(rows)), Addition("all", tuple(columns))]
    hidden = hidden_when_rounded(counts, additions)
    few = [name for name, count in counts.items() if is_few(count)]
    assert few
    assert set(few) <= hidden
    for name in few:
        least, greatest = _least_and_greatest(name, counts, additions, hidden)
        assert greatest - least >= ROUNDED_WIDTH - 1e-6, name
