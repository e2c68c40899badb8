"""What is said of the records: only what is so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from forecasting.engine.forecast import fit
from forecasting.engine.remarks import remarks

from .small import inputs_of, ordinary_lives


def test_whole_records_of_a_middling_authority_need_few_words(fitted):
    told = " ".join(remarks(fitted))
    assert "months of records" not in told
    assert "no placement" not in told
    assert "since when" not in told


def test_short_records_unknown_starts_and_missing_placements_are_told():
    lives = ordinary_lives()
    lives[3] = replace(lives[3], start_known=False)
    inputs = inputs_of(lives, window=np.datetime64("2022-04-01", "D"))
    inputs.placements.end[4] = np.datetime64("2024-01-01", "D")
    told = " ".join(remarks(fit(inputs)))
    assert "Rates rest on 24 months" in told
    assert "too short to try the forecast on the past" in told
    assert "Of 1 children in care it is not known since when" in told
    assert "One child in care has no placement" in told
    assert "Fewer than 5 children at once were ever in kinship fostering" in told
