"""What the repository may hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_LINK = "120000"


def test_no_link_to_somewhere_else_is_kept():
    """A link into one machine's folders breaks every other, and hides what a clean clone lacks."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [line for line in listed.stdout.splitlines() if line.startswith(_LINK)] == []
    assert "README.md" in listed.stdout
