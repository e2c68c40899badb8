"""What a file would do to the register: households to add, to change, to leave; rows to set aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from carers import presenters
from carers.actions.approvals import review_due
from carers.actions.refusals import CarerRecordRefused
from carers.actions.terms import TermsWanted
from carers.codes import HouseholdKind, SexAccepted
from carers.forms.approval import ApprovalForm
from carers.forms.fields import supervisors_of
from carers.models import Household, Terms
from carers.uploads.columns import COLUMN_OF_FIELD
from carers.uploads.reading import Row, Sheet
from carers.words import in_words
from sufficiency.core.models import Authority, User

_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0", ""})
_SEXES = {
    "any": SexAccepted.ANY,
    "either": SexAccepted.ANY,
    "both": SexAccepted.ANY,
    "girls": SexAccepted.FEMALE,
    "girls only": SexAccepted.FEMALE,
    "female": SexAccepted.FEMALE,
    "boys": SexAccepted.MALE,
    "boys only": SexAccepted.MALE,
    "male": SexAccepted.MALE,
}
_KINDS = {text.casefold(): value for value, label in HouseholdKind.choices for text in (value, label)}


@dataclass(frozen=True)
class SetAside:
    """A row that is not used: where, what stands there, and what to do."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Wanted:
    """A row, understood."""

    row: int
    reference: str
    carers: list[tuple[str, str]]
    approved_on: date
    kind: str
    terms: TermsWanted
    area: str
    worker: User
    review_due_on: date | None
    terms_from: date | None


@dataclass(frozen=True)
class Change:
    """A household on record that the file would change: its fields as they are and as they would be."""

    wanted: Wanted
    household: Household
    details: tuple[tuple[str, str, str], ...]
    terms: tuple[str, str] | None


@dataclass
class Plan:
    """What applying the file would do, and nothing more."""

    new: list[Wanted] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    set_aside: list[SetAside] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """The same for the same deeds: what is applied must be what was shown."""
        deeds = [f"new {one}" for one in self.new]
        deeds += [
            f"change {one.wanted.reference} {one.household.version} {one.details} {one.terms}"
            for one in self.changes
        ]
        return hashlib.sha256("\n".join(deeds).encode()).hexdigest()

    @property
    def does_nothing(self) -> bool:
        return not self.new and not self.changes


class _NotUsable(Exception):
    def __init__(self, faults: Iterable[SetAside]) -> None:
        self.faults = list(faults)


def plan(sheet: Sheet, *, authority: Authority, today: date) -> Plan:
    """Compare a file with the register of the authority. Reads only."""
    made = Plan()
    workers = {user.username.casefold(): user for user in supervisors_of(authority)}
    on_record = {
        one.reference: one
        for one in authority.households.select_related("supervising_worker").prefetch_related(
            "carers", Prefetch("terms", Terms.objects.order_by("dates"), to_attr="in_order")
        )
    }
    seen: dict[str, int] = {}
    for row in sheet.rows:
        try:
            is_new = row.cells.get("reference", "") not in on_record
            wanted = _understood(row, workers=workers, authority=authority, today=today, is_new=is_new)
            if wanted.reference in seen:
                raise _NotUsable(
                    [
                        _aside(
                            row,
                            "reference",
                            f"Row {seen[wanted.reference]} has the same reference. Leave one of the two rows out.",
                        )
                    ]
                )
            seen[wanted.reference] = row.number
            household = on_record.get(wanted.reference)
            if household is None:
                made.new.append(wanted)
                continue
            change = _compared(row, wanted, household, today=today)
        except _NotUsable as fault:
            made.set_aside += fault.faults
            continue
        if change.details or change.terms:
            made.changes.append(change)
        else:
            made.unchanged += 1
    return made


def _understood(
    row: Row, *, workers: dict[str, User], authority: Authority, today: date, is_new: bool
) -> Wanted:
    """The row, judged as the page's own form would judge it. Raises `_NotUsable`."""
    cell = row.cells.get
    faults = []
    answers: dict[str, Any] = {
        name: cell(COLUMN_OF_FIELD[name], "")
        for name in ApprovalForm.base_fields
        if name in COLUMN_OF_FIELD and name != "supervising_worker"
    }
    for name, known, what in (
        ("approved_for", _KINDS, f"one of: {'; '.join(HouseholdKind.labels)}"),
        ("sex", _SEXES, "any, girls or boys"),
    ):
        value = known.get(cell(name, "").casefold())
        if value is None:
            faults.append(_aside(row, name, f"Write {what}"))
        answers["kind" if name == "approved_for" else name] = value or next(iter(known.values()))
    for name in ("siblings_only", "only_child"):
        text = cell(name, "").casefold()
        if text not in _YES | _NO:
            faults.append(_aside(row, name, "Write yes or no"))
        answers[name] = "on" if text in _YES else ""
    worker = workers.get(cell("worker", "").casefold())
    if worker is None:
        faults.append(
            _aside(row, "worker", "Write the user name of someone who may supervise carers in this authority")
        )
    if not cell("reference"):
        faults.append(_aside(row, "reference", "Write your own reference of the household"))
    terms_from = _day(cell("terms_from", ""))
    if cell("terms_from") and terms_from is None:
        faults.append(_aside(row, "terms_from", "Write a real date, such as 31/3/2026"))
    form = ApprovalForm(answers, authority=authority, today=today)
    del form.fields["supervising_worker"]
    for name, sentences in form.errors.items():
        faults += [_aside(row, COLUMN_OF_FIELD.get(name, ""), str(sentence)) for sentence in sentences]
    if faults or worker is None:
        raise _NotUsable(faults)
    try:
        terms = form.terms_wanted()
    except CarerRecordRefused as refusal:
        raise _NotUsable([_aside(row, COLUMN_OF_FIELD.get(refusal.field, ""), str(refusal))]) from None
    given = form.cleaned_data
    if is_new:
        try:
            review_due(given["review_due_on"], approved_on=given["approved_on"], today=today)
        except CarerRecordRefused as refusal:
            raise _NotUsable([_aside(row, "review_due_on", str(refusal))]) from None
    return Wanted(
        row=row.number,
        reference=given["reference"],
        carers=form.carers(),
        approved_on=given["approved_on"],
        kind=given["kind"],
        terms=terms,
        area=given["area"],
        worker=worker,
        review_due_on=given["review_due_on"],
        terms_from=terms_from,
    )


def _compared(row: Row, wanted: Wanted, household: Household, *, today: date) -> Change:
    """What of a household on record the row would change. Raises `_NotUsable`."""
    if household.approved.upper is not None:
        raise _NotUsable(
            [
                _aside(
                    row,
                    "reference",
                    f"The approval of this household ends on {in_words(household.approved.upper)}, so a file does "
                    "not change it. Leave the row out, or give a new approval a reference of its own.",
                )
            ]
        )
    faults = []
    if wanted.approved_on != household.approved.lower:
        faults.append(
            _aside(
                row,
                "approved_on",
                f"On record is {in_words(household.approved.lower)}. A file does not move it: correct the row.",
            )
        )
    names = {(one.first_name, one.last_name) for one in household.carers.all() if today in one.dates}
    if names != set(wanted.carers):
        faults.append(
            _aside(
                row,
                "last_name",
                f"On record are other carers: {presenters.names(household, day=today)}. A file does not change who "
                "the carers are: correct the row, or the reference.",
            )
        )
    last: Terms | None = household.in_order[-1] if household.in_order else None  # type: ignore[attr-defined]
    terms = None
    if last is None or not wanted.terms.same_as(last):
        terms = (last.in_words if last else "none", wanted.terms.in_words)
        if wanted.terms_from is None:
            faults.append(
                _aside(
                    row,
                    "terms_from",
                    f"On record are other terms: {terms[0]}. Write the day from which the new ones hold.",
                )
            )
        elif wanted.terms_from <= (last.dates.lower if last else household.approved.lower):
            begun = last.dates.lower if last else household.approved.lower
            faults.append(
                _aside(
                    row,
                    "terms_from",
                    f"New terms must begin after {in_words(begun)}, when the last ones began",
                )
            )
    if faults:
        raise _NotUsable(faults)
    details = []
    if wanted.kind != household.kind:
        details.append(("approved for", household.get_kind_display(), HouseholdKind(wanted.kind).label))
    # Where there is an address, the area follows from it.
    if wanted.area != household.area and not household.located_in:
        details.append(("area", household.area or "not known", wanted.area))
    if wanted.worker.pk != household.supervising_worker_id:
        details.append(("worker", str(household.supervising_worker or "not known"), str(wanted.worker)))
    return Change(wanted=wanted, household=household, details=tuple(details), terms=terms)


def _aside(row: Row, column: str, message: str) -> SetAside:
    return SetAside(
        row=row.number,
        column=column or "several",
        value=row.cells.get(column, ""),
        message=message.rstrip(".") + ".",
    )


def _day(text: str) -> date | None:
    try:
        return ApprovalForm.base_fields["review_due_on"].clean(text)
    except ValidationError:
        return None
