"""`manage.py forecast`: the contract's JSON, from the registers."""

import io
import json

import pytest
from django.core.management import call_command

from tests.forecasting.pages.council import LAST, with_four_years

pytestmark = pytest.mark.django_db


def test_one_document_on_standard_output(council):
    with_four_years(council)
    out = io.StringIO()
    asked = {"origin": LAST.isoformat(), "years": 1, "paths": 60, "seed": 3, "json": True}
    call_command("forecast", authority=council.gss_code, stdout=out, **asked)
    told = json.loads(out.getvalue())
    assert (told["authority"], told["origin"], told["seed"], told["paths"]) == (
        council.gss_code,
        "2024-03-31",
        3,
        60,
    )
    names = [one["name"] for one in told["series"]]
    assert names[:2] == ["total", "age:0"]
    assert {"placement:in_house_fostering", "leavers:turning_18"} <= set(names)
    points = told["series"][0]["points"]
    assert [point["date"] for point in points][-1] == "2025-03-31"
    assert len(points) == 12
    for point in points:
        assert point["low95"] <= point["low80"] <= point["median"] <= point["high80"] <= point["high95"]


def test_too_little_history_is_refused_in_words(council, capsys):
    with_four_years(council)
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("forecast", authority=council.gss_code, origin="2021-03-31", stderr=err)
    assert ended.value.code == 1
    assert "24 months of records are needed" in err.getvalue()
