"""What the Makefile does before Django can: the virtual environment, and the demonstration's processes.

Standard library only: it runs before the dependencies are installed.

    python sufficiency/bootstrap.py environment   make or bring up to date .venv
    python sufficiency/bootstrap.py static        collect style sheets and scripts, if any changed
    python sufficiency/bootstrap.py port 8000     say so if another program has the port
    python sufficiency/bootstrap.py chromium      say so loudly if there is no Chromium for browser tests
    python sufficiency/bootstrap.py serve 8000    web server and background worker until interrupted
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = CHECKOUT / "requirements" / "development.txt"
INSTALLED = VENV / "installed"  # holds the fingerprint of what was installed last
COLLECTED = CHECKOUT / ".local" / "collected"  # the same for style sheets and scripts
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STOP_SECONDS = 15


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
    if INSTALLED.exists() and INSTALLED.read_text() == wanted and _works():
        return 0
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
    for path in sorted((CHECKOUT / "static").rglob("*")):
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


def port_is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def check_port(port: int) -> int:
    """Refuse in words, before minutes of work, a port that another program holds."""
    if port_is_free(port):
        return 0
    print(f"Port {port} is in use. Choose another: make demo PORT={port + 1}", file=sys.stderr)
    return 1


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


def serve(port: int) -> int:
    """Run the web server and the background worker together until interrupted or one of them ends."""
    if check_port(port) != 0:
        return 1
    django = [str(PYTHON), str(CHECKOUT / "manage.py")]
    web = [str(PYTHON), "-m", "gunicorn", "sufficiency.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    web += ["--workers", "2", "--threads", "4", "--timeout", "120", "--log-level", "warning"]
    commands = {
        "web server": web,
        "background worker": [*django, "db_worker", "--no-startup-delay", "-v", "0"],
    }
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    # Groups of their own, so that Ctrl-C reaches them once, through this process, in the right order.
    running = {
        name: subprocess.Popen(command, cwd=CHECKOUT, process_group=0) for name, command in commands.items()
    }
    announced = False
    ended: list[str] = []
    while not stopping and not ended:
        if not announced and _answers(port):
            announced = True
            say(f"Ready: http://127.0.0.1:{port}  (Ctrl-C stops it)")
        time.sleep(0.2)
        ended = [name for name, process in running.items() if process.poll() is not None]
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if ended:
        print(f"The {ended[0]} ended by itself; the lines above say why.", file=sys.stderr)
        return 1
    say("Stopped. The database keeps running for the next time; `make stop` stops it.")
    return 0


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    """Carry out one command of the module's description."""
    match arguments:
        case ["environment"]:
            return environment()
        case ["static"]:
            return static()
        case ["chromium"]:
            return check_chromium()
        case ["port", number] if number.isdigit():
            return check_port(int(number))
        case ["serve", number] if number.isdigit():
            return serve(int(number))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
