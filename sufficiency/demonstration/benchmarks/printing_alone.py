"""What a process of its own needs to print a document: little is imported here, since it would count too."""

from __future__ import annotations

import platform
import resource
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports.document import Document
from reports.frozen import document_from
from reports.renderers.pdf import pdf

_STATUS = Path("/proc/self/status")


def print_it(document: Document) -> int:
    """The number of its pages."""
    return pdf(document, edition="Edition 1", made_at=datetime(2026, 1, 1, tzinfo=UTC)).pages


def peak(content: Mapping[str, Any]) -> tuple[float, float]:
    """Megabytes that this process has had at most before it printed the document, and once it has."""
    document = document_from(content)
    before = _peak()
    print_it(document)
    return before, _peak()


def _peak() -> float:
    """As Linux tells it of the program alone: what a process inherits of its parent's peak is not in it."""
    if _STATUS.exists():
        [line] = [line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024 / 1e6
    # Elsewhere the system's own count, in bytes on macOS.
    unit = 1 if platform.system() == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
