"""Steps that fill in what rows written before them lack, taken with such rows in the tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.migrations.executor import MigrationExecutor

from placements.kept_here import follow_the_owner
from placements.models import Coverage
from sufficiency.core.models import FieldGroup, FieldOwner
from tests.factories import AuthorityFactory, UserFactory

BEFORE, AFTER = ("exchange", "0007_record_elsewhere"), ("exchange", "0008_record_elsewhere_backfill")
APPLIED = datetime(2025, 4, 2, 9, tzinfo=UTC)
EARLIER = datetime(2024, 4, 2, 9, tzinfo=UTC)
MIGRATED = datetime(2026, 11, 22, 10, tzinfo=UTC)


def migrate(*targets: tuple[str, str]):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.fixture
def before(transactional_db):
    """The models as they were; at the end everything is migrated again."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE)
    finally:
        migrate(*latest)


def test_what_was_there_before_has_its_kind_and_its_moment(before):
    model = before.get_model
    authority = model("core", "Authority").objects.create(
        gss_code="E06000045",
        dfe_code="852",
        name="Southampton",
        short_name="Southampton",
        kind="unitary",
        region_code="E12000008",
        region_name="South East",
        valid_from=date(1997, 4, 1),
    )
    user = model("core", "User").objects.create(username="analyst")
    child = model("placements", "Child").objects.create(
        authority=authority, number="1", date_of_birth=date(2012, 5, 17)
    )

    def loaded(year: int, as_at: date, *, at: datetime | None, extract: bool = False, current: bool = True):
        batch = model("exchange", "Import").objects.create(
            authority=authority, by=user, status="applied", applied_at=at
        )
        return model("exchange", "Return").objects.create(
            batch=batch, authority=authority, year=year, as_at=as_at, is_extract=extract, is_current=current
        )

    first = loaded(2024, date(2024, 3, 31), at=EARLIER)
    # Loaded twice: the records were known from the first.
    again = loaded(2024, date(2024, 3, 31), at=APPLIED, current=False)
    extract = loaded(2025, date(2024, 8, 31), at=APPLIED, extract=True)
    waiting = loaded(2026, date(2026, 3, 31), at=None, current=False)

    def covered(source: str, first_day: date, end: date):
        return model("placements", "Coverage").objects.create(
            authority=authority, dates=DateRange(first_day, end), source=source, recorded_at=MIGRATED
        )

    of_return = covered("SSDA903 return 2024", date(2023, 4, 1), date(2024, 4, 1))
    of_extract = covered("SSDA903 extract to 2024-08-31", date(2024, 4, 1), date(2024, 9, 1))
    by_hand = covered("Typed in", date(2022, 4, 1), date(2023, 4, 1))

    def differing(field: str, ours: str, theirs: str):
        return model("exchange", "LiveConflict").objects.create(
            authority=authority,
            of_return=extract,
            child=child,
            timeline="placement",
            starts_on=date(2024, 6, len(differences) + 1),
            field=field,
            ours=ours,
            theirs=theirs,
        )

    differences: list = []
    for row in (
        ("code", "U6", "K2"),
        ("spell", "", "K2 from 2024-06-02"),
        ("spell", "U6 from 2024-06-03", ""),
    ):
        differences.append(differing(*row))
    history = model("placements", "CoverageEvent").objects.count()

    now = migrate(AFTER).get_model

    def values(model: str, records: list, field: str) -> list:
        held = dict(
            now("exchange" if model != "Coverage" else "placements", model).objects.values_list("pk", field)
        )
        return [held[one.pk] for one in records]

    loads = [one.batch for one in (first, again, extract, waiting)]
    assert values("Import", loads, "kind") == ["return", "return", "extract", "return"]
    assert values("LiveConflict", differences, "kind") == ["differ", "in_theirs", "in_ours"]
    # When each run of days was first known; what no load brought keeps its own moment.
    assert values("Coverage", [of_return, of_extract, by_hand], "recorded_at") == [EARLIER, APPLIED, MIGRATED]
    assert now("placements", "CoverageEvent").objects.count() == history
    with connection.cursor() as cursor:
        cursor.execute(
            "select bool_and(tgenabled = 'O') from pg_trigger where tgrelid = 'placements_coverage'::regclass "
            "and not tgisinternal"
        )
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_what_was_said_of_owners_before_there_was_coverage_of_it():
    """The words that were on record when coverage of what is kept here began. The step alters no table."""
    authority, user = AuthorityFactory(), UserFactory()
    for group, owner, from_on in (
        ("placements", "case_system", date(2026, 4, 1)),
        ("placements", "here", date(2026, 4, 1)),
        ("placements", "case_system", date(2026, 9, 1)),
        ("legal", "here", date(2026, 5, 1)),
        ("identity", "here", date(2026, 4, 1)),
    ):
        FieldOwner.objects.create(
            authority=authority, group=group, owner=owner, from_on=from_on, set_by=user, set_at=APPLIED
        )
    step = import_module("placements.migrations.0015_coverage_of_what_was_said_before")
    with connection.cursor() as cursor:
        cursor.execute(step.FORWARD)
    kept = Coverage.objects.order_by("group").values_list("group", "dates", "recorded_at")
    assert list(kept) == [
        ("legal", DateRange(date(2026, 5, 1), None), APPLIED),
        ("placements", DateRange(date(2026, 4, 1), date(2026, 9, 1)), APPLIED),
    ]
    # As what is said from now on is followed.
    before = list(Coverage.objects.order_by("pk").values())
    for group in FieldGroup:
        follow_the_owner(authority, group)
    assert list(Coverage.objects.order_by("pk").values()) == before
