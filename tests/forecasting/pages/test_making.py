"""A forecast from the asking to the page: once, in the background, the same for the same seed, and frozen."""

from __future__ import annotations

import csv
import io
import re
import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, connections
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forecasting import tasks
from forecasting.actions import NotForecast, ask_for_forecast, cancel_forecast
from forecasting.models import ForecastLine, ForecastRun, Measure
from forecasting.runs import Stage, held, stage_of
from forecasting.tasks import make_in_background
from placements.models import Coverage, PeriodOfCare
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.indicators import measure
from tests.factories import AuthorityFactory
from tests.forecasting.pages.council import LAST, a_forecast, with_four_years
from tests.guards.scenes import IMMEDIATELY
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
SOON = {"months": 12, "paths": 100}


def asked(council, by, **more) -> ForecastRun:
    """Made at once, in this process."""
    with override_settings(TASKS=IMMEDIATELY):
        run = ask_for_forecast(authority=council, as_at=LAST, by=by, **SOON | more)
    run.refresh_from_db()
    return run


def figures(run: ForecastRun) -> list[tuple]:
    fields = [one.name for one in ForecastLine._meta.local_concrete_fields if one.name not in ("id", "run")]
    return list(run.lines.order_by(*fields[:4]).values_list(*fields))


def test_from_the_asking_to_page_file_and_stored_lines(council, manager, client_of_manager):
    with_four_years(council)
    with override_settings(TASKS=IMMEDIATELY):
        page = client_of_manager.get("/forecast/new/").text
        key = re.search(r'name="key" value="([^"]+)"', page)[1]
        answer = client_of_manager.post(
            "/forecast/new/", {"key": key, "as_at": "31/3/2024", "months": "12", "adds_arrivals": ""}
        )
    run = ForecastRun.objects.get()
    assert answer["Location"] == f"/forecast/{run.public_id}/"
    assert (run.failure, run.finished_at is not None) == ("", True)
    number = measure(["cla.number"], authority=council, as_at=LAST, today=LAST)["cla.number"].value
    assert run.used.in_care == number
    assert run.history.get(measure=Measure.TOTAL, on=LAST).number == number
    lines = run.lines.filter(measure=Measure.TOTAL).order_by("on")
    assert lines[0].middle == lines[0].no_change == number
    assert [line.on for line in lines][-1] == date(2025, 3, 31)
    text = client_of_manager.get(answer["Location"]).text
    last = lines.last()
    assert f"In March 2025 we expect {last.low80} to {last.high80} children (8 chances in 10)" in text
    file = client_of_manager.get(f"/forecast/{run.public_id}/figures.csv?measure=total").text
    rows = [row for row in csv.DictReader(io.StringIO(file)) if row["Date"] == "2025-03-31"]
    assert [int(row["80% low"]) for row in rows] == [last.low80]
    assert [int(row["95% high"]) for row in rows] == [last.high95]
    for name, measured in (("age", Measure.AGE), ("placement", Measure.PLACEMENT)):
        shown = client_of_manager.get(f"/forecast/{run.public_id}/{name}/").text
        now = run.lines.filter(measure=measured, on=LAST)
        assert sum(line.no_change for line in now) == number
        for line in run.lines.filter(measure=measured, on=date(2025, 3, 31)):
            assert f">{line.middle}<" in shown
    futures = run.futures.get(on=date(2025, 3, 31)).totals
    assert futures == sorted(futures)
    assert len(futures) == run.paths
    share = sum(one > 60 for one in futures) / len(futures)
    told = client_of_manager.get(f"/forecast/{run.public_id}/?more_than=60&at=2025-03-31").text
    found = re.search(r"The chance of more than 60 children in March 2025 is ([^<]+)\.<", told)[1]
    assert f"({round(100 * share)}%)" in found or "in 100" in found
    assert run.verdict[:60] in client_of_manager.get(f"/forecast/{run.public_id}/backtest/").text.replace(
        "&#x27;", "'"
    )
    assert AuditEvent.objects.filter(action="forecast asked for").count() == 1


def test_same_seed_same_numbers_and_another_seed_others(council, manager):
    with_four_years(council)
    first, again, other = (asked(council, manager, seed=seed) for seed in (5, 5, 6))
    assert figures(first) == figures(again) != figures(other)
    assert len({first.pk, again.pk, other.pk}) == 3


def test_what_comes_later_changes_nothing_of_an_earlier_day(council, manager):
    with_four_years(council)
    early = LAST - timedelta(days=366)
    before = ask(council, manager, early)
    PeriodOfCare.objects.filter(child__authority=council, dates__startswith__gt=early).delete()
    assert figures(before) == figures(ask(council, manager, early))


def ask(council, by, day) -> ForecastRun:
    with override_settings(TASKS=IMMEDIATELY):
        run = ask_for_forecast(authority=council, as_at=day, by=by, **SOON)
    run.refresh_from_db()
    assert run.failure == ""
    return run


def test_too_little_history_is_a_clear_sentence_on_the_page(council, manager, client_of_manager):
    with_four_years(council)
    Coverage.objects.all().delete()
    Coverage.objects.create(authority=council, dates=(date(2023, 4, 1), date(2024, 4, 1)), source="one")
    run = asked(council, manager)
    text = client_of_manager.get(run.get_absolute_url()).text
    assert "24 months of records are needed" in text
    assert "Ask again" in text
    assert not run.lines.exists()
    assert "24 months of records are needed" in client_of_manager.get("/forecast/").text


def test_a_day_without_records_is_refused_at_its_field(council, manager):
    with pytest.raises(NotForecast, match="do not cover") as refusal:
        ask_for_forecast(authority=council, as_at=LAST, by=manager)
    assert refusal.value.field == "as_at"


@pytest.mark.parametrize("role", [Role.PLACEMENT_OFFICER, Role.REPORT_AUTHOR, Role.ELECTED_MEMBER])
def test_who_may_not_make_one(council, role):
    with_four_years(council, children=2)
    with pytest.raises(PermissionDenied):
        ask_for_forecast(authority=council, as_at=LAST, by=someone(council, role))


def test_two_asks_are_one_run(council, manager):
    with_four_years(council, children=2)
    first = ask_for_forecast(authority=council, as_at=LAST, by=manager)
    second = ask_for_forecast(authority=council, as_at=LAST, by=someone(council, Role.ANALYST))
    assert first == second
    assert DBTaskResult.objects.count() == 1
    with pytest.raises(IntegrityError):
        a_forecast(council, manager, under_way=True)


def test_cancelled_before_and_while_it_is_made(council, manager, monkeypatch):
    with_four_years(council)
    waiting = ask_for_forecast(authority=council, as_at=LAST, by=manager)
    cancel_forecast(run=waiting, by=manager)
    make_in_background.func(waiting.pk)
    waiting.refresh_from_db()
    assert stage_of(waiting, now=timezone.now()) is Stage.CANCELLED
    make = tasks.make

    def cancelled_at_the_last_moment(run, tell):
        made = make(run, tell)
        cancel_forecast(run=run, by=manager)
        return made

    monkeypatch.setattr(tasks, "make", cancelled_at_the_last_moment)
    run = asked(council, manager)
    assert stage_of(run, now=timezone.now()) is Stage.CANCELLED
    assert not ForecastLine.objects.exists()
    with pytest.raises(NotForecast, match="ended already"):
        cancel_forecast(run=run, by=manager)


def test_a_worker_that_is_gone_leaves_it_stopped_and_it_is_made_when_asked_again(council, manager):
    with_four_years(council)
    run = ask_for_forecast(authority=council, as_at=LAST, by=manager, **SOON)
    ForecastRun.objects.filter(pk=run.pk).update(begun_at=timezone.now())
    run.refresh_from_db()
    with held(run):
        assert stage_of(run, now=timezone.now()) is Stage.RUNNING
    assert stage_of(run, now=timezone.now()) is Stage.STOPPED
    assert "stopped before the forecast was done" in signed_in(manager).get(run.get_absolute_url()).text
    again = asked(council, manager)
    assert again == run
    assert stage_of(again, now=timezone.now()) is Stage.MADE


def test_nobody_takes_it_up(council, manager):
    run = a_forecast(council, manager, under_way=True)
    assert stage_of(run, now=run.asked_at) is Stage.WAITING
    assert stage_of(run, now=run.asked_at + timedelta(minutes=2)) is Stage.NOT_TAKEN_UP


def test_one_that_ended_is_not_made_again(council, manager):
    run = a_forecast(council, manager)
    make_in_background.func(run.pk)
    told = run.finished_at
    run.refresh_from_db()
    assert run.finished_at == told


@pytest.mark.parametrize(
    "statement",
    [
        "update forecasting_forecastrun set verdict = 'x'",
        "delete from forecasting_forecastrun",
        "update forecasting_forecastline set middle = middle",
        "delete from forecasting_forecastfutures",
        "update forecasting_forecasthistory set number = 1",
        "update forecasting_forecastused set children = 1",
        "delete from forecasting_backtestline",
        'insert into forecasting_forecastfutures (run_id, "on", totals) '
        "select id, '2030-01-31', '{1}' from forecasting_forecastrun",
    ],
)
def test_what_has_ended_is_frozen(council, manager, statement):
    a_forecast(council, manager)
    with pytest.raises(IntegrityError, match="ended"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_members_are_told_one_band_in_tens_and_nothing_else(council, manager):
    run = a_forecast(council, manager)
    member = signed_in(someone(council, Role.ELECTED_MEMBER))
    line = run.lines.get(measure=Measure.TOTAL, on=date(2025, 3, 31))
    assert (line.low80, line.high80) == (468, 492)
    text = member.get("/forecast/").text
    assert "expects to look after 460 to 500 children (8 chances in 10)" in text
    assert "468" not in text
    assert member.get(run.get_absolute_url()).status_code == 403
    assert member.get(f"/forecast/{run.public_id}/figures.csv").status_code == 403


def test_an_empty_page_says_why_and_what_to_do(council, client_of_manager):
    assert "no records to make a forecast from" in client_of_manager.get("/forecast/").text
    with_four_years(council, children=2)
    assert "No forecast has been made yet" in client_of_manager.get("/forecast/").text
    officer = signed_in(someone(council, Role.PLACEMENT_OFFICER)).get("/forecast/").text
    assert 'href="/forecast/new/"' not in officer


@pytest.mark.django_db(transaction=True)
def test_two_people_ask_at_once():
    council = AuthorityFactory()
    with_four_years(council, children=2)
    people = [someone(council, Role.ANALYST) for _ in range(4)]
    found: list[int] = []

    def press(by) -> None:
        found.append(ask_for_forecast(authority=council, as_at=LAST, by=by).pk)
        connections.close_all()

    presses = [threading.Thread(target=press, args=[one]) for one in people]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert DBTaskResult.objects.count() == 1
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert ForecastRun.objects.get().finished_at is not None
