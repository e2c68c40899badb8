"""Pictures of the main pages of a demonstration, at a desk and on a phone, for docs/screens.md.

    python -m sufficiency.demonstration.screenshots [--authority NAME] [--port N] [--into FOLDER]

Starts the demonstration's own server, signs in as its people and writes one PNG a page and width. It looks and
changes nothing, but what it looks at is written to the audit trail, as everything is. Needs the development
requirements and a Chromium. A page that the authority has no record for is said and left out.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from sufficiency.bootstrap import chromium
from sufficiency.local_server import CHECKOUT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

    from sufficiency.demonstration.screenshots.pages import Picture

FOLDER = CHECKOUT / "docs" / "screenshots"
PAGE = CHECKOUT / "docs" / "screens.md"
# Width and height of the window, and how much of a longer page is shown.
SIZES = {1280: (900, 1400), 390: (844, 1700)}
_FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--hide-scrollbars"]


@contextlib.contextmanager
def served(port: int) -> Iterator[str]:
    """The demonstration at that port, for as long as it is looked at."""
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, str(CHECKOUT / "sufficiency/local_server.py"), "serve", str(port)]
    )
    try:
        for _ in range(300):
            if server.poll() is not None:
                raise SystemExit("The server ended by itself; the lines above say why.")
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=5):
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def sign_in(browser: Browser, address: str, picture: Picture, authority: str) -> Page:
    """Somebody of the demonstration, at work in the authority."""
    from sufficiency.demonstration.sign_ins import PASSWORD

    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{address}/sign-in/")
    page.get_by_label("User name").fill(picture.sign_in)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")
    if page.locator(".govuk-generic-header__homepage-link").inner_text() != authority:
        page.goto(f"{address}/authority/")
        page.get_by_label(authority, exact=True).check()
        page.get_by_role("button", name="Work in this authority").click()
        page.wait_for_url(f"{address}/")
    return page


def take(page: Page, address: str, picture: Picture, folder: Path) -> Iterator[Path]:
    """The page at each width, drawn to the end, with few colours so that the file is small."""
    for width, (height, most) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(address, wait_until="networkidle")
        if answer is None or not answer.ok:
            raise SystemExit(f"{picture.name}: the page answers {answer and answer.status}.")
        if picture.first:
            picture.first(page)
        long = page.evaluate("document.documentElement.scrollHeight")
        clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(long, most)}
        image = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip, animations="disabled")))
        path = folder / f"{picture.name}-{width}.png"
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        yield path


def page_of(taken: Sequence[Picture], authority: str) -> str:
    """docs/screens.md: a line for each page, and its two pictures."""
    lines = [
        "# The main pages",
        "",
        f"Made by `make screenshots AUTHORITY={authority}`, at a desk (1280 pixels wide) and on a phone (390).",
        "Everybody in them is invented.",
    ]
    for picture in taken:
        lines += ["", f"## {picture.title}", picture.says, ""]
        for width in SIZES:
            words = f"{picture.title}, {width} pixels wide"
            lines.append(
                f'<img src="screenshots/{picture.name}-{width}.png" width="{width // 2}" alt="{words}">'
            )
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Write every picture; say which pages the authority has nothing for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sufficiency.settings")
    django.setup()
    from django.utils import timezone

    from sufficiency.core.models import Authority
    from sufficiency.demonstration.screenshots.pages import PICTURES

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--authority", default="Southampton", help="name of a demonstration authority")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--into", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="*", choices=[one.name for one in PICTURES], help="these pages alone")
    chosen = parser.parse_args(arguments)

    authority = Authority.objects.filter(is_synthetic=True, name=chosen.authority).first()
    if authority is None:
        print(
            f"There is no demonstration authority called {chosen.authority}. Run make demo first.",
            file=sys.stderr,
        )
        return 1
    pictures = [one for one in PICTURES if not chosen.only or one.name in chosen.only]
    found = [(one, one.address(authority, timezone.localdate())) for one in pictures]
    chosen.into.mkdir(parents=True, exist_ok=True)
    taken = []
    with served(chosen.port) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_FLAGS)
        for picture, path in found:
            if path is None:
                print(f"{picture.name}: {authority} has nothing to show.", file=sys.stderr)
                continue
            page = sign_in(browser, address, picture, authority.name)
            for file in take(page, f"{address}{path}", picture, chosen.into):
                print(f"{file.name}: {file.stat().st_size / 1000:.0f} KB")
            page.context.close()
            taken.append(picture)
        browser.close()
    if chosen.into == FOLDER and not chosen.only:
        PAGE.write_text(page_of(taken, authority.name))
        for old in set(FOLDER.glob("*.png")) - {
            FOLDER / f"{one.name}-{width}.png" for one in taken for width in SIZES
        }:
            old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
