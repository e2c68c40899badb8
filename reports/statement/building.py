"""Puts the statement together: protects what leaves the building, then asks each section for its part."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.document import Audience, Document
from reports.numbering import numbered
from reports.statement import annexes, counting, duty, leaving, looked_after, settled, where
from reports.statement.figures import Figures, said_of_rounding
from reports.statement.gathering import Gathered
from reports.statement.protecting import protected_of
from sufficiency.indicators.protected import ProtectedSet, unprotected

KIND = "statement"


@dataclass(frozen=True)
class Built:
    """The document, and the measurements that it prints, as it prints them."""

    document: Document
    protected: ProtectedSet


def build(gathered: Gathered, audience: Audience) -> Built:
    """The statement for an audience. The same gathered figures give the same document."""
    measurements = list(gathered.measurements.values())
    public = protected_of(gathered)
    inside = audience is Audience.INTERNAL
    protected = unprotected(measurements) if inside else public
    figures = Figures(gathered, protected)
    sections = [
        duty.section(gathered.short_name),
        looked_after.section(figures),
        where.section(figures),
        settled.section(figures),
        leaving.section(figures),
    ]
    every_measure = annexes.every_measure(figures)
    sections += [counting.section(figures, audience), every_measure, annexes.definitions(figures)]
    if inside:
        sections.append(annexes.what_is_hidden(figures, public.hidden))
    return Built(
        Document(
            kind=KIND,
            title="Sufficiency statement",
            council=gathered.name,
            as_at=gathered.as_at,
            audience=audience,
            is_synthetic=gathered.is_synthetic,
            sections=numbered(
                [
                    replace(one, blocks=tuple(said_of_rounding(block, figures) for block in one.blocks))
                    for one in sections
                ]
            ),
        ),
        protected,
    )
