"""How a council protects small numbers: chosen by whoever approves, and one date never printed both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports import actions
from reports.document import Audience, Note, Numbering
from reports.models import DisclosureRule, EditionMeasurement
from reports.statement import build
from reports.statement.gathering import gather, rounded_among
from reports.writing.composing import Written, set_down
from reports.writing.records import records_of
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.rounding import THRESHOLD
from sufficiency.core.stale import StaleEdit
from sufficiency.indicators.printed_before import NOTHING, before
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone
from tests.reports import figures
from tests.reports.conftest import AS_AT

OLD, NEW = date(2023, 3, 31), date(2024, 3, 31)


def printed_in(gathered) -> list[list[dict]]:
    protected = build(gathered, Audience.PUBLIC).protected.measurements.values()
    return [[one.as_json() for one in protected]]


def rounded(gathered):
    return replace(gathered, rounded_dates=frozenset(gathered.dates))


def test_a_rounded_document_prints_no_count_that_is_not_rounded():
    gathered = rounded(figures.small(3))
    built = build(gathered, Audience.PUBLIC)
    counts = [
        shown.value
        for one in built.protected.measurements.values()
        if one.unit in ("children", "young people")
        for shown in (one.value, *(line.value for line in one.breakdown or ()))
        if shown.value
    ]
    assert len(counts) > 10
    assert [count for count in counts if count % 5 or count < THRESHOLD] == []


def test_its_percentages_are_of_rounded_counts():
    built = build(rounded(figures.small(3)), Audience.PUBLIC)
    shares = [
        (one.value.value, one.numerator.value, one.denominator.value)
        for one in built.protected.measurements.values()
        if one.unit == "percent" and one.value.value is not None
    ]
    assert shares
    assert [share for share in shares if share[0] != 100 * share[1] / share[2]] == []


def test_every_table_of_counts_says_that_totals_may_not_add():
    document = build(rounded(figures.small(3)), Audience.PUBLIC).document
    of_figures = [
        table for table in document.tables() if any(cell.as_at for row in table.rows for cell in row.cells)
    ]
    assert of_figures
    for table in of_figures:
        assert any("totals may not add" in note for note in table.notes), table.label
        assert not any("A count of 1 to 5" in note for note in table.notes), table.label
    assert all(any("totals may not add" in note for note in chart.notes) for chart in document.charts())
    said = str(document)
    assert "Counts are exact" not in said
    assert "Counts of 1 to 9 are hidden" in said


def test_a_date_in_print_keeps_the_way_in_which_it_was_printed_first():
    exact = before(printed_in(figures.small(3)))
    assert rounded_among({OLD, NEW}, exact, rounds=True) == frozenset()
    assert rounded_among({NEW, date(2024, 4, 30)}, exact, rounds=True) == {date(2024, 4, 30)}
    was_rounded = before(printed_in(rounded(figures.small(3))))
    assert rounded_among({NEW}, was_rounded, rounds=False) == {NEW}
    assert rounded_among({NEW}, NOTHING, rounds=False) == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["", "\n\n[[table: placements]]"], ids=["words alone", "a table"])
def test_a_document_says_once_that_it_rounds(table):
    """Of words alone at its end; else under each table."""
    text = f"[[cla.number]] children were looked after.{table}"
    authority = AuthorityFactory()
    made = set_down(
        [Written("all", "All", text), Written("more", "More", "Words.")],
        rounded(figures.small(3)),
        title="Homes",
        kind="statement",
        audience=Audience.PUBLIC,
        numbering=Numbering.NONE,
        records=lambda found: records_of(authority, as_at=NEW, today=NEW, figures=found),
    )
    assert not made.faults
    notes = [
        block.text
        for section in made.document.sections
        for block in section.blocks
        if isinstance(block, Note)
    ]
    assert [note.startswith("Counts are rounded to the nearest 5") for note in notes] == (
        [] if table else [True]
    )


def test_a_document_of_both_ways_says_which_dates_are_rounded():
    gathered = figures.small(3)
    mixed = replace(gathered, rounded_dates=frozenset({NEW}))
    table = build(mixed, Audience.PUBLIC).document.table("table-1")
    assert any("Counts at 31 March 2024 are rounded" in note for note in table.notes)
    said = str(build(mixed, Audience.PUBLIC).document)
    assert "stand in print exactly and keep that way of printing" in said


@pytest.mark.django_db
class TestChoosing:
    def test_a_manager_chooses_and_it_is_written_down(self, council):
        manager = someone(council, Role.PLACEMENT_MANAGER)
        rule = actions.choose_disclosure_rule(
            authority=council, way="round", reason="Minute 4", version=0, by=manager
        )
        assert DisclosureRule.objects.rounds(council)
        assert AuditEvent.objects.filter(action="choose how small numbers are protected").exists()
        with pytest.raises(StaleEdit):
            actions.choose_disclosure_rule(authority=council, way="hide", reason="x", version=0, by=manager)
        actions.choose_disclosure_rule(
            authority=council, way="hide", reason="Minute 5", version=rule.version, by=manager
        )
        assert not DisclosureRule.objects.rounds(council)

    def test_nobody_else_chooses_and_not_without_a_reason(self, council):
        for role in (Role.REPORT_AUTHOR, Role.ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.ELECTED_MEMBER):
            with pytest.raises(PermissionDenied):
                actions.choose_disclosure_rule(
                    authority=council, way="round", reason="x", version=0, by=someone(council, role)
                )
        manager = someone(council, Role.DIRECTOR)
        with pytest.raises(actions.NoReason):
            actions.choose_disclosure_rule(authority=council, way="round", reason=" ", version=0, by=manager)
        with pytest.raises(IntegrityError, match="disclosure_rule_is_one_of_two"), transaction.atomic():
            DisclosureRule.objects.create(authority=council, way="both", reason="x", chosen_by=manager)

    def test_the_next_edition_follows_it_save_for_dates_in_print(self, council):
        author, manager = someone(council, Role.REPORT_AUTHOR), someone(council, Role.PLACEMENT_MANAGER)
        actions.choose_disclosure_rule(
            authority=council, way="round", reason="Minute 4", version=0, by=manager
        )
        gathered = gather(authority=council, as_at=AS_AT, today=AS_AT)
        assert gathered.rounded_dates == set(gathered.dates)
        edition = actions.publish_edition(
            authority=council, kind="statement", as_at=AS_AT, audience="public", by=author
        )
        kept = EditionMeasurement.objects.get(edition=edition, key="cla.number", as_at=AS_AT)
        assert kept.measurement["rounded_to"] == 5
        # What was counted is kept for whoever works out the next edition, and stands in no form of this one.
        assert kept.counted["value"] == gathered.measurements["cla.number", AS_AT].value
        actions.choose_disclosure_rule(authority=council, way="hide", reason="No", version=1, by=manager)
        again = gather(authority=council, as_at=AS_AT, today=AS_AT)
        assert again.rounded_dates == set(gathered.dates)

    def test_the_page_asks_who_may_and_keeps_what_was_typed(self, council):
        manager = signed_in(someone(council, Role.PLACEMENT_MANAGER))
        address = reverse("reports:disclosure-rule")
        assert "How are small numbers protected?" in manager.get(address).content.decode()
        refused = manager.post(address, {"key": str(uuid4()), "version": "0", "way": "round", "reason": ""})
        assert refused.status_code == 400
        assert "Say why the council protects" in refused.content.decode()
        sent = {"key": str(uuid4()), "version": "0", "way": "round", "reason": "Minute 4"}
        assert manager.post(address, sent).status_code == 302
        stale = manager.post(address, {**sent, "key": str(uuid4()), "reason": "Minute 5"})
        assert stale.status_code == 409
        assert "Minute 5" in stale.content.decode()
