"""What the Makefile does before Django can: the virtual environment, and what only a change makes necessary.

Standard library only: it runs before the dependencies are installed.

    python sufficiency/bootstrap.py environment   make or bring up to date .venv
    python sufficiency/bootstrap.py static        collect style sheets and scripts, if any changed
    python sufficiency/bootstrap.py chromium      say so loudly if there is no Chromium for browser tests
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = CHECKOUT / "requirements" / "development.txt"
INSTALLED = VENV / "installed"  # holds the fingerprint of what was installed last
COLLECTED = CHECKOUT / ".local" / "static" / ".collected"  # the same for style sheets and scripts
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def say(text: str) -> None:
    """One line of progress, at once even where output is a pipe."""
    print(text, flush=True)


def fingerprint() -> str:
    """Changes when the locked dependencies or the Python they were installed for do."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes())
    digest.update(sys.version.encode())
    return digest.hexdigest()


def environment() -> int:
    """Make `.venv` and install the locked dependencies, each checked against its hash; nothing if done."""
    wanted = fingerprint()
    if _installed(wanted):
        return 0
    (CHECKOUT / ".local").mkdir(exist_ok=True)
    with open(CHECKOUT / ".local" / "environment.lock", "w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        return 0 if _installed(wanted) else _install(wanted)


def _installed(wanted: str) -> bool:
    return INSTALLED.exists() and INSTALLED.read_text() == wanted and _works()


def _install(wanted: str) -> int:
    if not _works():
        say("Virtual environment: making .venv")
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if made.returncode != 0:
            print(
                "Python's venv module did not work. On Debian or Ubuntu install it with "
                "`apt-get install python3.11-venv`, then run this again.",
                file=sys.stderr,
            )
            return 1
    say("Dependencies: installing the locked versions (a minute or two the first time)")
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    installed = subprocess.run([*command, "--require-hashes", "-r", str(REQUIREMENTS)], check=False)
    if installed.returncode != 0:
        print(
            "The dependencies could not be installed; pip says why above. A package index must be "
            "reachable (pip's own settings, such as PIP_INDEX_URL, apply).",
            file=sys.stderr,
        )
        return 1
    INSTALLED.write_text(wanted)
    return 0


def _works() -> bool:
    """Whether .venv has a Python that starts and has pip; not so if half made, or if its Python has gone."""
    if not PYTHON.exists():
        return False
    check = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info[:2] != (3, 11))"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def static() -> int:
    """Collect and compress style sheets and scripts, which takes seconds: only if one was changed."""
    digest = hashlib.sha256(fingerprint().encode())
    for path in sorted(filter(Path.is_file, (CHECKOUT / "static").rglob("*"))):
        seen = path.stat()
        digest.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    if COLLECTED.exists() and COLLECTED.read_text() == digest.hexdigest():
        return 0
    say("Style sheets and scripts: collecting")
    command = [str(PYTHON), str(CHECKOUT / "manage.py"), "collectstatic", "--noinput", "--verbosity", "0"]
    status = subprocess.run(command, check=False).returncode
    if status == 0:
        COLLECTED.write_text(digest.hexdigest())
    return status


def chromium() -> str | None:
    """The Chromium that drives the browser tests: CHROMIUM if set, else the machine's."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def check_chromium() -> int:
    """Say loudly that browser tests will be skipped; no failure."""
    if chromium() is None:
        say("*" * 100)
        say("*  NO CHROMIUM WAS FOUND: THE BROWSER TESTS ARE SKIPPED.")
        say("*  Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.")
        say("*" * 100)
    return 0


def main(arguments: list[str]) -> int:
    """Carry out one command of the module's description."""
    match arguments:
        case ["environment"]:
            return environment()
        case ["static"]:
            return static()
        case ["chromium"]:
            return check_chromium()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
