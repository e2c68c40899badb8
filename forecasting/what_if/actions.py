"""Keeping scenarios and their levers, and trying them on a forecast."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from forecasting.making import engine_version
from forecasting.models import ForecastRun, LeverKind, Scenario, ScenarioLever, ScenarioTrial
from forecasting.models.scenarios import (
    BOUGHT,
    COLUMNS,
    LIMITS,
    MOST_PLACES_EACH,
    MOST_RAMP,
    MOST_STAY,
    targets,
)
from forecasting.runs import stage_of
from forecasting.what_if.tasks import try_in_background
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused

MOST_LEVERS = 20
# As the form names them.
_SIZES = {"low": "At the least", "central": "Most likely", "high": "At the most"}
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


class NotKept(Refused):
    """A scenario, lever or trial was not written, and nothing was changed."""


@dataclass(frozen=True)
class Pull:
    """A lever as somebody gives it; strengths are signed, as `ScenarioLever` has them."""

    starts_on: date
    low: Decimal
    central: Decimal
    high: Decimal
    ramp_months: int = 0
    ends_on: date | None = None
    ages: list[str] | None = None
    placements: list[str] | None = None
    to_placement: str = ""
    instead_of: str = ""
    places_each: Decimal | None = None
    fill_rate: int | None = None
    stay_months: int | None = None


@transaction.atomic
def make_scenario(*, authority: Authority, name: str, about: str, by: User) -> Scenario:
    """A scenario without levers. Raises `PermissionDenied`, `NotKept`."""
    require(by, Action.MAKE_FORECASTS, authority)
    scenario = _named(Scenario(authority=authority, author=by), name, about)
    audit.record(by=by, action="make scenario", on=scenario, authority=authority)
    return scenario


@transaction.atomic
def change_scenario(*, scenario: Scenario, version: int, name: str, about: str, by: User) -> Scenario:
    """Another name, other words. Raises `PermissionDenied`, `NotKept`, `StaleEdit`."""
    require(by, Action.MAKE_FORECASTS, scenario.authority)
    scenario = _named(take(scenario, version=version), name, about)
    audit.record(by=by, action="change scenario", on=scenario, authority=scenario.authority)
    return scenario


@transaction.atomic
def copy_scenario(*, scenario: Scenario, name: str, by: User) -> Scenario:
    """The same levers and words under another name, to change from there. Raises `PermissionDenied`, `NotKept`."""
    require(by, Action.MAKE_FORECASTS, scenario.authority)
    copied = _named(Scenario(authority=scenario.authority, author=by), name, scenario.about)
    for lever in scenario.levers.order_by("pk"):
        ScenarioLever.objects.create(
            scenario=copied,
            kind=lever.kind,
            **{field: getattr(lever, field) for field in Pull.__dataclass_fields__},
        )
    audit.record(
        by=by,
        action="copy scenario",
        on=copied,
        authority=scenario.authority,
        source=str(scenario.public_id),
    )
    return copied


@transaction.atomic
def delete_scenario(*, scenario: Scenario, by: User) -> None:
    """Scenario and levers go; what was found when it was tried stays. Raises `PermissionDenied`."""
    require(by, Action.MAKE_FORECASTS, scenario.authority)
    locked = Scenario.objects.select_for_update().get(pk=scenario.pk)
    _call_off(locked, by)
    audit.record(
        by=by,
        action="delete scenario",
        on=locked,
        authority=locked.authority,
        levers=locked.levers.count(),
    )
    locked.delete()


@transaction.atomic
def add_lever(*, scenario: Scenario, kind: LeverKind, pull: Pull, by: User) -> ScenarioLever:
    """One lever more. Raises `PermissionDenied`, `NotKept`."""
    locked = _to_change(scenario, by)
    if locked.levers.count() >= MOST_LEVERS:
        raise NotKept(f"A scenario has {MOST_LEVERS} levers at most. Take one out first")
    _check(locked, kind, pull, None)
    lever = ScenarioLever.objects.create(scenario=locked, kind=kind, **asdict(pull))
    _changed(locked, by, "add lever", kind)
    return lever


@transaction.atomic
def change_lever(*, lever: ScenarioLever, version: int, pull: Pull, by: User) -> ScenarioLever:
    """The lever as it should be. Raises `PermissionDenied`, `NotKept`, `StaleEdit`."""
    locked = _to_change(lever.scenario, by)
    lever = take(lever, version=version)
    _check(locked, LeverKind(lever.kind), pull, lever)
    for field, value in asdict(pull).items():
        setattr(lever, field, value)
    lever.save()
    _changed(locked, by, "change lever", lever.kind)
    return lever


@transaction.atomic
def take_out_lever(*, lever: ScenarioLever, by: User) -> None:
    """The lever goes. Raises `PermissionDenied`."""
    locked = _to_change(lever.scenario, by)
    lever.delete()
    _changed(locked, by, "take out lever", lever.kind)


@transaction.atomic
def try_scenario(*, scenario: Scenario, run: ForecastRun, by: User) -> ScenarioTrial:
    """What the scenario does to a forecast, found in the background.

    One under way is the one: it is handed on again where nobody is at work on it. One that has been made of the
    same levers by the same engine is the one too. Raises `PermissionDenied`, `NotKept`.
    """
    require(by, Action.MAKE_FORECASTS, scenario.authority)
    locked = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if run.authority_id != locked.authority_id or not ForecastRun.objects.made().filter(pk=run.pk).exists():
        raise NotKept("Choose a forecast that was made", field="forecast")
    if not locked.levers.exists():
        raise NotKept("Add a lever first: without one nothing would be different")
    mine = ScenarioTrial.objects.filter(scenario=locked, run=run)
    same = mine.made().filter(levers_version=locked.levers_version, engine_version=engine_version()).first()
    if same is not None:
        return same
    trial = mine.under_way().first()
    is_new = trial is None
    if trial is None:
        trial = ScenarioTrial.objects.create(
            scenario=locked,
            run=run,
            levers_version=locked.levers_version,
            name=locked.name,
            about=locked.about,
            engine_version=engine_version(),
            asked_by=by,
        )
        audit.record(
            by=by,
            action="try scenario",
            on=trial,
            authority=locked.authority,
            scenario=str(locked.public_id),
            forecast=str(run.public_id),
        )
    if is_new or stage_of(trial, now=timezone.now()).needs_a_push:
        ScenarioTrial.objects.filter(pk=trial.pk, finished_at=None).update(
            asked_at=timezone.now(), engine_version=engine_version()
        )
        try_in_background.enqueue(trial.pk)
    return trial


def try_on_the_latest(*, scenario: Scenario, by: User) -> ScenarioTrial | None:
    """Tried on the latest forecast of the authority; None where there is none, or no lever."""
    run = ForecastRun.objects.filter(authority=scenario.authority).made().first()
    if run is None or not scenario.levers.exists():
        return None
    return try_scenario(scenario=scenario, run=run, by=by)


@transaction.atomic
def cancel_trial(*, trial: ScenarioTrial, by: User) -> ScenarioTrial:
    """Call off a trial that has not ended. Raises `PermissionDenied`, `NotKept`."""
    require(by, Action.MAKE_FORECASTS, trial.run.authority)
    locked = ScenarioTrial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if locked.finished_at is not None:
        raise NotKept("This has ended already, so there is nothing to cancel.")
    _end(locked, by)
    return locked


def _end(trial: ScenarioTrial, by: User) -> None:
    trial.finished_at = trial.cancelled_at = timezone.now()
    trial.cancelled_by = by
    trial.save(update_fields=["finished_at", "cancelled_at", "cancelled_by"])
    audit.record(by=by, action="trial cancelled", on=trial, authority=trial.run.authority)


def _call_off(scenario: Scenario, by: User) -> None:
    """What is under way is of levers that are no longer there."""
    for trial in scenario.trials.filter(finished_at=None).select_for_update(of=("self",)):
        _end(trial, by)


def _named(scenario: Scenario, name: str, about: str) -> Scenario:
    scenario.name, scenario.about = " ".join(name.split()), about.strip()
    if not scenario.name:
        raise NotKept("Enter a name for the scenario", field="name")
    if not scenario.about:
        raise NotKept("Say what the scenario is about", field="about")
    try:
        with transaction.atomic():
            scenario.save()
    except IntegrityError:
        raise NotKept("There is a scenario of that name already. Choose another name", field="name") from None
    return scenario


def _to_change(scenario: Scenario, by: User) -> Scenario:
    require(by, Action.MAKE_FORECASTS, scenario.authority)
    return Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)


def _changed(scenario: Scenario, by: User, action: str, kind: str) -> None:
    scenario.levers_version += 1
    scenario.save(update_fields=["levers_version"])
    _call_off(scenario, by)
    audit.record(by=by, action=action, on=scenario, authority=scenario.authority, kind=kind)


def _check(scenario: Scenario, kind: LeverKind, pull: Pull, itself: ScenarioLever | None) -> None:
    """Says in words what the database would refuse, and what the engine could not play."""
    columns = COLUMNS[kind]
    low, high = LIMITS[kind]
    sizes = {"low": pull.low, "central": pull.central, "high": pull.high}
    down = pull.high < 0
    most = -low if down else high
    for name, size in sizes.items():
        if not low <= size <= high or (size > 0 and down) or (size < 0 and not down):
            raise NotKept(f"{_SIZES[name]}: enter a number from 0 to {most}", field=name)
    if not pull.high:
        raise NotKept("A lever of 0 changes nothing. Enter how strong it is at the most", field="high")
    if not abs(pull.low) <= abs(pull.central) <= abs(pull.high):
        raise NotKept(
            "“At the least” cannot be more than “most likely”, nor that more than “at the most”", field="low"
        )
    if not _FIRST <= pull.starts_on <= _LAST:
        raise NotKept("Enter a day between 2000 and 2100", field="starts_on")
    if not 0 <= pull.ramp_months <= MOST_RAMP:
        raise NotKept(f"Enter 0 to {MOST_RAMP} months", field="ramp_months")
    if pull.ends_on is not None and pull.ends_on <= pull.starts_on:
        raise NotKept("The last day must be after the first", field="ends_on")
    if "to_placement" in columns and pull.to_placement not in targets(kind):
        raise NotKept("Choose the placement from the list", field="to_placement")
    if "instead_of" in columns and pull.instead_of not in BOUGHT:
        raise NotKept("Choose the placement from the list", field="instead_of")
    if "places_each" in columns and not (pull.places_each and 0 < pull.places_each <= MOST_PLACES_EACH):
        raise NotKept(
            f"Enter the places of a home, up to {MOST_PLACES_EACH}, such as 1.5", field="places_each"
        )
    if "fill_rate" in columns and not (pull.fill_rate and 1 <= pull.fill_rate <= 100):
        raise NotKept("Enter a share from 1 to 100 per cent", field="fill_rate")
    if "stay_months" in columns and not (pull.stay_months and 1 <= pull.stay_months <= MOST_STAY):
        raise NotKept(f"Enter 1 to {MOST_STAY} months", field="stay_months")
    if kind == LeverKind.STEP_DOWN:
        others = scenario.levers.filter(kind=kind).exclude(to_placement=pull.to_placement)
        if itself is not None:
            others = others.exclude(pk=itself.pk)
        if others.exists():
            raise NotKept(
                "In one scenario children move on from homes to one kind of placement. Another lever here has another",
                field="to_placement",
            )
