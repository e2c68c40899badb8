"""Counted here beside published: which figures belong together, and why they differ."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from reports.matching import agrees, matches
from sufficiency.core.models import Authority, ConflictNote, PublishedFigure
from sufficiency.indicators import measure
from tests.factories import AuthorityFactory
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db


def published(value, *, key="cla.number", unit="children", area=None, category="", **more) -> PublishedFigure:
    kind, code, name = area or ("authority", "E06000045", "Southampton")
    return PublishedFigure.objects.create(
        **{
            "area_kind": kind,
            "area_code": code,
            "area_name": name,
            "key": key,
            "category": category,
            "as_at": AS_AT,
            "unit": unit,
            "value": value,
            "as_printed": "" if value is None else str(value),
            "source": "DfE",
            "place_in_source": "Table 1",
            "release": "2013",
            **more,
        }
    )


def test_a_figure_equal_to_what_is_published(council):
    published(11)
    [match] = matches(council, today=AS_AT)
    assert (match.counted, match.difference, match.explanation) == (11, 0, "Equal.")


@pytest.mark.parametrize(
    ("printed", "value", "equal"),
    [("73%", Decimal(73), True), ("72.7%", Decimal("72.7"), True), ("72%", Decimal(72), False)],
)
def test_a_share_is_compared_at_the_rounding_in_print(printed, value, equal):
    figure = PublishedFigure(value=value, as_printed=printed)
    assert agrees(figure, 100 * 8 / 11) is equal


def test_a_difference_is_told_with_what_is_known(analyst, council):
    published(14)
    [match] = matches(council, today=AS_AT)
    assert match.difference == -3
    assert match.explanation.startswith("More than rounding.")
    page = analyst.get("/comparison/")
    assert "−3" in page.text
    assert "1 differ" in page.text


def test_hidden_figures_and_days_not_covered_are_told(council):
    published(None, symbol="c", as_printed="c")
    published(500, as_at=date(2025, 3, 31))
    hidden, uncovered = matches(council, today=AS_AT)
    assert hidden.explanation == "The published figure is hidden by the source."
    assert uncovered.counted is None
    assert "do not cover 31 March 2025" in uncovered.explanation


def test_two_values_in_print_are_both_told(council):
    published(11)
    published(8, place_in_source="Table 4")
    [match] = matches(council, today=AS_AT)
    told = {match.published.value, *(figure.value for figure in match.others.also_printed)}
    assert told == {8, 11}
    assert "Also in print:" in match.explanation


def test_neighbours_region_and_england_stand_beside(analyst, council):
    neighbour = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    Authority.objects.get(pk=council.pk).statistical_neighbours.add(neighbour)
    published(11)
    published(300, area=("authority", "E06000044", "Portsmouth"))
    published(9000, area=("region", "E12000008", "South East"))
    published(68110, area=("england", "E92000001", "England"))
    file = analyst.get("/comparison/?format=csv")
    [row] = csv.DictReader(io.StringIO(file.text))
    assert [row[name] for name in ("counted_here", "published_for_this_authority")] == ["11", "11"]
    assert [float(row[name]) for name in ("neighbours", "region", "england")] == [300, 9000, 68110]


def test_a_break_in_the_series_is_marked(council, analyst):
    for year in (2011, 2012):
        published(
            Decimal(2), key="cla.rate_per_10000", unit="per 10,000 aged 0 to 17", as_at=date(year, 3, 31)
        )
    before, after = matches(council, today=AS_AT)
    assert before.broken is None
    assert after.broken.what_changed.startswith("Populations rebased")
    assert "New definition" in analyst.get("/comparison/?key=cla.rate_per_10000").text


def test_categories_are_compared_with_theirs(council):
    published(Decimal(0), key="placements.by_group", category="Residential schools", unit="percent")
    published(
        0,
        key="placements.by_group",
        category="Residential schools",
        unit="children",
        place_in_source="Table 2",
    )
    found = {match.unit: match for match in matches(council, today=AS_AT)}
    assert found["children"].is_number_of_a_share
    assert found["children"].counted == council_count(council, "Residential schools")


def council_count(council: Authority, group: str) -> int:
    return (
        measure(["placements.by_group"], authority=council, as_at=AS_AT, today=AS_AT)["placements.by_group"]
        .category(group)
        .value
    )


def test_unknown_filters_show_everything_rather_than_fail(analyst):
    published(11)
    assert analyst.get("/comparison/?key=unheard&on=never").status_code == 200


def test_nothing_published_says_what_to_do(analyst):
    assert "No published figures are held" in analyst.get("/comparison/").text


def test_a_recorded_choice_explains_the_difference(council):
    published(14)
    ConflictNote.objects.create(
        area_code=council.gss_code,
        key="cla.number",
        as_at=AS_AT,
        chosen="11",
        reason="Three are counted twice.",
    )
    [match] = matches(council, today=AS_AT)
    assert match.explanation == "More than rounding. Three are counted twice."


def test_a_number_of_children_is_not_drawn_beside_englands(analyst, council):
    published(68110, area=("england", "E92000001", "England"))
    page = analyst.get("/indicators/cla.number/?on=2013-03-31")
    assert [line["role"] for line in page.context["charts"][0]["spec"]["series"]] == ["council"]
    assert page.context["headline"]["england"] is None
