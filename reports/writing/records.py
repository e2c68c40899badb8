"""What a council keeps beside its returns, read once for a document: context figures, plan, targets, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reports import printing
from reports.models import (
    ContextFigure,
    EvidenceAnswer,
    EvidenceTest,
    IndicatorTarget,
    Meeting,
    PlannedAction,
    Statement,
)
from reports.standing import Linked, Standing, is_met, of_action, of_target
from reports.statement.figures import Figures
from sufficiency.core.models import Authority
from sufficiency.core.protection import is_small
from sufficiency.core.rounding import is_few
from sufficiency.indicators import catalogue, formatting, measure
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.protected import ProtectedMeasurement
from sufficiency.indicators.wording import in_words

PERCENT, POUNDS_A_WEEK, POUNDS, RANK = "%", "£ a week", "£", "rank"
_OF_CHILDREN = re.compile(r"child|young|boys?|girls?|bab(?:y|ies)|sibling|care leaver", re.IGNORECASE)
_MILLION, _TENTH_OF_A_MILLION = Decimal(1_000_000), Decimal(100_000)


@dataclass(frozen=True)
class KeptFigure:
    """A context figure as documents print it: `source` in a sentence, `paper` where it stands in print.

    `is_stale` and `is_later` are said of the document's date.
    """

    name: str
    kind: str
    label: str
    text: str
    unit: str
    value: Decimal
    as_at: date
    when: str
    source: str
    note: str
    is_stale: bool
    is_later: bool
    paper: str = ""
    # Of so few children that a public document does not tell it.
    is_hidden: bool = False


@dataclass(frozen=True)
class PlannedRow:
    area: str
    focus: str
    milestone: str
    linked: str
    lead: str
    statements: tuple[int, ...]
    priorities: tuple[int, ...]
    standing: Standing
    said: str
    action_id: int
    due_on: date | None
    note: str = ""


@dataclass(frozen=True)
class Stated:
    kind: str
    number: int
    words: str
    aim: str = ""
    known: str = ""


@dataclass(frozen=True)
class TargetRow:
    """A target in force, beside the figure as at the document's date, each as printed."""

    key: str
    title: str
    baseline: str
    now: str
    wanted: str
    due_on: date | None
    owner: str
    standing: Standing


@dataclass(frozen=True)
class MeetingRow:
    body: str
    on: date
    pack_due_on: date | None
    receives: str


@dataclass(frozen=True)
class EvidenceRow:
    group: str
    title: str
    asks: str
    answer: str
    figures: tuple[str, ...]
    section: str


@dataclass(frozen=True)
class Records:
    """`context` has by name the figure that a pick prints; `kept` all of them, for tables by date."""

    context: Mapping[str, KeptFigure] = field(default_factory=dict)
    kept: tuple[KeptFigure, ...] = ()
    plan: tuple[PlannedRow, ...] = ()
    statements: tuple[Stated, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()

    def for_the_public(self, *, rounds: bool) -> Records:
        """Without counts of so few children that somebody may know who they are."""

        def told(one: KeptFigure) -> KeptFigure:
            return (
                replace(one, text=printing.HIDDEN, is_hidden=True) if _is_of_few(one, rounds=rounds) else one
            )

        return replace(
            self,
            context={name: told(one) for name, one in self.context.items()},
            kept=tuple(told(one) for one in self.kept),
        )


def _is_of_few(one: KeptFigure, *, rounds: bool) -> bool:
    """A range is told by its lower end: of one to four children it tells as much as a count."""
    count = int(one.value)
    return bool(_OF_CHILDREN.search(one.unit)) and (is_few(count) if rounds else is_small(count))


NOTHING_KEPT = Records()


def records_of(authority: Authority, *, as_at: date, today: date, figures: Figures | None = None) -> Records:
    """All that the council keeps, as a document as at a day prints it when made on `today`.

    Whether an action is at risk is judged by `figures`, as the document prints them: of one that it hides, a standing
    would tell on which side of its target it is. One that it does not have is not judged, and without
    `figures` none is.
    """
    kept = kept_figures(authority, as_at=as_at)
    targets = targets_in_force(authority, as_at)
    found = {
        key: one
        for key in targets
        if figures is not None and (one := figures.protected.get(key, as_at)) is not None
    }
    return Records(
        context=_picked(kept, as_at),
        kept=kept,
        plan=tuple(
            planned_row(row, targets=targets, found=found, today=today)
            for row in PlannedAction.objects.of(authority)
        ),
        statements=tuple(
            Stated(one.kind, one.number, one.words, one.aim, one.known)
            for one in Statement.objects.filter(authority=authority).order_by("kind", "number")
        ),
        meetings=tuple(
            MeetingRow(one.body.name, one.on, one.pack_due_on, one.receives)
            for one in Meeting.objects.filter(body__authority=authority).select_related("body")
        ),
        evidence=_evidence(authority),
    )


def kept_figures(authority: Authority, *, as_at: date) -> tuple[KeptFigure, ...]:
    """The council's context figures by name and date, the oldest first."""
    figures = ContextFigure.objects.filter(authority=authority).order_by("kind", "pk")
    return tuple(_kept(one, as_at) for one in figures)


def _kept(one: ContextFigure, as_at: date) -> KeptFigure:
    return KeptFigure(
        name=one.name,
        kind=one.kind,
        label=one.label,
        text=printed(one.value, one.unit, one.value_high),
        unit=one.unit,
        value=one.value,
        as_at=one.as_at,
        when=when_of(one),
        source=source_of(one),
        paper=_paper(one),
        note=one.note,
        is_stale=one.is_stale(as_at),
        is_later=one.as_at > as_at,
    )


def printed(value: Decimal, unit: str, high: Decimal | None = None) -> str:
    """'240,000', '18.2%', '£600 to £1,900 a week', '81st': a kept figure with its unit, at the places it was given."""
    if high is None:
        return _amount(value, unit)
    low, top = (_amount(one, "" if unit in {PERCENT, POUNDS_A_WEEK} else unit) for one in (value, high))
    if unit == POUNDS_A_WEEK:
        return f"£{low} to £{top} a week"
    return f"{low}% to {top}%" if unit == PERCENT else f"{low} to {top}"


def _amount(value: Decimal, unit: str) -> str:
    if unit == POUNDS and value >= _MILLION and value % _TENTH_OF_A_MILLION == 0:
        return f"£{_number(value / _MILLION)} million"
    number = _number(value)
    if unit in {POUNDS, POUNDS_A_WEEK} and value % 1:
        number = f"{formatting.half_up(value, 2):,}"
    match unit:
        case "%":
            return f"{number}%"
        case "£ a week":
            return f"£{number} a week"
        case "£":
            return f"£{number}"
    return number


def _number(value: Decimal) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return f"{formatting.half_up(value, places):,}"


def when_of(one: ContextFigure) -> str:
    """Its date or period as a document names it."""
    if one.when_said:
        return one.when_said
    return f"{in_words(one.starts_on)} to {in_words(one.as_at)}" if one.starts_on else in_words(one.as_at)


def source_of(one: ContextFigure) -> str:
    """Where it stands and of when it is, in a sentence."""
    return f"{one.label}: {_paper(one)}; {when_of(one)}."


def _paper(one: ContextFigure) -> str:
    return f"{one.source}, {one.place_in_source}" if one.place_in_source else one.source


def kept_by_name(authority: Authority, *, as_at: date) -> dict[str, KeptFigure]:
    """The context figure that a document as at a day prints for each name."""
    return _picked(kept_figures(authority, as_at=as_at), as_at)


def _picked(kept: Iterable[KeptFigure], as_at: date) -> dict[str, KeptFigure]:
    """By name the latest of the document's date or before; where all are later, the earliest of those."""
    found: dict[str, KeptFigure] = {}
    for one in sorted(kept, key=lambda one: one.as_at):
        if one.name not in found or one.as_at <= as_at:
            found[one.name] = one
    return found


def targets_in_force(authority: Authority, day: date) -> dict[str, IndicatorTarget]:
    """By key the target in force on the day, of figures that have one."""
    targets = IndicatorTarget.objects.filter(authority=authority, since__lte=day).select_related("owner")
    return {one.key: one for one in targets.order_by("key", "since") if one.value is not None}


def measured(
    keys: Iterable[str], *, authority: Authority, as_at: date, today: date
) -> dict[str, Measurement]:
    """The figures of the keys as at the day."""
    asked = list(keys)
    return measure(asked, authority=authority, as_at=as_at, today=today) if asked else {}


def planned_row(
    row: PlannedAction,
    *,
    targets: Mapping[str, IndicatorTarget],
    found: Mapping[str, Measurement] | Mapping[str, ProtectedMeasurement],
    today: date,
) -> PlannedRow:
    """A row of the plan with how it stands on `today`."""
    keys = [one.key for one in row.indicators.all()]
    updates = list(row.updates.all())
    titles = [catalogue.get(key).title for key in keys]
    answers = sorted((one.statement.number, one.statement.kind) for one in row.answers.all())
    return PlannedRow(
        area=row.area.name,
        focus=row.focus,
        milestone=row.milestone or (in_words(row.due_on) if row.due_on else ""),
        linked="; ".join([*titles, *([row.linked_words] if row.linked_words else [])]),
        lead=row.lead,
        statements=tuple(number for number, kind in answers if kind == Statement.Kind.I_STATEMENT),
        priorities=tuple(number for number, kind in answers if kind == Statement.Kind.PRIORITY),
        standing=of_action(
            due_on=row.due_on,
            done_on=row.done_on,
            heard_on=updates[0].on if updates else None,
            linked=[_linked(key, targets, found) for key in keys],
            today=today,
        ),
        said=f"{in_words(updates[0].on)}: {updates[0].words}" if updates else "",
        action_id=row.pk,
        due_on=row.due_on,
        note=row.note,
    )


def _linked(
    key: str,
    targets: Mapping[str, IndicatorTarget],
    found: Mapping[str, Measurement] | Mapping[str, ProtectedMeasurement],
) -> Linked:
    indicator, target, now = catalogue.get(key), targets.get(key), found.get(key)
    value = now.value.value if isinstance(now, ProtectedMeasurement) else now.value if now else None
    met = is_met(target.value, value, indicator.better) if target else None
    return Linked(indicator.title, met)


def target_rows(authority: Authority, *, as_at: date, today: date) -> list[TargetRow]:
    """Every target in force on a day, beside the figure of that day and judged by it."""
    targets = targets_in_force(authority, as_at)
    found = measured(targets, authority=authority, as_at=as_at, today=today)
    return [_target_row(one, found.get(key), as_at) for key, one in targets.items()]


def _target_row(target: IndicatorTarget, now: Measurement | None, day: date) -> TargetRow:
    indicator = catalogue.get(target.key)
    met = is_met(target.value, now.value if now else None, indicator.better)
    assert target.value is not None
    return TargetRow(
        key=target.key,
        title=indicator.title,
        baseline="" if target.baseline is None else formatting.figure(target.baseline, indicator.unit),
        now=formatting.value_text(now) if now else "",
        wanted=formatting.figure(target.value, indicator.unit),
        due_on=target.due_on,
        owner=str(target.owner or ""),
        standing=of_target(met=met, due_on=target.due_on, today=day),
    )


def _evidence(authority: Authority) -> tuple[EvidenceRow, ...]:
    answers = {
        one.test_id: one
        for one in EvidenceAnswer.objects.filter(authority=authority).prefetch_related("indicators")
    }
    return tuple(_evidence_row(test, answers.get(test.pk)) for test in EvidenceTest.objects.all())


def _evidence_row(test: EvidenceTest, answer: EvidenceAnswer | None) -> EvidenceRow:
    return EvidenceRow(
        group=test.get_group_display(),
        title=test.title,
        asks=test.asks,
        answer=answer.words if answer else "",
        figures=tuple(one.key for one in answer.indicators.all()) if answer else (),
        section=answer.section if answer else "",
    )
