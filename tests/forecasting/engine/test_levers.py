"""Levers: the right sign, smooth, and without touching what they do not touch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.engine.errors import BadValue
from forecasting.engine.kinds import AGENCY, IN_HOUSE, RESIDENTIAL
from forecasting.engine.levers import (
    AsylumArrivals,
    EntryRate,
    ExitRate,
    Inflation,
    Opening,
    Recruitment,
    Scenario,
    Size,
    StayingPut,
    StepDown,
    Strength,
    When,
)
from forecasting.engine.scenario import play

SOON = When(np.datetime64("2022-04-01", "D"))


def sized(value: float) -> Size:
    return Size(value / 2, value, value * 1.5)


def changed(baseline, *levers, strength: Strength = Strength.CENTRAL) -> np.ndarray:
    """Mean difference of the total by month."""
    return play(baseline, Scenario("try", levers, strength)).difference.sum(axis=(2, 3)).mean(axis=1)


def test_no_lever_changes_nothing_on_any_path(baseline):
    played = play(baseline, Scenario("nothing", ()))
    assert (played.difference == 0).all()
    np.testing.assert_array_equal(played.made.raw.stock, baseline.raw.stock)


@pytest.mark.parametrize(
    ("lever", "sign"),
    [
        (EntryRate(sized(-0.3), SOON), -1),
        (EntryRate(sized(0.3), SOON), 1),
        (ExitRate(sized(0.3), SOON), -1),
        (ExitRate(sized(-0.3), SOON), 1),
        (AsylumArrivals(sized(12.0), SOON), 1),
        (AsylumArrivals(sized(-0.4), SOON), -1),
    ],
)
def test_levers_on_flows_have_the_right_sign_and_grow_with_strength(baseline, lever, sign):
    by_strength = [sign * changed(baseline, lever, strength=each)[12:].mean() for each in Strength]
    assert 0 < by_strength[0] < by_strength[1] < by_strength[2]


def test_fewer_arrivals_are_fewer_on_every_path(baseline):
    played = play(baseline, Scenario("fewer", (EntryRate(sized(-0.4), SOON),)))
    assert (played.made.raw.totals <= baseline.raw.totals).all()
    assert (played.difference <= 1e-9).all()


def test_the_first_half_is_worth_about_the_second(baseline):
    """Smooth: equal steps of a lever make nearly equal steps of the difference."""
    found = np.array(
        [changed(baseline, EntryRate(sized(-each), SOON))[36] for each in (0.0, 0.1, 0.2, 0.3, 0.4)]
    )
    steps = np.diff(found)
    assert (steps < 0).all()
    assert steps.min() / steps.max() < 1.6


@settings(max_examples=5, deadline=None)
@given(change=st.floats(-0.9, 0.9))
def test_a_little_more_of_a_lever_is_a_little_more_change(baseline, change):
    more = (
        changed(baseline, EntryRate(sized(change + 0.02), SOON))[24]
        - changed(baseline, EntryRate(sized(change), SOON))[24]
    )
    assert 0 <= more < 0.01 * baseline.no_change.sum() + 1


def test_a_lever_changes_nobody_before_it_begins(baseline):
    late = When(np.datetime64("2023-04-01", "D"), ramp_months=6)
    played = play(baseline, Scenario("late", (EntryRate(sized(-0.5), late), ExitRate(sized(0.5), late))))
    assert (played.difference[:13] == 0).all()
    assert (played.difference[14:].sum(axis=(1, 2, 3)) != 0).all()


def test_a_lever_for_one_age_leaves_younger_children_alone(baseline):
    played = play(baseline, Scenario("teenagers", (EntryRate(sized(-0.5), SOON, ages=(3, 4)),)))
    assert (played.difference[:, :, :3] == 0).all()
    assert played.difference[24, :, 3:].sum() < 0


def test_stepping_down_takes_from_homes_and_gives_elsewhere(baseline):
    played = play(baseline, Scenario("step down", (StepDown(sized(0.4), SOON, to=IN_HOUSE),)))
    by_kind = played.difference[12:].mean(axis=(0, 1)).sum(axis=0)
    assert by_kind[RESIDENTIAL] < -0.3
    assert by_kind[IN_HOUSE] > 0.2
    # Who leaves care may differ a little: not every kind has the same chances.
    assert abs(by_kind.sum()) < abs(by_kind[RESIDENTIAL])


def test_recruitment_moves_children_from_agencies_and_changes_no_total(baseline):
    played = play(baseline, Scenario("homes", (Recruitment(sized(10), SOON, places=1.5, fill_rate=0.8),)))
    np.testing.assert_allclose(played.difference.sum(axis=(2, 3)), 0, atol=1e-9)
    by_kind = played.difference[-1].sum(axis=1)
    np.testing.assert_allclose(
        by_kind[:, AGENCY], -np.minimum(12.0, baseline.stock[-1][..., AGENCY].sum(axis=1))
    )
    np.testing.assert_allclose(by_kind[:, IN_HOUSE], -by_kind[:, AGENCY])
    assert (played.made.stock >= -1e-9).all()


def test_more_homes_than_children_empty_the_group_and_no_more(baseline):
    played = play(baseline, Scenario("too many", (Recruitment(sized(10_000), SOON),)))
    assert played.made.stock[-1][..., AGENCY].max() == pytest.approx(0)
    assert np.isfinite(played.made.stock).all()


def test_staying_put_holds_places_but_looks_after_nobody(baseline):
    half = play(baseline, Scenario("half", (StayingPut(sized(0.5), SOON, months=12),)))
    whole = play(baseline, Scenario("all", (StayingPut(Size(1, 1, 1), SOON, months=12),)))
    assert (half.difference == 0).all()
    np.testing.assert_allclose(2 * half.places.blocked, whole.places.blocked)
    turned = baseline.raw.turning_18[..., IN_HOUSE]
    np.testing.assert_allclose(whole.places.blocked[24, :, IN_HOUSE], turned[13:25].sum(axis=0))


def test_openings_and_prices_come_with_their_day(baseline):
    played = play(
        baseline,
        Scenario(
            "prices",
            (
                Inflation(sized(0.1), When(np.datetime64("2022-03-31", "D")), kinds=(AGENCY,)),
                Opening(RESIDENTIAL, sized(6), When(np.datetime64("2022-06-01", "D"), ramp_months=2)),
            ),
        ),
    )
    assert played.price_factor[12, AGENCY] == pytest.approx(1.1, rel=0.001)
    assert (played.price_factor[:, IN_HOUSE] == 1).all()
    opened = [str(each.opens_on) for each in played.places.capacity]
    assert opened == ["2022-06-01", "2022-07-01", "2022-08-01"]
    assert sum(each.places for each in played.places.capacity) == pytest.approx(6)


def test_levers_add_up_together(baseline):
    both = changed(baseline, EntryRate(sized(-0.2), SOON), ExitRate(sized(0.2), SOON))[24]
    each = (
        changed(baseline, EntryRate(sized(-0.2), SOON))[24],
        changed(baseline, ExitRate(sized(0.2), SOON))[24],
    )
    assert min(each) > both > sum(each) - 0.02 * baseline.no_change.sum()


@pytest.mark.parametrize(
    "lever",
    [
        EntryRate(sized(-1.5), SOON),
        ExitRate(sized(9.0), SOON),
        StepDown(sized(1.2), SOON),
    ],
)
def test_absurd_levers_are_refused_in_words(baseline, lever):
    with pytest.raises(BadValue):
        play(baseline, Scenario("absurd", (lever,)))


def test_a_lever_that_ends_entries_leaves_numbers_whole(baseline):
    played = play(
        baseline, Scenario("none", (EntryRate(Size(-1, -1, -1), SOON), ExitRate(Size(2, 2, 2), SOON)))
    )
    assert (played.made.stock >= 0).all()
    assert np.isfinite(played.made.stock).all()


def test_a_ramp_goes_up_month_by_month():
    days = np.array(
        ["2022-03-31", "2022-04-30", "2022-05-31", "2022-06-30", "2022-07-31"], dtype="datetime64[D]"
    )
    april = np.datetime64("2022-04-01", "D")
    assert When(april, ramp_months=3).share(days).tolist() == [0.25, 0.5, 0.75, 1.0]
    assert When(april, ends_on=np.datetime64("2022-06-15", "D")).share(days).tolist() == [1.0, 1.0, 0.0, 0.0]
    assert When(np.datetime64("2022-05-16", "D")).share(days).tolist() == pytest.approx([0, 16 / 31, 1, 1])
    assert When(np.datetime64("2020-05-16", "D"), ramp_months=3).share(days).tolist() == [1.0] * 4
