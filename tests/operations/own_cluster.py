"""A PostgreSQL cluster of a test's own: started as its child, so that it may be killed and restored."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.core.management import CommandError, call_command
from django.db import connection

from sufficiency.local_postgres import SERVER_SETTINGS, _free_port, _shared_memory_setting
from sufficiency.postgres_programs import Programs, Runner, choose

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPTS = CHECKOUT / "sufficiency" / "operations" / "backup"
NAME = "sufficiency"
# Small, and as durable as production: an acknowledged commit is on the disk.
_SETTINGS = {"shared_buffers": "64MB", "max_wal_size": "256MB", "log_min_messages": "log", "fsync": "on"}


class Place:
    """A directory that the user who runs PostgreSQL can reach, with PostgreSQL's programs."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.runner = Runner.for_checkout(CHECKOUT)
        directory.chmod(0o755)
        self.runner.own(directory)
        self.programs: Programs = choose(CHECKOUT, self.runner, directory / "programs", None)

    def environment(self, **more: str) -> dict[str, str]:
        """Without settings of other servers, and with these programs first."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
        return kept | {"PATH": f"{self.programs.directory}:{kept['PATH']}", "LC_ALL": "C.UTF-8"} | more

    def start(self, *command: str | Path, **more: str) -> subprocess.Popen[str]:
        """A child of this process, run as the user of PostgreSQL."""
        as_user = {}
        if self.runner.uid != os.geteuid():
            as_user = {"user": self.runner.uid, "group": self.runner.gid, "extra_groups": []}
        return subprocess.Popen(
            [str(word) for word in command],
            env=self.environment(**more),
            cwd=self.directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **as_user,  # type: ignore[call-overload]
        )

    def run(self, *command: str | Path, **more: str) -> str:
        """What it said; fails the test where it failed."""
        process = self.start(*command, **more)
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said
        return said


class OwnCluster:
    """A cluster whose data stand in `data`, made here or laid out by a restore."""

    def __init__(self, place: Place, data: Path) -> None:
        self.place, self.data, self.port = place, data, _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data.with_suffix(".log")

    def make(self) -> None:
        self.place.run(
            "initdb", "-D", self.data, "-U", NAME, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )

    def address(self, database: str = NAME) -> str:
        return f"postgres://{NAME}@127.0.0.1:{self.port}/{database}"

    def start(self) -> float:
        """Seconds until it answers, recovery included."""
        settings = SERVER_SETTINGS | _SETTINGS | _shared_memory_setting()
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        as_user = {}
        if self.place.runner.uid != os.geteuid():
            as_user = {"user": self.place.runner.uid, "group": self.place.runner.gid, "extra_groups": []}
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    str(self.place.programs.directory / "postgres"),
                    "-D",
                    str(self.data),
                    "-p",
                    str(self.port),
                    *options,
                ],
                env=self.place.environment(),
                stdout=log,
                stderr=log,
                **as_user,  # type: ignore[call-overload]
            )
        while time.monotonic() - began < 120:
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            with contextlib.suppress(psycopg2.OperationalError):
                if self.ask("select not pg_is_in_recovery()", database="postgres") == [True]:
                    return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-2000:])

    def kill(self) -> None:
        """kill -9 of the server and every process of it, at once: no word of goodbye, nothing written."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in (self.process.pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        deadline = time.monotonic() + 10
        while any(Path(f"/proc/{pid}/stat").exists() for pid in children) and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)

    def ask(self, question: str, *values: object, database: str = NAME) -> list:
        """The first column of the answer; committed."""
        link = psycopg2.connect(self.address(database), connect_timeout=5)
        try:
            with link, link.cursor() as cursor:
                cursor.execute(question, values or None)
                return [row[0] for row in cursor.fetchall()] if cursor.description else []
        finally:
            link.close()

    def fill(self) -> None:
        """The tables of this version, empty: those of the database that the tests use."""
        self.create_database()
        here = connection.settings_dict
        source = (
            f"postgres://{quote(here['USER'])}:{quote(here['PASSWORD'])}@{here['HOST']}:{here['PORT']}"
            f"/{quote(here['NAME'])}"
        )
        dump = self.place.directory / "tables.sql"
        with dump.open("w") as file:
            subprocess.run(
                ["pg_dump", "--no-owner", "--no-privileges", source],
                env=self.place.environment(),
                stdout=file,
                check=True,
            )
        subprocess.run(
            ["psql", "--quiet", "--set=ON_ERROR_STOP=1", "--file", str(dump), self.address()],
            env=self.place.environment(),
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def create_database(self) -> None:
        link = psycopg2.connect(self.address("postgres"))
        link.autocommit = True
        try:
            with link.cursor() as cursor:
                cursor.execute(f"create database {NAME}")
        finally:
            link.close()

    def manage(self, *words: str | Path, fails: bool = False) -> str:
        """A management command of the product against this cluster, in a copy of this process: nothing to load."""
        said = self.place.directory / "said"
        pid = os.fork()
        if not pid:
            status = 1
            try:
                # The copy must not touch its parent's connection, not even to close it.
                connection.connection = None
                connection.in_atomic_block = False
                connection.settings_dict.update(
                    HOST="127.0.0.1", PORT=str(self.port), NAME=NAME, USER=NAME, PASSWORD=""
                )
                with said.open("w") as out, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                    try:
                        call_command(*map(str, words))
                        status = 0
                    except (CommandError, SystemExit) as fault:
                        out.write(str(fault))
            finally:
                os._exit(status)
        _, how = os.waitpid(pid, 0)
        assert (how != 0) == fails, said.read_text()
        return said.read_text()


@contextlib.contextmanager
def place() -> Iterator[Place]:
    """Removed at the end; whoever uses it ends its processes first."""
    directory = Path(tempfile.mkdtemp(prefix="sufficiency-operations-"))
    try:
        yield Place(directory)
    finally:
        shutil.rmtree(directory)
