"""A scenario from the form to the page: tried on one forecast, once, the engine's own differences, frozen."""

from __future__ import annotations

import csv
import io
import re
import threading
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forecasting.actions import ask_for_forecast
from forecasting.engine import levers as engine
from forecasting.engine.scenario import play
from forecasting.models import LeverKind, Scenario, ScenarioLine, ScenarioTrial
from forecasting.runs import Stage, held, stage_of
from forecasting.what_if import tasks
from forecasting.what_if.actions import (
    NotKept,
    Pull,
    add_lever,
    cancel_trial,
    copy_scenario,
    delete_scenario,
    make_scenario,
    take_out_lever,
    try_scenario,
)
from forecasting.what_if.tasks import try_in_background
from forecasting.what_if.trying import made_again
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.factories import AuthorityFactory
from tests.forecasting.pages.council import LAST, a_forecast, with_four_years
from tests.guards.scenes import IMMEDIATELY
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
ANOTHER = {"gss_code": "E06000044", "dfe_code": "851", "name": "Portsmouth", "short_name": "Portsmouth"}
FEWER = Pull(starts_on=date(2024, 4, 1), low=Decimal(-20), central=Decimal(-40), high=Decimal(-60))


def a_scenario(council, by, name="Early help", *pulls: tuple[LeverKind, Pull]) -> Scenario:
    scenario = make_scenario(authority=council, name=name, about="Fewer come.", by=by)
    for kind, pull in pulls or [(LeverKind.ENTRIES, FEWER)]:
        add_lever(scenario=scenario, kind=kind, pull=pull, by=by)
    scenario.refresh_from_db()
    return scenario


@pytest.fixture
def run(council, manager):
    """Of 160 children over four years; its own figures were made without the engine."""
    with_four_years(council)
    return a_forecast(council, manager)


@pytest.fixture
def real_run(council, manager):
    """Made by the engine of the same children."""
    with_four_years(council)
    with override_settings(TASKS=IMMEDIATELY):
        made = ask_for_forecast(authority=council, as_at=LAST, by=manager, months=24, paths=100)
    made.refresh_from_db()
    assert made.failure == ""
    return made


def tried(scenario, run, by) -> ScenarioTrial:
    with override_settings(TASKS=IMMEDIATELY):
        trial = try_scenario(scenario=scenario, run=run, by=by)
    trial.refresh_from_db()
    return trial


def posted(client, address: str, **given):
    """A form sent as its page shows it, with these answers."""
    key = re.search(r'name="key" value="([^"]+)"', client.get(address).text)[1]
    with override_settings(TASKS=IMMEDIATELY):
        return client.post(address, {"key": key, **given})


def test_from_the_form_to_page_and_file(real_run, council, client_of_manager):
    run = real_run
    answer = posted(
        client_of_manager, "/forecast/what-if/new/", name="Early help works", about="Edge of care."
    )
    scenario = Scenario.objects.get()
    assert answer["Location"] == scenario.get_absolute_url()
    assert "Nothing changes yet" in client_of_manager.get(scenario.get_absolute_url()).text
    chosen = client_of_manager.get(f"{scenario.get_absolute_url()}levers/new/").text
    assert all(kind.label in chosen for kind in LeverKind)
    answer = posted(
        client_of_manager,
        f"{scenario.get_absolute_url()}levers/new/entries/",
        way="down",
        low="20",
        central="40",
        high="60",
        ages=["10-15", "16-17"],
        starts_on="1/4/2024",
        ramp_months="3",
        ends_on="",
    )
    assert answer["Location"] == scenario.get_absolute_url()
    # It was tried at once.
    trial = ScenarioTrial.objects.get()
    assert (trial.failure, trial.run) == ("", run)
    assert trial.assumptions == [
        "From 1 April 2024 and in full 3 months later, 40% (20% to 60%) fewer children aged 10 to 15 or 16 and 17 come "
        "into care."
    ]
    page = client_of_manager.get(scenario.get_absolute_url()).text
    line = trial.lines.get(measure="total", strength="central", on=date(2025, 3, 31))
    assert line.middle < 0
    shown = f"{abs(line.middle):f}".removesuffix(".0")
    assert f"In March 2025 {shown} fewer children would be looked after" in page
    assert f"−{shown} (" in page
    rows = list(
        csv.DictReader(
            io.StringIO(
                client_of_manager.get(f"/forecast/what-if/tried/{trial.public_id}/differences.csv").text
            )
        )
    )
    [row] = [
        one
        for one in rows
        if (one["Strength"], one["Measure"], one["Date"])
        == ("Central", "Children looked after", "2025-03-31")
    ]
    assert [Decimal(row[name]) for name in ("80% low", "Middle", "80% high")] == [
        line.low80,
        line.middle,
        line.high80,
    ]
    assert len(rows) == trial.lines.count()
    listed = client_of_manager.get("/forecast/what-if/").text
    assert "Early help works" in listed
    assert "fewer" in listed


def test_kept_differences_are_the_engines(real_run, council, manager):
    run = real_run
    trial = tried(a_scenario(council, manager), run, manager)
    baseline = made_again(run)
    for strength, change in zip(engine.Strength, (-0.2, -0.4, -0.6), strict=True):
        lever = engine.EntryRate(engine.Size(-0.2, -0.4, -0.6), engine.When(np.datetime64("2024-04-01")))
        played = play(baseline, engine.Scenario("x", (lever,), strength))
        assert lever.change.at(strength) == change
        by_group = {("", ""): played.difference.sum(axis=(2, 3))}
        by_group |= {("10-15", ""): played.difference[:, :, 3].sum(axis=2)}
        by_group |= {("", "agency_fostering"): played.difference[..., 2].sum(axis=2)}
        for (age, placement), paths in by_group.items():
            measure = "age" if age else "placement" if placement else "total"
            kept = trial.lines.filter(
                strength=strength.name.lower(), measure=measure, age=age, placement=placement
            ).order_by("on")
            assert len(kept) == run.months + 1
            wanted = np.quantile(paths, (0.1, 0.5, 0.9), axis=1).T
            told = np.array([[one.low80, one.middle, one.high80] for one in kept], dtype=float)
            np.testing.assert_allclose(told, wanted, atol=0.0501)
    assert not [one for one in trial.remarks if "corrected" in one]


def test_records_corrected_since_are_told_of(run, council, manager):
    trial = tried(a_scenario(council, manager), run, manager)
    assert trial.failure == ""
    assert "Records were corrected" in " ".join(trial.remarks)


def test_words_and_figures_stay_when_levers_change_or_the_scenario_goes(
    run, council, manager, client_of_manager
):
    scenario = a_scenario(council, manager)
    trial = tried(scenario, run, manager)
    was = (trial.assumptions, list(trial.lines.values_list("middle", flat=True)))
    add_lever(scenario=scenario, kind=LeverKind.ENTRIES, pull=FEWER, by=manager)
    assert "Levers have changed since" in client_of_manager.get(scenario.get_absolute_url()).text
    delete_scenario(scenario=scenario, by=manager)
    trial.refresh_from_db()
    assert trial.scenario_id is None
    assert (trial.assumptions, list(trial.lines.values_list("middle", flat=True))) == was
    assert was[0][0] in client_of_manager.get(trial.get_absolute_url()).text
    assert trial.get_absolute_url() in client_of_manager.get("/forecast/what-if/").text


@pytest.mark.parametrize(
    "statement",
    [
        "update forecasting_scenariotrial set name = 'x'",
        "update forecasting_scenariotrial set scenario_id = null, name = 'x'",
        "delete from forecasting_scenariotrial",
        "update forecasting_scenarioline set middle = middle",
        "delete from forecasting_scenarioline",
        'insert into forecasting_scenarioline (trial_id, strength, measure, age, placement, "on", low80, middle, '
        "high80) select id, 'low', 'total', '', '', '2030-01-31', 0, 0, 0 from forecasting_scenariotrial",
    ],
)
def test_what_has_ended_is_frozen(run, council, manager, statement):
    tried(a_scenario(council, manager), run, manager)
    with pytest.raises(IntegrityError, match="ended"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ScenarioLine.objects.exists()


def test_asked_twice_it_is_tried_once(run, council, manager):
    scenario = a_scenario(council, manager)
    first = tried(scenario, run, manager)
    assert tried(scenario, run, manager) == first
    lines = first.lines.count()
    try_in_background.func(first.pk)
    assert first.lines.count() == lines
    add_lever(scenario=scenario, kind=LeverKind.ENTRIES, pull=FEWER, by=manager)
    second = tried(scenario, run, manager)
    assert second != first
    assert second.levers_version > first.levers_version


def test_a_lever_changed_meanwhile_ends_what_is_under_way(run, council, manager):
    scenario = a_scenario(council, manager)
    waiting = try_scenario(scenario=scenario, run=run, by=manager)
    take_out_lever(lever=scenario.levers.get(), by=manager)
    waiting.refresh_from_db()
    assert stage_of(waiting, now=timezone.now()) is Stage.CANCELLED
    with pytest.raises(NotKept, match="Add a lever first"):
        try_scenario(scenario=scenario, run=run, by=manager)


def test_cancelled_while_it_runs_it_leaves_nothing(run, council, manager, monkeypatch):
    original = tasks.try_out

    def cancelled_at_the_last_moment(of_run, name, levers, tell):
        found = original(of_run, name, levers, tell)
        cancel_trial(trial=ScenarioTrial.objects.get(), by=manager)
        return found

    monkeypatch.setattr(tasks, "try_out", cancelled_at_the_last_moment)
    trial = tried(a_scenario(council, manager), run, manager)
    assert stage_of(trial, now=timezone.now()) is Stage.CANCELLED
    assert not ScenarioLine.objects.exists()
    with pytest.raises(NotKept, match="ended already"):
        cancel_trial(trial=trial, by=manager)


def test_a_worker_that_is_gone_leaves_it_stopped_and_it_is_tried_when_asked_again(run, council, manager):
    scenario = a_scenario(council, manager)
    trial = try_scenario(scenario=scenario, run=run, by=manager)
    ScenarioTrial.objects.filter(pk=trial.pk).update(begun_at=timezone.now())
    trial.refresh_from_db()
    with held(trial):
        assert stage_of(trial, now=timezone.now()) is Stage.RUNNING
    assert stage_of(trial, now=timezone.now()) is Stage.STOPPED
    assert "stopped before it was done" in signed_in(manager).get(scenario.get_absolute_url()).text
    again = tried(scenario, run, manager)
    assert again == trial
    assert stage_of(again, now=timezone.now()) is Stage.MADE


def test_what_cannot_be_played_fails_in_a_sentence(run, council, manager, monkeypatch):
    def broken(*given):
        raise RuntimeError("Ada Lovelace")

    scenario = a_scenario(council, manager)
    monkeypatch.setattr(tasks, "try_out", broken)
    trial = tried(scenario, run, manager)
    assert "Something went wrong in this program" in trial.failure
    assert "Ada" not in trial.failure


def test_levers_that_empty_a_group_or_start_too_late_are_pointed_out(run, council, manager):
    everybody = Pull(starts_on=date(2024, 4, 1), low=Decimal(500), central=Decimal(500), high=Decimal(500))
    homes = Pull(
        **{**everybody.__dict__, "to_placement": "in_house_fostering", "instead_of": "agency_fostering"}
        | {"places_each": Decimal("1.5"), "fill_rate": 80}
    )
    trial = tried(a_scenario(council, manager, "Homes", (LeverKind.RECRUITMENT, homes)), run, manager)
    assert "leaves no children in fostering through agencies from April 2024" in " ".join(trial.remarks)
    late = Pull(**{**FEWER.__dict__, "starts_on": date(2030, 1, 1)})
    told = " ".join(
        tried(a_scenario(council, manager, "Late", (LeverKind.ENTRIES, late)), run, manager).remarks
    )
    assert "starts after the forecast ends" in told
    assert "Nothing would be different" in told


def test_four_side_by_side_and_no_more(run, council, manager, client_of_manager):
    made = [a_scenario(council, manager, f"Number {n}") for n in range(5)]
    for one in made:
        tried(one, run, manager)
    query = "&".join(f"scenario={one.public_id}" for one in made[:4])
    page = client_of_manager.get(f"/forecast/what-if/compare/?{query}").text
    line = ScenarioLine.objects.get(
        trial__scenario=made[0], measure="total", strength="high", on=date(2025, 3, 31)
    )
    assert "March 2025, high" in page
    assert f"−{abs(line.middle):f}".removesuffix(".0") in page
    page = client_of_manager.get(f"/forecast/what-if/compare/?{query}&scenario={made[4].public_id}").text
    assert "Choose 4 scenarios at most" in page
    untried = a_scenario(council, manager, "Untried")
    page = client_of_manager.get(f"/forecast/what-if/compare/?scenario={untried.public_id}").text
    assert "not tried on the latest forecast" in page


def test_of_another_authority_nothing_is_found(run, council, manager):
    scenario = a_scenario(council, manager)
    trial = tried(scenario, run, manager)
    stranger = signed_in(someone(AuthorityFactory(**ANOTHER), Role.PLACEMENT_MANAGER))
    lever = scenario.levers.get()
    for address in (
        scenario.get_absolute_url(),
        f"{scenario.get_absolute_url()}levers/new/entries/",
        f"/forecast/what-if/levers/{lever.public_id}/",
        trial.get_absolute_url(),
        f"{trial.get_absolute_url()}differences.csv",
        f"/forecast/{run.public_id}/planner/",
    ):
        assert stranger.get(address).status_code == 404, address
    other = a_forecast(AuthorityFactory(**ANOTHER), manager)
    with pytest.raises(NotKept, match="Choose a forecast"):
        try_scenario(scenario=scenario, run=other, by=manager)


def test_who_may_not_make_forecasts_may_read_alone(run, council, manager):
    scenario = a_scenario(council, manager)
    tried(scenario, run, manager)
    author = someone(council, Role.REPORT_AUTHOR)
    page = signed_in(author).get(scenario.get_absolute_url())
    assert page.status_code == 200
    assert "Add a lever" not in page.text
    for deed in (
        lambda: make_scenario(authority=council, name="x", about="x", by=author),
        lambda: copy_scenario(scenario=scenario, name="x", by=author),
        lambda: delete_scenario(scenario=scenario, by=author),
        lambda: add_lever(scenario=scenario, kind=LeverKind.ENTRIES, pull=FEWER, by=author),
        lambda: try_scenario(scenario=scenario, run=run, by=author),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert Scenario.objects.count() == 1


def test_deeds_are_on_the_trail_and_a_copy_has_all_levers(council, manager):
    scenario = a_scenario(council, manager)
    copied = copy_scenario(scenario=scenario, name="Copy", by=manager)
    same = list(Pull.__dataclass_fields__)
    assert list(copied.levers.values(*same)) == list(scenario.levers.values(*same))
    with pytest.raises(NotKept, match="of that name already"):
        copy_scenario(scenario=scenario, name="early HELP", by=manager)
    delete_scenario(scenario=copied, by=manager)
    told = list(AuditEvent.objects.filter(actor=manager).order_by("pk").values_list("action", flat=True))
    assert told == ["make scenario", "add lever", "copy scenario", "delete scenario"]


@pytest.mark.django_db(transaction=True)
def test_two_people_try_at_once():
    council = AuthorityFactory()
    people = [someone(council, Role.ANALYST) for _ in range(4)]
    run = a_forecast(council, people[0])
    scenario = a_scenario(council, people[0])
    found: list[int] = []

    def press(by) -> None:
        found.append(try_scenario(scenario=scenario, run=run, by=by).pk)
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
    # There are no records of this council, so it ends in words.
    assert ScenarioTrial.objects.get().failure
