"""What became of issued forecasts: by the number that the indicator counts, or a document prints where none does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecasting.models import IssuedForecast, IssuedLine
from forecasting.presenters.issued import fared, summary, whence
from forecasting.scores import Came, scores
from placements.models import PeriodOfCare
from sufficiency.core.models import ConflictNote
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.southampton.issued import enter_what_was_issued
from sufficiency.demonstration.southampton.loading import load_printed_figures
from sufficiency.indicators import measure
from tests.factories import AuthorityFactory
from tests.forecasting.pages.council import LAST, with_four_years
from tests.forecasting.pages.printed import printed

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2023, 3, 31), date(2024, 6, 1)
WORDS = {"title": "Strategy", "issued_by": "Cabinet", "published_in": "A strategy, Table 2"}


def total(on: date = DAY, **figures) -> IssuedLine:
    return IssuedLine(measure="total", on=on, **figures)


def scored(council, *lines: IssuedLine, today: date = TODAY):
    return scores(list(lines), authority=council, today=today)


def test_inside_above_and_below_by_the_indicators_number(council):
    with_four_years(council)
    number = measure(["cla.number"], authority=council, as_at=DAY, today=DAY)["cla.number"].value
    assert number > 10
    found = scored(
        council,
        total(low=number, high=number),
        total(low=number - 9, high=number - 3),
        total(low=number + 1, high=number + 9),
        total(middle=number - 2),
        total(middle=number),
        total(on=TODAY + timedelta(days=1), low=1, high=2),
        total(on=LAST + timedelta(days=1), low=1, high=2),
    )
    assert [(one.came, one.by) for one in found] == [
        (Came.HELD, 0),
        (Came.ABOVE, 3),
        (Came.BELOW, 1),
        (Came.OUT, 2),
        (Came.EXACT, 0),
        (Came.TO_COME, 0),
        (Came.NOT_KNOWN, 0),
    ]
    assert {one.number for one in found[:5]} == {number}
    assert fared(found[1]) == "Missed: 3 above the top"
    assert fared(found[2]) == "Missed: 1 below the bottom"
    assert "do not cover 1 April 2024" in whence(found[6])
    assert summary(found) == (
        "Of 3 forecasts whose day has come, 1 held. Of 1 more the day has come, but what came is not known here. "
        "2 were figures without a range, which can be out by some but neither hold nor miss. 1 is still to come."
    )


def test_a_correction_of_the_records_changes_the_score_and_not_the_forecast(council):
    with_four_years(council)
    number = measure(["cla.number"], authority=council, as_at=DAY, today=DAY)["cla.number"].value
    line = total(low=number - 9, high=number - 1)
    assert scored(council, line)[0].by == 1
    PeriodOfCare.objects.filter(child__authority=council, dates__contains=DAY).first().delete()
    assert scored(council, line)[0].came is Came.HELD


def test_ages_and_kinds_of_home_add_up_to_the_number_where_an_indicator_counts_them(council):
    with_four_years(council)
    number = measure(["cla.number"], authority=council, as_at=DAY, today=DAY)["cla.number"].value
    ages = scored(
        council,
        *(
            IssuedLine(measure="age", age=age, on=DAY, middle=1)
            for age in ("0", "1-4", "5-9", "10-15", "16-17")
        ),
    )
    assert sum(one.number for one in ages) == number
    homes = scored(
        council,
        *(
            IssuedLine(measure="placement", placement=kind, on=DAY, middle=1)
            for kind in ("residential", "supported")
        ),
        IssuedLine(measure="placement", placement="agency_fostering", on=DAY, middle=1),
        IssuedLine(measure="budget_group", budget_group="Independent Fostering Agencies", on=DAY, middle=1),
    )
    by_code = PeriodOfCare.objects.filter(
        child__authority=council, dates__contains=DAY, placements__dates__contains=DAY
    )
    assert homes[0].number == by_code.filter(placements__code="K2").count() > 0
    assert homes[1].number == by_code.filter(placements__code="P2").count() > 0
    assert (homes[2].number, homes[2].reason) == (None, "No indicator counts this kind of home by itself")
    assert homes[3].number == by_code.filter(placements__code="U6", placements__provider="PR4").count() > 0


def test_a_document_that_prints_another_number_is_told_and_does_not_score(council):
    with_four_years(council)
    number = int(measure(["cla.number"], authority=council, as_at=DAY, today=DAY)["cla.number"].value)
    printed(council, number, on=DAY)
    printed(council, number - 3, on=DAY, source="Another table")
    [one] = scored(council, total(low=number, high=number))
    assert (one.came, one.printed) == (Came.HELD, None)
    assert whence(one) == f"Counted from the records. Another table, Table 4 prints {number - 3}."


def test_where_no_records_reach_the_day_what_was_printed_soon_after_stands_and_is_named(council):
    printed(council, 494, on=DAY + timedelta(days=30), note="Printed as April.")
    printed(council, 600, on=DAY + timedelta(days=32))
    [one] = scored(council, total(low=413, high=451))
    assert (one.came, one.by, one.number) == (Came.ABOVE, 43, 494)
    assert "for 30 April 2023" in whence(one)
    assert "Printed as April." in whence(one)
    printed(council, 700, on=DAY - timedelta(days=1))
    assert scored(council, total(low=413, high=451))[0].number == 494


def test_of_two_printed_numbers_the_one_that_was_chosen_scores(council):
    printed(council, 479, on=DAY, source="A")
    printed(council, 482, on=DAY, source="B")
    ConflictNote.objects.create(
        area_code=council.gss_code, key="cla.number", as_at=DAY, chosen="482", reason="Three tables say so."
    )
    [one] = scored(council, total(low=417, high=438))
    assert (one.number, one.by, [other.number for other in one.others]) == (482, 44, [479])


def test_southampton_missed_by_44_and_by_43(db):
    """F28, without its children: the figures that its two documents print, as the demonstration loads them."""
    council = AuthorityFactory(gss_code="E06000045")
    load_printed_figures()
    by = system_user("demonstration")
    assert enter_what_was_issued(council, by=by) == 2
    assert enter_what_was_issued(council, by=by) == 0
    of_2012 = IssuedForecast.objects.get(issued_on=date(2012, 3, 31))
    found = scores(list(of_2012.lines.order_by("on")), authority=council, today=TODAY)
    assert [(one.line.low, one.line.high, one.number, one.by) for one in found] == [
        (417, 438, 482, 44),
        (413, 451, 494, 43),
        (405, 455, None, 0),
    ]
    of_2014 = IssuedForecast.objects.get(issued_on=date(2014, 1, 31))
    for day, number in ((date(2015, 3, 31), 499), (date(2016, 3, 31), 449)):
        assert of_2014.lines.get(measure="total", on=day).middle == number
        groups = of_2014.lines.filter(measure="budget_group", on=day)
        assert (groups.count(), sum(groups.values_list("middle", flat=True))) == (7, number)
