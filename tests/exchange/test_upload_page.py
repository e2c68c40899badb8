"""Bringing files in: what is read, and what is refused in a sentence with the database as it was."""

from __future__ import annotations

import tempfile
from datetime import date

import pytest
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.exchange.models import Import, KeptRows
from tests.exchange.register import fingerprint
from tests.exchange.uploading import ANOTHER, BACKWARDS, LOAD, OPEN, files, loaded, send, zipped
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


def test_the_forms_token_is_asked_for(council):
    client = Client(enforce_csrf_checks=True)
    client.force_login(someone(council, Role.ANALYST))
    assert send(client, files(OPEN)).status_code == 403
    assert not Import.objects.exists()


def test_an_upload_is_read_and_nothing_is_applied(council, analyst):
    before = fingerprint(council)
    batch = loaded(analyst, files(OPEN, BACKWARDS))
    text = analyst.get(f"/returns/{batch.public_id}/").text
    assert (batch.status, fingerprint(council)) == (Import.Status.READY, before)
    assert "What we found" in text
    assert "What will change" in text
    assert "The episode ends on or before the day it began" in text
    assert analyst.get(f"/returns/{batch.public_id}/").context["changes"]["rows"][0]["cells"] == [
        "Children",
        "2",
        "0",
        "0",
        "0",
        "0",
    ]


def test_folders_are_returns_of_their_own(analyst):
    both = {f"a/{name}": data for name, data in files(OPEN).items()}
    both |= {f"b/{name}": data for name, data in files(ANOTHER).items()}
    assert loaded(analyst, both).returns.count() == 2


def test_without_paths_files_are_one_return(analyst):
    assert loaded(analyst, files(OPEN), paths="").returns.count() == 1
    assert loaded(analyst, files(OPEN), paths="[[[[").returns.count() == 1


def test_a_zip_a_year_and_an_extract(analyst):
    batch = loaded(analyst, {"r.zip": zipped(files(OPEN))}, year="2025")
    assert [one.year for one in batch.returns.all()] == [2025]
    batch = loaded(analyst, files(OPEN), as_at="31/12/2021")
    assert [(one.as_at, one.is_extract) for one in batch.returns.all()] == [(date(2021, 12, 31), True)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"year": "21"}, "in four digits"),
        ({"year": "next"}, "in four digits"),
        ({"as_at": "31/2/2021"}, "must be a real date"),
        ({"as_at": "31/12/2098"}, "must be today or earlier"),
        ({"as_at": "31/12/1066"}, "or later"),
        ({"year": "9" * 5000}, "in four digits"),
    ],
)
def test_a_year_or_day_that_cannot_be_is_refused_at_its_box(analyst, fields, sentence):
    answer = send(analyst, files(OPEN), **fields)
    assert answer.status_code == 400
    assert answer.text.count(sentence) == 2, "in the summary and at the box"
    assert not Import.objects.exists()


GOOD = files(OPEN)
BAD = {
    "a missing column": ({**GOOD, "episodes.csv": GOOD["episodes.csv"].replace(b"DECOM", b"DATE")}, "DECOM"),
    "another delimiter": (
        {**GOOD, "episodes.csv": GOOD["episodes.csv"].replace(b",", b";")},
        "episodes.csv",
    ),
    "an empty file": ({**GOOD, "header.csv": b""}, "header.csv is empty"),
    "a binary": ({**GOOD, "episodes.csv": bytes(range(256)) * 40}, "episodes.csv"),
    "a zip bomb": ({"r.zip": zipped({"episodes.csv": b"," * 30_000_000})}, "r.zip would unpack"),
    "a zip that is none": ({"r.zip": b"PK\3\4 and then nothing"}, "r.zip cannot be unpacked"),
    "100,000 columns": ({**GOOD, "episodes.csv": b"A," * 100_000 + b"\n"}, "episodes.csv"),
    "XML with entities": (
        {"r.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><EXPSSDA903>&x;</EXPSSDA903>'},
        "r.xml defines its own document type",
    ),
    "no Header": ({"episodes.csv": GOOD["episodes.csv"]}, "no Header file"),
    "no table": ({"photo.csv": b"one,two\n1,2\n"}, "photo.csv is no table"),
    "no text file": ({"photo.png": b"\x89PNG"}, "No CSV, XML or zip file"),
    "a name of another kind": ({'<b>"x".csv': b"one,two\n1,2\n"}, "is no table"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_a_sentence_and_nothing_is_kept(council, analyst, kind, caplog):
    content, sentence = BAD[kind]
    before = fingerprint(council)
    answer = send(analyst, content)
    assert answer.status_code == 400
    assert sentence in answer.context["refusal"]
    assert "There is a problem" in answer.text
    assert answer.text.startswith("<!DOCTYPE html>")
    assert "<title>Error: " in answer.text
    assert (fingerprint(council), Import.objects.count(), KeptRows.objects.count()) == (before, 0, 0)
    assert caplog.messages == ["Bad Request: /returns/load/"], "refused by a rule, not by the last resort"


def test_more_than_the_limit_is_refused_by_name(analyst, settings):
    settings.MAX_UPLOAD_BYTES = 3 * 1024 * 1024
    answer = send(analyst, {**GOOD, "oc3.csv": b"x" * 4 * 1024 * 1024})
    assert answer.status_code == 400
    assert answer.context["refusal"].startswith("With oc3.csv the files come to more than 3 MB")
    assert not Import.objects.exists()


def test_more_files_than_any_return_has(analyst, settings):
    answer = send(
        analyst, {f"{number}.csv": b"a" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)}
    )
    assert answer.status_code == 400
    assert "one zip file" in answer.context["refusal"]


def test_no_file_at_all(analyst):
    answer = analyst.post(LOAD, {})
    assert answer.status_code == 400
    assert "Choose the files of a return" in answer.text
    assert analyst.post(LOAD, b"{}", content_type="application/json").status_code == 400


def test_a_form_that_breaks_off(analyst):
    broken = b"--x\r\nContent-Disposition: form-data; name="
    assert analyst.post(LOAD, broken, content_type="multipart/form-data; boundary=x").status_code == 400
    answer = analyst.post(LOAD, b"--x", content_type="multipart/form-data; boundary=" + "x" * 500)
    assert answer.status_code == 400
    assert "did not arrive" in answer.text


def test_a_field_of_megabytes_is_refused(analyst):
    answer = send(analyst, GOOD, year="1" * 6_000_000)
    assert answer.status_code == 400
    assert "did not arrive" in answer.text


def test_a_fault_nobody_foresaw_is_told_and_logged_without_the_files_words(analyst, monkeypatch, caplog):
    def fail(**kwargs):
        raise RuntimeError("row 7: C00123 born 17/05/2010")

    monkeypatch.setattr("sufficiency.exchange.views.upload.receive", fail)
    answer = send(analyst, GOOD)
    assert answer.status_code == 400
    assert "episodes.csv could not be read" in answer.text
    assert "A return could not be read: RuntimeError" in caplog.messages
    assert "C00123" not in caplog.text
    assert "C00123" not in answer.text


def test_nothing_of_an_upload_stays_on_disk(analyst, tmp_path, monkeypatch, settings):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    seen = []
    monkeypatch.setattr(
        "sufficiency.exchange.views.upload.receive",
        lambda **_: seen.append(list(tmp_path.iterdir())) or 1 / 0,
    )
    send(analyst, {**GOOD, "oc3.csv": b"x" * 4 * 1024 * 1024})
    assert seen == [[]], "what is larger than memory should hold is in a file without a name"
    assert list(tmp_path.iterdir()) == []
