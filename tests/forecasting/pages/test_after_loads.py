"""A forecast follows each load, once, by nobody's asking; and none hides that its records have changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forecasting.after_loads import NAME, first_forecast, forecast_after
from forecasting.models import ForecastRun, ForecastUsed
from forecasting.register.loads import behind, current_returns
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import, Return
from sufficiency.exchange.ssda903 import import_paths, undo_import
from tests.exchange.uploading import CLOSED, files
from tests.forecasting.pages.council import LAST, a_forecast, with_four_years
from tests.guards.scenes import IMMEDIATELY

pytestmark = pytest.mark.django_db
BY = "test"


def load(council, folder, *, year: int = 2023, dry_run: bool = False, episodes=(CLOSED,)) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    for name, data in files(*episodes).items():
        (folder / name).write_bytes(data)
    import_paths(authority=council, paths=[folder], by=system_user(BY), year=year, dry_run=dry_run)


def by_itself():
    return ForecastRun.objects.filter(asked_by=system_user(NAME))


def test_a_load_leads_to_one_forecast_from_its_end_and_only_once(
    council, tmp_path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        load(council, tmp_path / "one")
        assert not by_itself().exists(), "before the load stands"
    run = by_itself().get()
    assert (run.extract_on, run.authority) == (date(2023, 3, 31), council)
    assert DBTaskResult.objects.count() == 1
    # The same files again change nothing, and lead to nothing.
    with django_capture_on_commit_callbacks(execute=True):
        load(council, tmp_path / "one")
    # Another load to the same day, while the first one waits.
    with django_capture_on_commit_callbacks(execute=True):
        load(council, tmp_path / "two", episodes=(CLOSED, CLOSED.replace("1,", "2,", 1)))
    assert by_itself().get() == run
    assert DBTaskResult.objects.count() == 1


def test_a_trial_and_a_load_that_fails_lead_to_none(council, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load(council, tmp_path / "one", dry_run=True)

    @transaction.atomic
    def load_and_fail() -> None:
        load(council, tmp_path / "one")
        raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        load_and_fail()
    assert not ForecastRun.objects.exists()


def test_one_that_waits_gives_way_to_a_later_loads(
    council, client_of_manager, tmp_path, django_capture_on_commit_callbacks
):
    for year in (2023, 2024):
        with django_capture_on_commit_callbacks(execute=True):
            load(council, tmp_path / str(year), year=year)
    waiting = by_itself().under_way().get()
    assert waiting.extract_on == date(2024, 3, 31)
    given_up = by_itself().get(extract_on=date(2023, 3, 31))
    assert given_up.cancelled_by == system_user(NAME)
    text = client_of_manager.get(given_up.get_absolute_url()).text
    assert "the forecast after that one took its place" in text
    assert "system:" not in text


def test_one_that_was_begun_or_that_a_person_asked_for_stays(council, manager, tmp_path):
    load(council, tmp_path / "one")
    persons = a_forecast(council, manager, extract_on=date(2023, 1, 31), under_way=True)
    begun = a_forecast(council, system_user(NAME), extract_on=date(2023, 2, 28), under_way=True)
    ForecastRun.objects.filter(pk=begun.pk).update(begun_at=timezone.now())
    forecast_after(Import.objects.get())
    assert set(ForecastRun.objects.under_way()) >= {persons, begun}


def test_too_short_records_keep_nothing_and_the_page_says_why(
    council, client_of_manager, tmp_path, django_capture_on_commit_callbacks
):
    with override_settings(TASKS=IMMEDIATELY), django_capture_on_commit_callbacks(execute=True):
        load(council, tmp_path / "one")
    run = by_itself().get()
    assert run.failure
    assert not run.lines.exists()
    text = client_of_manager.get("/forecast/").text
    assert "could not be made" in text
    assert run.failure in text
    assert "Begun by itself after a load" in client_of_manager.get(run.get_absolute_url()).text


def test_a_later_one_that_failed_is_told_on_the_one_that_was_made(council, manager, client_of_manager):
    with_four_years(council, children=2)
    made = a_forecast(council, manager)
    failed = a_forecast(council, system_user(NAME), under_way=True)
    ForecastRun.objects.filter(pk=failed.pk).update(finished_at=timezone.now(), failure="Too many starts.")
    text = client_of_manager.get(made.get_absolute_url()).text
    assert "A later forecast, from 31 March 2024, could not be made. Too many starts." in text


def test_a_load_taken_back_is_told_on_the_forecast_that_knew_it(
    council, manager, client_of_manager, tmp_path
):
    load(council, tmp_path / "2023")
    load(council, tmp_path / "2024", year=2024)
    run = a_forecast(council, manager, extract_on=LAST, under_way=True)
    made = a_forecast(council, manager, extract_on=date(2024, 2, 29))
    counts = {
        field.name: getattr(made.used, field.name)
        for field in ForecastUsed._meta.local_concrete_fields
        if field.name not in ("id", "run", "returns")
    }
    ForecastUsed.objects.create(run=run, returns=current_returns(council), **counts)
    assert not behind(council, run.used.returns).have_changed
    undo_import(batch=Import.objects.order_by("-applied_at").first(), by=system_user(BY))
    assert behind(council, run.used.returns).taken_back == (date(2024, 3, 31),)
    load(council, tmp_path / "2022", year=2022)
    load(council, tmp_path / "again", episodes=(CLOSED, CLOSED.replace("1,", "2,", 1)))
    since = behind(council, run.used.returns)
    assert (since.days, since.taken_back, since.loaded, since.replaced) == (
        (date(2023, 3, 31), date(2024, 3, 31)),
        (date(2024, 3, 31),),
        (date(2022, 3, 31),),
        (date(2023, 3, 31),),
    )
    # Its page says so, once it has its figures.
    for model in (made.lines, made.futures, made.history, made.backtest):
        for row in model.all():
            row.pk, row.run = None, run
            row.save(force_insert=True)
    ForecastRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    told = (
        "The records have changed since: of the returns, 31 March 2024 was taken back; 31 March 2023 was loaded "
        "again; 31 March 2022 was loaded. This forecast knows nothing of it."
    )
    assert told in client_of_manager.get(run.get_absolute_url()).text
    used = client_of_manager.get(f"{run.get_absolute_url()}used/").text
    assert "2 returns, to 31 March 2023 and 31 March 2024" in used
    assert "was taken back" in used


def test_the_first_forecast_is_asked_for_once(council, manager):
    assert first_forecast(council) is None, "no records"
    with_four_years(council, children=2)
    run = first_forecast(council)
    assert run is not None
    assert run.extract_on == LAST
    assert first_forecast(council) == run
    assert DBTaskResult.objects.count() == 1
    a_forecast(council, manager, extract_on=date(2023, 3, 31))
    assert first_forecast(council) is None


def test_returns_are_noted_with_what_a_forecast_was_made_of(council, tmp_path):
    load(council, tmp_path / "one")
    assert current_returns(council) == [Return.objects.get(is_current=True).public_id]
