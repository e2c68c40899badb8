"""*As known then*: whatever was loaded or corrected later, an earlier moment's figures can be counted again."""

from __future__ import annotations

import random
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from placements.models import Child, Coverage, LegalStatus, PeriodOfCare, Placement
from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import
from sufficiency.exchange.ssda903 import import_paths, undo_import
from sufficiency.indicators import catalogue, measure
from sufficiency.indicators.as_known import REBUILT, known_then, measure_as_known
from sufficiency.indicators.measuring import FAMILIES
from tests.factories import AuthorityFactory, UserFactory
from tests.indicators.returns import Return
from tests.indicators.worlds import random_world

# History is stamped with the time at which a transaction began: each step here needs one of its own.
pytestmark = pytest.mark.django_db(transaction=True)
KEYS = catalogue.KEYS


def _load(authority: Authority, one: Return, folder: Path) -> None:
    which: dict[str, Any] = {"year": one.year} if one.whole_year else {"as_at": one.as_at}
    import_paths(authority=authority, paths=[one.write(folder)], by=system_user("test"), **which)


def _corrected(one: Return, chance: random.Random) -> Return:
    """The return again, as it might be sent a second time: rows gone, codes and dates otherwise."""
    again = Return(one.as_at, {table: [dict(row) for row in rows] for table, rows in one.tables.items()})
    episodes = again.tables["Episodes"]
    for row in episodes:
        if chance.random() < 0.3:
            row["PLACE"], row["PLACE_PROVIDER"] = "K2", "PR4"
        if chance.random() < 0.2:
            row["LS"] = "C1"
    gone = {row["CHILD"] for row in episodes if chance.random() < 0.15}
    again.tables["Episodes"] = [row for row in episodes if row["CHILD"] not in gone] or episodes[:1]
    for row in again.tables["Header"]:
        if chance.random() < 0.2:
            row["SEX"] = "1" if row["SEX"] == "2" else "2"
    return again


def _edit_by_hand(authority: Authority) -> None:
    """A person puts two records right."""
    by = UserFactory()
    placement = Placement.objects.filter(child__authority=authority).order_by("pk").last()
    assert placement is not None
    placement.code, placement.entered_by = "R1", by
    placement.save()
    child = Child.objects.filter(authority=authority).order_by("pk").first()
    assert child is not None
    child.date_of_birth -= timedelta(days=4000)
    child.save()


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_of_every_earlier_moment_can_be_counted_again(seed):
    chance, world = random.Random(seed), random_world(seed, children=14, years=3)
    authority, told = AuthorityFactory(), []
    with tempfile.TemporaryDirectory() as scratch:
        loads = [*world.returns, _corrected(chance.choice(world.returns), chance)]
        steps = [
            (lambda one=one, at=at: _load(authority, one, Path(scratch) / str(at)))
            for at, one in enumerate(loads)
        ]
        steps += [
            lambda: undo_import(batch=Import.objects.order_by("-applied_at")[0], by=system_user("test")),
            lambda: _edit_by_hand(authority),
        ]
        for step in steps:
            step()
            figures = {day: measure(KEYS, authority=authority, as_at=day, today=day) for day in world.days}
            told.append((timezone.now(), figures))
    assert len({str(figures) for _, figures in told}) > len(world.returns)  # The steps did change figures.
    for moment, figures in told:
        with known_then(authority, moment):
            assert {
                day: measure(KEYS, authority=authority, as_at=day, today=day) for day in world.days
            } == figures


def test_nothing_was_known_before_anything_was_loaded():
    authority, before = AuthorityFactory(), timezone.now()
    with tempfile.TemporaryDirectory() as scratch:
        world = random_world(1, children=5, years=2)
        _load(authority, world.returns[0], Path(scratch) / "a")
    then = measure_as_known(["cla.number"], authority=authority, as_at=world.days[0], known_at=before)
    assert then["cla.number"].value is None
    assert "none is loaded" in (then["cla.number"].reason or "")


def _look_after(authority: Authority) -> PeriodOfCare:
    child = Child.objects.create(authority=authority, number="1", date_of_birth=date(2012, 5, 17))
    Coverage.objects.create(authority=authority, dates=DateRange(date(2024, 4, 1), date(2025, 4, 1)))
    dates = DateRange(date(2024, 6, 3), None)
    period = PeriodOfCare.objects.create(child=child, kind="looked_after", dates=dates)
    LegalStatus.objects.create(child=child, period=period, code="C2", dates=dates)
    return period


def test_a_record_that_was_removed_is_still_known_then():
    authority, day = AuthorityFactory(), date(2025, 3, 31)
    _look_after(authority)
    moment = timezone.now()
    Child.objects.all().delete()
    assert measure(["cla.number"], authority=authority, as_at=day, today=day)["cla.number"].value == 0
    then = measure_as_known(["cla.number"], authority=authority, as_at=day, known_at=moment)
    assert then["cla.number"].value == 1


def test_another_authority_is_not_counted_and_nothing_is_left():
    authority, other = AuthorityFactory(), AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    _look_after(other)
    with known_then(authority, timezone.now()):
        assert not Child.objects.exists()
    assert Child.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_class where relnamespace = pg_my_temp_schema()"
            " and (relname like 'known_%%' or relname = any(%s))",
            [[model._meta.db_table for model in REBUILT]],
        )
        assert cursor.fetchone() == (0,)


def test_every_register_table_that_figures_are_counted_from_is_rebuilt():
    rebuilt = {model._meta.db_table for model in REBUILT}
    for family in FAMILIES:
        read = set(re.findall(r"\b(?:from|join) ((?:placements|carers|careleavers)_\w+)", family.JUDGED))
        assert read <= rebuilt, family.__name__
        assert read, family.__name__


def test_the_command_counts_as_known_then(capsys):
    authority = AuthorityFactory()
    period = _look_after(authority)
    moment = timezone.now()
    period.dates = DateRange(date(2024, 6, 3), date(2024, 9, 1))
    LegalStatus.objects.all().delete()
    period.save()
    asked = ["--authority", authority.gss_code, "--as-at", "2025-03-31", "--key", "cla.number", "--json"]
    call_command("indicators", *asked)
    assert '"value": 0' in capsys.readouterr().out
    call_command("indicators", *asked, "--known-at", moment.isoformat())
    assert '"value": 1' in capsys.readouterr().out
