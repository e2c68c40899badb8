"""The sufficiency statement from records to PDF, against gathering its figures alone."""

from __future__ import annotations

from collections.abc import Iterator

from reports import statement
from reports.actions import publish_edition
from reports.document import Audience
from reports.models import Edition
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.benchmarks.bench import Bench, authority, register_size, runs
from sufficiency.demonstration.benchmarks.filling import LAST_DAY
from sufficiency.demonstration.benchmarks.measuring import Line, in_turn

_SECONDS_ALLOWED = 5


def run(bench: Bench) -> Iterator[Line]:
    for looked_after, placements in bench.sizes.register:
        with bench.scratch.use(bench.register(looked_after, placements)):
            timing = in_turn(_publish, _gather, times=runs(looked_after, small=5, large=3))
            yield timing.line(
                "Statement as PDF, beside its figures alone",
                register_size(looked_after, placements),
                under=_SECONDS_ALLOWED,
            )


def _publish() -> Edition:
    return publish_edition(
        authority=authority(),
        kind=Edition.Kind.STATEMENT,
        as_at=LAST_DAY,
        audience=Audience.PUBLIC,
        by=system_user("benchmark"),
    )


def _gather() -> object:
    return statement.gather(authority=authority(), as_at=LAST_DAY, today=LAST_DAY)
