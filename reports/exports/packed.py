"""Office files that are the same bytes for the same edition: no moment of packing, no order by chance."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

# The first moment that the format knows.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def packed_again(content: bytes, *, made_at: datetime) -> bytes:
    """The same file, each part with one fixed date, and changed last when the edition was made."""
    moment = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _CHANGED.sub(rb"\g<1>" + moment + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, date_time=_NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return out.getvalue()
