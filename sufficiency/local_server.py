"""The demonstration's processes on this machine: web server and background worker, until interrupted.

    python sufficiency/local_server.py check 8000    say so if another program has the port
    python sufficiency/local_server.py serve 8000

Standard library only. Production runs the two from the container image instead (see docker-compose.yml).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

CHECKOUT = Path(__file__).resolve().parent.parent
PYTHON = CHECKOUT / ".venv" / "bin" / "python"
STOP_SECONDS = 15
ENDING_SECONDS = 2  # what a process gets that has been told to stop already, by Ctrl-C


def check_port(port: int) -> int:
    """Refuse in words, before minutes of work, a port that another program holds."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            print(f"Port {port} is in use. Choose another: make demo PORT={port + 1}", file=sys.stderr)
            return 1
    return 0


def commands(port: int) -> dict[str, list[str]]:
    """What is run, by the name it goes by in messages."""
    web = [str(PYTHON), "-m", "gunicorn", "sufficiency.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    web += ["--workers", "2", "--threads", "4", "--timeout", "120", "--log-level", "warning"]
    # Read once, before the two: reading takes longer than anything else of a start.
    web += ["--preload"]
    # Ctrl-C reaches gunicorn's own workers twice, from the terminal and from gunicorn, and now and then one
    # hangs for it. Gunicorn then ends it, if it is given the time: well inside STOP_SECONDS.
    web += ["--graceful-timeout", "5"]
    worker = [str(PYTHON), str(CHECKOUT / "manage.py"), "db_worker", "--no-startup-delay", "--verbosity", "0"]
    return {"web server": web, "background worker": worker}


def serve(port: int) -> int:
    """Run both until interrupted, until one of them ends, or until whoever started this is gone."""
    if check_port(port) != 0:
        return 1
    told: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    parent = os.getppid()
    running = {name: subprocess.Popen(command, cwd=CHECKOUT) for name, command in commands(port).items()}
    try:
        ended = _watch(running, port, until=lambda: bool(told) or os.getppid() != parent)
    finally:
        _stop(list(running.values()), told_already=signal.SIGINT in told)
    if ended and not told:
        print(f"The {ended} ended by itself; the lines above say why.", file=sys.stderr)
        return 1
    print("Stopped. The database keeps running for the next time; `make stop` stops it.", flush=True)
    return 0


def _watch(running: dict[str, subprocess.Popen[bytes]], port: int, until: Callable[[], bool]) -> str | None:
    """Say when pages can be had; return the name of the process that ended, None where `until` came first."""
    announced = False
    while not until():
        for name, process in running.items():
            if process.poll() is not None:
                return name
        if not announced and _answers(port):
            announced = True
            print(f"Ready: http://127.0.0.1:{port}  (Ctrl-C stops it)", flush=True)
        time.sleep(0.1)
    return None


def _stop(processes: list[subprocess.Popen[bytes]], *, told_already: bool) -> None:
    """End the processes and wait until they have ended: asked first, made to after a while."""
    if told_already:
        # Ctrl-C reached them too; a second word would make the worker drop a task it is finishing.
        _wait(processes, ENDING_SECONDS)
    for process in processes:
        process.terminate()
    _wait(processes, STOP_SECONDS)
    for process in processes:
        process.kill()
        process.wait()


def _wait(processes: list[subprocess.Popen[bytes]], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while any(process.poll() is None for process in processes) and time.monotonic() < deadline:
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    """Carry out one command of the module's description."""
    match arguments:
        case ["check", number] if number.isdigit():
            return check_port(int(number))
        case ["serve", number] if number.isdigit():
            return serve(int(number))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
