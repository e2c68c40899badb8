"""What of gathered figures the public may be shown: the one place where documents are protected."""

from __future__ import annotations

from reports.statement.gathering import Gathered
from sufficiency.indicators.protected import ProtectedSet, protect
from sufficiency.indicators.protected_links import Cell


def protected_of(gathered: Gathered, printed_anyway: frozenset[Cell] = frozenset()) -> ProtectedSet:
    """The measurements of a public document, safe beside DfE's counts and beside every earlier public edition.

    `printed_anyway` are the counts that two people decided to print although they are small.
    """
    return protect(
        gathered.measurements.values(),
        known_elsewhere=gathered.published_counts,
        before=gathered.before,
        only_before=gathered.only_before.values(),
        printed_anyway=printed_anyway,
        countable=gathered.countable.values(),
        rounded_dates=gathered.rounded_dates,
    )
