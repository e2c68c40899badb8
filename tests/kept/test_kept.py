"""What is kept is what would be counted: after every kind of write, by whoever, and while another is under way."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from careleavers.models import YearlyContact
from placements.models import (
    AdoptionOrder,
    Child,
    Coverage,
    LegalStatus,
    PeriodOfCare,
    Placement,
    UnaccompaniedStatus,
)
from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import
from sufficiency.exchange.ssda903 import import_paths, undo_import
from sufficiency.kept.keeping import forget
from sufficiency.kept.models import Figures
from tests.factories import AuthorityFactory
from tests.indicators.returns import Return
from tests.indicators.worlds import random_world
from tests.kept.council import as_counted, said, sql

# Nothing is kept within a transaction: each test needs real ones.
pytestmark = pytest.mark.django_db(transaction=True)


SPELLS = (PeriodOfCare, LegalStatus, Placement)


# --- Random writes of every kind ------------------------------------------------------------------------------------


def _load(authority: Authority, one: Return) -> None:
    which: dict[str, Any] = {"year": one.year} if one.whole_year else {"as_at": one.as_at}
    with tempfile.TemporaryDirectory() as scratch:
        import_paths(
            authority=authority, paths=[one.write(Path(scratch) / "r")], by=system_user("test"), **which
        )


def _of(model: Any, authority: Authority, chance: random.Random) -> Any:
    records = list(model.objects.filter(child__authority=authority).order_by("pk"))
    return chance.choice(records) if records else None


def _some_day(one: Any, chance: random.Random) -> date:
    return one.dates.lower + timedelta(days=chance.choice([0, 1, 20, 200, 500]))


def _spell_otherwise(authority: Authority, chance: random.Random) -> None:
    one = _of(chance.choice(SPELLS), authority, chance)
    if one is None:
        return
    begins, ends = _some_day(one, chance), _some_day(one, chance)
    change: dict[str, Any] = chance.choice(
        [
            {"dates": DateRange(one.dates.lower, ends)},
            {"dates": DateRange(one.dates.lower, None)},
            {"dates": DateRange(begins, one.dates.upper)},
            {"reason_ended": chance.choice(["", "E11", "E8", "X1"])},
            {"end_inferred": not one.end_inferred},
            {"start_known": not one.start_known},
            {"child": _of(PeriodOfCare, authority, chance).child},
        ]
    )
    own: dict[type, dict[str, Any]] = {
        PeriodOfCare: {"kind": chance.choice(["looked_after", "short_breaks"])},
        LegalStatus: {"code": chance.choice(["C1", "C2", "D1", "V2"]), "need": chance.choice(["N1", "N5"])},
        Placement: chance.choice(
            [
                {"code": chance.choice(["K2", "U4", "A3", "P1"])},
                {"provider": chance.choice(["PR1", "PR4", "PR2"])},
                {"miles": chance.choice([None, 3, 44])},
                {"located_in": chance.choice(["", "E06000044", authority.gss_code])},
                {"postcode": chance.choice(["SO14 7LY", "SO16 4XE"])},
                {"reason_started": chance.choice(["P", "T", "L", "B", ""])},
            ]
        ),
    }
    type(one).objects.filter(pk=one.pk).update(**(own[type(one)] if chance.random() < 0.5 else change))


def _spell_gone(authority: Authority, chance: random.Random) -> None:
    one = _of(chance.choice(SPELLS), authority, chance)
    if one is not None:
        one.delete()


def _child_otherwise(authority: Authority, chance: random.Random) -> None:
    children = list(Child.objects.order_by("pk"))
    if not children:
        return
    one = chance.choice(children)
    change = chance.choice(
        [
            {"date_of_birth": one.date_of_birth + timedelta(days=chance.choice([-900, 400]))},
            {"sex": chance.choice(["1", "2"])},
            {"ethnicity": chance.choice(["WBRI", "AIND", "BAFR"])},
            {"is_restricted": not one.is_restricted},
            {
                "authority": chance.choice(
                    list(Authority.objects.filter(pk__in=[authority.pk, authority.pk + 1]))
                )
            },
        ]
    )
    Child.objects.filter(pk=one.pk).update(**change)


def _child_gone(authority: Authority, chance: random.Random) -> None:
    one = Child.objects.filter(authority=authority).order_by("?").first()
    if one is not None:
        one.delete()


def _child_comes(authority: Authority, chance: random.Random) -> None:
    began = date(2008, 1, 1) + timedelta(days=chance.randrange(5000))
    dates = DateRange(began, chance.choice([None, began + timedelta(days=300)]))
    child = Child.objects.create(authority=authority, number=f"N{chance.random()}", date_of_birth=began)
    period = PeriodOfCare.objects.create(child=child, kind="looked_after", dates=dates, reason_started="S")
    LegalStatus.objects.create(child=child, period=period, code="C2", need="N1", dates=dates)
    Placement.objects.create(child=child, period=period, code="U4", provider="PR1", dates=dates)


def _facts_otherwise(authority: Authority, chance: random.Random) -> None:
    for model, change in (
        (YearlyContact, {"in_touch": chance.choice(["YES", "NO"]), "accommodation": "B1"}),
        (AdoptionOrder, {"matched_on": date(2012, 1, 1) + timedelta(days=chance.randrange(999))}),
        (UnaccompaniedStatus, {"ceased_on": chance.choice([None, date(2012, 1, 1)])}),
    ):
        one = _of(model, authority, chance)
        if one is not None and chance.random() < 0.5:
            type(one).objects.filter(pk=one.pk).update(**change)
        elif one is not None and chance.random() < 0.3:
            one.delete()


def _a_fact_comes(authority: Authority, chance: random.Random) -> None:
    children = list(Child.objects.filter(authority=authority))
    if children:
        child, as_at = chance.choice(children), date(chance.randrange(2009, 2026), 3, 31)
        model = chance.choice([UnaccompaniedStatus, YearlyContact, AdoptionOrder])
        model.objects.create(
            child=child, as_at=as_at, **({"in_touch": "YES"} if model is YearlyContact else {})
        )


def _days_otherwise(authority: Authority, chance: random.Random) -> None:
    one = Coverage.objects.filter(authority=authority).order_by("?").first()
    if one is not None:
        one.dates = DateRange(one.dates.lower, one.dates.upper + timedelta(days=chance.choice([-30, 60])))
        one.save()


def _undo(authority: Authority, chance: random.Random) -> None:
    last = Import.objects.filter(status="applied").order_by("-applied_at").first()
    if last is not None:
        undo_import(batch=last, by=system_user("test"))


def _many_at_once(authority: Authority, chance: random.Random) -> None:
    sql("update placements_placement set code = 'K2' where id %% 3 = %s", chance.randrange(3))


def _forget(authority: Authority, chance: random.Random) -> None:
    forget()


WRITES: tuple[Callable[[Authority, random.Random], None], ...] = (
    *[_spell_otherwise] * 12,
    _spell_gone,
    *[_child_otherwise] * 3,
    _child_gone,
    *[_child_comes] * 2,
    *[_facts_otherwise] * 2,
    *[_a_fact_comes] * 2,
    _days_otherwise,
    _many_at_once,
    _forget,
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))])
def test_after_any_writes_what_is_kept_is_what_is_counted(seed):
    chance, world = random.Random(seed), random_world(seed, children=12, years=3)
    authority = AuthorityFactory()
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    Authority.objects.filter(pk=other.pk).exclude(pk=authority.pk + 1).update(name="Portsmouth")
    first = min(one.as_at for one in world.returns) - timedelta(days=400)
    days = sorted({*world.days, *(first + timedelta(days=97 * step) for step in range(10))})
    steps: list[Callable[[], None]] = [partial(_load, authority, one) for one in world.returns]
    steps += [partial(chance.choice(WRITES), authority, chance) for _ in range(25)]
    steps += [
        lambda: _load(authority, world.returns[0]),
        lambda: _undo(authority, chance),
        *steps[3:9],
        lambda: _load(authority, world.returns[-1]),
    ]
    held, changed, before = 0, 0, None
    for step in steps:
        try:
            with transaction.atomic():
                step()
        except DatabaseError:
            continue
        marks = dict(Figures.objects.values_list("pk", "counted_at"))
        for one in (authority, other):
            kept = said(one, days)
            assert kept == as_counted(one, days), step
            assert said(one, days) == kept
        now = dict(Figures.objects.values_list("pk", "counted_at"))
        held += sum(now.get(pk) == at for pk, at in marks.items())
        changed += kept != before
        before = kept
    assert held > 500  # Or nothing was kept, and all the above said nothing.
