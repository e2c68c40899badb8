"""Issued forecasts: once, frozen, withdrawn with a reason, entered from a file, and shown with hit or miss in words."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from forecasting.issuing import NotIssued, enter_printed_forecast, issue_forecast, withdraw_forecast
from forecasting.models import IssuedForecast, IssuedLine, Measure
from forecasting.printed import read_lines
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.factories import AuthorityFactory
from tests.forecasting.pages.council import LAST, a_forecast, an_issued_forecast, with_four_years
from tests.forecasting.pages.printed import printed
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2023, 3, 31), date(2024, 6, 1)
WORDS = {"title": "Strategy", "issued_by": "Cabinet", "published_in": "A strategy, Table 2"}


def total(on: date = DAY, **figures) -> IssuedLine:
    return IssuedLine(measure="total", on=on, **figures)


def test_from_the_run_to_the_issued_page_and_file(council, manager, client_of_manager):
    run = a_forecast(council, manager, extract_on=timezone.localdate() - timedelta(days=1))
    page = client_of_manager.get(run.get_absolute_url()).text
    assert f'href="/forecast/{run.public_id}/issue/"' in page
    form = client_of_manager.get(f"/forecast/{run.public_id}/issue/").text
    key = re.search(r'name="key" value="([^"]+)"', form)[1]
    today = timezone.localdate()
    sent = {"key": key, "issued_on": f"{today.day}/{today.month}/{today.year}", **WORDS}
    answer = client_of_manager.post(f"/forecast/{run.public_id}/issue/", sent)
    issued = IssuedForecast.objects.get()
    assert answer["Location"] == issued.get_absolute_url()
    assert client_of_manager.post(f"/forecast/{run.public_id}/issue/", sent)["Location"] == answer["Location"]
    assert IssuedForecast.objects.count() == 1
    ends = {line.on for line in issued.lines.all()}
    assert {(day.month, day.day) for day in ends} == {(3, 31)}
    assert min(ends) > today
    # The total, five ages, eight kinds of home, each with the run's own range.
    assert issued.lines.count() == 14 * len(ends)
    for line in issued.lines.filter(measure="total"):
        of_run = run.lines.get(measure=Measure.TOTAL, on=line.on)
        assert (line.low, line.middle, line.high) == (of_run.low80, of_run.middle, of_run.high80)
        assert line.promise == 80
    text = client_of_manager.get(answer["Location"]).text
    assert "still to come" in text
    assert "8 chances in 10" in text
    assert WORDS["title"] in client_of_manager.get("/forecast/issued/").text
    again = client_of_manager.get(run.get_absolute_url()).text
    assert issued.get_absolute_url() in again
    assert f'href="/forecast/{run.public_id}/issue/"' not in again
    file = client_of_manager.get(f"/forecast/issued/{issued.public_id}/figures.csv").text
    rows = list(csv.DictReader(io.StringIO(file)))
    assert len(rows) == issued.lines.count()
    assert {row["How it fared"] for row in rows} == {"Still to come"}
    assert "Strategy" not in client_of_manager.get("/forecast/earlier/").text
    assert run.get_absolute_url() in client_of_manager.get("/forecast/earlier/").text
    assert AuditEvent.objects.filter(action="forecast issued").count() == 1


def test_what_cannot_be_issued(council, manager):
    today = timezone.localdate()
    run = a_forecast(council, manager, extract_on=today - timedelta(days=1))
    for field, day in (("issued_on", today - timedelta(days=2)), ("issued_on", today + timedelta(days=1))):
        with pytest.raises(NotIssued) as refusal:
            issue_forecast(run=run, issued_on=day, by=manager, **WORDS)
        assert refusal.value.field == field
    waiting = a_forecast(council, manager, under_way=True)
    with pytest.raises(NotIssued, match="no figures"):
        issue_forecast(run=waiting, issued_on=today, by=manager, **WORDS)
    past = a_forecast(council, manager, extract_on=date(2020, 3, 31), months=12)
    with pytest.raises(NotIssued, match="every month that this forecast tells of had come"):
        issue_forecast(run=past, issued_on=today, by=manager, **WORDS)
    with pytest.raises(PermissionDenied):
        issue_forecast(run=run, issued_on=today, by=someone(council, Role.PLACEMENT_OFFICER), **WORDS)
    issue_forecast(run=run, issued_on=today, by=manager, **WORDS)
    with pytest.raises(NotIssued, match="issued already"):
        issue_forecast(run=run, issued_on=today, by=manager, **WORDS | {"title": "Another"})
    with pytest.raises(NotIssued, match="another title") as refusal:
        enter_printed_forecast(
            authority=council,
            issued_on=today,
            lines=[total(on=today + timedelta(days=9), middle=3)],
            by=manager,
            **WORDS,
        )
    assert refusal.value.field == "title"
    # Whatever day its records end on, one made today was not issued yesterday.
    of_old = a_forecast(council, manager, extract_on=date(2012, 3, 31), months=24)
    with pytest.raises(NotIssued, match="It was made on"):
        issue_forecast(run=of_old, issued_on=date(2012, 4, 1), by=manager, **WORDS)
    page = signed_in(manager).get(of_old.get_absolute_url()).text
    assert "Issue this forecast" not in page
    with pytest.raises(NotIssued, match="is not after the day of issue"):
        enter_printed_forecast(authority=council, issued_on=DAY, lines=[total(middle=3)], by=manager, **WORDS)


@pytest.mark.parametrize(
    "statement",
    [
        "update forecasting_issuedforecast set title = 'x'",
        "update forecasting_issuedforecast set withdrawn_on = now(), withdrawn_by_id = entered_by_id, "
        "withdrawn_because = 'x', issued_by = 'y'",
        "update forecasting_issuedforecast set entered_at = null",
        "delete from forecasting_issuedforecast",
        "update forecasting_issuedline set high = 500",
        "delete from forecasting_issuedline",
        'insert into forecasting_issuedline (issued_id, measure, "on", middle) '
        "select id, 'total', '2030-03-31', 1 from forecasting_issuedforecast",
    ],
)
def test_what_was_issued_is_frozen(council, manager, statement):
    an_issued_forecast(council, manager)
    with pytest.raises(IntegrityError, match="issued"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_withdrawn_it_stays_with_its_reason_and_cannot_come_back(council, manager, client_of_manager):
    issued = an_issued_forecast(council, manager)
    withdraw_forecast(issued=issued, because="A table was wrong", by=manager)
    with pytest.raises(NotIssued, match="already"):
        withdraw_forecast(issued=issued, because="Again", by=manager)
    with pytest.raises(IntegrityError, match="issued"), connection.cursor() as cursor:
        cursor.execute(
            "update forecasting_issuedforecast set withdrawn_on = null, withdrawn_by_id = null, withdrawn_because = ''"
        )


def test_a_withdrawn_one_is_listed_and_not_counted(council, manager, client_of_manager):
    with_four_years(council)
    issued = an_issued_forecast(council, manager)
    assert (
        "The one forecast whose day has come did not hold" in client_of_manager.get("/forecast/issued/").text
    )
    withdraw_forecast(issued=issued, because="A table was wrong", by=manager)
    text = client_of_manager.get("/forecast/issued/").text
    assert "Withdrawn on" in text
    assert "whose day has come did not hold" not in text
    page = client_of_manager.get(issued.get_absolute_url()).text
    assert "A table was wrong" in page
    assert "Withdraw this forecast" not in page


def test_the_chart_has_the_mark_in_its_data_and_the_table_in_words(council, manager, client_of_manager):
    with_four_years(council)
    run = a_forecast(council, manager)
    an_issued_forecast(council, manager)
    text = client_of_manager.get(run.get_absolute_url()).text
    # The history kept with this forecast begins on its own day; an issued day before it is out of sight.
    assert "Issued forecasts of the number" not in text
    enter_printed_forecast(
        authority=council,
        issued_on=LAST,
        lines=[total(on=LAST + timedelta(days=365), low=400, high=500)],
        by=manager,
        **WORDS,
    )
    printed(council, 450, on=LAST + timedelta(days=365))
    text = client_of_manager.get(run.get_absolute_url()).text
    assert '"mark": "held"' in text
    assert re.search(r"March 2025, issued March 2024.*?400 to 500.*?450.*?Held", text, re.DOTALL)


FILE = """measure,of,on,low,middle,high,promise
total,,2013-03-31,417,,438,
age,10-15,2013-03-31,,120,,
budget_group,Secure,2013-03-31,0,1,2,80
"""


def test_a_printed_forecast_from_a_file(council, tmp_path, capsys):
    file = tmp_path / "printed.csv"
    file.write_text(FILE)
    how = ["enter_forecast", "--authority", council.gss_code, "--title", "Strategy", "--issued-by", "Cabinet"]
    how += ["--published-in", "Table 2", str(file)]
    call_command(*how, "--issued-on", "2012-03-31")
    issued = IssuedForecast.objects.get()
    assert f"Entered with 3 lines: /forecast/issued/{issued.public_id}/" in capsys.readouterr().out
    assert list(issued.lines.values_list("measure", "low", "middle", "high", "promise")) == [
        ("total", 417, None, 438, None),
        ("age", None, 120, None, None),
        ("budget_group", 0, 1, 2, 80),
    ]
    with pytest.raises(CommandError, match="another title"):
        call_command(*how, "--issued-on", "2012-03-31")
    with pytest.raises(CommandError, match="2012-03-31"):
        call_command(*how, "--issued-on", "March 2012")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"measure": "number"}, "is no measure"),
        ({"of": "10-15"}, "leave “of” empty"),
        ({"measure": "age", "of": "teenagers"}, "does not go with age"),
        ({"on": "31/3/2013"}, "is no day"),
        ({"low": "417", "high": ""}, "give low and high"),
        ({"low": "", "high": ""}, "give low and high"),
        ({"low": "9", "high": "8"}, "must be in order"),
        ({"middle": "500"}, "must be in order"),
        ({"low": "4.5"}, "whole number"),
        ({"low": "-1"}, "whole number"),
        ({"promise": "90"}, "80 or 95"),
        ({"low": "", "high": "", "middle": "3", "promise": "80"}, "80 or 95"),
    ],
)
def test_a_wrong_row_is_named(row, said):
    good = {
        "measure": "total",
        "of": "",
        "on": "2013-03-31",
        "low": "417",
        "middle": "",
        "high": "438",
        "promise": "",
    }
    with pytest.raises(NotIssued, match=f"Row 2.*{said}"):
        read_lines([good | row])


def test_a_row_told_twice_is_named():
    row = {"measure": "total", "on": "2013-03-31", "middle": "5"}
    with pytest.raises(NotIssued, match="Row 3 tells of the same number as row 2"):
        read_lines([row, row])


def test_another_authoritys_is_not_found(council, manager, client_of_manager):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Elsewhere", dfe_code="851")
    other = an_issued_forecast(elsewhere, someone(elsewhere, Role.ANALYST))
    assert client_of_manager.get(other.get_absolute_url()).status_code == 404
    assert other.title not in client_of_manager.get("/forecast/issued/").text
    assert signed_in(someone(council, Role.ELECTED_MEMBER)).get("/forecast/issued/").status_code == 403
