"""Loading returns: what becomes of rows, what is said of them, and that order and repetition do not matter."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from placements.models import (
    Child,
    Coverage,
    LegalStatus,
    PeriodOfCare,
    Placement,
    TemporaryMove,
    UnaccompaniedStatus,
)
from sufficiency.core.models import AuditEvent
from sufficiency.exchange.models import Import, KeptRows, Return
from sufficiency.exchange.ssda903 import ReturnRefused
from tests.exchange.register import fingerprint, keys, register
from tests.exchange.returns import header, load, spells, write_return
from tests.factories import AuthorityFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def _three_years(folder: Path) -> list[Path]:
    """A child who moves, is corrected, goes on a temporary move and leaves; another who is forgotten."""
    return [
        write_return(
            folder / "2022",
            [
                "1,01/05/2021,S,V2,N1,U6,PR1,01/09/2021,X1,CARPL,SO14 7LY,SO16 4XE,",
                "1,01/09/2021,P,V2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,",
                "2,03/02/2022,S,C1,N5,U4,PR1,,,,SO14 7LY,SO19 9DH,",
            ],
        ),
        write_return(
            folder / "2023",
            [
                "1,01/09/2021,P,V2,N1,K2,PR5,02/06/2022,X1,,SO14 7LY,PO1 2AL,",
                "1,02/06/2022,P,V2,N1,T1,,09/06/2022,X1,,SO14 7LY,,",
                "1,09/06/2022,P,V2,N1,K2,PR5,,,,SO14 7LY,PO12AL,",
            ],
        ),
        write_return(
            folder / "2024",
            ["1,09/06/2022,P,V2,N1,K2,PR5,30/11/2023,E4A,,SO14 7LY,PO12AL,"],
        ),
    ]


def test_the_three_timelines(authority, tmp_path: Path) -> None:
    report = load(authority, *_three_years(tmp_path))
    one = Child.objects.get(number="1")
    assert spells(one.periods_of_care) == [(date(2021, 5, 1), date(2023, 11, 30))]
    assert spells(one.legal_statuses) == [(date(2021, 5, 1), date(2023, 11, 30))]
    assert spells(one.placements) == [
        (date(2021, 5, 1), date(2021, 9, 1)),
        (date(2021, 9, 1), date(2023, 11, 30)),
    ]
    move = one.temporary_moves.get()
    assert (move.dates.lower, move.dates.upper, move.code) == (date(2022, 6, 2), date(2022, 6, 9), "T1")
    assert (move.reason_placement_resumed, move.postcode_resumed) == ("P", "PO12AL")
    placement = one.placements.get(code="K2")
    assert (placement.provider, placement.reason_ended, placement.miles) == (
        "PR5",
        "E4A",
        Decimal("15.8"),
    )
    assert placement.located_in == "E06000044"
    assert report.counts == {
        "children": 2,
        "periods_of_care": 2,
        "legal_statuses": 2,
        "placements": 3,
        "temporary_moves": 1,
        "care_leavers": 0,
    }
    assert [(one["row"], one["code"]) for one in report.queries if one["code"] == "ABSENT"] == [(4, "ABSENT")]


def test_any_order_of_loading_gives_the_same_register(authority, tmp_path: Path) -> None:
    folders = _three_years(tmp_path)
    load(authority, *folders)
    expected = register(authority)
    for number, order in enumerate(itertools.permutations(folders)):
        other = AuthorityFactory(gss_code=f"E9900000{number}", name=f"Order {number}", dfe_code="")
        for folder in order:
            load(other, folder)
        found = register(other)
        for table in expected:
            # Miles and authority of a placement are of the place, whoever is responsible.
            assert found[table] == expected[table], (table, order)


def test_repeating_an_import_changes_nothing(authority, tmp_path: Path) -> None:
    folders = _three_years(tmp_path)
    first = load(authority, *folders)
    before, rows = (keys(authority), fingerprint(authority)), KeptRows.objects.count()
    again = load(authority, *folders)
    assert (keys(authority), fingerprint(authority)) == before
    assert (Import.objects.count(), Return.objects.count(), KeptRows.objects.count()) == (1, 3, rows)
    assert {name: count for name, count in again.changes.items() if count and "unchanged" not in name} == {}
    assert {**again.as_json(), "seconds": 0, "changes": {}} == {
        **first.as_json(),
        "seconds": 0,
        "changes": {},
    }


def test_what_persists_keeps_its_primary_key(authority, tmp_path: Path) -> None:
    first, second, third = _three_years(tmp_path)
    load(authority, first)
    held = Placement.objects.get(code="K2").pk
    load(authority, second)
    load(authority, third)
    assert Placement.objects.get(code="K2").pk == held


def test_a_later_correction_moves_boundaries(authority, tmp_path: Path) -> None:
    load(
        authority,
        write_return(
            tmp_path / "2022",
            [
                "1,01/05/2021,S,C1,N1,U6,PR1,01/07/2021,X1,,,,",
                "1,01/07/2021,L,C2,N1,U6,PR1,01/09/2021,X1,,,,",
                "1,01/09/2021,P,C2,N1,T1,,05/09/2021,X1,,,,",
                "1,05/09/2021,P,C2,N1,U6,PR1,,,,,,",
            ],
        ),
    )
    load(
        authority,
        write_return(
            tmp_path / "again",
            [
                "1,20/04/2021,S,C1,N1,U6,PR1,01/07/2021,X1,,,,",
                "1,01/07/2021,B,C2,N1,K2,PR1,05/09/2021,X1,,,,",
                "1,05/09/2021,P,C2,N1,U6,PR1,30/12/2021,E8,,,,",
            ],
        ),
    )
    assert spells(PeriodOfCare.objects) == [(date(2021, 4, 20), date(2021, 12, 30))]
    assert spells(Placement.objects) == [
        (date(2021, 4, 20), date(2021, 7, 1)),
        (date(2021, 7, 1), date(2021, 9, 5)),
        (date(2021, 9, 5), date(2021, 12, 30)),
    ]
    assert spells(LegalStatus.objects) == [
        (date(2021, 4, 20), date(2021, 7, 1)),
        (date(2021, 7, 1), date(2021, 12, 30)),
    ]
    assert not TemporaryMove.objects.exists()


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",01/05/2021,S,C2,N1,U6,PR1,,,,,,", "CHILD", "CHILD"),
        ("1,31/02/2021,S,C2,N1,U6,PR1,,,,,,", "DECOM", "DECOM"),
        ("1,,S,C2,N1,U6,PR1,,,,,,", "DECOM", "DECOM"),
        ("1,01/05/2021,S,C2,N1,ZZ,PR1,,,,,,", "PLACE", "CODE"),
        ("1,01/05/2021,S,C2,N1,U6,PR1,01/06/2021,LIIAF,,,,", "REC", "CODE"),
        ("1,01/05/2021,S,C2,N1,U6,PR1,soon,,,,,", "DEC", "DEC"),
        ("1,01/05/2021,S,C2,N1,U6,PR1,01/05/2021,X1,,,,", "DEC", "DEC"),
        ("9,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "CHILD", "HEADER"),
        ("2,03/05/2021,S,C2,N1,U6,PR1,,,,,,", "DECOM", "OVERLAP"),
        ("2,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "DECOM", "OVERLAP"),
    ],
)
def test_rows_that_no_timeline_can_hold_are_set_aside(authority, tmp_path, row, column, code) -> None:
    good = "2,01/05/2021,S,C2,N1,U6,PR1,09/05/2021,E8,,,,"
    folder = write_return(tmp_path / "a", [good, row], header("1", "2"))
    report = load(authority, folder)
    assert [(one["file"], one["row"], one["column"], one["code"]) for one in report.set_aside] == [
        ("episodes.csv", 3, column, code)
    ]
    assert Placement.objects.count() == 1
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    with pytest.raises(ReturnRefused, match=r"1 rows would be set aside.*episodes\.csv, row 3"):
        load(other, folder, strict=True)
    assert not Return.objects.filter(authority=other).exists()


def test_a_child_whose_birth_cannot_be_read_is_set_aside_with_its_episodes(authority, tmp_path: Path) -> None:
    rows = ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "2,01/05/2021,S,C2,N1,U6,PR1,,,,,,"]
    people = [*header("1"), *header("2", born="17th of May")]
    report = load(authority, write_return(tmp_path / "a", rows, people))
    assert {(one["file"], one["row"], one["code"]) for one in report.set_aside} == {
        ("header.csv", 3, "DOB"),
        ("episodes.csv", 3, "HEADER"),
    }
    assert list(Child.objects.values_list("number", flat=True)) == ["1"]


def test_broken_rules_are_kept_and_queried(authority, tmp_path: Path) -> None:
    rows = [
        "1,01/05/2021,P,,N1,U6,,01/07/2021,X1,,,,",
        "1,03/07/2021,L,C2,,Q1,PR1,,E4A,,,nowhere at all,odd",
    ]
    report = load(authority, write_return(tmp_path / "a", rows))
    assert report.set_aside == []
    assert report.queries
    assert [(one.code, one.postcode, one.urn) for one in Placement.objects.order_by("dates")] == [
        ("U6", "", ""),
        ("Q1", "nowhere at all", "odd"),
    ]


def test_a_blank_end_before_another_row_is_repaired_and_said(authority, tmp_path: Path) -> None:
    rows = ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "1,01/07/2021,P,C2,N1,K2,PR1,,,,,,"]
    report = load(authority, write_return(tmp_path / "a", rows))
    assert [(one["file"], one["row"]) for one in report.repaired] == [("episodes.csv", 2)]
    assert "01/07/2021" in report.repaired[0]["what"]
    first = Placement.objects.order_by("dates")[0]
    assert first.end_inferred
    assert first.dates.upper == date(2021, 7, 1)


def test_a_blank_end_never_reopens_what_an_older_return_says_after_a_newer(authority, tmp_path: Path) -> None:
    closed = write_return(tmp_path / "2023", ["1,01/05/2021,S,C2,N1,U6,PR1,01/07/2022,E8,,,,"])
    still_open = write_return(tmp_path / "2022", ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,"])
    load(authority, closed)
    load(authority, still_open, year=2022)
    assert spells(Placement.objects) == [(date(2021, 5, 1), date(2022, 7, 1))]


def test_first_seen_with_a_move_began_before(authority, tmp_path: Path) -> None:
    rows = ["1,01/05/2021,P,C2,N1,U6,PR1,01/07/2021,X1,,,,", "1,01/07/2021,L,E1,N1,U6,PR1,,,,,,"]
    load(authority, write_return(tmp_path / "a", rows))
    assert not PeriodOfCare.objects.get().start_known
    assert [one.start_known for one in LegalStatus.objects.order_by("dates")] == [False, True]
    assert Placement.objects.get().start_known


def test_a_temporary_move_that_ends_elsewhere_is_a_placement_and_a_query(authority, tmp_path: Path) -> None:
    rows = [
        "1,01/05/2021,S,C2,N1,U6,PR1,01/07/2021,X1,,,SO16 4XE,",
        "1,01/07/2021,P,C2,N1,T4,,06/07/2021,X1,,,,",
        "1,06/07/2021,P,C2,N1,U6,PR1,,,,,PO1 2AL,",
    ]
    report = load(authority, write_return(tmp_path / "a", rows))
    assert [one.code for one in Placement.objects.order_by("dates")] == ["U6", "T4", "U6"]
    assert not TemporaryMove.objects.exists()
    assert ("episodes.csv", 3) in {
        (one["file"], one["row"]) for one in report.queries if one["code"] == "MOVE"
    }


def test_short_breaks_are_a_kind_of_their_own(authority, tmp_path: Path) -> None:
    rows = ["1,01/05/2021,S,V4,N2,U6,PR1,01/07/2021,X1,,,,", "1,01/07/2021,L,V2,N2,U6,PR1,,,,,,"]
    load(authority, write_return(tmp_path / "a", rows))
    assert [one.kind for one in PeriodOfCare.objects.order_by("dates")] == ["short_breaks", "looked_after"]


def test_the_same_number_in_another_authority_is_another_child(authority, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "a", ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,"])
    load(authority, folder)
    load(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), folder)
    assert Child.objects.filter(number="1").count() == 2


def test_a_dry_run_reports_and_changes_nothing(authority, tmp_path: Path) -> None:
    folders = _three_years(tmp_path)
    tried = load(authority, *folders, dry_run=True)
    assert not Child.objects.exists()
    assert not Import.objects.exists()
    assert not AuditEvent.objects.exists()
    done = load(authority, *folders)
    assert {**tried.as_json(), "seconds": 0} == {**done.as_json(), "seconds": 0}


def test_coverage_follows_the_current_returns(authority, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "a", ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,"])
    load(authority, folder)
    load(authority, folder, as_at=date(2022, 12, 31))
    assert sorted((one.dates.lower, one.dates.upper) for one in Coverage.objects.all()) == [
        (date(2021, 4, 1), date(2022, 4, 1)),
        (date(2022, 4, 1), date(2023, 1, 1)),
    ]


def test_only_those_allowed_may_load(authority, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "a", ["1,01/05/2021,S,C2,N1,U6,PR1,,,,,,"])
    with pytest.raises(PermissionDenied):
        load(authority, folder, by=MembershipFactory(authority=authority, role="social_worker").user)
    load(authority, folder, by=MembershipFactory(authority=authority, role="analyst").user)
    assert AuditEvent.objects.filter(action="returns applied").count() == 1


def test_another_authoritys_return_is_loaded_with_a_warning(authority, tmp_path: Path) -> None:
    rows = [f"{n},01/05/2021,S,C2,N1,U6,PR1,,,,PO1 2AL,PO1 2AL," for n in range(3)]
    homes = ["PO1 2AL", "SO53 3AA", "SP2 8EA", "SP1 2QW", "SO21 3AW", "BH1 1AA", "SO14 7LY"]
    rows += [f"x{n},01/05/2021,S,C2,N1,U6,PR1,,,,{home},PO1 2AL," for n, home in enumerate(homes)]
    report = load(authority, write_return(tmp_path / "a", rows))
    assert any("may be another authority's return" in warning for warning in report.warnings)


def test_a_flag_in_header_alone_makes_a_child_unaccompanied(authority, tmp_path: Path) -> None:
    """As a return of XML turned into CSV has it. A row in UASC says more, and wins."""
    folder = write_return(
        tmp_path / "2022",
        [f"{number},01/05/2021,S,V2,N8,U6,PR1,,,,,SO16 4XE," for number in "123"],
        people=[],
        uasc=["CHILD,SEX,DOB,DUC", "2,1,17/05/2006,01/02/2022"],
    )
    people = [f"{number},1,17/05/2006,AOTH,UN1,,,{flag}" for number, flag in zip("123", "110", strict=True)]
    (folder / "header.csv").write_text(
        "\n".join(["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,UASC", *people]) + "\n"
    )
    load(authority, folder)
    known = UnaccompaniedStatus.objects.order_by("child__number").values_list("child__number", "ceased_on")
    assert list(known) == [("1", None), ("2", date(2022, 2, 1))]
