"""Rows of returns to timelines: pure functions of the current returns, whatever the order they came in."""
