"""The benchmarks measure what they say: sizes, and a yardstick that counts the same. Never how long it takes."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from placements.models import Child, LegalStatus, PeriodOfCare, Placement
from sufficiency.core.models import Authority, Population
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.benchmarks import filling, raw_tables
from sufficiency.demonstration.benchmarks.counting import differences
from sufficiency.demonstration.benchmarks.filling import LAST_DAY, BadSize, fill, year_ends
from sufficiency.demonstration.benchmarks.hand_written import counts_by_hand, counts_measured
from sufficiency.demonstration.benchmarks.measuring import Line, Timing, as_table, queries_counted
from sufficiency.demonstration.benchmarks.pages import signed_in
from sufficiency.demonstration.benchmarks.scratch import CannotMeasure, Scratch
from sufficiency.demonstration.scale import YEARS, make_returns, write_returns
from sufficiency.demonstration.southampton.postcodes import SOUTHAMPTON
from sufficiency.exchange.ssda903 import export_return, import_paths
from sufficiency.indicators.catalogue import KEYS


@pytest.fixture
def authority(db):
    for year in (2023, 2024):
        Population.objects.create(
            area_code=SOUTHAMPTON, year=year, children=50_000, source="Made up", release="once"
        )
    return Authority.objects.create(
        gss_code=SOUTHAMPTON,
        name="Southampton",
        short_name="Southampton",
        kind=Authority.Kind.UNITARY,
        region_code="E12000008",
        region_name="South East",
        valid_from=date(1997, 4, 1),
    )


@pytest.mark.parametrize(("looked_after", "placements"), [(40, 640), (500, 6_240)])
def test_a_register_has_the_size_it_claims(authority, looked_after, placements):
    fill(authority, looked_after=looked_after, placements=placements)
    in_care = PeriodOfCare.objects.filter(dates__contains=LAST_DAY)
    assert in_care.count() == looked_after
    assert in_care.values("child").distinct().count() == looked_after
    assert Placement.objects.count() == placements
    assert Child.objects.filter(authority=authority).count() == placements // 4
    # Every day in care has one placement and one legal status, and no day outside it has any.
    for model in (Placement, LegalStatus):
        with connection.cursor() as cursor:
            cursor.execute(
                f"""select count(*) from placements_periodofcare period
                left join (
                    select period_id, range_agg(dates) as dates from {model._meta.db_table} group by period_id
                ) inner_spells on inner_spells.period_id = period.id
                where inner_spells.dates is distinct from datemultirange(period.dates)"""
            )
            assert cursor.fetchone() == (0,)


def test_some_children_come_back_and_some_are_adopted(authority):
    fill(authority, looked_after=500, placements=6_240)
    assert PeriodOfCare.objects.count() > Child.objects.count()
    assert PeriodOfCare.objects.filter(reason_ended="E11").exists()


@pytest.mark.parametrize(("looked_after", "placements"), [(10, 1_000), (400, 640)])
def test_sizes_that_cannot_be_had_are_refused(authority, looked_after, placements):
    with pytest.raises(BadSize, match="multiple of 32"):
        fill(authority, looked_after=looked_after, placements=placements)


def test_the_query_written_by_hand_counts_what_the_indicators_count(authority):
    fill(authority, looked_after=500, placements=6_240)
    for day in year_ends(2):
        by_hand, measured = counts_by_hand(authority, day), counts_measured(authority, day)
        assert differences(by_hand, measured) == []
    # Nothing is equal only because nothing was counted.
    assert {key for key, _ in by_hand} == set(KEYS)


def test_a_difference_is_told_in_words():
    assert differences({("cla.number", ""): 5}, {("cla.number", ""): 6, ("cla.uasc", ""): 1}) == [
        "cla.number : 5 by hand, 6 measured",
        "cla.uasc : 0 by hand, 1 measured",
    ]


def test_returns_name_as_many_children_as_they_claim():
    returns = make_returns(300)
    assert [one.year for one in returns] == list(YEARS)
    named = set().union(*(set(one.tables["Episodes"]["CHILD"]) for one in returns))
    assert len(named) == 300
    rows = sum(len(one.tables["Episodes"]) for one in returns)
    assert 7 * 300 < rows < 9 * 300


def test_returns_load_whole_and_go_out_as_they_came(authority, tmp_path):
    returns = make_returns(60)
    by = system_user("benchmark")
    report = import_paths(authority=authority, paths=write_returns(returns, tmp_path), by=by)
    assert report.set_aside == []
    assert report.repaired == []
    assert report.counts["children"] == 60
    for one in returns:
        out = export_return(authority=authority, year=one.year, by=by)
        came = one.tables["Episodes"]
        assert out["Episodes"].values.tolist() == came.values.tolist()


def test_the_same_seed_makes_the_same_returns():
    for one, other in zip(make_returns(20), make_returns(20), strict=True):
        assert all(table.equals(other.tables[name]) for name, table in one.tables.items())


@pytest.mark.django_db
def test_the_raw_tables_hold_every_row_and_give_them_back(tmp_path):
    returns = make_returns(20)
    write_returns(returns, tmp_path / "in")
    files = sorted((tmp_path / "in").glob("*/*.csv"))
    told = sum(len(table) for one in returns for table in one.tables.values())
    assert raw_tables.load_raw(files) == told
    of_a_year = [file for file in files if file.parent.name == str(YEARS[0])]
    raw_tables.write_raw(of_a_year, tmp_path / "out")
    for file in of_a_year:
        assert (tmp_path / "out" / file.name).read_text().split() == file.read_text().split()
    raw_tables.drop_raw(files)


def test_a_missed_target_is_said_plainly():
    slow = Timing(work=4.0, yardstick=1.0, load=2.5)
    missed = slow.line("Import", "500 children", under=3)
    assert missed.cells() == (
        "Import",
        "500 children",
        "4.0 s",
        "under 3 s",
        "1.0 s",
        "4×",
        "NOT MET",
        "2.5",
    )
    assert slow.line("Import", "500 children", under=5, within=4).met
    assert not slow.line("Import", "500 children", under=5, within=3).met
    # Where the target belongs to another size, nothing is said of it.
    assert slow.line("Import", "20 children", under=3, limits=False).cells()[3:7] == ("", "1.0 s", "4×", "")


def test_the_table_is_one_of_markdown():
    lines = as_table(
        [Line("Export", "10 children", "0.100 s"), Line("… bytes", "10 children", "1 KB", met=True)]
    )
    heading, rule, *rows = lines.splitlines()
    assert heading.startswith("| What")
    assert set(rule) == {"|", "-", " "}
    assert {line.count("|") for line in (heading, rule, *rows)} == {9}
    assert "met" in rows[1]


@pytest.mark.django_db
def test_queries_are_counted():
    with queries_counted() as counted:
        Authority.objects.count()
        Population.objects.count()
    assert counted.number == 2


def test_the_browser_is_signed_in_as_an_analyst(authority):
    with signed_in() as client:
        assert client.session["_auth_user_id"]
    assert authority.memberships.get().role == "analyst"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_databases_of_its_own_are_dropped_and_the_configured_one_stays_as_it_is():
    before = Authority.objects.count()
    with Scratch() as scratch:
        name = scratch.copy()
        with scratch.use(name):
            assert Authority.objects.filter(gss_code=SOUTHAMPTON).exists()
            filling.fill(Authority.objects.get(gss_code=SOUTHAMPTON), looked_after=8, placements=64)
        with pytest.raises(CannotMeasure, match="Another benchmark is running"), Scratch():
            pass
        assert Authority.objects.count() == before
        assert Child.objects.count() == 0
        assert name in _databases()
    assert not {one for one in _databases() if one.startswith(scratch.prefix)}


def _databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select datname from pg_database")
        return {name for (name,) in cursor.fetchall()}


def test_only_known_benchmarks_can_be_asked_for():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("bench", "--only", "everything", stdout=io.StringIO())
