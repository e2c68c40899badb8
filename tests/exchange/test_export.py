"""What goes out for a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Placement
from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.exchange.ssda903 import export_return
from tests.exchange.returns import EPISODES, header, load, write_return
from tests.factories import (
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def _export(authority: Authority, year: int) -> dict[str, pd.DataFrame]:
    return export_return(authority=authority, year=year, by=system_user("test"))


def _lines(frame: pd.DataFrame) -> list[str]:
    return [",".join(row) for row in frame.itertuples(index=False)]


def test_an_end_after_the_year_goes_out_blank(authority, tmp_path: Path) -> None:
    row = "1,01/05/2021,S,C2,N1,U6,PR1,03/06/2022,E4A,CARPL,SO14 7LY,SO16 4XE,"
    load(authority, write_return(tmp_path / "2023", [row]))
    assert _lines(_export(authority, 2022)["Episodes"]) == [
        "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
    ]
    assert _lines(_export(authority, 2023)["Episodes"]) == [row]
    assert not len(_export(authority, 2021)["Episodes"])
    assert not len(_export(authority, 2024)["Episodes"])


def test_an_earlier_year_goes_out_as_later_corrected(authority, tmp_path: Path) -> None:
    before = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
    load(
        authority,
        write_return(tmp_path / "2022", [before], oc2=["CHILD,DOB,SDQ_SCORE", "1,17/05/2010,12"]),
        write_return(
            tmp_path / "2023",
            [before.replace("U6", "U4"), "2,02/05/2022,S,C2,N1,U6,PR1,,,,,,"],
            header("1", "2", born="18/05/2010"),
        ),
    )
    tables = _export(authority, 2022)
    assert tables["Episodes"]["PLACE"].tolist() == ["U4"]
    assert tables["Header"]["DOB"].tolist() == ["18/05/2010"]
    assert _lines(tables["OC2"]) == ["1,18/05/2010,12"]


def test_sex_goes_out_in_the_codes_of_the_year(authority, tmp_path: Path) -> None:
    row = "1,01/05/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
    load(authority, write_return(tmp_path / "2024", [row], header("1", sex="2")), year=2024)
    load(authority, write_return(tmp_path / "2025", [row], header("1", sex="F")), year=2025)
    assert _export(authority, 2024)["Header"]["SEX"].tolist() == ["2"]
    load(authority, write_return(tmp_path / "again", [row], header("1", sex="M")), year=2025)
    assert _export(authority, 2024)["Header"]["SEX"].tolist() == ["1"]
    assert _export(authority, 2025)["Header"]["SEX"].tolist() == ["M"]


def test_a_child_that_a_later_return_left_out_still_goes_out_with_a_header(authority, tmp_path: Path) -> None:
    first = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
    other = "2,02/05/2022,S,C2,N1,U6,PR1,,,,,,"
    load(authority, write_return(tmp_path / "2022", [first]), write_return(tmp_path / "2023", [other]))
    tables = _export(authority, 2023)
    assert _lines(tables["Episodes"]) == [other, first]
    assert tables["Header"]["CHILD"].tolist() == ["2", "1"]


def test_rows_set_aside_do_not_go_out(authority, tmp_path: Path) -> None:
    rows = ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "1,never,P,C2,N1,K2,PR1,,,,,,"]
    load(authority, write_return(tmp_path / "a", rows))
    assert _lines(_export(authority, 2022)["Episodes"]) == rows[:1]


def test_what_people_entered_goes_out_with_codes_that_follow(authority) -> None:
    user = UserFactory()
    child = ChildFactory(authority=authority, number="7", entered_by=user)
    period = PeriodOfCareFactory(
        child=child,
        dates=DateRange(date(2024, 6, 3), date(2025, 2, 1)),
        reason_ended="E4A",
        entered_by=user,
    )

    def dates(first: tuple[int, ...], end: tuple[int, ...]) -> DateRange:
        return DateRange(date(*first), date(*end))

    LegalStatusFactory(period=period, dates=dates((2024, 6, 3), (2024, 9, 1)), code="V2", entered_by=user)
    LegalStatusFactory(
        period=period, dates=dates((2024, 9, 1), (2025, 2, 1)), code="C2", reason_started="L", entered_by=user
    )
    PlacementFactory(period=period, dates=dates((2024, 6, 3), (2024, 7, 1)), entered_by=user)
    PlacementFactory(
        period=period,
        dates=dates((2024, 7, 1), (2024, 9, 1)),
        reason_started="P",
        reason_for_change="CARPL",
        code="K2",
        entered_by=user,
    )
    PlacementFactory(
        period=period, dates=dates((2024, 9, 1), (2025, 2, 1)), reason_started="P", entered_by=user
    )
    tables = _export(authority, 2025)
    episodes = tables["Episodes"]
    assert list(episodes.columns) == EPISODES.split(",")
    assert episodes[["DECOM", "RNE", "LS", "PLACE", "DEC", "REC"]].values.tolist() == [
        ["03/06/2024", "S", "V2", "U6", "01/07/2024", "X1"],
        ["01/07/2024", "P", "V2", "K2", "01/09/2024", "X1"],
        ["01/09/2024", "B", "C2", "U6", "01/02/2025", "E4A"],
    ]
    assert _lines(tables["Header"]) == ["7,F,17/05/2012,WBRI,,,"]


def test_a_move_that_people_entered_after_the_return_ends_the_returns_episode(
    authority, tmp_path: Path
) -> None:
    load(authority, write_return(tmp_path / "2024", ["1,01/05/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"]))
    before = Placement.objects.get()
    user = UserFactory()
    before.dates, before.entered_by = DateRange(before.dates.lower, date(2024, 6, 3)), user
    before.save()
    PlacementFactory(
        period=before.period,
        dates=DateRange(date(2024, 6, 3), None),
        code="K2",
        reason_started="P",
        entered_by=user,
    )
    episodes = _export(authority, 2025)["Episodes"]
    assert episodes[["DECOM", "RNE", "PLACE", "DEC", "REC"]].values.tolist() == [
        ["01/05/2023", "S", "U6", "03/06/2024", "X1"],
        ["03/06/2024", "P", "K2", "", ""],
    ]
    assert _export(authority, 2024)["Episodes"]["DEC"].tolist() == [""]
