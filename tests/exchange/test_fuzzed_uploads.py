"""Damaged uploads: each is read or refused in words, and nothing is half applied."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from sufficiency.core.system_user import system_user
from sufficiency.exchange.ssda903 import ReturnRefused, Upload, import_paths
from sufficiency.exchange.ssda903.reading import read_returns
from sufficiency.exchange.ssda903.setting_aside import judge
from tests.exchange.register import fingerprint
from tests.exchange.returns import EPISODES, HEADER, header
from tests.exchange.test_reading import XML
from tests.factories import AuthorityFactory

_EPISODES = (
    "1,01/05/2021,S,C2,N1,U6,PR1,01/09/2021,X1,CARPL,SO14 7LY,SO16 4XE,",
    "1,01/09/2021,P,C2,N1,T1,,05/09/2021,X1,,SO14 7LY,,",
    "1,05/09/2021,P,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,1234567",
    "2,03/02/2021,L,V4,N2,K2,PR4,03/04/2021,E4A,,,,",
)
_MORE = {
    "oc3.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n2,17/05/2010,YES,F2,U1\n",
    "missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,17/05/2010,M,01/06/2021,02/06/2021\n",
    "ad1.csv": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
    "2,17/05/2010,01/01/2021,02/01/2021,0,2,MF,L11\n",
}
_STRANGE = (
    b"\x00", b"\xff", b'"', b",", b";", b"\n", b"\r", b"\\", b"\xe2\x80\x9c", b"9" * 400, b"\t", b"01/01/0001", b"{}",
    b"9999-99-99", b"\xc3\x28", b"-1", b"\xef\xbb\xbf", b"'; drop table x;--", b"=1+1", b"\x1f", b"CHILD",
)  # fmt: skip


def _files() -> dict[str, bytes]:
    return {
        "episodes.csv": "\n".join([EPISODES, *_EPISODES, ""]).encode(),
        "header.csv": "\n".join([HEADER, *header("1", "2"), ""]).encode(),
        **{name: text.encode() for name, text in _MORE.items()},
    }


def _damaged(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
        content = chance.choice(
            (
                content[:at] + chance.choice(_STRANGE) + content[at:],
                content[:at] + content[to:],
                content[:at] + content[at:to] * 2 + content[to:],
                content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
                content[:to],
                content.replace(b",", chance.choice(_STRANGE), chance.randint(1, 3)),
                b"\n".join(chance.sample(lines, len(lines))) if (lines := content.split(b"\n")) else content,
            )
        )
    return content


def _upload(chance: random.Random) -> list[Upload]:
    """A good upload with some of it damaged: CSV files, a zip of them, or XML."""
    kind = chance.choice(("files", "files", "zip", "damaged zip", "xml"))
    if kind == "xml":
        return [Upload("return.xml", io.BytesIO(_damaged(XML.encode(), chance)))]
    files = _files()
    for name in chance.sample(sorted(files), chance.randint(1, 2)):
        files[name] = _damaged(files[name], chance)
    if kind == "files":
        return [Upload(name, io.BytesIO(content)) for name, content in files.items()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    content = packed.getvalue()
    return [Upload("return.zip", io.BytesIO(_damaged(content, chance) if kind == "damaged zip" else content))]


@pytest.mark.parametrize("seed", range(400))
def test_a_damaged_upload_is_read_or_refused(seed: int) -> None:
    said = ""
    try:
        for one in read_returns(_upload(random.Random(seed))):
            judge(one)
    except ReturnRefused as refusal:
        said = str(refusal)
    assert said == "" or said.endswith(".")


def _applied_or_refused(seeds: range) -> None:
    by, refused = system_user("test"), 0
    for seed in seeds:
        authority = AuthorityFactory(gss_code=f"E97{seed:06d}", name=f"Fuzzed {seed}", dfe_code="")
        nothing = fingerprint(authority)
        try:
            import_paths(authority=authority, paths=_upload(random.Random(seed)), by=by)
        except ReturnRefused:
            assert fingerprint(authority) == nothing
            refused += 1
    assert 0 < refused < len(seeds)


@pytest.mark.django_db
def test_damaged_uploads_are_applied_whole_or_not_at_all() -> None:
    _applied_or_refused(range(40))


@pytest.mark.slow
@pytest.mark.django_db
def test_a_thousand_damaged_uploads() -> None:
    _applied_or_refused(range(1000, 2000))
