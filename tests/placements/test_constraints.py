"""What no writer can get round: the timelines' own rules, tried with raw SQL."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from placements.models import Child, LegalStatus, PeriodOfCare, Placement, TemporaryMove
from tests.factories import AuthorityFactory, ChildFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def child():
    return ChildFactory(number="1", date_of_birth=date(2015, 5, 1))


@pytest.fixture
def period(child):
    return PeriodOfCare.objects.create(child=child, kind="looked_after", dates=(date(2020, 1, 1), None))


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def _refused(sql: str, constraint: str) -> None:
    with pytest.raises(DatabaseError) as fault:
        _run(sql)
    assert constraint in str(fault.value) or constraint == fault.value.__cause__.diag.constraint_name


def _placement(child, period, dates: str) -> str:
    return (
        f"insert into placements_placement (child_id, period_id, code, dates) "
        f"values ({child.pk}, {period.pk}, 'U6', '{dates}')"
    )


@pytest.mark.parametrize("table", ["placements_placement", "placements_legalstatus"])
def test_two_spells_of_one_child_never_overlap(child, period, table):
    insert = (
        f"insert into {table} (child_id, period_id, code, dates) values ({child.pk}, {period.pk}, 'C2', '%s')"
    )
    _run(insert % "[2020-01-01,2020-06-01)")
    _run(insert % "[2020-06-01,)")  # out on the day it ends, so the next may begin
    with pytest.raises(DatabaseError, match="at_a_time"):
        _run(insert % "[2020-05-31,2020-06-01)")


def test_two_periods_of_care_never_overlap(child, period):
    _refused(
        f"insert into placements_periodofcare (child_id, kind, dates) "
        f"values ({child.pk}, 'short_breaks', '[2021-01-01,2021-01-05)')",
        "one_period_of_care_at_a_time",
    )


@pytest.mark.parametrize("dates", ["[2019-12-31,2020-02-01)", "(,2020-02-01)"])
def test_a_placement_lies_within_its_period(child, period, dates):
    with pytest.raises(DatabaseError):
        _run(_placement(child, period, dates))
    assert not Placement.objects.exists()


def test_a_period_cannot_shrink_away_from_what_lies_in_it(child, period):
    _run(_placement(child, period, "[2020-01-01,2020-06-01)"))
    _refused(
        f"update placements_periodofcare set dates = '[2020-02-01,)' where id = {period.pk}",
        "placements_periodofcare_holds",
    )


def test_a_spell_belongs_to_its_period_s_child(child, period):
    other = Child.objects.create(authority=child.authority, number="2", date_of_birth=date(2015, 5, 1))
    _refused(_placement(other, period, "[2020-01-01,2020-06-01)"), "placements_placement_within")
    LegalStatus.objects.create(child=child, period=period, code="C2", dates=(date(2020, 1, 1), None))
    _refused(
        f"update placements_periodofcare set child_id = {other.pk} where id = {period.pk}",
        "placements_periodofcare_holds",
    )


def test_a_spell_cannot_come_before_the_period_that_is_to_hold_it(child, period):
    """Else the period might then be made for another child, or for other days."""
    later = period.pk + 1000
    _refused(
        f"insert into placements_placement (child_id, period_id, code, dates) "
        f"values ({child.pk + 1000}, {later}, 'U6', '[2020-01-01,)'); "
        f"insert into placements_periodofcare (id, child_id, kind, dates) "
        f"values ({later}, {child.pk}, 'looked_after', '[2010-01-01,2011-01-01)')",
        "placements_placement_within",
    )


@pytest.mark.parametrize("gone", ["placements_child", "placements_periodofcare"])
def test_what_holds_a_spell_cannot_be_deleted_from_under_it(child, period, gone):
    _run(_placement(child, period, "[2020-01-01,)"))
    _refused(f"delete from {gone}; set constraints all immediate", "violates foreign key constraint")


def test_a_temporary_move_lies_within_its_placement(child, period):
    placement = Placement.objects.create(
        child=child, period=period, code="U6", dates=(date(2020, 1, 1), date(2020, 6, 1))
    )
    TemporaryMove.objects.create(
        child=child, placement=placement, code="T1", dates=(date(2020, 2, 1), date(2020, 2, 5))
    )
    _refused(
        f"update placements_temporarymove set dates = '[2020-05-20,2020-06-02)' "
        f"where placement_id = {placement.pk}",
        "placements_temporarymove_within",
    )
    _refused(
        f"update placements_placement set dates = '[2020-02-03,2020-06-01)' where id = {placement.pk}",
        "placements_placement_holds",
    )


@pytest.mark.parametrize("dates", ["empty", "[2020-03-01,2020-03-01)"])
def test_a_spell_lasts_at_least_a_day(child, period, dates):
    with pytest.raises(DatabaseError, match="has_dates"):
        _run(_placement(child, period, dates))


def test_every_change_keeps_the_row_as_it_was_whoever_writes(child, period):
    _run(_placement(child, period, "[2020-01-01,)"))
    _run(f"update placements_placement set code = 'K2' where child_id = {child.pk}")
    _run(f"delete from placements_placement where child_id = {child.pk}")
    kept = list(Placement.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "code"))
    assert [code for _, code in kept] == ["U6", "K2"]


def test_history_itself_cannot_be_changed(child, period):
    _run(f"update placements_periodofcare set reason_ended = 'E3' where id = {period.pk}")
    with pytest.raises(DatabaseError):
        _run("update placements_periodofcareevent set reason_ended = 'E8'")
    with pytest.raises(DatabaseError):
        _run("delete from placements_periodofcareevent")


def test_a_number_is_unique_within_an_authority_only(child):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    Child.objects.create(authority=elsewhere, number="1", date_of_birth=date(2015, 5, 1))
    with pytest.raises(DatabaseError, match="child_number_once_an_authority"), transaction.atomic():
        Child.objects.create(authority=child.authority, number="1", date_of_birth=date(2015, 5, 1))
