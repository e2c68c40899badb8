"""Editions: who may make and see them, how they are numbered, and that once issued they never change."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from reports import statement
from reports.actions import NotReady, publish_edition
from reports.document import Audience
from reports.editions import editions_of, pdf_of, printed_in, table_of, tables_of
from reports.exports.csv import table_csv
from reports.models import Edition, EditionMeasurement
from reports.statement.gathering import _before
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.system_user import system_user
from sufficiency.indicators.protected_links import system_of
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.reports import figures

pytestmark = pytest.mark.django_db
AS_AT = date(2024, 3, 31)
GATHERED = figures.small(4)


@pytest.fixture(autouse=True)
def _hand_made_figures(monkeypatch):
    monkeypatch.setattr(statement, "gather", lambda *, authority, as_at, today: GATHERED)


def member(authority, role):
    user = UserFactory()
    MembershipFactory(user=user, authority=authority, role=role)
    return user


def publish(authority, audience="public", by=None) -> Edition:
    return publish_edition(
        authority=authority, kind="statement", as_at=AS_AT, audience=audience, by=by or system_user("tests")
    )


def test_an_edition_holds_its_bytes_its_tables_and_every_measurement(authority):
    edition = publish(authority)
    assert pdf_of(edition).startswith(b"%PDF-1.7")
    assert edition.sha256 == hashlib.sha256(pdf_of(edition)).hexdigest()
    assert edition.measurements.count() == len(GATHERED.measurements)
    built = statement.build(GATHERED, Audience.PUBLIC)
    assert tables_of(Edition.objects.get()) == list(built.document.tables())
    event = AuditEvent.objects.get(action="publish edition")
    assert (event.object_id, event.facts["number"]) == (str(edition.public_id), 1)


def test_one_number_in_edition_table_and_csv(authority):
    edition = publish(authority, "internal")
    table = table_of(edition, "table-4")
    stored = EditionMeasurement.objects.get(
        edition=edition, key="placements.by_type", as_at=AS_AT
    ).measurement
    lines = table_csv(table).splitlines()
    for row, line, csv_line in zip(table.rows, stored["breakdown"], lines[1:], strict=False):
        assert row.cells[-1].value == line["value"]
        assert csv_line.endswith(f",{line['value']}")


def test_a_public_edition_stores_no_hidden_count(authority):
    edition = publish(authority)
    for stored in edition.measurements.all():
        exact = GATHERED.measurements[stored.key, stored.as_at]
        for line in stored.measurement["breakdown"] or ():
            if f"{line['category']}: value" in stored.measurement["hidden"]:
                assert line["value"] is None
            else:
                assert line["value"] == exact.category(line["category"]).value
    assert sum(len(stored.measurement["hidden"]) for stored in edition.measurements.all()) > 20


def test_a_public_edition_keeps_whatever_could_be_counted_of_its_days(authority):
    """A reader may work it out, so later editions are protected beside it."""
    edition = publish(authority)
    rest = [(one["key"], date.fromisoformat(one["as_at"])) for one in edition.counted_besides]
    printed = list(edition.measurements.values_list("key", "as_at"))
    assert sorted(rest + printed) == sorted(GATHERED.countable)
    [in_print] = _before(authority, GATHERED.dates).editions
    days = {day for _, day in printed}
    lines = {
        (key, day, line.category)
        for (key, day), one in GATHERED.countable.items()
        for line in one.breakdown or ()
    }
    assert days == set(GATHERED.dates)
    assert lines <= {(cell.key, cell.as_at, cell.category) for cell in in_print.counted}
    assert publish(authority, "internal").counted_besides == []


def test_a_statement_that_would_tell_a_small_count_beside_another_is_not_published(authority, monkeypatch):
    cell = next(iter(system_of([GATHERED.measurements["cla.number", AS_AT]]).counts))
    built = statement.build(GATHERED, Audience.PUBLIC)
    telling = replace(built, protected=replace(built.protected, lost=(cell,)))
    monkeypatch.setattr(statement, "build", lambda *_: telling)
    with pytest.raises(NotReady, match="two people decide"):
        publish(authority)
    assert not Edition.objects.exists()


def test_editions_are_numbered_whatever_the_audience(authority):
    numbers = [publish(authority, audience).number for audience in ("public", "internal", "public")]
    assert numbers == [1, 2, 3]
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    assert publish(other).number == 1


@pytest.mark.parametrize(
    "sql",
    [
        "update reports_edition set title = 'Another'",
        "update reports_edition set status = 'draft'",
        "delete from reports_edition",
        "update reports_editionmeasurement set measurement = '{}'",
        "delete from reports_editionmeasurement",
        "insert into reports_editionmeasurement (edition_id, key, as_at, measurement) "
        "select id, 'made.up', '2024-03-31', '{}' from reports_edition",
    ],
)
def test_what_is_issued_cannot_be_changed_by_any_writer(authority, sql):
    publish(authority)
    with pytest.raises(IntegrityError, match=r"issued edition|has been issued"), transaction.atomic():
        connection.cursor().execute(sql)


def test_who_may_publish(authority):
    assert publish(authority, by=member(authority, Role.REPORT_AUTHOR)).number == 1
    for role in (Role.ELECTED_MEMBER, Role.PLACEMENT_OFFICER, Role.DIRECTOR):
        with pytest.raises(PermissionDenied, match="does not let you"):
            publish(authority, by=member(authority, role))
    stranger = member(AuthorityFactory(gss_code="E06000044", name="P", short_name="P"), Role.REPORT_AUTHOR)
    with pytest.raises(PermissionDenied):
        publish(authority, by=stranger)
    assert Edition.objects.count() == 1


def test_who_may_see(authority):
    public, internal = publish(authority), publish(authority, "internal")
    seen = {
        role: set(editions_of(authority, user=member(authority, role)))
        for role in (Role.ELECTED_MEMBER, Role.ANALYST, Role.SYSTEM_ADMINISTRATOR)
    }
    assert seen == {
        Role.ELECTED_MEMBER: {public},
        Role.ANALYST: {public, internal},
        Role.SYSTEM_ADMINISTRATOR: set(),
    }
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    assert not editions_of(authority, user=member(other, Role.ANALYST))
    where = printed_in("cla.number", user=member(authority, Role.ELECTED_MEMBER), authority=authority)
    assert {one.edition for one in where} == {public}


def command(authority, tmp_path, *more, kind="statement", audience="public"):
    out = io.StringIO()
    path = tmp_path / "new" / "folder" / "statement.pdf"
    given = ("--authority", authority.gss_code, "--as-at", AS_AT.isoformat(), "--audience", audience)
    call_command("publish", kind, *given, "--output", str(path), *more, stdout=out)
    return path, out.getvalue()


def test_the_command_writes_the_file_and_says_what_it_made(authority, tmp_path):
    path, said = command(authority, tmp_path, "--json")
    told = json.loads(said)
    edition = Edition.objects.get()
    assert path.read_bytes() == pdf_of(edition)
    assert told["edition"] == str(edition.public_id)
    assert (told["number"], told["sha256"], told["pages"]) == (1, edition.sha256, edition.pages)
    assert isinstance(told["seconds"], float)
    assert list(path.parent.iterdir()) == [path]


def test_the_command_refuses_in_words_and_leaves_nothing(authority, tmp_path):
    user = member(authority, Role.ELECTED_MEMBER)
    with pytest.raises(CommandError, match="does not let you"):
        command(authority, tmp_path, "--as", user.username)
    assert not Edition.objects.exists()
    assert not list(tmp_path.rglob("*.p*"))


def test_a_path_that_cannot_be_written_publishes_nothing(authority, tmp_path):
    (tmp_path / "new").write_text("a file where a folder should be")
    with pytest.raises(CommandError, match="cannot be written"):
        command(authority, tmp_path)
    assert not Edition.objects.exists()


def test_bad_usage_is_status_2():
    root = Path(__file__).resolve().parents[2]
    for more in (["novel"], ["statement", "--authority", "E06000045", "--as-at", "31/03/2024"]):
        answer = subprocess.run(
            [sys.executable, "manage.py", "publish", *more], cwd=root, capture_output=True, check=False
        )
        assert answer.returncode == 2
        assert answer.stdout == b""
