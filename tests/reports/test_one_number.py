"""One number, one definition: tile, CSV, command and page say the same for every figure and every category."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from reports.presenters.tiles import tile
from sufficiency.indicators import catalogue, formatting, measure
from sufficiency.indicators.base import Unit
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db
DAYS = (AS_AT, date(2012, 10, 31), date(2005, 3, 31))


@pytest.fixture
def command(council, capsys):
    """What the command says of a day, by key."""

    def ask(day: date) -> dict[str, dict]:
        call_command("indicators", "--authority", council.gss_code, "--as-at", day.isoformat(), "--json")
        return {one["key"]: one for one in json.loads(capsys.readouterr().out)["measurements"]}

    return ask


def csv_of(client, day: date) -> dict[tuple[str, str], dict[str, str]]:
    file = client.get("/measurements.csv", {"on": day.isoformat()})
    assert "attachment" in file["Content-Disposition"]
    return {(row["key"], row["category"]): row for row in csv.DictReader(io.StringIO(file.text))}


@pytest.mark.parametrize("day", DAYS)
def test_every_surface_says_the_same(analyst, council, command, day):
    told, rows = command(day), csv_of(analyst, day)
    measured = measure(catalogue.KEYS, authority=council, as_at=day, today=day)
    assert list(told) == list(catalogue.KEYS)
    assert {key for key, _ in rows} == set(catalogue.KEYS)
    for key, measurement in measured.items():
        row, one = rows[key, ""], told[key]
        drawn = tile(measurement)
        if one["value"] is None:
            assert (row["value"], drawn["value"]) == ("", ""), key
            assert row["reason"] == drawn["reason"] == one["reason"], key
            continue
        assert float(row["value"]) == one["value"], key
        assert drawn["value"] == formatting.value_text(measurement), key
        assert _read(drawn["value"]) == pytest.approx(one["value"], abs=_rounding(one)), key
        assert (row["missing"], row["as_at"]) == (str(one["missing"]), one["as_at"]), key
        for line in one["breakdown"] or []:
            written = rows[key, line["category"]]
            assert int(written["value"]) == line["value"], (key, line["category"])
            assert written["percent"] == ("" if line["percent"] is None else str(line["percent"]))


def test_pages_print_the_same_text(analyst, council):
    for key, measurement in measure(catalogue.KEYS, authority=council, as_at=AS_AT, today=AS_AT).items():
        page = analyst.get(f"/indicators/{key}/", {"on": AS_AT.isoformat()})
        headline = page.context["headline"]
        expected = None if measurement.value is None else formatting.value_text(measurement)
        assert headline["value"] == expected, key


def test_the_list_prints_the_same_text(analyst, council):
    page = analyst.get("/indicators/", {"on": AS_AT.isoformat()})
    printed = {
        row["href"].split("/")[2]: row["cells"][2]
        for family in page.context["families"]
        for row in family["table"]["rows"]
    }
    for key, measurement in measure(printed, authority=council, as_at=AS_AT, today=AS_AT).items():
        expected = None if measurement.value is None else formatting.value_text(measurement)
        assert printed[key] == expected, key


def _read(text: str) -> float:
    return float(text.rstrip("%").replace(",", ""))


def _rounding(measurement: dict) -> float:
    """Half of the last place that is printed; counts are exact."""
    if measurement["unit"] in (Unit.CHILDREN, Unit.YOUNG_PEOPLE):
        return 0
    return 0.05 if measurement["unit"] == Unit.PERCENT and 0 < measurement["value"] < 1 else 0.5
