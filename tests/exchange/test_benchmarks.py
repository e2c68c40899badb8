"""Open data as comparators: a small invented release in DfE's layout, and files that are not one."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from sufficiency.core.models import AuditEvent, Authority, Population, PublishedFigure
from sufficiency.core.reference_loading import load_reference
from sufficiency.core.system_user import system_user
from sufficiency.exchange.benchmarks import BenchmarksRefused, import_benchmarks

pytestmark = pytest.mark.django_db

NUMBERS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,la_name,new_la_code,population_type,population_estimate,children_count,rate_per_10000\n"
    "2024,Reporting year,National,E92000001,England,,,,,,"
    "Children looked after on 31 March each year,12000000,83530,70\n"
    "2024,Reporting year,Local authority,E92000001,England,E12000008,South East,852,Southampton,E06000045,"
    "Children looked after on 31 March each year,50594,500,99\n"
    "2024,Reporting year,Local authority,E92000001,England,E12000001,North East,390,Gateshead,E08000020,"
    "Children looked after on 31 March each year,40000,c,c\n"
    "2024,Reporting year,Local authority,E92000001,England,E12000008,South East,852,Southampton,E06000045,"
    "Children starting to be looked after each year,50594,z,z\n"
)


@pytest.fixture
def author():
    load_reference()
    return system_user("tests")


@pytest.fixture
def numbers(tmp_path):
    path = tmp_path / "any name.csv"
    path.write_text("\ufeff" + NUMBERS, encoding="utf-8")
    return path


def test_figures_come_with_area_date_source_and_what_was_printed(author, numbers):
    report = import_benchmarks(paths=[numbers], by=author)
    figure = PublishedFigure.objects.get(key="cla.number", area_code="E06000045", as_at=date(2024, 3, 31))
    assert (figure.value, figure.as_printed, figure.unit) == (Decimal(500), "500", "children")
    assert figure.release == "to 2024"
    assert "DfE" in figure.source
    # Three areas with a number and a rate each; the row of `z` says nothing.
    assert report.figures == 6
    assert AuditEvent.objects.filter(action="load published figures").count() == 1


def test_what_is_hidden_stays_hidden_and_is_not_zero(author, numbers):
    import_benchmarks(paths=[numbers], by=author)
    gateshead = PublishedFigure.objects.get(key="cla.number", area_name="Gateshead")
    assert gateshead.value is None
    assert gateshead.symbol == "c"


def test_a_former_code_becomes_the_present_one(author, numbers):
    import_benchmarks(paths=[numbers], by=author)
    present = Authority.objects.known_as("E08000020").get().gss_code
    assert PublishedFigure.objects.get(key="cla.number", area_name="Gateshead").area_code == present
    assert present != "E08000020"


def test_the_population_is_of_the_middle_of_the_year_before(author, numbers):
    import_benchmarks(paths=[numbers], by=author)
    assert Population.objects.get(area_code="E06000045", year=2023, release="to 2024").children == 50594


def test_loading_again_changes_nothing(author, numbers):
    import_benchmarks(paths=[numbers], by=author)
    before = list(PublishedFigure.objects.values_list("pk", "value"))
    import_benchmarks(paths=[numbers], by=author)
    assert list(PublishedFigure.objects.values_list("pk", "value")) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "lacks the columns geographic_level, new_la_code, time_period"),
        (b"time_period,geographic_level,new_la_code,what\n2024,National,,1\n", "none of the tables"),
        (NUMBERS.splitlines()[0].encode(), "no rows"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        ((NUMBERS + "2024,Reporting year\n").encode(), "row 6"),
        ((NUMBERS.replace("2024,Rep", "last,Rep", 1)).encode(), "row 2"),
        (b"time_period\x00", "not a text file"),
    ],
)
def test_a_file_that_is_not_open_data_is_refused_by_name(author, numbers, tmp_path, content, says):
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(content)
    populations = Population.objects.count()
    with pytest.raises(BenchmarksRefused, match=r"wrong\.csv") as refusal:
        import_benchmarks(paths=[numbers, wrong], by=author)
    assert says in str(refusal.value)
    assert PublishedFigure.objects.count() == 0
    assert Population.objects.count() == populations


def test_the_command_prints_one_document(author, numbers):
    out = StringIO()
    call_command("import_benchmarks", numbers, "--json", stdout=out)
    assert json.loads(out.getvalue())["figures"] == 6


def test_the_command_refuses_in_words(tmp_path):
    err = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("import_benchmarks", tmp_path / "nowhere.csv", stderr=err)
    assert stop.value.code == 1
    assert "nowhere.csv was not found" in err.getvalue()
