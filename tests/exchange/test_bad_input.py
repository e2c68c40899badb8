"""Files that cannot be read: refused in a sentence that names the file, and nothing is changed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from sufficiency.exchange.models import Import, Return
from sufficiency.exchange.ssda903 import ReturnRefused, Upload, limits
from sufficiency.exchange.ssda903.reading import read_returns
from tests.exchange.returns import EPISODES, HEADER, header, load, write_return
from tests.factories import AuthorityFactory

ROW = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
GOOD = f"{EPISODES}\n{ROW}\n"


def _refused(folder: Path, content: bytes | str | None, name: str = "episodes.csv") -> str:
    """What is said of a return one of whose files has this content."""
    write_return(folder, [ROW])
    if content is not None:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReturnRefused) as refusal:
        read_returns([folder])
    return str(refusal.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", r"episodes.csv is empty"),
        ("\n\n", r"episodes.csv is empty"),
        (
            GOOD.replace("DECOM", "BEGAN"),
            r"episodes.csv looks like the Episodes table but has no column DECOM",
        ),
        (GOOD.replace("CHILD,", ""), r"no column CHILD"),
        (GOOD.replace(",", ";"), r"episodes.csv has semicolons between its cells"),
        (GOOD.replace(",", "\t"), r"episodes.csv has tabs between its cells"),
        (GOOD.replace(",URN", ",CHILD"), r"episodes.csv has the column CHILD twice"),
        (GOOD.replace("C2", '"C2'), r'quotation mark \("\) in row 2'),
        (f"{GOOD}{ROW},,too,many\n", r"episodes.csv has 16 cells in row 3 but only 13 columns"),
        (GOOD.replace("SO16 4XE", "x" * 5000), r"5,000 characters in one cell \(row 2, column PL_POST\)"),
        ("name,size\na,1\n", r"episodes.csv is no table of the SSDA903"),
        (b"\x00\x01\x02" * 50, r"episodes.csv is not a text file"),
        (b"PK\x03\x04rest", r"episodes.csv is an Excel workbook"),
        (b"%PDF-1.7", r"episodes.csv is a PDF"),
        (GOOD.encode("utf-16"), r"episodes.csv is in UTF-16"),
        (GOOD.encode() + b"\x81\x8d", r"episodes.csv is neither UTF-8 nor Windows text"),
        (",".join(f"C{number}" for number in range(100_000)), r"episodes.csv has more than 200 columns"),
        (f"{EPISODES}\n1,soon,S,C2,N1,U6,PR1,,,,,,\n", r"episodes.csv has no row with a date"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content, said) -> None:
    message = _refused(tmp_path, content)
    assert re.search(said, message), message
    assert message.endswith(".")


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    write_return(tmp_path, [ROW])
    with (tmp_path / "episodes.csv").open("r+b") as file:
        file.truncate(200 * limits.MEBIBYTE)
    with pytest.raises(ReturnRefused, match=r"episodes\.csv is larger than 100 MB"):
        read_returns([tmp_path])


def test_an_upload_beyond_the_limit_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    with pytest.raises(ReturnRefused, match=r"big\.csv is larger than"):
        read_returns([Upload("big.csv", io.BytesIO(b"x" * 101))])


def _zip(files: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def test_a_zip_bomb_is_refused_without_being_unpacked() -> None:
    bomb = _zip({"episodes.csv": b"0" * 50 * limits.MEBIBYTE})
    with pytest.raises(ReturnRefused, match=r"bomb\.zip would unpack to 1 files of 50 MB"):
        read_returns([Upload("bomb.zip", bomb)])


def test_a_zip_inside_a_zip_is_refused() -> None:
    outer = _zip({"2021/inner.zip": _zip({"a.csv": b"x"}).getvalue()})
    with pytest.raises(ReturnRefused, match="is a zip inside a zip"):
        read_returns([Upload("outer.zip", outer)])


def test_a_broken_zip_is_refused() -> None:
    broken = _zip({"episodes.csv": GOOD.encode()}).getvalue()[:-20]
    with pytest.raises(ReturnRefused, match=r"return\.zip cannot be unpacked"):
        read_returns([Upload("return.zip", io.BytesIO(broken))])


def test_a_folder_without_episodes_or_header_is_refused(tmp_path: Path) -> None:
    write_return(tmp_path / "a", [ROW])
    (tmp_path / "a" / "episodes.csv").unlink()
    with pytest.raises(ReturnRefused, match=r"no Episodes file beside header\.csv"):
        read_returns([tmp_path / "a"])
    write_return(tmp_path / "b", [ROW])
    (tmp_path / "b" / "header.csv").unlink()
    with pytest.raises(ReturnRefused, match=r"no Header file beside episodes\.csv"):
        read_returns([tmp_path / "b"])


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    write_return(tmp_path, [ROW], more=[HEADER, *header("2")])
    with pytest.raises(ReturnRefused, match=r"header\.csv and more\.csv are both the Header table"):
        read_returns([tmp_path])


def test_nothing_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnRefused, match="No CSV, XML or zip file was found"):
        read_returns([tmp_path])
    with pytest.raises(ReturnRefused, match="was not found"):
        read_returns([tmp_path / "nowhere"])


XML = "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID></HEADER></CHILD></EXPSSDA903>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>{XML}', "document type or entities"),
        (XML[:-5], "not well-formed XML"),
        ("<html><body/></html>", "outermost element is HTML, not EXPSSDA903"),
        (f'<?xml version="1.0" encoding="nothing"?>{XML}', "return.xml"),
    ],
)
def test_xml_that_is_no_return_is_refused(content: str, said: str) -> None:
    with pytest.raises(ReturnRefused, match=said):
        read_returns([Upload("return.xml", io.BytesIO(content.encode()))])


@pytest.mark.django_db
def test_a_refused_call_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    authority = AuthorityFactory()
    write_return(tmp_path / "2022", [ROW])
    (write_return(tmp_path / "2023", [ROW]) / "episodes.csv").write_text("broken")
    with pytest.raises(ReturnRefused, match=r"episodes\.csv"):
        load(authority, tmp_path / "2022", tmp_path / "2023")
    assert not Return.objects.exists()
    assert not Import.objects.exists()
