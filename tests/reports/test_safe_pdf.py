"""Whatever is written comes out of the PDF as text: nothing is read from the machine, nobody is called."""

from __future__ import annotations

import io
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pypdf import PdfReader

from reports.renderers import pdf as renderer
from reports.renderers import typeface
from reports.renderers.pdf import pdf
from tests.reports import hostile, papers

CANARY = "what stands in a file of this machine"


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port that counts who knocks."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    caller, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                caller.close()

        waiting = threading.Thread(target=wait)
        waiting.start()
        try:
            yield server.getsockname()[1], calls
        finally:
            done.set()
            waiting.join()


@pytest.fixture(scope="module")
def attack(tmp_path_factory):
    """The texts, the file made of them, and who was called while it was made."""
    secret = tmp_path_factory.mktemp("secret") / "canary.txt"
    secret.write_text(CANARY)
    with listening() as (port, calls):
        texts = hostile.texts(
            f"http://127.0.0.1:{port}/x",
            str(secret),
            f"file://{secret}",
            "/etc/passwd",
            "../renderers/pdf.py",
        )
        # The title of the PDF is of its own, so that the texts stand in its body.
        content = pdf(papers.full_of(texts), edition="Edition 1", made_at=papers.MADE_AT).content
    return texts, content, calls


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufeff\u200b\u202e\0-\x1f\x7f]|[-‐]", "", text)


def test_every_text_is_printed_as_it_was_written(attack):
    texts, content, _ = attack
    printed = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))
    plain = [text for text in texts if re.fullmatch(r"[\x20-\x7e]+", text) and len(text) < 200]
    assert len(plain) > 150
    missing = [text for text in plain if squeezed(text) not in printed]
    assert not missing


def test_no_file_is_read_and_nobody_called(attack):
    _, content, calls = attack
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert CANARY not in re.sub(r"\s+", " ", text)
    assert "root:x:0:0" not in text
    assert not calls
    assert not {"/EmbeddedFiles", "/JavaScript"} & set(reader.trailer["/Root"].get("/Names", {}))
    assert "/OpenAction" not in reader.trailer["/Root"]
    for page in reader.pages:
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") == "/GoTo", action


def test_a_sign_that_the_typeface_lacks_is_told_and_stops_nothing():
    assert typeface.missing("We met 𝕏 and أ, twice 𝕏.") == ["𝕏", "أ"]
    assert typeface.shown("＝1 أ café") == "=1 □ café"
    assert typeface.missing("Ordinary “words”, £4,980 – at 31 March…") == []


def test_the_listener_hears_who_calls():
    """The check above would see a call."""
    with listening() as (port, calls):
        socket.create_connection(("127.0.0.1", port)).close()
        for _ in range(50):
            if calls:
                break
            threading.Event().wait(0.05)
    assert calls


def test_the_templates_run_no_text_and_load_no_package():
    templates = sorted(renderer.ROOT.glob("*.typ"))
    assert len(templates) >= 5
    for template in templates:
        source = template.read_text()
        assert not re.search(r"\b(eval|read|plugin|csv|yaml|toml|xml|cbor)\(|@preview|@local", source), (
            template
        )
        assert re.findall(r'#import "([^"]+)"', source) in ([], ["parts.typ"])


def test_the_root_holds_templates_and_fonts_alone():
    found = [path for path in renderer.ROOT.rglob("*") if path.is_file() or path.is_symlink()]
    assert not [path for path in found if path.is_symlink()]
    assert {path.suffix for path in found} == {".typ", ".ttf", ".txt"}
