"""Synthetic returns of any number of children, made column by column: for measuring speed, not for reading."""

from sufficiency.demonstration.scale.returns import YEARS, YearReturn, make_returns, write_returns

__all__ = ["YEARS", "YearReturn", "make_returns", "write_returns"]
