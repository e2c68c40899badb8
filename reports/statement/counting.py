"""Section 6: how the figures were counted, what could not be judged, and where sources disagree."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from reports import printing
from reports.document import Audience, Paragraph, Section
from reports.statement.figures import Figures, how_rounded, is_printed
from sufficiency.core.protection import LARGEST_HIDDEN, SMALLEST_HIDDEN
from sufficiency.core.rounding import ROUND_TO, THRESHOLD
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit
from sufficiency.indicators.breaks import breaks_between
from sufficiency.indicators.protected import State
from sufficiency.indicators.published import FORMER_INDICATOR_147, Disagreement

_SHOWN = (
    "Percentages and rates are printed rounded half up: percentages to whole numbers, or to one decimal where they are "
    "above 0 and under 1; rates and days to whole numbers."
)
COUNTS = (Unit.CHILDREN, Unit.YOUNG_PEOPLE)


def section(figures: Figures, audience: Audience) -> Section:
    return Section(
        "How the figures were counted",
        (
            *paragraphs(figures, audience),
            Paragraph(
                "Tables 1, 3, 4 and 5 bear the numbers that they have in the council's placement strategy. "
                "Tables 2, 6 and 7 of that strategy hold forecasts, recruitment and projections: they "
                "belong to other documents."
            ),
        ),
    )


def paragraphs(figures: Figures, audience: Audience) -> tuple[Paragraph, ...]:
    """How the figures of any document were counted, hidden and missed, and where sources disagree."""
    return (
        Paragraph(
            f"Every figure of {figures.council}'s own is counted from its records as they are now "
            "known, with later corrections, by one definition, given in the annex of definitions. A child who "
            "left on a day is not looked after on that day. Children on an agreed series of short breaks are "
            "left out."
        ),
        Paragraph(_dates(figures)),
        Paragraph(_rounding(figures)),
        Paragraph(_protection(figures, audience)),
        _missing(figures),
        _breaks(figures),
        _disagreements(figures, audience),
        _sources(figures),
    )


def _dates(figures: Figures) -> str:
    ends = [day for day in figures.dates if not figures.is_apart(day)]
    said = f"Figures are as at {printing.in_words(figures.as_at)}"
    if ends:
        first, last = printing.in_words(ends[0]), printing.in_words(ends[-1])
        said += f" and at the year-ends from {first} to {last} that the records cover"
    if figures.is_apart(figures.as_at):
        said += (
            f". {printing.in_words(figures.as_at)} is not a year-end: tables give it a column of its own, "
            "and charts do not join it to the line"
        )
    return said + "."


def _protection(figures: Figures, audience: Audience) -> str:
    if audience is Audience.INTERNAL:
        return (
            "This version shows exact figures, small ones among them, from which a child might be "
            "recognised. It is for those inside the council who may see them, and not for publication. "
            "An annex lists what the public version hides."
        )
    hidden = (
        f"Counts of {SMALLEST_HIDDEN} to {LARGEST_HIDDEN} are hidden and printed as c, as the Department "
        "for Education does for single authorities. Further counts are hidden where a small one could be "
        "worked out by taking printed figures from each other, and percentages whose count is hidden are "
        "hidden with it. The same count is hidden wherever it appears. Nought is shown as 0."
    )
    if not figures.rounded_dates:
        return hidden
    days = [day for day in figures.dates if day not in figures.rounded_dates]
    rounded = (
        f"Counts of 1 to {THRESHOLD - 1} are hidden and printed as c, and every other count is rounded to the nearest "
        f"{ROUND_TO}, each by itself. A count that leaves too few values to a hidden one is hidden too. Nought is "
        "shown as 0."
    )
    if not days:
        return rounded
    # One date printed both ways would undo both, so each keeps the way in which it was first printed.
    return (
        f"{rounded} Figures of {printing.listed([printing.in_words(day) for day in days])} stand in print exactly and "
        f"keep that way of printing: {hidden[0].lower()}{hidden[1:]}"
    )


def _rounding(figures: Figures) -> str:
    if not figures.rounded_dates:
        return printing.ROUNDING
    return f"{how_rounded(figures.rounded_dates, all_of_it=figures.rounded_dates >= set(figures.dates))} {_SHOWN}"


def _missing(figures: Figures) -> Paragraph:
    points = []
    unknown: dict[str, list[str]] = defaultdict(list)
    for key in catalogue.KEYS:
        if key not in figures.used:
            continue
        title = catalogue.get(key).title
        for day in figures.dates:
            found = figures.protected.get(key, day)
            if found is None:
                continue
            if found.value.state is State.NOT_KNOWN and found.reason:
                unknown[found.reason].append(f"{title} ({printing.column_date(day)})")
            elif found.missing.state is State.HIDDEN:
                points.append(
                    f"{title}, {printing.in_words(day)}: c records could not be judged (a small number, "
                    "hidden)."
                )
            elif found.missing.value:
                count = found.missing.value
                points.append(
                    f"{title}, {printing.in_words(day)}: {printing.number(count)} "
                    f"{'record' if count == 1 else 'records'} could not be judged."
                )
    points += [f"Not known: {'; '.join(titles)}. {reason}" for reason, titles in unknown.items()]
    if not points:
        return Paragraph("Every record could be judged for every figure printed.")
    return Paragraph(
        "Where a record could not be judged it is left out of the figure and counted here:", tuple(points)
    )


def _breaks(figures: Figures) -> Paragraph:
    points = tuple(
        f"{catalogue.get(key).title}, from {printing.in_words(broken.on)}: {broken.what_changed} "
        f"({broken.source}.)"
        for key in catalogue.KEYS
        if key in figures.used
        for broken in breaks_between(key, figures.dates[0], figures.dates[-1])
    )
    if not points:
        return Paragraph("No series printed here has a break within the dates shown.")
    return Paragraph("Series that do not mean the same before and after a date:", points)


def _disagreements(figures: Figures, audience: Audience) -> Paragraph:
    points, left_out = [], 0
    for conflict in figures.gathered.conflicts:
        if audience is Audience.PUBLIC and not _may_be_printed(figures, conflict):
            left_out += 1
            continue
        points.append(_disagreement(conflict, audience))
    if left_out:
        points.append(
            "Others concern counts that are hidden, or small counts, and are given in the version for "
            "those inside the council only."
        )
    if not points:
        return Paragraph(
            "No figure printed here stands in another source with another value that is known to us."
        )
    return Paragraph(
        "Figures that stand in print with more than one value, and what was chosen:", tuple(points)
    )


def _may_be_printed(figures: Figures, conflict: Disagreement) -> bool:
    """Not where it speaks of a count that is hidden here, or would tell a small count, if only as a "
    "difference."""
    values = sorted({figure.value for figure in conflict.figures if figure.value is not None})
    told = [*values, *(more - less for less, more in pairwise(values))]
    if conflict.unit in COUNTS and any(SMALLEST_HIDDEN <= value <= LARGEST_HIDDEN for value in told):
        return False
    if conflict.area_code != figures.gathered.gss_code or conflict.key == FORMER_INDICATOR_147:
        return True
    own = figures.protected.get(conflict.key, conflict.as_at)
    # Beside a rounded count an exact one from elsewhere says more than the tables do.
    if own is None or own.rounded_to:
        return False
    if not conflict.category:
        return is_printed(own.value)
    # Of a part that this document leaves out nobody has judged whether it may be told.
    line = own.category(conflict.category)
    return line is not None and is_printed(line.percent)


def _disagreement(conflict: Disagreement, audience: Audience) -> str:
    values = printing.listed(
        [
            f"{printing.figure(figure.value or Decimal(0), conflict.unit)} "
            f"({figure.source}{', ' + figure.place_in_source if figure.place_in_source else ''})"
            for figure in conflict.figures
        ]
    )
    title = _title(conflict.key)
    category = f", {conflict.category}" if conflict.category else ""
    chosen = " None has been chosen yet."
    if conflict.note:
        chosen = f" Chosen: {conflict.note.chosen}."
        # Free text about counts may tell a small one.
        if audience is Audience.INTERNAL or conflict.unit not in COUNTS:
            chosen += f" {conflict.note.reason}"
    return f"{title}{category}, {conflict.area_name}, {printing.in_words(conflict.as_at)}: {values}.{chosen}"


def _title(key: str) -> str:
    try:
        return catalogue.get(key).title
    except catalogue.UnknownIndicator:
        return "Care leavers at 19 in contact and in suitable accommodation (former national indicator 147)"


def _sources(figures: Figures) -> Paragraph:
    points = tuple(f"{source}; release: {release}." for source, release in figures.gathered.sources)
    if not points:
        return Paragraph("No comparators of other areas are held for these measures and dates.")
    return Paragraph("Figures of other areas, and populations, are as published in:", points)
