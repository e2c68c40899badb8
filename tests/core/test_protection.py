"""Small numbers, against an attacker who tries every whole number that fits what is printed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sufficiency.core.protection import (
    PROTECTION_WIDTH,
    Addition,
    CannotProtect,
    hidden_cells,
    is_small,
    range_left,
)


def table(parts: dict[str, int]) -> tuple[dict[str, int], list[Addition]]:
    return {**parts, "all": sum(parts.values())}, [Addition("all", tuple(parts))]


def test_only_1_to_5_are_small():
    assert [count for count in range(8) if is_small(count)] == [1, 2, 3, 4, 5]


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden_cells(*table({"a": 40, "b": 0, "c": 6})) == frozenset()


def test_one_small_count_takes_another_with_it():
    counts, additions = table({"a": 40, "b": 3, "c": 9, "d": 20})
    assert hidden_cells(counts, additions) == {"b", "c"}


def test_two_small_counts_that_leave_too_little_room_take_a_third():
    # 2 and 1 hidden alone: they add to 3, so each lies between 0 and 3.
    counts, additions = table({"a": 40, "b": 2, "c": 1, "d": 12})
    assert hidden_cells(counts, additions) == {"b", "c", "d"}


def test_linked_tables_are_protected_together():
    counts = {"all": 60, "boys": 31, "girls": 29, "home": 4, "foster": 50, "other": 6, "share": 4}
    additions = [
        Addition("all", ("boys", "girls")),
        Addition("all", ("home", "foster", "other")),
        Addition("share", ("home",)),
    ]
    hidden = hidden_cells(counts, additions, always_printed=frozenset({"all"}))
    assert {"home", "share", "other"} <= hidden
    assert not hidden & {"all", "boys", "girls"}


def test_a_table_that_cannot_be_protected_is_refused():
    counts, additions = table({"a": 3, "b": 10})
    with pytest.raises(CannotProtect):
        hidden_cells(counts, additions, always_printed=frozenset({"all", "b"}))


def test_a_total_of_a_few_is_hidden_itself():
    counts, additions = table({"a": 3, "b": 0})
    assert "all" in hidden_cells(counts, additions, always_printed=frozenset({"all"}))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 3),
    columns=st.integers(2, 4),
    data=st.data(),
)
def test_no_attacker_confines_a_small_count(rows, columns, data):
    """A two-way table with every margin printed: trial of every whole number up to what the margins allow."""
    cells = {
        (r, c): data.draw(st.one_of(st.integers(0, 6), st.integers(0, 60)))
        for r, c in product(range(rows), range(columns))
    }
    counts: dict = dict(cells)
    additions = []
    for r in range(rows):
        counts["row", r] = sum(cells[r, c] for c in range(columns))
        additions.append(Addition(("row", r), tuple((r, c) for c in range(columns))))
    for c in range(columns):
        counts["column", c] = sum(cells[r, c] for r in range(rows))
        additions.append(Addition(("column", c), tuple((r, c) for r in range(rows))))
    counts["all"] = sum(cells.values())
    additions.append(Addition("all", tuple(("row", r) for r in range(rows))))
    additions.append(Addition("all", tuple(("column", c) for c in range(columns))))
    hidden = hidden_cells(counts, additions, always_printed=frozenset({"all"}))
    for cell, count in counts.items():
        if is_small(count):
            assert cell in hidden
            least, greatest = range_left(cell, counts, additions, hidden)
            assert greatest - least >= PROTECTION_WIDTH - 1e-3
            assert least - 1e-3 <= count <= greatest + 1e-3
