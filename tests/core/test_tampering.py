"""Twelve ways to falsify the audit trail: each is refused by the database, or reported by the verifier."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from sufficiency.core import audit
from sufficiency.core.models import AuditEvent, AuditSeal
from sufficiency.core.sealing import ANCHORS, chained, seal
from sufficiency.core.verifying import _ROW_HASH, verify
from tests.factories import AuthorityFactory
from tests.people import newcomer

pytestmark = pytest.mark.django_db(transaction=True)
FIX_HASH = f"update core_auditevent e set row_hash = {_ROW_HASH} where id = %s"


def sql(text: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


@contextmanager
def guards_off() -> Iterator[None]:
    """What somebody who owns the tables can do: take the triggers off, and put them on again."""
    sql("alter table core_auditevent disable trigger all; alter table core_auditseal disable trigger all")
    try:
        yield
    finally:
        for table in ("core_auditevent", "core_auditseal"):
            sql(f"alter table {table} enable trigger all")
        sql("alter table core_auditevent enable always trigger audit_kept")
        sql("alter table core_auditevent enable always trigger audit_written")
        sql("alter table core_auditseal enable always trigger audit_kept")


@pytest.fixture
def events() -> list[AuditEvent]:
    """Six events in two anchored seals, and one not sealed yet."""
    by = newcomer()
    written = []
    for batch in (3, 3):
        written += [audit.record(by=by, action="tested", on=by, place=place) for place in range(batch)]
        seal()
    written.append(audit.record(by=by, action="tested", on=by, place=9))
    assert verify().findings == []
    return written


def findings() -> str:
    return " ".join(verify().findings)


def test_changing_deleting_and_emptying_are_refused_whatever_the_mode(events):
    deeds = ("update {} set id = id", "delete from {}", "truncate {}", "truncate {} cascade")
    for table, deed, mode in product(("core_auditevent", "core_auditseal"), deeds, ("origin", "replica")):
        with transaction.atomic():
            sql(f"set local session_replication_role = {mode}")
            with pytest.raises(DatabaseError, match="audit trail is kept"), transaction.atomic():
                sql(deed.format(table))
            transaction.set_rollback(True)
    assert verify().findings == []


def test_a_back_dated_event_gets_the_time_at_which_it_was_written(events):
    before = timezone.now()
    event = AuditEvent.objects.create(
        at=before - timedelta(days=900), actor=events[0].actor, action="late", object_type="x", object_id="1"
    )
    event.refresh_from_db()
    assert event.at >= before - timedelta(seconds=2)


@pytest.mark.parametrize("pretends", ["its own transaction", "a sealed row's transaction"])
def test_an_event_put_in_among_sealed_ones_is_reported_and_never_sealed(events, pretends):
    own = "pg_current_xact_id()::text::bigint" if pretends.startswith("its") else "transaction"
    with guards_off():
        sql(
            "insert into core_auditevent (id, at, actor_id, action, object_type, object_id, facts, transaction,"
            " row_hash) select 1000000, at - interval '1 hour', actor_id, 'put in', '', '', '{}', "
            f"{own}, '' from core_auditevent where id = %s",
            events[1].pk,
        )
        sql(FIX_HASH, 1000000)
    assert findings() == "Event 1000000 was put in after the seal of its time was made."
    seal()
    assert findings() == "Event 1000000 was put in after the seal of its time was made."


def test_two_rows_swapped(events):
    a, b = events[0].pk, events[1].pk
    with guards_off():
        sql("update core_auditevent set id = -1 where id = %s", a)
        sql("update core_auditevent set id = %s where id = %s", a, b)
        sql("update core_auditevent set id = %s where id = -1", b)
    assert f"Event {a} is not as it was written (2 such in all)" in findings()


def test_an_edited_row_whichever_column(events):
    changes = {
        "at": "at + interval '1 microsecond'",
        "actor_id": str(newcomer().pk),
        "authority_id": "null",
        "roles": "'{director}'",
        "action": "'other'",
        "result": "'refused'",
        "object_type": "'x'",
        "object_id": "'x'",
        "object_ids": "'{x}'",
        "reason": "'x'",
        "request_id": "gen_random_uuid()",
        "session_hash": "'x'",
        "address": "'10.0.0.1'",
        "facts": "'{}'",
        "transaction": "1",
    }
    columns = {field.column for field in AuditEvent._meta.concrete_fields}
    assert set(changes) == columns - {"id", "row_hash"}
    for column, value in changes.items():
        with guards_off():
            if column == "authority_id":
                value = str(AuthorityFactory().pk)
            sql(
                f"create temporary table before as select {column} as was from core_auditevent where id = %s",
                events[2].pk,
            )
            sql(f"update core_auditevent set {column} = {value} where id = %s", events[2].pk)
            assert f"Event {events[2].pk} is not as it was written (1 such in all)" in findings(), column
            sql(f"update core_auditevent set {column} = (select was from before) where id = %s", events[2].pk)
            sql("drop table before")
    assert findings() == ""


def test_an_edited_row_whose_hash_was_made_right(events):
    with guards_off():
        sql("update core_auditevent set action = 'other' where id = %s", events[4].pk)
        sql(FIX_HASH, events[4].pk)
    assert findings() == "Seal 2 does not agree with its events: one of them was rewritten."


def rewrite_the_chain() -> None:
    before = b""
    for one in AuditSeal.objects.order_by("number"):
        hashes = (
            AuditEvent.objects.filter(pk__in=one.event_ids).order_by("pk").values_list("row_hash", flat=True)
        )
        root = hashlib.sha256(b"".join(bytes(h) for h in hashes)).digest()
        before = chained(before, number=one.number, count=len(hashes), root=root)
        sql(
            "update core_auditseal set root = %s, chain = %s, count = %s where id = %s",
            root,
            before,
            len(hashes),
            one.pk,
        )


def test_a_row_edited_and_the_chain_written_anew(events):
    with guards_off():
        sql("update core_auditevent set action = 'other' where id = %s", events[0].pk)
        sql(FIX_HASH, events[0].pk)
        rewrite_the_chain()
    assert "Seal 1 is not the one that was anchored" in findings()


def test_a_sealed_row_deleted(events):
    with guards_off():
        sql("delete from core_auditevent where id = %s", events[3].pk)
    assert findings() == f"Seal 2 holds 3 events, and 2 are there: event {events[3].pk} is missing."


def test_a_batch_deleted_with_its_seal(events):
    first, second = AuditSeal.objects.order_by("number")
    with guards_off():
        sql("delete from core_auditevent where id = any(%s)", second.event_ids)
        sql("delete from core_auditseal where id = %s", second.pk)
    assert "Seal 2 was anchored" in findings()
    with guards_off():
        sql("delete from core_auditevent where id = any(%s)", first.event_ids)
        sql("delete from core_auditseal where id = %s", first.pk)
    assert "is no longer there" in findings()


def test_an_old_backup_restored(events):
    """The tables as they were after the first seal, the anchors as they are."""
    second = AuditSeal.objects.get(number=2)
    with guards_off():
        sql("delete from core_auditevent where id > %s", max(AuditSeal.objects.get(number=1).event_ids))
        sql("delete from core_auditseal where id = %s", second.pk)
    assert "Seal 2 was anchored" in findings()
    # Sealing again does not hide it: another second seal is not the one that was anchored.
    audit.record(by=events[0].actor, action="tested", on=events[0].actor)
    seal()
    assert "Seal 2 is not the one that was anchored" in findings()


def test_a_trigger_taken_off(events):
    deeds = (
        "drop trigger {} on core_auditevent",
        "alter table core_auditevent disable trigger {}",
        "alter table core_auditevent enable trigger {}",
    )
    for deed, name in product(deeds, ("audit_kept", "audit_written")):
        with transaction.atomic():
            sql(deed.format(name))
            assert findings() == f"The trigger core_auditevent.{name} is missing or off."
            transaction.set_rollback(True)


def test_the_command_prints_the_first_bad_row_and_fails(events, capsys):
    call_command("verify_audit")
    assert "The trail is as it was written." in capsys.readouterr().out
    with guards_off():
        sql("update core_auditevent set action = 'other' where id = any(%s)", [events[2].pk, events[1].pk])
    with pytest.raises(CommandError, match=f"Event {events[1].pk} is not as it was written"):
        call_command("verify_audit")


def test_an_anchor_is_a_line_on_the_disk_and_a_lost_one_is_written_again(events, settings):
    path = Path(settings.AUDIT_DIRECTORY) / ANCHORS
    lines = path.read_text().splitlines()
    chain = bytes(AuditSeal.objects.get(number=2).chain).hex()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert lines[1].split()[2] == chain
    path.write_text(lines[0] + "\n")
    assert seal().anchored == 2, "the lost one, and that of the last event"
    assert verify().findings == []
    path.write_text("nonsense\n")
    assert "The anchors cannot be read" in findings()


def test_an_event_that_commits_late_goes_into_the_next_seal(events):
    """Another connection writes an event, then this one does; only the second has committed when the seal is made."""
    by = newcomer()
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "insert into core_auditevent (actor_id, action, object_type, object_id, facts, row_hash)"
                " values (%s, 'late', '', '', '{}', '') returning id",
                [by.pk],
            )
            late = cursor.fetchone()[0]
        on_time = audit.record(by=by, action="on time", on=by)
        assert late < on_time.pk
        time.sleep(2.1)
        audit.record(by=by, action="later", on=by)
        seal()
        other.commit()
    finally:
        other.close()
    assert verify().findings == []
    assert late not in AuditSeal.objects.order_by("number").last().event_ids
    seal()
    assert late in AuditSeal.objects.order_by("number").last().event_ids
    assert verify().findings == []


@pytest.mark.slow
def test_a_million_events_are_verified_in_ten_seconds(capsys):
    by = newcomer()
    sql(
        "insert into core_auditevent (actor_id, action, object_type, object_id, object_ids, facts, row_hash)"
        " select %s, 'saw child page', 'placements.child', n::text, array[n::text], '{}', ''"
        " from generate_series(1, 1000000) n",
        by.pk,
    )
    began = time.monotonic()
    sealed = seal()
    took = time.monotonic() - began
    found = verify()
    with capsys.disabled():
        print(
            f"\n1,000,000 events sealed in {sealed.seals} seals in {took:.1f} s, "
            f"verified in {found.seconds:.1f} s on {os.cpu_count()} cores"
        )
    assert found.findings == []
    assert found.events == 1_000_000
    assert found.seconds < 10


def test_a_web_role_with_the_documented_grants_can_write_events_and_nothing_else(events):
    """The grants of docs/audit.md, to a role that owns nothing."""
    by = events[0].actor
    refused = (
        "update core_auditevent set action = 'x'",
        "delete from core_auditevent",
        "truncate core_auditevent",
        "alter table core_auditevent disable trigger audit_kept",
        "drop trigger audit_kept on core_auditevent",
        "set session_replication_role = replica",
    )
    with transaction.atomic():
        sql("create role trail_writer_of_a_test nologin")
        sql(
            "grant select, insert on core_auditevent, core_auditseal, core_auditcheck to trail_writer_of_a_test"
        )
        sql("set local role trail_writer_of_a_test")
        sql(
            "insert into core_auditevent (at, actor_id, action, object_type, object_id, facts, row_hash)"
            " values ('2001-01-01', %s, 'written', '', '', '{}', '')",
            by.pk,
        )
        for deed in refused:
            with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
                sql(deed)
        sql("reset role")
        assert AuditEvent.objects.get(action="written").at > timezone.now() - timedelta(hours=1)
        transaction.set_rollback(True)
