"""Backup and restore to a moment, with PostgreSQL's own programs: write, note, damage, restore, compare."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.indicators.worlds import random_world
from tests.operations.own_cluster import SCRIPTS, OwnCluster, Place, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def where() -> Iterator[Place]:
    with place() as made:
        yield made


@contextlib.contextmanager
def running(cluster: OwnCluster) -> Iterator[OwnCluster]:
    try:
        yield cluster
    finally:
        cluster.stop()


def received(cluster: OwnCluster) -> float:
    """Seconds until what is written now has reached the archive's disk."""
    [position] = cluster.ask("select pg_current_wal_lsn()::text")
    began = time.monotonic()
    while time.monotonic() - began < 60:
        if cluster.ask(
            "select 1 from pg_stat_replication where application_name = 'sufficiency_backup' "
            "and flush_lsn >= %s::pg_lsn",
            position,
        ):
            return time.monotonic() - began
        time.sleep(0.01)
    raise AssertionError("the archive does not receive what is written")


def load(cluster: OwnCluster, folder: Path, seed: int, years: int) -> None:
    """Returns of an invented authority, through the product's own command."""
    world = random_world(seed, children=25, years=years)
    for one in world.returns:
        if one.whole_year:
            one.write(folder / one.as_at.isoformat())
    folder.chmod(0o755)
    cluster.manage("import_ssda903", "--authority", "E06000045", *sorted(folder.iterdir()))


def there_and_back(where: Place, tmp_path: Path, *, filler: int) -> dict[str, float]:
    """The whole way; `filler` is megabytes beside the records. Seconds of each part."""
    cluster, backups = OwnCluster(where, where.directory / "data"), where.directory / "backups"
    cluster.make()
    took: dict[str, float] = {}
    with running(cluster):
        cluster.start()
        cluster.fill()
        cluster.manage("load_reference")
        cluster.ask(
            "create table filler as select n, repeat(md5(n::text), 32) as text from generate_series(1, %s) n",
            filler * 1000,
        )
        said = {"SOURCE": cluster.address("postgres"), "BACKUP_DIRECTORY": str(backups)}
        receiver = where.start(SCRIPTS / "receive-wal.sh", **said)
        try:
            began = time.monotonic()
            assert "verified" in where.run(SCRIPTS / "backup.sh", **said)
            took["backup"] = time.monotonic() - began
            # What is written after the backup is in the changes alone.
            load(cluster, tmp_path, 7, 2)
            note = tmp_path / "note.json"
            cluster.manage("fingerprint", "--output", note, "--as-at", "2013-03-31")
            took["lag"] = received(cluster)
            [moment] = cluster.ask("select clock_timestamp()::text")
            time.sleep(0.05)
            children = cluster.ask("select count(*) from placements_child")
            assert children[0] > 0
            # The damage: a bad statement, and more that is written after it.
            cluster.ask("truncate placements_child cascade")
            cluster.ask("delete from core_population")
            received(cluster)
            assert "rows noted" in cluster.manage("fingerprint", "--compare", note, fails=True)
        finally:
            # `exec` made the script the receiver itself. It is ended as a power cut would.
            receiver.kill()
            receiver.communicate()
        cluster.kill()
    began = time.monotonic()
    again = OwnCluster(where, where.directory / "restored")
    assert "Laid out from the backup" in where.run(
        SCRIPTS / "restore.sh", moment, again.data, BACKUP_DIRECTORY=str(backups)
    )
    with running(again):
        again.start()
        took["restore"] = time.monotonic() - began
        assert again.ask("select count(*) from placements_child") == children
        assert "As it was noted" in again.manage("fingerprint", "--compare", note)
        # It is a database to work in again, and is not written into the archive it came from.
        again.ask(
            "insert into core_population (area_code, year, children, source, release) "
            "values ('E99', 2000, 1, 'x', 'y')"
        )
        assert again.ask("show archive_mode") == ["off"]
    return took


def test_restored_to_the_moment_before_the_damage(where, tmp_path):
    took = there_and_back(where, tmp_path, filler=1)
    assert took["lag"] < 5
    assert took["restore"] < 60


@pytest.mark.slow
def test_restored_with_two_gigabytes(where, tmp_path):
    took = there_and_back(where, tmp_path, filler=1800)
    print({name: round(seconds, 1) for name, seconds in took.items()})
    assert took["lag"] < 300
    # 30 minutes for 10 GB.
    assert took["restore"] < 6 * 60


def test_a_restore_refuses_in_words_and_changes_nothing(where):
    backups, data = where.directory / "backups", where.directory / "data"
    (backups / "base" / "20260301T000000Z").mkdir(parents=True)
    (backups / "wal").mkdir()
    data.mkdir()
    (data / "in-use").touch()
    for path in (backups, *backups.rglob("*"), data, data / "in-use"):
        where.runner.own(path)
    for moment, directory, words in (
        ("2026-02-28 23:59:59+00", where.directory / "new", "No backup was finished by"),
        ("yesterdayish", where.directory / "new", "is no moment"),
        ("latest", data, "is not empty"),
    ):
        process = where.start(SCRIPTS / "restore.sh", moment, directory, BACKUP_DIRECTORY=str(backups))
        said, _ = process.communicate(timeout=60)
        assert (process.returncode, words in said) == (1, True), said
    assert [one.name for one in data.iterdir()] == ["in-use"]
    assert not (where.directory / "new").exists()


def test_the_servers_own_log_quotes_no_value(where):
    cluster = OwnCluster(where, where.directory / "data")
    cluster.make()
    with running(cluster):
        cluster.start()
        for statement in (
            "select 'Zebediah'::int",
            "create temporary table t (name text primary key); insert into t values ('Zebediah'), ('Zebediah')",
            "select * from missing where name = 'Zebediah'",
        ):
            with pytest.raises(psycopg2.Error):
                cluster.ask(statement, database="postgres")
    assert "ready to accept connections" in cluster.log.read_text()
    assert "Zebediah" not in cluster.log.read_text()
