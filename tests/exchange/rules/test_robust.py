"""Whatever stands in the frames, the rules answer, only about rows that are there, and fast."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sufficiency.exchange.ssda903.code_sets import CODE_SETS
from sufficiency.exchange.ssda903.rules import Placing, check
from sufficiency.exchange.ssda903.tables import TABLES

from .random_returns import following, make
from .rows import OWN, PLACING, PROVIDER, located

CELLS = st.one_of(
    st.sampled_from(
        ["", "1", "2", "2024-06-01", "2024-06-02", "2007-01-10", "31/03/2025", "XXXXXXX", "SO14 0AA"]
    ),
    st.sampled_from(sorted({code for codes in CODE_SETS.values() for code in codes})),
    st.sampled_from([None, np.nan, 7, 2.5, ("1",), ["1"], pd.NaT]),
    st.dates().map(str),
    st.text(max_size=6),
)


@st.composite
def some_tables(draw):
    """A few tables with some of their columns, some of another's, and anything in the cells."""
    tables = {}
    for name in draw(st.sets(st.sampled_from(sorted(TABLES)), max_size=6)):
        usual = TABLES[name].columns
        columns = draw(st.lists(st.sampled_from([*usual, "UASC", "row"]), unique=True, min_size=1))
        columns = list(usual) if draw(st.integers(0, 3)) else columns
        rows = draw(st.integers(0, 5))
        tables[name] = pd.DataFrame(
            {column: pd.Series([draw(CELLS) for _ in range(rows)], dtype=object) for column in columns}
        )
    return tables


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(some_tables(), st.one_of(st.none(), some_tables()), st.integers(2007, 2028), st.booleans())
def test_junk_is_answered(tables, previous, year, with_context):
    found = check(
        tables,
        year=year,
        as_at=date(year, 3, 31),
        previous=previous,
        placing=PLACING if with_context else None,
        providers=pd.DataFrame([PROVIDER]) if with_context else None,
    )
    assert not found["message"].str.contains("{value}", regex=False).any()
    assert (found["message"].str.len() > 20).all()
    for name, group in found.groupby("table"):
        if "row" not in tables[name]:
            assert group["row"].between(2, len(tables[name]) + 1).all()
    assert not found.duplicated(["table", "row", "column", "code"]).any() or any(
        "row" in frame for frame in tables.values()
    )


def timed(children: int, year: int = 2025) -> float:
    """The quickest of three runs over one return and the one before, in seconds of the processor."""
    last = make(children, year - 1, 1)
    this = make(children, year, 2) if children > 5000 else following(last, year, 2)
    runs = []
    for _ in range(3):
        began = time.process_time()
        found = check(
            this, year=year, as_at=date(year, 3, 31), previous=last, placing=Placing(OWN, quickly_located)
        )
        runs.append(time.process_time() - began)
        assert len(found)
    return min(runs)


def quickly_located(home, placement):
    """The invented map, looked up once for each distinct pair, as a real one would be."""
    pairs, which = np.unique(
        [f"{one}|{other}" for one, other in zip(home, placement, strict=True)], return_inverse=True
    )
    split = [pair.split("|") for pair in pairs]
    few = located(np.array([one for one, _ in split]), np.array([other for _, other in split]))
    return type(few)(*[np.array(column, dtype=object)[which] for column in vars(few).values()])


def test_a_council_of_500_children_is_checked_at_once():
    assert timed(500) < 0.25


def test_the_cost_grows_no_faster_than_the_return():
    small, large = timed(2000), timed(20_000)
    assert large < 14 * small
