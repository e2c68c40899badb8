"""Chances and moves, counted by hand, and what shrinking may and may not do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.engine.entries import entry_rates, month_weights
from forecasting.engine.hazards import main_effects, prior_weight, shrunk
from forecasting.engine.kinds import AGENCY, IN_HOUSE, KINDS, SHAPE, STATES, state_of
from forecasting.engine.moves import destinations


def test_one_state_much_seen_has_its_own_chance():
    events, exposure = np.zeros(STATES), np.zeros(STATES)
    exposure[[100, 300]] = 50_000.0, 50_000.0
    events[[100, 300]] = 500.0, 2_500.0
    chance = shrunk(events, exposure)
    assert chance[100] == pytest.approx(0.01, rel=0.02)
    assert chance[300] == pytest.approx(0.05, rel=0.02)


def test_a_state_never_seen_has_the_chance_that_its_factors_tell():
    """Twice the chance at an age, three times in a placement: six times in both, where nobody was."""
    exposure = np.zeros(SHAPE)
    exposure[0, 0, :2, :2] = 100_000.0
    exposure[0, 0, 1, 1] = 0.0
    chances = 0.01 * np.array([1.0, 2.0])[:, None] * np.array([1.0, 3.0])[None, :]
    events = np.zeros(SHAPE)
    events[0, 0, :2, :2] = exposure[0, 0, :2, :2] * chances
    found = main_effects(events.reshape(STATES), exposure.reshape(STATES)).reshape(SHAPE)
    assert found[0, 0, 1, 1] == pytest.approx(0.06, rel=0.02)
    assert shrunk(events.reshape(STATES), exposure.reshape(STATES)).reshape(SHAPE)[
        0, 0, 1, 1
    ] == pytest.approx(0.06, rel=0.02)


def test_little_seen_is_drawn_to_what_is_usual():
    exposure = np.full(STATES, 200.0)
    events = np.full(STATES, 4.0)
    exposure[5], events[5] = 10.0, 3.0
    chance = shrunk(events, exposure)
    assert 0.02 < chance[5] < 0.05


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_chances_are_chances(seed):
    rng = np.random.default_rng(seed)
    exposure = rng.gamma(0.3, 20, STATES) * (rng.random(STATES) < 0.4)
    events = rng.binomial(np.ceil(exposure).astype(int), 0.1).astype(float)
    chance = shrunk(events, np.maximum(exposure, events))
    assert np.isfinite(chance).all()
    assert (chance > 0).all()
    assert (chance <= 0.9).all()
    assert prior_weight(events, exposure * 0.1) >= 2.0


def test_nothing_at_all_is_no_certainty():
    chance = shrunk(np.zeros(STATES), np.zeros(STATES))
    assert ((chance > 0) & (chance < 0.1)).all()


def test_destinations_by_hand():
    """Eight moves in-house to agency, none else: of an age with all of them, (8 + 8u) of 16."""
    state = np.full(8, int(state_of(0, 3, 1, IN_HOUSE)))
    found = destinations(state, np.full(8, AGENCY), np.ones(8))
    assert found.sum(axis=-1) == pytest.approx(1.0)
    assert (np.diagonal(found, axis1=2, axis2=3) == 0).all()
    # All moves: to agency 8.5 of 11.5 + ..., that is 8.5 of (8.5 + 6 × 0.5) from in-house.
    overall = 8.5 / (8.5 + 6 * 0.5)
    usual = (8 + 4 * overall) / 12
    assert found[0, 3, IN_HOUSE, AGENCY] == pytest.approx((8 + 8 * usual) / 16)
    assert found[0, 2, IN_HOUSE, AGENCY] == pytest.approx(usual)


def test_months_count_half_after_their_half_life():
    weight = month_weights(np.array([60, 36, 12, 61]), 60, 48, 24)
    assert weight.tolist() == [1.0, 0.5, 0.0, 0.0]


def test_entries_by_hand():
    """Two a month for two years: two a month; all aged 4, half of them with an agency."""
    column = np.repeat(np.arange(1, 25), 2)
    rates = entry_rates(
        column,
        np.zeros(48, dtype=int),
        np.full(48, 50),
        np.tile([IN_HOUSE, AGENCY], 24),
        np.zeros((25, 5)),
        24,
    )
    assert rates.monthly.tolist() == pytest.approx([2.0, 0.0])
    assert rates.dispersion[0] == 1.0
    assert rates.share.sum(axis=(1, 2)) == pytest.approx(1.0)
    assert rates.share[0, 12:60].sum() > 0.85
    assert rates.share[0, 48:60, IN_HOUSE].sum() == pytest.approx(rates.share[0, 48:60, AGENCY].sum())
    assert rates.share.shape == (2, 216, KINDS)
