"""Told when a forecast has been made, for what builds on the latest one."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `run`, a ForecastRun that has its figures, once they stand. A receiver that fails leaves them as they are.
forecast_made = Signal()
