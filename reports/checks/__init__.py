"""What is looked at before a document is approved: each check is a pure function of what the document says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reports.checks import adding_up, agreeing, dates, described, law, published, small_numbers, unfinished
from reports.checks.finding import Finding, Severity, Subject

CHECKS: tuple[Callable[[Subject], Iterable[Finding]], ...] = (
    unfinished.check,
    adding_up.totals,
    adding_up.distances,
    adding_up.percentages,
    agreeing.two_values,
    agreeing.typed,
    small_numbers.check,
    small_numbers.lost,
    described.check,
    dates.check,
    dates.kept,
    law.check,
    published.differences,
    published.conflicting,
)


def findings(subject: Subject) -> list[Finding]:
    """Everything that the checks find, what stops publication first."""
    found = [finding for check in CHECKS for finding in check(subject)]
    return sorted(dict.fromkeys(found), key=lambda one: one.severity is not Severity.STOPS)


__all__ = ["CHECKS", "Finding", "Severity", "Subject", "findings"]
