"""Northmere into the database: returns through the importer, registers in sets, the last weeks by actions."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pghistory
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from forecasting.actions import ask_for_forecast
from forecasting.models import ForecastRun
from forecasting.tasks import make_in_background
from reports.actions import publish_edition
from reports.models import Edition
from sufficiency.core.models import Authority, User
from sufficiency.demonstration.northmere import area, plan
from sufficiency.demonstration.northmere.comparators import load_comparators, make_authorities
from sufficiency.demonstration.northmere.documents import publish_its_documents
from sufficiency.demonstration.northmere.family_time import record_family_time
from sufficiency.demonstration.northmere.households import load_households
from sufficiency.demonstration.northmere.kept import record_what_is_kept
from sufficiency.demonstration.northmere.leaving_care import record_young_people
from sufficiency.demonstration.northmere.linking import (
    link_placements,
    link_siblings,
    load_homes,
    name_children,
)
from sufficiency.demonstration.northmere.live import log_the_last_weeks
from sufficiency.demonstration.northmere.prices import record_prices
from sufficiency.demonstration.northmere.returns import Teller
from sufficiency.demonstration.northmere.scenes import set_the_scenes
from sufficiency.demonstration.northmere.staff import allocate, make_staff
from sufficiency.demonstration.northmere.to_come import record_what_is_known, set_targets
from sufficiency.demonstration.northmere.world import World
from sufficiency.demonstration.sign_ins import make_sign_ins, refuse_in_production
from sufficiency.exchange.ssda903 import import_paths, read_upload

Say = Callable[[str], None]


def load_northmere(
    *,
    by: User,
    say: Say = lambda line: None,
    scale: int = 1,
    as_at: date | None = None,
    seed: int = plan.SEED,
) -> Authority:
    """Load Northmere as it stands on `as_at` (today where None), `scale` times 480 children.

    Repeated, it finds what is there and loads nothing twice, whatever scale and day it is asked for.
    Refuses on a production installation (`DemonstrationRefused`).
    """
    refuse_in_production()
    area.make_known()
    authority = make_authorities()
    people = {person.username: person for person in make_sign_ins(authority)}
    if authority.live_since:
        say(f"Northmere is loaded already; people have logged there since {authority.live_since:%d %B %Y}.")
        if number := record_prices(
            authority, today=as_at or timezone.localdate(), by=people["finance"], scale=scale
        ):
            say(f"Recorded {number} invented prices of placements, and budgets.")
        return authority
    as_at = as_at or timezone.localdate()
    say(f"Making Northmere as at {as_at:%d %B %Y}: all of it is invented …")
    made = plan.make(as_at, scale=scale, seed=seed)
    load_comparators(last_year=as_at.year, scale=scale)
    with transaction.atomic(), pghistory.context(user=by.pk, source="Northmere"):
        world = World(made, authority, people)
        _load(world, say)
        authority.live_since = made.live_from
        authority.save(update_fields=["live_since"])
    _publish(world)
    return authority


def _load(world: World, say: Say) -> None:
    teller = Teller(world.plan)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        yearly = [teller.write(folder, day) for day in world.plan.returns_on]
        extract = teller.write(folder, world.plan.extract_on)
        say(f"Loading {len(yearly)} yearly returns and an extract of its case system …")
        analyst = world.people["analyst"]
        import_paths(authority=world.authority, paths=yearly, by=analyst)
        import_paths(authority=world.authority, paths=[extract], by=analyst, as_at=world.plan.extract_on)
        say("Filling its homes, and logging the last three weeks …")
        _know_the_tables()
        name_children(world)
        make_staff(world)
        load_homes(world)
        load_households(world)
        link_placements(world)
        link_siblings(world)
        log_the_last_weeks(world, teller)
        allocate(world)
        set_the_scenes(world)
        record_young_people(world)
        record_what_is_known(world)
        set_targets(world)
        record_what_is_kept(world)
        record_family_time(world)
        record_prices(world.authority, today=world.today, by=world.people["finance"], scale=world.plan.scale)
        _leave_an_extract_waiting(world, teller, folder)
    _know_the_tables()


def _know_the_tables() -> None:
    """Statistics for PostgreSQL: without them it takes the tables just filled for empty, and is slow for minutes."""
    with connection.cursor() as cursor:
        # Every placement was in it until it was linked, and it would keep the room.
        cursor.execute("reindex index placement_not_linked")
        for app in ("core", "carers", "placements", "careleavers", "exchange"):
            for model in apps.get_app_config(app).get_models():
                cursor.execute(f'analyze "{model._meta.db_table}"')


def _leave_an_extract_waiting(world: World, teller: Teller, folder: Path) -> None:
    """Last week's extract is read and waits for the analyst to apply it."""
    day = world.today - timedelta(days=6)
    place = teller.write(folder / "waiting", day)
    read_upload(authority=world.authority, uploads=[place], by=world.people["analyst"], as_at=day)


def _publish(world: World) -> None:
    """Last year's statement, as the public has it, and the one in the present form with what was expected then."""
    if not Edition.objects.filter(authority=world.authority).exists():
        publish_edition(
            authority=world.authority,
            kind=Edition.Kind.STATEMENT,
            as_at=world.plan.returns_on[-1],
            audience="public",
            by=world.people["author"],
        )
    if world.plan.scale == 1:
        # Of thousands of children it takes minutes, and they are there to be looked at by many at once.
        _forecast(world)
    publish_its_documents(world)


def _forecast(world: World) -> None:
    """From the last return, made now, for the statement tells of it; the one from today waits for the worker."""
    if not ForecastRun.objects.made().filter(authority=world.authority).exists():
        ask = partial(ask_for_forecast, authority=world.authority, by=world.people["manager"])
        make_in_background.func(ask(as_at=world.plan.returns_on[-1]).pk)
        ask(as_at=world.today)
