"""The pictures in the documents: as many as the page shows, and small."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
LARGEST, ALL_TOGETHER = 150_000, 3_000_000


def test_the_page_shows_every_picture_and_no_other():
    shown = re.findall(r'src="(screenshots/[^"]+)"', (DOCS / "screens.md").read_text())
    kept = sorted(str(path.relative_to(DOCS)) for path in (DOCS / "screenshots").iterdir())
    assert sorted(shown) == kept
    assert len(kept) >= 22


def test_they_are_small():
    sizes = [path.stat().st_size for path in (DOCS / "screenshots").iterdir()]
    assert max(sizes) <= LARGEST
    assert sum(sizes) <= ALL_TOGETHER
