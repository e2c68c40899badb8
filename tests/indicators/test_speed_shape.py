"""How many queries figures take: the same for one child or many, for one date or ten. Never seconds."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Coverage
from sufficiency.core.models import Population
from sufficiency.indicators import catalogue, children_behind, cross, measure, measure_series
from sufficiency.indicators.crossing import CUTS, can_cross
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 31)
TEN_YEAR_ENDS = [date(year, 3, 31) for year in range(2017, 2027)]
# Coverage and populations, then one a family: children on the day, flows, stability, adoption, leavers.
ONE_OF_EACH = 7


@pytest.fixture
def authority():
    found = AuthorityFactory()
    Coverage.objects.create(
        authority=found, dates=DateRange(date(2008, 4, 1), date(2026, 4, 1)), source="Returns"
    )
    Population.objects.create(
        area_code=found.gss_code, year=2025, children=50000, source="ONS", release="2025"
    )
    return found


def look_after(authority, number):
    for place in range(number):
        child = ChildFactory(
            authority=authority, date_of_birth=date(2011, 1, 1) + timedelta(days=200 * place)
        )
        dates = DateRange(date(2020, 5, 1) + timedelta(days=place), None)
        period = PeriodOfCareFactory(child=child, dates=dates, reason_started="S")
        LegalStatusFactory(child=child, period=period, dates=dates, reason_started="S", code="C2", need="N1")
        PlacementFactory(
            child=child,
            period=period,
            dates=dates,
            reason_started="S",
            code=("U4", "K2", "U3")[place % 3],
            provider="PR1",
            miles=place,
            located_in=authority.gss_code,
        )


@pytest.mark.parametrize("children", [1, 12])
def test_all_figures_of_a_day(authority, children, django_assert_num_queries):
    look_after(authority, children)
    with django_assert_num_queries(ONE_OF_EACH):
        measured = measure(catalogue.KEYS, authority=authority, as_at=DAY, today=DAY)
    assert measured["cla.number"].value == children
    assert tuple(measured) == catalogue.KEYS


def test_ten_year_ends_take_no_more_queries_than_one(authority, django_assert_num_queries):
    look_after(authority, 3)
    with django_assert_num_queries(ONE_OF_EACH):
        series = measure_series(
            catalogue.KEYS, authority=authority, dates=TEN_YEAR_ENDS, today=TEN_YEAR_ENDS[-1]
        )
    assert [one.value for one in series["cla.number"]] == [0, 0, 0, 0, 3, 3, 3, 3, 3, 3]


def test_a_series_says_of_each_day_what_one_day_says(authority):
    look_after(authority, 5)
    series = measure_series(catalogue.KEYS, authority=authority, dates=TEN_YEAR_ENDS, today=TEN_YEAR_ENDS[-1])
    for place, day in enumerate(TEN_YEAR_ENDS):
        alone = measure(catalogue.KEYS, authority=authority, as_at=day, today=day)
        assert {key: series[key][place] for key in catalogue.KEYS} == alone


def test_only_the_families_asked_for_are_asked(authority, django_assert_num_queries):
    with django_assert_num_queries(2):
        measure(["cla.number", "placements.by_type"], authority=authority, as_at=DAY, today=DAY)


def test_nothing_is_counted_where_nothing_is_covered(authority, django_assert_num_queries):
    with django_assert_num_queries(1):
        before = measure(
            ["cla.number", "cla.started"],
            authority=authority,
            as_at=date(2007, 3, 31),
            today=date(2007, 3, 31),
        )
    assert before["cla.number"].value is None
    assert before["cla.number"].reason == (
        "The returns loaded do not cover 31 March 2007: they run from 1 April 2008 to 31 March 2026."
    )


def test_another_authoritys_children_are_not_counted(authority):
    look_after(authority, 2)
    look_after(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), 4)
    measured = measure(catalogue.KEYS, authority=authority, as_at=DAY, today=DAY)
    assert measured["cla.number"].value == 2
    assert measured["placements.by_type"].value == 2
    assert measured["stability.same_carer"].denominator == 2


@pytest.mark.parametrize("key", catalogue.KEYS)
def test_as_many_children_stand_behind_a_figure_as_it_counts(authority, key):
    look_after(authority, 7)
    measured = measure([key], authority=authority, as_at=DAY, today=DAY)[key]
    counted = measured.value if measured.numerator is None else measured.numerator
    if measured.unit == "days":
        counted = measured.denominator
    assert children_behind(key, authority=authority, as_at=DAY, today=DAY).count() == (counted or 0)
    for line in measured.breakdown or ():
        behind = children_behind(key, authority=authority, as_at=DAY, today=DAY, category=line.category)
        assert behind.count() == line.value


def test_children_behind_are_one_query(authority, django_assert_num_queries):
    look_after(authority, 3)
    with django_assert_num_queries(2):
        assert (
            len(children_behind("cla.by_sex", authority=authority, as_at=DAY, today=DAY, category="female"))
            == 3
        )


def test_a_category_that_is_none_is_refused(authority):
    with pytest.raises(ValueError, match="not broken down by 'cats'"):
        children_behind("cla.by_sex", authority=authority, as_at=DAY, today=DAY, category="cats")


@pytest.mark.parametrize("by", CUTS)
def test_a_cross_table_adds_up_to_its_figure(authority, by, django_assert_num_queries):
    look_after(authority, 7)
    with django_assert_num_queries(2):
        table = cross("placements.by_group", by, authority=authority, as_at=DAY, today=DAY)
    measured = measure(["placements.by_group"], authority=authority, as_at=DAY, today=DAY)[
        "placements.by_group"
    ]
    assert table.totals == tuple(line.value for line in measured.breakdown)
    assert tuple(name for name, _ in table.rows) == catalogue.get(CUTS[by]).categories


def test_a_share_by_another_cut_keeps_its_denominator(authority):
    look_after(authority, 7)
    table = cross("placements.fostering_share", "sex", authority=authority, as_at=DAY, today=DAY)
    assert table.columns == ("counted", "of all asked")
    assert table.totals == (5, 7)


def test_figures_of_a_year_cannot_be_cut_by_a_day(authority):
    assert not can_cross("cla.started")
    with pytest.raises(ValueError, match="not a figure of one day"):
        cross("cla.started", "sex", authority=authority, as_at=DAY, today=DAY)


def test_queries_are_not_compiled(authority):
    with connection.cursor() as cursor:
        cursor.execute("show jit")
        assert cursor.fetchone() == ("off",)
