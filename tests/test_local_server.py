"""The demonstration's two processes: started together, ended together, never left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sufficiency import local_server

ROOT = Path(__file__).resolve().parent.parent
# Stand-ins for web server and worker: the first answers, the second ends when its file is removed.
PROGRAM = """
import sys
from sufficiency import local_server
port, folder = int(sys.argv[1]), sys.argv[2]
note = "import os, time; open({0!r}, 'w').write(str(os.getpid()))"
web = note.format(folder + "/web") + f"; os.chdir({folder!r}); from http.server import *; "
web += f"ThreadingHTTPServer(('127.0.0.1', {port}), SimpleHTTPRequestHandler).serve_forever()"
worker = note.format(folder + "/worker")
worker += "\\nwhile os.path.exists({0!r}): time.sleep(0.02)".format(folder + "/worker")
local_server.commands = lambda port: {
    "web server": [sys.executable, "-c", web],
    "background worker": [sys.executable, "-c", worker],
}
sys.exit(local_server.serve(port))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "did not happen in 20 seconds"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def start(port: int, folder: Path, *before: str) -> tuple[subprocess.Popen[str], list[int]]:
    """The supervisor, and the process numbers of its two."""
    command = [*before, sys.executable, "-c", PROGRAM, str(port), str(folder)]
    supervisor = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    files = [folder / "web", folder / "worker"]
    until(lambda: all(file.exists() and file.read_text() for file in files))
    return supervisor, [int(file.read_text()) for file in files]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_both(tmp_path: Path, number: signal.Signals) -> None:
    supervisor, processes = start(free_port(), tmp_path)
    os.kill(supervisor.pid, number)
    said, complained = supervisor.communicate(timeout=30)
    assert supervisor.returncode == 0
    assert said.splitlines()[-1].startswith("Stopped.")
    assert not any(map(alive, processes)), complained


def test_says_when_pages_can_be_had(tmp_path: Path) -> None:
    (tmp_path / "healthz").write_text("well")
    port = free_port()
    supervisor, _ = start(port, tmp_path)
    assert supervisor.stdout
    assert supervisor.stdout.readline() == f"Ready: http://127.0.0.1:{port}  (Ctrl-C stops it)\n"
    os.kill(supervisor.pid, signal.SIGTERM)
    supervisor.communicate(timeout=30)
    assert supervisor.returncode == 0


def test_one_that_ends_takes_the_other_along(tmp_path: Path) -> None:
    supervisor, processes = start(free_port(), tmp_path)
    (tmp_path / "worker").unlink()
    _, complained = supervisor.communicate(timeout=30)
    assert supervisor.returncode == 1
    assert "The background worker ended by itself" in complained
    assert not any(map(alive, processes))


def test_ends_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    shell, processes = start(free_port(), tmp_path, "sh", "-c", '"$@"; true', "sh")
    shell.kill()
    shell.communicate(timeout=30)
    until(lambda: not any(map(alive, processes)))


def test_a_port_in_use_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        assert local_server.serve(port) == 1
    assert capsys.readouterr().err == f"Port {port} is in use. Choose another: make demo PORT={port + 1}\n"
