"""The sufficiency statement from records to PDF, and a long document printed, each against a part of its work."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import cycle, islice
from multiprocessing import get_context
from typing import Any

import django

from reports import statement
from reports.actions import publish_edition
from reports.document import Audience, Document, Prose, Run, Section
from reports.frozen import document_json
from reports.models import Edition
from reports.numbering import numbered
from reports.renderers import charts
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.benchmarks.bench import Bench, authority, register_size, runs
from sufficiency.demonstration.benchmarks.filling import LAST_DAY
from sufficiency.demonstration.benchmarks.measuring import Line, in_turn, load_average
from sufficiency.demonstration.benchmarks.printing_alone import peak, print_it

_SECONDS_ALLOWED = 5
_MEGABYTES_ALLOWED = 300
_TABLES, _CHARTS, _PARAGRAPHS = 20, 12, 6
_WORDS = "The council looks for homes near to where a child's family, friends and school are. " * 7


def run(bench: Bench) -> Iterator[Line]:
    for looked_after, placements in bench.sizes.register:
        with bench.scratch.use(bench.register(looked_after, placements)):
            timing = in_turn(_publish, _gather, times=runs(looked_after, small=5, large=3))
            yield timing.line(
                "Statement as PDF, beside its figures alone",
                register_size(looked_after, placements),
                under=_SECONDS_ALLOWED,
            )
    looked_after, placements = bench.sizes.register[0]
    with bench.scratch.use(bench.register(looked_after, placements)):
        document = _long()
    yield from _printed(document)


def _printed(document: Document) -> Iterator[Line]:
    """A long document as PDF, beside its drawings alone, and what a process of its own needs for it."""
    pages = print_it(document)
    size = f"{pages} pages, {_TABLES} tables, {_CHARTS} charts"
    timing = in_turn(
        lambda: print_it(document),
        lambda: [charts.svg(chart) for chart in document.charts()],
        times=3,
    )
    yield timing.line("Long document as PDF, beside its drawings alone", size, under=_SECONDS_ALLOWED)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as alone:
        before, after = alone.submit(peak, document_json(document)).result()
    yield Line(
        "… memory at its peak, with all else that the process holds",
        size,
        f"{after:,.0f} MB",
        f"under {_MEGABYTES_ALLOWED} MB",
        met=after < _MEGABYTES_ALLOWED,
        load=load_average(),
    )
    yield Line("… of which printing adds", size, f"{after - before:,.0f} MB", load=load_average())


def _long() -> Document:
    """The tables and charts of a real statement, over and over, each in a section with paragraphs."""
    built = statement.build(
        statement.gather(authority=authority(), as_at=LAST_DAY, today=LAST_DAY), Audience.PUBLIC
    ).document
    upright = [table for table in built.tables() if not table.landscape]
    drawings: list[Any] = list(islice(cycle(built.charts()), _CHARTS))
    words = tuple(Prose((Run(_WORDS),)) for _ in range(_PARAGRAPHS))
    sections = [
        Section(f"Section {place + 1}", (*words, table, *drawings[place : place + 1]))
        for place, table in enumerate(islice(cycle(upright), _TABLES))
    ]
    return replace(built, sections=numbered(sections))


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
