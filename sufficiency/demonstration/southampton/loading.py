"""The Southampton demonstration into the database: sign-ins, returns through the importer, printed figures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from reports.writing.exhibits_of_provision import RECRUITMENT
from sufficiency.core.models import Authority, ConflictNote, PublishedFigure, User
from sufficiency.core.periods import year_end
from sufficiency.demonstration.kept_records import (
    record_context,
    record_governance,
    record_plan,
    record_statements,
)
from sufficiency.demonstration.sign_ins import make_sign_ins, refuse_in_production
from sufficiency.demonstration.southampton.documents import publish_its_documents
from sufficiency.demonstration.southampton.generator import generate
from sufficiency.demonstration.southampton.issued import enter_what_was_issued
from sufficiency.demonstration.southampton.known_to_come import record_what_is_known
from sufficiency.demonstration.southampton.prices import record_prices
from sufficiency.demonstration.southampton.printed import (
    AREA_KINDS,
    DOCUMENTS,
    ENGLAND,
    RELEASE,
    SOUTHAMPTON,
    printed_figures,
)
from sufficiency.demonstration.southampton.returns import write_returns
from sufficiency.demonstration.southampton.source_files import rows
from sufficiency.demonstration.southampton.young_people import record_young_people
from sufficiency.exchange.models import Return
from sufficiency.exchange.ssda903 import import_paths

# Seven year-ends and the extract.
_RETURNS = 8
_NEXT_STEPS = "Looked after children strategy 2014, next steps; it prints no day and no lead of its own"


def load_southampton(*, by: User, say: Callable[[str], None] = lambda line: None) -> Authority:
    """Load the demonstration; repeated, it finds what is there and loads nothing twice.

    Refuses on a production installation (`DemonstrationRefused`).
    """
    refuse_in_production()
    authority = Authority.objects.get(gss_code=SOUTHAMPTON)
    Authority.objects.filter(pk=authority.pk).update(is_synthetic=True)
    authority.refresh_from_db()
    people = make_sign_ins(authority)
    load_printed_figures()
    if Return.objects.filter(authority=authority, is_current=True).count() >= _RETURNS:
        say("Southampton's returns are loaded already.")
        _record_the_rest(authority, people, by=by, say=say)
        return authority
    say("Making Southampton's synthetic returns …")
    returns = generate()
    with tempfile.TemporaryDirectory() as scratch:
        folders = write_returns(returns, Path(scratch))
        yearly = [
            folder for one, folder in zip(returns, folders, strict=True) if one.as_at == year_end(one.year)
        ]
        say(f"Loading {len(yearly)} yearly returns …")
        import_paths(authority=authority, paths=yearly, by=by)
        for one, folder in zip(returns, folders, strict=True):
            if folder not in yearly:
                say(f"Loading the extract as at {one.as_at:%d %B %Y} …")
                import_paths(authority=authority, paths=[folder], by=by, as_at=one.as_at)
    _record_the_rest(authority, people, by=by, say=say)
    return authority


def _record_the_rest(
    authority: Authority, people: list[User], *, by: User, say: Callable[[str], None]
) -> None:
    """What people would have typed beside the returns: young people's records, and what is known to come."""
    if number := record_young_people(authority, by=by):
        say(f"Recorded {number} invented young people.")
    if number := record_what_is_known(authority, by=by):
        say(f"Recorded {number} invented leavings and arrivals that are known to come.")
    if number := record_prices(authority, by=by):
        say(f"Recorded {number} prices of placements, as printed in 2014.")
    if number := enter_what_was_issued(authority, by=by):
        say(f"Entered {number} forecasts that its strategy printed.")
    if number := record_context(authority, council="southampton", by=by):
        say(f"Recorded {number} context figures of its strategies and reports.")
    if number := record_governance(authority, council="southampton", by=by):
        say(f"Recorded {number} boards and committees.")
    if number := record_statements(authority, council="southampton", by=by):
        say(f"Recorded {number} priorities, themes and lines of the pledge of its strategies.")
    if number := record_plan(authority, council="southampton", source=_NEXT_STEPS, by=by):
        say(f"Recorded {number} next steps of its priorities.")
    if number := publish_its_documents(authority, people, today=timezone.localdate()):
        say(f"Published {number} documents.")


@transaction.atomic
def load_printed_figures() -> None:
    """What Southampton's documents printed, and what was chosen where they contradict themselves."""
    PublishedFigure.objects.bulk_create(
        [
            PublishedFigure(
                area_kind=said.area_kind,
                area_code=said.area_code,
                area_name=said.area,
                key=said.key,
                category=said.category,
                as_at=said.as_at,
                unit=said.unit,
                value=said.value,
                as_printed=said.as_printed,
                source=DOCUMENTS[said.document],
                place_in_source=said.place,
                release=RELEASE,
                note=said.note,
            )
            for said in printed_figures()
        ],
        update_conflicts=True,
        unique_fields=[
            "key",
            "category",
            "area_kind",
            "area_code",
            "as_at",
            "source",
            "place_in_source",
            "release",
        ],
        update_fields=["value", "unit", "as_printed", "note", "area_name"],
    )
    load_recruitment()
    ConflictNote.objects.bulk_create(
        [
            ConflictNote(
                area_code=ENGLAND if AREA_KINDS[row["area"]] == "england" else SOUTHAMPTON,
                key=row["key"],
                category=row["category"],
                as_at=date.fromisoformat(row["as_at"]),
                chosen=row["chosen"],
                reason=row["reason"],
                decision_record=row["decision_record"],
            )
            for row in rows("choices")
        ],
        update_conflicts=True,
        unique_fields=["area_code", "key", "category", "as_at"],
        update_fields=["chosen", "reason", "decision_record"],
    )


def load_recruitment() -> None:
    """Table 6, the recruitment of foster carers: sourced records, for the register of it does not reach so far back.

    The name of each stretch stands in the note, for its ends are not those of quarters.
    """
    PublishedFigure.objects.bulk_create(
        [
            PublishedFigure(
                area_kind=AREA_KINDS[row["area"]],
                area_code=SOUTHAMPTON,
                area_name=row["area"],
                key=RECRUITMENT,
                category=row["category"],
                as_at=date.fromisoformat(row["as_at"]),
                unit=row["unit"],
                value=Decimal(row["value"]),
                as_printed=row["as_printed"],
                source=DOCUMENTS["strategy"],
                place_in_source="Table 6",
                release=RELEASE,
                note=row["period"],
            )
            for row in rows("table6")
        ],
        ignore_conflicts=True,
    )
