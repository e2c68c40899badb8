"""Returns in every form that councils send."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sufficiency.exchange.ssda903 import ReturnRefused, Upload
from sufficiency.exchange.ssda903.code_sets import CODE_SETS, codes_of, known_codes, meaning
from sufficiency.exchange.ssda903.reading import read_returns
from sufficiency.exchange.ssda903.reading.cells import iso_date
from sufficiency.exchange.ssda903.reading.years import hint
from tests.exchange.returns import EPISODES, HEADER, header, write_return

ROW = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
NEXT = "1,01/05/2021,S,C2,N1,U6,PR1,03/04/2022,E8,,SO14 7LY,SO16 4XE,"


def test_a_folder_is_a_return_whatever_its_files_are_called(tmp_path: Path) -> None:
    folder = write_return(tmp_path / "x", [ROW])
    (folder / "episodes.csv").rename(folder / "table one.txt")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    one = read_returns([folder])[0]
    assert (one.year, one.as_at, one.is_extract) == (2022, date(2022, 3, 31), False)
    assert {file.table: file.name for file in one.files} == {
        "Episodes": "table one.txt",
        "Header": "header.csv",
    }
    assert one.warnings == ["Left out, being no CSV, XML or zip: notes.pdf."]


def test_several_returns_in_one_folder_are_told_apart_by_the_rest_of_their_names(tmp_path: Path) -> None:
    for year, row in (("2021-22", ROW), ("2022-23", NEXT)):
        write_return(tmp_path / "each", [row])
        for table in ("episodes", "header"):
            name = f"{year} {table}.csv" if table == "header" else f"Episodes_{year}.csv"
            (tmp_path / "each" / f"{table}.csv").rename(tmp_path / name)
    (tmp_path / "each").rmdir()
    found = read_returns([tmp_path])
    assert [one.year for one in found] == [2022, 2023]
    assert [len(one.files) for one in found] == [2, 2]
    assert not any(one.warnings for one in found)


def test_a_zip_of_folders_holds_several_returns() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for folder, row in (("a", ROW), ("b", NEXT)):
            archive.writestr(f"all/{folder}/episodes.csv", f"{EPISODES}\n{row}\n")
            archive.writestr(f"all/{folder}/header.csv", "\n".join([HEADER, *header("1")]))
        archive.writestr("__MACOSX/all/a/._episodes.csv", b"\x00")
    found = read_returns([Upload("returns.zip", packed)])
    assert [(one.label, one.year) for one in found] == [("a", 2022), ("b", 2023)]
    assert found[0].files[0].name == "returns.zip/all/a/episodes.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    folder = write_return(tmp_path, [ROW])
    (folder / "episodes.csv").write_bytes(
        f"{EPISODES}\r\n{ROW.replace('SO16 4XE', 'Château')}\r\n\r\n".encode(encoding)
    )
    episodes = read_returns([folder])[0].tables()["Episodes"]
    assert episodes["PL_POST"].tolist() == ["Château"]
    assert episodes.index.tolist() == [2]


def test_row_numbers_are_the_spreadsheets(tmp_path: Path) -> None:
    folder = write_return(tmp_path, [ROW])
    broken = ROW.replace("SO16 4XE", '"two\nlines"')
    text = f"{EPISODES}\n{ROW}\n\n,,,,,,,,,,,,\n{broken}\n"
    (folder / "episodes.csv").write_text(text)
    episodes = read_returns([folder])[0].tables()["Episodes"]
    assert episodes.index.tolist() == [2, 5]
    assert episodes["PL_POST"].tolist() == ["SO16 4XE", "two lines"]


def test_extra_columns_are_listed_and_ignored(tmp_path: Path) -> None:
    folder = write_return(tmp_path, [ROW])
    (folder / "episodes.csv").write_text(f"Worker,{EPISODES.lower()},,\nSam,{ROW},,\n")
    file = next(one for one in read_returns([folder])[0].files if one.table == "Episodes")
    assert file.columns_ignored == ["WORKER"]
    assert file.columns == EPISODES.split(",") == list(file.frame.columns)


def test_text_is_trimmed_and_codes_are_in_capitals(tmp_path: Path) -> None:
    folder = write_return(tmp_path, [" 1 ,01/05/2021, s,c2,n1,k2 ,pr4,,,, so14 7ly,SO16 4XE,"], header("1"))
    row = read_returns([folder])[0].tables()["Episodes"].iloc[0]
    assert (row["CHILD"], row["RNE"], row["PLACE"], row["PLACE_PROVIDER"]) == ("1", "S", "K2", "PR4")
    assert row["HOME_POST"] == "so14 7ly"


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("01/05/2021", "2021-05-01"),
        ("1/5/2021", "2021-05-01"),
        (" 2021-05-01 ", "2021-05-01"),
        ("2021-05-01 00:00:00", "2021-05-01"),
        ("29/02/2020", "2020-02-29"),
        ("29/02/2021", "29/02/2021"),
        ("01/05/21", "01/05/21"),
        ("05-01-2021", "05-01-2021"),
        ("01/05/0021", "01/05/0021"),
        ("zz/05/2020", "zz/05/2020"),
        ("", ""),
    ],
)
def test_dates_are_british_or_iso_and_anything_else_is_left(cell: str, read: str) -> None:
    assert iso_date(cell) == read


def test_the_year_is_that_of_the_last_day_spoken_of(tmp_path: Path) -> None:
    def year(*rows: str, name: str = "x") -> int:
        return read_returns([write_return(tmp_path / name / str(len(list(tmp_path.rglob("*")))), rows)])[
            0
        ].year

    assert year("1,31/03/2021,S,C2,N1,U6,PR1,,,,,,") == 2021
    assert year("1,01/04/2021,S,C2,N1,U6,PR1,,,,,,") == 2022
    assert year("1,01/05/2020,S,C2,N1,U6,PR1,31/03/2021,E8,,,,") == 2021
    # Out on 1 April is in care through 31 March.
    assert year("1,01/05/2020,S,C2,N1,U6,PR1,01/04/2021,E8,,,,") == 2021
    assert year("1,01/05/2020,S,C2,N1,U6,PR1,02/04/2021,E8,,,,") == 2022


def test_a_year_in_the_name_is_a_hint_and_a_difference_is_said(tmp_path: Path) -> None:
    assert hint("SSDA903 2017-18") == ("2017-18", 2018)
    assert hint("2017_2018 final") == ("2017_2018", 2018)
    assert hint("return 2017") == ("2017", 2017)
    assert hint("no year") is None
    folder = write_return(tmp_path / "2021", [ROW])
    assert "speaks of 2021" in read_returns([folder])[0].warnings[0]
    assert read_returns([folder], year=2024)[0].year == 2024


def test_an_extract_has_a_day_of_its_own(tmp_path: Path) -> None:
    folder = write_return(tmp_path, [ROW])
    one = read_returns([folder], as_at=date(2021, 12, 31))[0]
    assert (one.year, one.as_at, one.is_extract) == (2022, date(2021, 12, 31), True)


def test_two_returns_of_one_year_are_refused(tmp_path: Path) -> None:
    write_return(tmp_path / "first", [ROW])
    write_return(tmp_path / "second", [ROW])
    with pytest.raises(ReturnRefused, match="“first” and “second” are both the return to 31 March 2022"):
        read_returns([tmp_path])


def test_a_pooled_extract_is_split_by_authority_and_year(tmp_path: Path) -> None:
    tmp_path.joinpath("episodes.csv").write_text(
        f"LA,YEAR,{EPISODES}\nSouthampton,2022,{ROW}\nPortsmouth,2022,{ROW}\n852,2023,{NEXT}\n"
    )
    tmp_path.joinpath("header.csv").write_text(
        f"{HEADER},LA,YEAR\n{header('1')[0]},E06000045,2022\n{header('1')[0]},southampton,2023\n"
    )
    names = ["Southampton", "E06000045", "852"]
    found = read_returns([tmp_path], known_as=names)
    assert [one.year for one in found] == [2022, 2023]
    assert [one.tables()["Episodes"].index.tolist() for one in found] == [[2], [4]]
    assert "episodes.csv: 1 rows of other authorities were left." in found[0].warnings
    assert list(found[0].tables()["Episodes"].columns) == EPISODES.split(",")
    with pytest.raises(ReturnRefused, match="none of them is this authority's"):
        read_returns([tmp_path], known_as=["Northmere"])


XML = """<?xml version="1.0" encoding="UTF-8"?>
<EXPSSDA903>
  <CHILD>
    <HEADER>
      <CHILDID>1</CHILDID><SEX>2</SEX><DOB>2010-05-17</DOB><ETHNIC>WBRI</ETHNIC><UPN>UN1</UPN>
      <MOTHER>0</MOTHER><UASC>1</UASC><DUC>2021-12-01</DUC>
      <AREVIEW><REVIEW>2021-07-01</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <AMISSING><MISSING>M</MISSING><MIS_START>2021-08-01</MIS_START><MIS_END>2021-08-02</MIS_END></AMISSING>
    </HEADER>
    <EPISODE><DECOM>2021-05-01</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL>
      <PLACE_PROVIDER>PR1</PLACE_PROVIDER><HOME_POST>SO14 7LY</HOME_POST><PL_POST>SO16 4XE</PL_POST>
      <DEC>2021-09-01</DEC><REC>X1</REC></EPISODE>
    <EPISODE><DECOM>2021-09-01</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>K2</PL>
      <PLACE_PROVIDER>PR4</PLACE_PROVIDER><URN>1234567</URN></EPISODE>
  </CHILD>
  <CHILD><HEADER><CHILDID>2</CHILDID><SEX>1</SEX><DOB>2001-05-17</DOB><ETHNIC>WBRI</ETHNIC>
    <UASC>0</UASC><IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>U1</ACCOM></HEADER></CHILD>
</EXPSSDA903>"""


def test_xml_is_read_as_the_same_tables() -> None:
    one = read_returns([Upload("return.xml", io.BytesIO(XML.encode()))])[0]
    tables = one.tables()
    assert one.year == 2022
    assert tables["Episodes"]["PLACE"].tolist() == ["U6", "K2"]
    assert tables["Episodes"]["DEC"].tolist() == ["2021-09-01", ""]
    assert tables["Header"]["CHILD"].tolist() == ["1", "2"]
    assert tables["Header"]["UASC"].tolist() == ["1", "0"]
    assert tables["UASC"]["DUC"].tolist() == ["2021-12-01"]
    assert tables["OC3"]["CHILD"].tolist() == ["2"]
    assert tables["Reviews"]["REVIEW"].tolist() == ["2021-07-01"]
    assert tables["Missing"]["MISSING"].tolist() == ["M"]


def test_in_xml_a_date_without_its_flag_is_kept_to_be_asked_about() -> None:
    text = XML.replace("<UASC>1</UASC>", "<UASC>0</UASC>")
    tables = read_returns([Upload("return.xml", io.BytesIO(text.encode()))])[0].tables()
    assert tables["UASC"]["DUC"].tolist() == ["2021-12-01"]


def test_a_table_without_rows_may_be_one_blank_line(tmp_path: Path) -> None:
    """As some systems write it; a file of no bytes at all is refused, as one that was cut off."""
    folder = write_return(tmp_path, [ROW])
    (folder / "ad1.csv").write_text("\n")
    file = next(one for one in read_returns([folder])[0].files if one.table == "AD1")
    assert (file.columns, len(file.frame)) == ([], 0)
    (folder / "ad1.csv").write_text("")
    with pytest.raises(ReturnRefused, match=r"ad1\.csv is empty"):
        read_returns([folder])


def test_codes_by_year() -> None:
    assert "K3" not in codes_of("PLACE", 2024)
    assert "K3" in codes_of("PLACE", 2025)
    assert {"H5", "P2"} <= codes_of("PLACE", 2025)
    assert not {"H5", "P2"} & codes_of("PLACE", 2026)
    assert {"Z11", "Z1"} <= codes_of("PLACE", 2026)
    assert "Z1" not in codes_of("PLACE", 2027)
    assert codes_of("SEX", 2024) == {"1", "2"}
    assert codes_of("SEX", 2025) == {"M", "F", "U"}
    assert {"E43", "E44"} <= codes_of("REC", 2018)
    assert "E45" in codes_of("REC", 2019)
    assert {"Q1", "M3", "F6", "A2", "R4"} <= known_codes("PLACE")
    assert "E99" not in known_codes("REC")
    assert "LIIAF" not in known_codes("REASON_PLACE_CHANGE")
    assert meaning("PLACE", "K2") == "Children's home"
    assert meaning("PLACE", "XX") == ""
    assert all(entry.meaning for codes in CODE_SETS.values() for entry in codes.values())
