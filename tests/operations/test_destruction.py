"""Destruction: two different people, holds that stop it even in the database, nothing left but a certificate."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from placements.models import Child
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from sufficiency.exchange.models import Finding, KeptColumn, Return
from sufficiency.operations.models import Certificate, LegalHold, Proposal
from sufficiency.operations.retention import actions
from sufficiency.operations.retention.actions import RetentionRefused
from sufficiency.operations.retention.due import due
from tests.factories import ChildFactory, LegalStatusFactory, PeriodOfCareFactory, PlacementFactory
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
TODAY = date(2026, 11, 22)
OLD = date(1940, 5, 17)


def gone_child(council, **more) -> Child:
    """A child of long ago, with spells, and a version in the history of each."""
    one = ChildFactory(authority=council, date_of_birth=OLD, first_name="Zebediah", **more)
    period = PeriodOfCareFactory(
        child=one, dates=DateRange(date(1950, 1, 1), date(1955, 1, 1)), reason_ended="E8"
    )
    LegalStatusFactory(period=period)
    placement = PlacementFactory(period=period)
    placement.postcode = "SO97 3ZZ"
    placement.save()
    one.last_name = "Quillfeather"
    one.save()
    return one


def everything() -> str:
    """Every cell of every table, as text."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select one::text from {table} one")
            cells += [row[0] for row in cursor.fetchall()]
    return "\n".join(cells)


def signed(council, manager, director) -> Proposal:
    proposal = actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=manager)
    return actions.sign_destruction(proposal=proposal, version=1, by=director)


def carry_out(proposal: Proposal, by) -> Certificate:
    return actions.carry_out(proposal=proposal, version=proposal.version, today=TODAY, by=by)


def test_nothing_of_a_destroyed_record_is_left_but_a_certificate(council, manager, director):
    child, kept = gone_child(council, number="Z90311"), ChildFactory(authority=council)
    PeriodOfCareFactory(child=kept)
    before = everything()
    assert all(text in before for text in ("Zebediah", "SO97 3ZZ", "SO16 4XE", "Z90311", "1940-05-17"))
    certificate = carry_out(signed(council, manager, director), manager)
    after = everything()
    assert [
        text for text in ("Zebediah", "Quillfeather", "SO97 3ZZ", "Z90311", "1940-05-17") if text in after
    ] == []
    # 75 years from the birth would tell the birth.
    assert "2015-05-17" not in after
    assert str(kept.public_id) in after
    assert certificate.records == {"Child who was looked after: 75 years from birth": 1}
    assert certificate.rows["placements.Child"] == 1
    assert certificate.rows["placements.ChildEvent"] >= 1
    assert certificate.rows["placements.PlacementEvent"] >= 1
    event = AuditEvent.objects.get(action="records destroyed")
    assert (event.actor, event.facts["records"], event.object_id) == (manager, 1, str(certificate.public_id))
    assert str(child.public_id) in after, (
        "the id that leads nowhere is kept, to destroy again after a restore"
    )


def test_rows_of_returns_go_too_and_others_keep_theirs(council, manager, director, tmp_path):
    from sufficiency.core.system_user import system_user
    from sufficiency.exchange.ssda903 import import_paths
    from tests.indicators.worlds import random_world

    world = random_world(11, children=25, years=2)
    for one in world.returns:
        if one.whole_year:
            import_paths(
                authority=council, paths=[one.write(tmp_path / one.as_at.isoformat())], by=system_user("test")
            )
    child = Child.objects.filter(authority=council, periods_of_care__isnull=False).order_by("number").first()
    number = child.number
    columns = {
        (one.file_id, one.name): one.cells
        for one in KeptColumn.objects.filter(file__of_return__authority=council)
    }
    of_child = {
        file: [n for n, cell in enumerate(cells) if cell == number]
        for (file, name), cells in columns.items()
        if name == "CHILD"
    }
    assert any(of_child.values())
    one_return = Return.objects.filter(authority=council).first()
    file = one_return.files.get(table="Episodes")
    row = file.kept_rows.numbers[0]
    Finding.objects.create(
        of_return=one_return, kind="query", file=file.name, row=row, code="x", value="kept?"
    )
    first_is_childs = columns[file.pk, "CHILD"][0] == number
    from sufficiency.operations.models.retention import Subject
    from sufficiency.operations.retention.erasing import erase

    with transaction.atomic():
        gone = erase(Subject.CHILD, [child.public_id], authority=council)
    assert gone["rows of returns"] == sum(map(len, of_child.values()))
    for held in KeptColumn.objects.filter(file__of_return__authority=council):
        dropped = set(of_child.get(held.file_id, ()))
        assert held.cells == [
            cell for n, cell in enumerate(columns[held.file_id, held.name]) if n not in dropped
        ]
        assert len(held.cells) == len(held.file.kept_rows.numbers) == held.file.rows
    assert Finding.objects.filter(value="kept?").exists() != first_is_childs


def test_nobody_signs_or_declines_their_own_proposal(council, manager, director):
    gone_child(council)
    proposal = actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=manager)
    for deed in (
        lambda: actions.sign_destruction(proposal=proposal, version=1, by=manager),
        lambda: actions.decline_destruction(proposal=proposal, version=1, why="no", by=manager),
    ):
        with pytest.raises(RetentionRefused, match="somebody else must sign"):
            deed()
    with pytest.raises(RetentionRefused, match="Two different people must have signed"):
        actions.carry_out(proposal=proposal, version=1, today=TODAY, by=director)
    with (
        pytest.raises(IntegrityError, match="destruction_signed_by_two_different_people"),
        transaction.atomic(),
    ):
        Proposal.objects.filter(pk=proposal.pk).update(
            status="signed", decided_by=manager, decided_at=proposal.proposed_at
        )
    assert Child.objects.count() == 1


def test_what_came_under_a_hold_after_the_signature_is_left(council, manager, director):
    held, free = gone_child(council), gone_child(council)
    proposal = signed(council, manager, director)
    actions.place_hold(
        authority=council,
        covers="record",
        subject="child",
        record_id=held.public_id,
        why="court",
        reference="C1",
        from_on=TODAY,
        by=director,
    )
    certificate = carry_out(proposal, director)
    assert list(Child.objects.values_list("pk", flat=True)) == [held.pk]
    assert sum(certificate.records.values()) == 1
    outcomes = dict(proposal.records.values_list("record_id", "outcome"))
    assert outcomes == {held.public_id: "left", free.public_id: "destroyed"}


@pytest.mark.parametrize("covers", ["record", "kind", "everything"])
def test_the_database_itself_refuses_to_delete_what_is_held(council, manager, covers):
    child = gone_child(council)
    today = timezone.localdate()  # the database asks its own clock
    hold = actions.place_hold(
        authority=council,
        covers=covers,
        subject="" if covers == "everything" else "child",
        record_id=child.public_id if covers == "record" else None,
        why="inquiry",
        reference="I1",
        from_on=today - timedelta(days=3),
        by=manager,
    )
    with pytest.raises(IntegrityError, match="a legal hold covers"), transaction.atomic():
        child.delete()
    actions.release_hold(hold=hold, version=1, why="reported", on=today, by=manager)
    child = Child.objects.get()
    child.delete()
    assert not Child.objects.exists()


def test_a_hold_is_of_a_record_that_is_there_and_is_released_once(council, manager):
    with pytest.raises(RetentionRefused, match="no such record here"):
        actions.place_hold(
            authority=council,
            covers="record",
            subject="child",
            record_id=uuid4(),
            why="court",
            reference="C1",
            from_on=TODAY,
            by=manager,
        )
    hold = actions.place_hold(
        authority=council, covers="everything", why="inquiry", reference="I1", from_on=TODAY, by=manager
    )
    with pytest.raises(RetentionRefused, match="from the day after"):
        actions.release_hold(hold=hold, version=1, why="done", on=TODAY, by=manager)
    actions.release_hold(hold=hold, version=1, why="done", on=TODAY + timedelta(days=1), by=manager)
    with pytest.raises(StaleEdit):
        actions.release_hold(hold=hold, version=1, why="done", on=TODAY + timedelta(days=1), by=manager)
    with pytest.raises(RetentionRefused, match="released before"):
        actions.release_hold(hold=hold, version=2, why="done", on=TODAY + timedelta(days=1), by=manager)
    assert LegalHold.objects.count() == 1


def test_only_what_is_due_today_is_proposed_and_one_proposal_at_a_time(council, manager, director):
    with pytest.raises(RetentionRefused, match="Nothing is due"):
        actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=manager)
    gone_child(council)
    with pytest.raises(RetentionRefused, match="due today"):
        actions.propose_destruction(authority=council, as_at=date(2090, 1, 1), today=TODAY, by=manager)
    proposal = actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=manager)
    with pytest.raises(RetentionRefused, match="is open already"):
        actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=director)
    actions.decline_destruction(proposal=proposal, version=1, why="A complaint is coming", by=director)
    assert (
        actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=director).pk
        != proposal.pk
    )


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.PLACEMENT_OFFICER])
def test_other_roles_may_none_of_it(council, manager, director, role):
    gone_child(council)
    proposal, other = signed(council, manager, director), someone(council, role)
    for deed in (
        lambda: actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=other),
        lambda: carry_out(proposal, other),
        lambda: actions.place_hold(
            authority=council, covers="everything", why="court", reference="C", from_on=TODAY, by=other
        ),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_destroyed_again_after_an_older_backup_came_back(council, manager, director, tmp_path: Path, capsys):
    child = gone_child(council, number="Z90311")
    carry_out(signed(council, manager, director), manager)
    listed = tmp_path / "destroyed.csv"
    call_command("destroyed", output=listed)
    # As the restore brings it back: the same record, the same id.
    back = gone_child(council, number="Z90311")
    Child.objects.filter(pk=back.pk).update(public_id=child.public_id)
    call_command("destroyed", again=listed)
    assert "Zebediah" not in everything()
    call_command("destroyed", again=listed)
    assert "nothing to do" in capsys.readouterr().out
    assert due(council, as_at=TODAY) == []
