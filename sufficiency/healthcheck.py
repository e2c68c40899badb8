"""Asks the web process of this container whether it is well, as its proxy would; exit status 0 if so.

    python sufficiency/healthcheck.py

Standard library only, so that it costs little each time it runs.
"""

from __future__ import annotations

import os
import sys
import urllib.request


def main() -> int:
    """The name asked for is one the site answers to, and the request says that it came in by https."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz",
        headers={"Host": "localhost" if name == "*" else name, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=5):
            return 0
    except OSError as error:
        print(f"Not well: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
