"""What a reader of the forecast must know of the records it was made of: sentences, not refusals."""

from __future__ import annotations

import numpy as np

from forecasting.engine.checks import in_care_on
from forecasting.engine.entries import WINDOW
from forecasting.engine.forecast import Fitted
from forecasting.engine.kinds import PLACEMENTS
from forecasting.engine.panel import in_care_at

# Fewer children than this of a kind, and its rates are mostly those of all kinds.
_FEW = 5


def remarks(fitted: Fitted) -> list[str]:
    """In the order of weight; empty where there is nothing to say."""
    panel, inputs = fitted.panel, fitted.inputs
    found = []
    # Between so many month ends lies one month less, of which the first begins with the records.
    months = panel.last + 1
    if months < WINDOW:
        found.append(
            f"Rates rest on {months} months of records; {WINDOW} and more make them steadier, and let the authority's "
            "own past say how far to follow them."
        )
    if not fitted.lessons.cases:
        found.append(
            "The records are too short to try the forecast on the past; its weights are those assumed of all."
        )
    unknown = int((in_care_on(inputs, inputs.extract_on) & ~inputs.periods.start_known).sum())
    if unknown:
        found.append(
            f"Of {unknown} children in care it is not known since when; they count from the day first seen."
        )
    now = in_care_at(panel, panel.last)
    placed = np.zeros(len(inputs.periods), dtype=bool)
    here = (inputs.placements.start <= inputs.extract_on) & ~(inputs.placements.end <= inputs.extract_on)
    placed[inputs.placements.period[here]] = True
    without = int((~placed[now.period]).sum())
    if without:
        who = "One child in care has" if without == 1 else f"{without} children in care have"
        found.append(f"{who} no placement on the day of the extract, counted as “other”.")
    ever = panel.by_kind.max(axis=0)
    few = [kind.replace("_", " ") for kind, most in zip(PLACEMENTS, ever, strict=True) if most < _FEW]
    if few:
        found.append(
            f"Fewer than {_FEW} children at once were ever in {', '.join(few)}: "
            "what is said of these placements rests on what is usual for others."
        )
    return found
