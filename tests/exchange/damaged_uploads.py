"""Uploads with something wrong: columns, encodings, delimiters, dates, codes, quotes, sizes, binaries, zips, XML."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from tests.exchange.returns import EPISODES, HEADER, header
from tests.exchange.uploading import zipped

_ROWS = (
    "1,01/05/2021,S,C2,N1,U6,PR1,01/09/2021,X1,CARPL,SO14 7LY,SO16 4XE,",
    "1,01/09/2021,P,C2,N1,T1,,05/09/2021,X1,,SO14 7LY,,",
    "1,05/09/2021,P,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,1234567",
    "2,03/02/2021,L,V4,N2,K2,PR4,03/04/2021,E4A,,,,",
    "3,03/02/2021,S,V2,N2,H5,PR4,,,,SO19 9DH,PO1 2AL,",
)
_OTHERS = {
    "oc3.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n2,17/05/2010,YES,F2,U1\n",
    "missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,17/05/2010,M,01/06/2021,02/06/2021\n",
    "uasc.csv": "CHILD,SEX,DOB,DUC\n3,2,17/05/2010,\n",
    "reviews.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\n1,17/05/2010,01/06/2021,PN3\n",
}
_XML = """<?xml version="1.0" encoding="UTF-8"?>
<EXPSSDA903><CHILDREN><CHILDID>1</CHILDID><HEADER><SEX>2</SEX><DOB>2010-05-17</DOB><ETHNIC>WBRI</ETHNIC>
<UASC>0</UASC></HEADER><EPISODE><DECOM>2021-05-01</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL>
<PLACE_PROVIDER>PR1</PLACE_PROVIDER><HOME_POST>SO14 7LY</HOME_POST><PL_POST>SO16 4XE</PL_POST></EPISODE></CHILDREN>
</EXPSSDA903>"""
_WORDS = (
    "", " ", '"', "''", "=1+1", "\x00", "\t", "0", "-1", "NaN", "NULL", "31/02/2021", "2021-13-01", "1/1/21", "٣",
    "01/05/0001", "9999-12-31", "C" * 25, "x" * 3000, "Z9", "é", "’", "\u202e", "\ufeff", "1e400", "{1,2}", "\\N", "\\",
    "18446744073709551616", "01/05/2021 00:00", "%s", "'; drop table x;--", "<script>alert(1)</script>", "🏠", "\r",
)  # fmt: skip
_NAMES = (
    "../../etc/x.csv", "C:\\a\\b.csv", "a" * 400 + ".csv", ".csv", "x.CSV", "\u202egnp.csv", "episodes", "é.csv",
    "=1+1.csv", "<b>.csv", "con.csv", "a\nb.csv", "x.tar.gz", "2017-18.csv",
)  # fmt: skip
_ENCODINGS = ("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7", "cp500")

Upload = dict[str, bytes]


def good() -> dict[str, str]:
    return {
        "episodes.csv": "\n".join([EPISODES, *_ROWS, ""]),
        "header.csv": "\n".join([HEADER, *header("1", "2", "3"), ""]),
        **_OTHERS,
    }


def _encoded(files: dict[str, str]) -> Upload:
    return {name: text.encode() for name, text in files.items()}


def _one(chance: random.Random, change: Callable[[random.Random, str], str]) -> Upload:
    files = good()
    name = chance.choice([*list(files), "episodes.csv", "episodes.csv", "header.csv"])
    files[name] = change(chance, files[name])
    return {name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}


def _cells(chance: random.Random, text: str) -> str:
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(chance.randint(1, 5)):
        row = chance.choice(rows[chance.choice((0, 1, 1, 1)) :] or rows)
        row[chance.randrange(len(row))] = chance.choice(_WORDS)
    return "\n".join(",".join(row) for row in rows) + "\n"


def _columns(chance: random.Random, text: str) -> str:
    head, _, rest = text.partition("\n")
    names = head.split(",")
    match chance.randrange(7):
        case 0:
            names.pop(chance.randrange(len(names)))
        case 1:
            names.append(chance.choice(names))
        case 2:
            names.insert(chance.randrange(len(names)), chance.choice(_WORDS))
        case 3:
            chance.shuffle(names)
        case 4:
            names = [name.lower() for name in names]
        case 5:
            return rest
        case _:
            names = [*names, "LA", "YEAR"]
            rest = "\n".join(
                f"{line},{chance.choice(('Southampton', 'Kent'))},2022" for line in rest.splitlines()
            )
    return f"{','.join(names)}\n{rest}"


def _delimiters(chance: random.Random, text: str) -> str:
    return text.replace(",", chance.choice((";", "\t", "|", ", ", ",,", "\x1f", ":")))


def _quotes(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(('"', '""', '"\n', '",', "'")) + text[at:]
    return text


def _lines(chance: random.Random, text: str) -> str:
    lines = text.splitlines()
    match chance.randrange(5):
        case 0:
            lines = lines * chance.randint(2, 4)
        case 1:
            chance.shuffle(lines)
        case 2:
            lines = lines[: chance.randrange(len(lines))]
        case 3:
            lines = [line + "," * chance.randint(1, 5) if chance.random() < 0.5 else line for line in lines]
        case _:
            lines = [line.rsplit(",", chance.randint(1, 4))[0] for line in lines]
    return chance.choice(("\n", "\r\n", "\r", "\n\n", "\x0b")).join(lines)


def _encoding(chance: random.Random) -> Upload:
    files, encoding = good(), chance.choice(_ENCODINGS)
    files["header.csv"] = files["header.csv"].replace("UN1", "naïve’")
    return {name: text.encode(encoding, "replace") for name, text in files.items()}


def _bytes(chance: random.Random) -> Upload:
    files = _encoded(good())
    name = chance.choice(list(files))
    data = bytearray(files[name])
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    files[name] = bytes(data)
    return files


def _binary(chance: random.Random) -> Upload:
    files = _encoded(good())
    files[chance.choice(list(files))] = chance.choice(
        (b"\x89PNG\r\n", b"%PDF-1.7", b"PK\3\4", b"")
    ) + chance.randbytes(chance.randint(0, 5000))
    return files


def _size(chance: random.Random) -> Upload:
    files = _encoded(good())
    name = chance.choice(("episodes.csv", "header.csv", "oc3.csv"))
    match chance.randrange(5):
        case 0:
            files[name] = b"A," * 100_000 + b"\n" + b"1," * 100_000
        case 1:
            files[name] = files[name].replace(b"\n", b"\n" * 50_000, 1)
        case 2:
            files[name] += b"x" * 2_000_000
        case 3:
            files[name] = b"," * 1_000_000
        case _:
            files[name] = b""
    return files


def _zip(chance: random.Random) -> Upload:
    files = _encoded(good())
    match chance.randrange(7):
        case 0:
            packed = zipped({"episodes.csv": b"0" * chance.randint(6, 30) * 1_000_000})
        case 1:
            packed = zipped({"inner.zip": zipped(files)})
        case 2:
            packed = zipped({f"../../{name}": data for name, data in files.items()})
        case 3:
            packed = zipped({f"{place}/{name}": data for place in "ab" for name, data in files.items()})
        case 4:
            packed = zipped({})
        case 5:
            packed = zipped({f"{number}.csv": b"" for number in range(2500)})
        case _:
            packed = zipped(files)
    if chance.random() < 0.4:
        data = bytearray(packed)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        packed = bytes(data[: chance.randint(len(data) // 2, len(data))])
    return {"return.zip": packed}


def _locked_zip(chance: random.Random) -> Upload:
    """Said to be encrypted, by a method that does not exist, or larger than it is."""
    packed = bytearray(zipped(_encoded(good())))
    at = packed.find(b"PK\1\2")
    packed[at + chance.choice((8, 10, 24, 20))] = chance.randrange(1, 256)
    assert zipfile.is_zipfile(io.BytesIO(packed))
    return {"return.zip": bytes(packed)}


def _xml(chance: random.Random) -> Upload:
    text = _XML
    for _ in range(chance.randint(0, 4)):
        at, to = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
        text = chance.choice(
            (
                text[:at] + text[to:],
                text[:at] + chance.choice(_WORDS) + text[at:],
                text.replace("2021-05-01", chance.choice(_WORDS).replace("<", "")),
                text.replace("UTF-8", chance.choice((*_ENCODINGS, "no-such"))),
                text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "elsewhere.txt">]>', 1),
                text.replace("<CHILDREN>", "<CHILDREN>" * chance.randint(2, 3000), 1),
                text.replace("</CHILDREN>", "</CHILDREN>" + text[at:to], 1),
            )
        )
    return {"return.xml": text.encode("utf-8", "surrogatepass")}


def _names(chance: random.Random) -> Upload:
    files = _encoded(good())
    return {chance.choice(_NAMES) if chance.random() < 0.5 else name: data for name, data in files.items()}


_KINDS: tuple[Callable[[random.Random], Upload], ...] = (
    lambda chance: _one(chance, _cells),
    lambda chance: _one(chance, _cells),
    lambda chance: _one(chance, _cells),
    lambda chance: _one(chance, _columns),
    lambda chance: _one(chance, _delimiters),
    lambda chance: _one(chance, _quotes),
    lambda chance: _one(chance, _lines),
    _encoding,
    _bytes,
    _binary,
    _size,
    _zip,
    _locked_zip,
    _xml,
    _names,
)
_PATHS = ("", "null", "[]", "[1,2]", "[" * 5000, '["../x"]', "{}", '"x"', "\x00")
_YEARS = ("", "", "", "2022", "0", "-1", "2e3", "٢٠٢٢", "9" * 40, "2022 ")
_DAYS = ("", "", "", "31/12/2021", "2021-12-31", "29/2/2021", "0/0/0", "1/1/99999999999", "x")


def damaged_upload(chance: random.Random) -> tuple[Upload, dict[str, str]]:
    """Files by name, and the form's other fields."""
    files = chance.choice(_KINDS)(chance)
    fields = {}
    if chance.random() < 0.15:
        fields["paths"] = chance.choice(_PATHS)
    if chance.random() < 0.15:
        fields |= {"year": chance.choice(_YEARS), "as_at": chance.choice(_DAYS)}
    return files, fields
