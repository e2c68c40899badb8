"""A scenario in a file: the same levers as those of the pages, and what is wrong with a line, in words."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from forecasting.engine.errors import BadValue
from forecasting.models import LeverKind
from forecasting.presenters.levers import assumption
from forecasting.what_if.actions import Pull, add_lever, make_scenario
from forecasting.what_if.files import levers_from
from tests.forecasting.pages.council import LAST, with_four_years

pytestmark = pytest.mark.django_db


def written(folder: Path, *lines: str) -> Path:
    path = folder / "levers.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_every_column(tmp_path):
    [entries, homes] = levers_from(
        written(
            tmp_path,
            "kind,starts_on,low,central,high,ages,to_placement,instead_of,places_each,fill_rate,ramp_months",
            "entries,2026-04-01,-10,-20,-30,10-15; 16-17,,,,,12",
            "recruitment,2026-04-01,,10,,,in_house_fostering,agency_fostering,1.5,80,",
        )
    )
    assert (entries.kind, entries.starts_on, entries.ramp_months) == ("entries", date(2026, 4, 1), 12)
    assert (entries.low, entries.central, entries.high) == (Decimal(-10), Decimal(-20), Decimal(-30))
    assert entries.ages == ["10-15", "16-17"]
    assert entries.placements is None
    assert (homes.low, homes.high, homes.places_each, homes.fill_rate) == (10, 10, Decimal("1.5"), 80)
    assert entries.pk is None


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((), "has no lever"),
        (("kind,starts_on,central",), "has no lever"),
        (("kind,central", "entries,1"), "must have the columns kind, starts_on, central"),
        (("kind,starts_on,central,why", "entries,2026-04-01,-5,x"), "It has why"),
        (("kind,starts_on,central", "magic,2026-04-01,-5"), "Line 2 of levers.csv is no lever"),
        (("kind,starts_on,central", "entries,April,-5"), "starts_on: "),
        (("kind,starts_on,central", "entries,2026-04-01,lots"), "central: "),
        (("kind,starts_on,central", "entries,2026-04-01,-500"), "lever_is_of_its_kind"),
        (
            ("kind,starts_on,low,central,high", "entries,2026-04-01,-30,-20,-10"),
            "lever_grows_from_low_to_high",
        ),
        (("kind,starts_on,central,ages", "entries,2026-04-01,-5,90-99"), "ages: "),
    ],
)
def test_what_is_no_lever_is_told_by_its_line(tmp_path, lines, why):
    with pytest.raises(BadValue) as refusal:
        levers_from(written(tmp_path, *lines))
    assert why in str(refusal.value)


def test_a_file_that_is_none(tmp_path):
    path = tmp_path / "levers.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadValue, match="cannot be read as CSV"):
        levers_from(path)


def test_the_command_says_the_same_of_a_file_and_of_a_kept_scenario(council, manager, tmp_path):
    with_four_years(council)
    scenario = make_scenario(authority=council, name="Early help", about="It works.", by=manager)
    add_lever(
        scenario=scenario,
        kind=LeverKind.ENTRIES,
        pull=Pull(starts_on=date(2024, 4, 1), low=Decimal(-50), central=Decimal(-70), high=Decimal(-90)),
        by=manager,
    )
    path = written(tmp_path, "kind,starts_on,low,central,high", "entries,2024-04-01,-50,-70,-90")
    assert [assumption(one) for one in levers_from(path)] == [
        assumption(one) for one in scenario.levers.all()
    ]
    told = []
    for named in ("Early help", str(path)):
        out = io.StringIO()
        asked = {"authority": council.gss_code, "origin": LAST.isoformat(), "years": 1, "paths": 60}
        call_command("forecast", scenario=named, json=True, stdout=out, **asked)
        told.append(json.loads(out.getvalue())["scenario"])
    assert told[0]["differences"] == told[1]["differences"]
    assert told[0]["assumptions"] == told[1]["assumptions"]
