"""The local PostgreSQL, with real clusters: each takes about a second to make."""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from sufficiency import local_postgres, postgres_programs
from sufficiency.local_postgres import Cluster
from sufficiency.postgres_programs import PostgresUnavailable, Programs, Runner

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory every user can reach (pytest's own are private), removed with the server on it."""
    directory = Path(tempfile.mkdtemp(prefix="sufficiency-test-"))
    directory.chmod(0o755)
    yield directory
    for checkout in directory.glob("*/.local/.."):
        Cluster(checkout.resolve()).stop()
    shutil.rmtree(directory)


@pytest.fixture
def cluster(place: Path) -> Cluster:
    """The cluster of an empty checkout, not yet made."""
    checkout = place / "checkout"
    checkout.mkdir()
    return Cluster(checkout, outside=(place,))


def ask(address: str, question: str) -> list[str]:
    """The first column of a query's answer."""
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return [str(row[0]) for row in cursor.fetchall()]
    finally:
        connection.close()


def process_number(cluster: Cluster) -> int:
    assert cluster.home
    return int((cluster.home / "data" / "postmaster.pid").read_text().split()[0])


def test_makes_a_cluster_and_reuses_it(cluster: Cluster) -> None:
    address = cluster.start()
    first = process_number(cluster)
    assert cluster.start() == address
    assert process_number(cluster) == first
    assert ask(address, "SELECT current_database()") == ["sufficiency"]
    assert ask(address, "SHOW fsync") == ["on"]
    assert ask(address, "SHOW listen_addresses") == ["127.0.0.1"]
    assert ask(address, "SHOW unix_socket_directories") == [""]
    assert ask(address, "SHOW server_encoding") == ["UTF8"]
    available = ask(address, "SELECT name FROM pg_available_extensions")
    assert set(local_postgres.EXTENSIONS) <= set(available)


def test_is_shut_without_the_password(cluster: Cluster) -> None:
    address = cluster.start()
    password = json.loads(cluster.memory.read_text())["password"]
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(address.replace(password, "guessed"))
    assert cluster.memory.stat().st_mode & 0o077 == 0


def test_data_outlive_a_stop(cluster: Cluster) -> None:
    address = cluster.start()
    ask(address, "CREATE TABLE kept AS SELECT 7 AS number; SELECT 1")
    assert cluster.stop()
    assert cluster.url() is None
    assert not cluster.stop()
    assert ask(cluster.start(), "SELECT number FROM kept") == ["7"]


def test_starts_after_the_machine_was_cut_off(cluster: Cluster) -> None:
    """What a power cut leaves: a process number, which after the restart is another process's."""
    address = cluster.start()
    assert cluster.home
    ask(address, "CREATE TABLE kept AS SELECT 7 AS number; SELECT 1")
    lock_file = cluster.home / "data" / "postmaster.pid"
    left = lock_file.read_text()
    server = process_number(cluster)
    os.kill(server, signal.SIGQUIT)  # PostgreSQL's own "as if the power went"
    while str(cluster.home) in local_postgres._command_line(server):
        pass
    lock_file.write_text(left.replace(str(server), str(os.getpid()), 1))
    assert cluster.url() is None
    assert ask(cluster.start(), "SELECT number FROM kept") == ["7"]


def test_takes_another_port_when_its_own_is_taken(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    port = json.loads(cluster.memory.read_text())["port"]
    with local_postgres.socket.socket() as squatter:
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        address = cluster.start()
    assert f":{port}/" not in address
    assert ask(address, "SELECT 1") == ["1"]


def test_two_at_once_make_one_cluster(cluster: Cluster) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        addresses = pool.map(Cluster.start, [cluster] * 3)
    assert len(set(addresses)) == 1
    assert ask(addresses[0], "SELECT 1") == ["1"]


def test_a_start_broken_off_is_begun_anew(cluster: Cluster) -> None:
    half_made = cluster.local / "postgres" / "data"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    assert ask(cluster.start(), "SELECT 1") == ["1"]


def test_says_which_version_the_data_need(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    assert cluster.home
    (cluster.home / "data" / "PG_VERSION").write_text("99\n")
    with pytest.raises(PostgresUnavailable, match=r"made by PostgreSQL 99, which cannot be run .*found: "):
        cluster.start()


def test_says_what_to_install_when_there_is_none(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_programs, "wheel_directory", lambda checkout: None)
    monkeypatch.setattr(postgres_programs, "machine_directories", lambda: iter(()))
    with pytest.raises(PostgresUnavailable, match=r"none was found.*make setup.*DATABASE_URL"):
        cluster.start()
    assert not cluster.memory.exists()


def test_the_machines_programs_serve_where_there_is_no_wheel(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Runner.for_checkout(cluster.checkout)
    machine = [Programs.examine(path, runner) for path in postgres_programs.machine_directories()]
    if not any(programs and programs.major >= 15 for programs in machine):
        pytest.skip("this machine has no PostgreSQL 15 or later of its own")
    monkeypatch.setattr(postgres_programs, "wheel_directory", lambda checkout: None)
    address = cluster.start()
    assert cluster.home
    made_by = (cluster.home / "data" / "PG_VERSION").read_text().strip()
    assert ask(address, "SHOW server_version")[0].startswith(made_by)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_root_hands_the_server_to_a_user_that_cannot_see_a_private_checkout(place: Path) -> None:
    checkout, outside = place / "private" / "checkout", place / "outside"
    checkout.mkdir(parents=True)
    (place / "private").chmod(0o700)
    outside.mkdir()
    cluster = Cluster(checkout, outside=(outside,))
    address = cluster.start()
    try:
        assert cluster.home
        assert cluster.home.parent == outside
        assert cluster.home.stat().st_uid != 0
        assert cluster.home.stat().st_mode & 0o077 == 0
        owner = Path(f"/proc/{process_number(cluster)}")
        assert not owner.exists() or owner.stat().st_uid == cluster.home.stat().st_uid
        # A checkout made anew at the same path has forgotten the password: it begins with an empty database.
        shutil.rmtree(cluster.local)
        fresh = cluster.start()
        assert fresh != address
        assert ask(fresh, "SELECT 1") == ["1"]
    finally:
        cluster.stop()


def test_a_runner_cannot_write_where_it_cannot_reach(place: Path) -> None:
    runner = Runner(65534, 65534) if os.geteuid() == 0 else Runner(os.geteuid(), os.getegid())
    shut = place / "shut"
    shut.mkdir(mode=0o000 if os.geteuid() else 0o700)
    assert not runner.can_write(shut)
    assert not runner.can_write(place / "absent")
    assert runner.run(place / "absent" / "postgres", "--version").returncode == 126


def test_database_url_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://given@database.example/given")
    monkeypatch.setattr(Cluster, "start", lambda self: pytest.fail("a server was started"))
    assert local_postgres.database_url() == "postgres://given@database.example/given"


def test_command_line_without_the_environment() -> None:
    """It runs as a file, with no site packages at all."""
    command = [sys.executable, "-I", "-S", str(ROOT / "sufficiency" / "local_postgres.py")]
    environment = {"DATABASE_URL": "postgres://given@database.example/given"}
    answer = subprocess.run([*command, "url"], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout == "postgres://given@database.example/given\n"
    answer = subprocess.run([*command, "begin"], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("Usage:")
