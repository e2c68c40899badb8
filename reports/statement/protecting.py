"""What of gathered figures the public may be shown: the one place where documents are protected."""

from __future__ import annotations

from reports.statement.gathering import Gathered
from sufficiency.indicators.protected import ProtectedSet, protect


def protected_of(gathered: Gathered) -> ProtectedSet:
    """The measurements of a public document, safe beside DfE's counts and beside every earlier public edition."""
    return protect(
        gathered.measurements.values(),
        known_elsewhere=gathered.published_counts,
        before=gathered.before,
        only_before=gathered.only_before.values(),
    )
