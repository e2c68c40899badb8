"""The one door from the registers to the engine: `inputs_for(authority, as_at=…)`.

All children of the authority count, whoever may see which: what leaves here are statistics, dates without names.
"""

from forecasting.register.inputs import NotCovered, Taken, inputs_for
from forecasting.register.used import Used

__all__ = ["NotCovered", "Taken", "Used", "inputs_for"]
