"""The conflicts register."""

from __future__ import annotations

import csv
import io

import pytest

from reports.conflicts import Kind, conflicts
from sufficiency.core.access import Role
from sufficiency.core.models import ConflictNote
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.reports.test_comparison import published

pytestmark = pytest.mark.django_db


def test_two_values_in_print_stand_with_their_places_and_the_choice(analyst, council):
    published(11)
    published(8, place_in_source="Table 4")
    ConflictNote.objects.create(
        area_code=council.gss_code,
        key="cla.number",
        as_at=AS_AT,
        chosen="11",
        reason="Table 4 leaves three out.",
    )
    [conflict] = conflicts(council, today=AS_AT)
    assert (conflict.kind, conflict.counted) == (Kind.IN_PRINT, 11)
    page = analyst.get("/conflicts/")
    for words in ("DfE: Table 1", "DfE: Table 4", "Table 4 leaves three out.", "1 conflict"):
        assert words in page.text


def test_print_that_differs_from_the_count_stands_too(council):
    published(14)
    [conflict] = conflicts(council, today=AS_AT)
    assert (conflict.kind, conflict.counted, conflict.note) == (Kind.WITH_COUNT, 11, None)


def test_print_that_agrees_is_no_conflict(council):
    published(11)
    published(100, key="placements.unheard_of")
    assert conflicts(council, today=AS_AT) == []


def test_a_measure_that_is_in_print_only(council):
    published(69, key="leavers.suitable_accommodation_at_19", unit="percent")
    published(70, key="leavers.suitable_accommodation_at_19", unit="percent", place_in_source="Table 5")
    [conflict] = conflicts(council, today=AS_AT)
    assert conflict.title == "Leavers: suitable accommodation at 19"
    assert conflict.counted is None


def test_filters_and_csv_show_the_same(analyst, council):
    published(14)
    published(69, key="leavers.suitable_accommodation_at_19", unit="percent")
    published(70, key="leavers.suitable_accommodation_at_19", unit="percent", place_in_source="Table 5")
    everything = analyst.get("/conflicts/?format=csv")
    assert len(list(csv.DictReader(io.StringIO(everything.text)))) == 3
    [row] = csv.DictReader(io.StringIO(analyst.get("/conflicts/?kind=WITH_COUNT&format=csv").text))
    assert (row["value_in_print"], row["counted_here"]) == ("14", "11")
    assert "1 conflict" in analyst.get("/conflicts/?kind=IN_PRINT").text


def test_only_roles_that_may(council):
    for role, status in ((Role.AUDITOR, 200), (Role.DIRECTOR, 200), (Role.FINANCE_OFFICER, 403)):
        assert signed_in(someone(council, role)).get("/conflicts/").status_code == status, role


def test_no_conflict_says_so(analyst):
    assert "No conflict is known" in analyst.get("/conflicts/").text


def test_a_column_that_does_not_add_up_stands_with_its_parts(analyst, council):
    for key, value in (("within_20_miles", 84), ("over_20_miles", 10), ("distance_not_known", 2)):
        published(value, key=f"placements.{key}", unit="percent")
    [conflict] = [one for one in conflicts(council, today=AS_AT) if one.kind is Kind.SUM]
    assert len(conflict.figures) == 3
    page = analyst.get("/conflicts/", {"kind": "SUM"})
    assert "The parts give 96%, not 100%." in page.text
    assert "1 conflict" in page.text
