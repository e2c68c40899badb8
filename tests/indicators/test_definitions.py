"""Every definition is whole, every family knows its keys, and what is written about them is true."""

from datetime import date

import pytest
from django.conf import settings

from sufficiency.core.periods import Window
from sufficiency.indicators import catalogue, groupings, handbook
from sufficiency.indicators.base import Direction, Span, Unit
from sufficiency.indicators.families import snapshot
from sufficiency.indicators.figures import share, split
from sufficiency.indicators.measuring import FAMILIES

CONTRACT = {
    "cla": "number rate_per_10000 uasc started ceased by_age by_sex by_ethnic_group by_legal_status by_need",
    "placements": "by_type by_budget_group by_group by_provider by_distance fostering_share agency_share "
    "within_20_miles over_20_miles distance_not_known outside_authority",
    "stability": "three_or_more same_carer same_placement",
    "adoption": "placed_awaiting_order entry_to_placement_days order_to_match_days share_of_leavers",
    "leavers": "in_touch suitable_accommodation in_education_employment_training by_accommodation "
    "turning_18_in_year",
}


def test_every_key_of_the_contract_is_defined_and_no_other():
    promised = {f"{family}.{name}" for family, names in CONTRACT.items() for name in names.split()}
    assert set(catalogue.KEYS) == promised


def test_each_key_is_counted_by_exactly_one_family():
    for key in catalogue.KEYS:
        assert sum(key in family.KEYS for family in FAMILIES) == 1, key


@pytest.mark.parametrize("indicator", catalogue.INDICATORS, ids=lambda indicator: indicator.key)
class TestDefinition:
    def test_says_everything_in_sentences(self, indicator):
        for words in (indicator.why_it_matters, indicator.population, indicator.how):
            assert len(words) > 30
            assert words[0].isupper()
            assert words.endswith(".")
        assert indicator.source
        assert not indicator.title.endswith(".")

    def test_names_its_categories_once(self, indicator):
        assert len(set(indicator.categories)) == len(indicator.categories)

    def test_percentages_alone_and_means_may_be_good_or_bad(self, indicator):
        if indicator.better is not Direction.NEITHER:
            assert indicator.unit in (Unit.PERCENT, Unit.DAYS)


def test_the_number_in_care_has_no_direction():
    for key in ("cla.number", "cla.rate_per_10000", "cla.started", "cla.ceased"):
        assert catalogue.get(key).better is Direction.NEITHER


def test_an_unknown_key_is_refused_in_words():
    with pytest.raises(catalogue.UnknownIndicator, match=r"no indicator called 'cla\.nought'.*cla\.number"):
        catalogue.get("cla.nought")


def test_split_keys_are_those_with_categories():
    for key, cut in snapshot.KEYS.items():
        assert cut.is_split == bool(catalogue.get(key).categories), key


def test_published_words_stand_as_published():
    assert groupings.TYPES[0] == "Foster placement with relative or friend: inside LA"
    assert groupings.TYPES[-2:] == ("Absent from agreed placement", "not classified in the source")
    assert groupings.DISTANCES == (
        "inside, 20 miles or less",
        "outside, 20 miles or less",
        "inside, over 20 miles",
        "outside, over 20 miles",
        "inside, not known",
        "outside, not known",
        "not known",
    )


@pytest.mark.parametrize(
    "grouping",
    [
        groupings.SEX,
        groupings.ETHNIC_GROUP,
        groupings.LEGAL_STATUS,
        groupings.NEED,
        groupings.TYPE,
        groupings.BUDGET_GROUP,
        groupings.PLACEMENT_GROUP,
        groupings.PROVIDER,
        groupings.ACCOMMODATION,
    ],
)
def test_a_code_stands_in_one_category_only(grouping):
    codes = [code for members in grouping.values() for code in members]
    assert len(codes) == len(set(codes))


def test_windows_of_spans():
    leap_day = date(2024, 2, 29)
    assert Span.YEAR.window(leap_day) == Window(date(2023, 3, 1), leap_day)
    assert Span.LONG_TERM.window(date(2026, 3, 31)).start == date(2023, 9, 30)
    assert Span.THREE_YEARS.window(date(2026, 3, 31)).start == date(2023, 4, 1)
    assert Span.RETURN.window(date(2013, 12, 31)).start == date(2013, 4, 1)


def test_a_share_of_nobody_is_not_nought():
    empty = share(0, 0, nobody="No child was looked after on 31 March 2013.")
    assert (empty.value, empty.denominator) == (None, 0)
    assert empty.reason == "No child was looked after on 31 March 2013."


def test_a_category_that_no_definition_names_is_never_dropped():
    with pytest.raises(ValueError, match="does not name"):
        split(("a", "b"), {"a": 1, "c": 2})


def test_the_handbook_is_what_the_definitions_say():
    written = (settings.BASE_DIR / handbook.PLACE).read_text(encoding="utf-8")
    assert written == handbook.as_markdown(), f"Run {handbook.__doc__.splitlines()[-1].strip()}"
