"""Vendors the browser libraries: reads npm package archives, keeps the few files we serve, writes their sums.

    npm pack govuk-frontend@6.6.0 @ministryofjustice/frontend@11.1.0 …
    python -m sufficiency.vendor_static *.tgz

Nothing is downloaded here, and nothing of Node is needed to run the service: what is kept is committed.
Three things are changed on the way in. Fonts go (GDS Transport is licensed for gov.uk only), so do the crest
and every other picture that no kept style uses. Addresses that begin at the server's root become relative.
Source map comments go, because static storage with hashed names refuses a file that points at a missing one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "static" / "vendor" / "README.md"
SUMS_START = "<!-- sums: start -->"
SUMS_END = "<!-- sums: end -->"

MIT_TEXT = """\
MIT License

Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Package:
    """What is kept of one npm package, and where it goes."""

    folder: str
    keep: dict[str, str]
    destination: str = "static/vendor"
    pictures: str = ""
    """Folder in the archive that holds the pictures its style sheets name."""
    mit_holder: str = ""
    """Copyright holder, for a package that declares MIT but ships no licence file."""


PACKAGES = {
    "govuk-frontend": Package(
        folder="govuk-frontend",
        keep={
            "dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
            "dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
        },
        mit_holder="2017 Crown Copyright (Government Digital Service)",
    ),
    "@ministryofjustice/frontend": Package(
        folder="moj-frontend",
        keep={
            "moj/moj-frontend.min.css": "moj-frontend.min.css",
            "moj/moj-frontend.min.js": "moj-frontend.min.js",
        },
        pictures="moj/assets/images",
        mit_holder="2021 dxw",
    ),
    "plotly.js-basic-dist-min": Package(
        folder="plotly-basic",
        keep={"plotly-basic.min.js": "plotly-basic.min.js", "LICENSE": "LICENCE.txt"},
    ),
    "htmx.org": Package(
        folder="htmx",
        keep={"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENCE.txt"},
    ),
    "axe-core": Package(
        folder="axe-core",
        keep={
            "axe.min.js": "axe.min.js",
            "LICENSE": "LICENCE.txt",
            "LICENSE-3RD-PARTY.txt": "LICENCE-THIRD-PARTY.txt",
        },
        destination="tests/vendor",
    ),
}


def rewrite(text: str) -> tuple[str, set[str]]:
    """A style sheet or script made fit to serve here, and the names of the pictures it still needs."""
    text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
    text = re.sub(r"[\"']?GDS Transport[\"']?,\s*", "", text)
    text = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", text)
    text = re.sub(r"/assets/images/", "images/", text)
    text = re.sub(r"(/\*#|//#)\s*sourceMappingURL=\S+?\.map\s*(\*/)?", "", text)
    return text.rstrip() + "\n", set(re.findall(r"url\([\"']?images/([^)\"']+)", text))


def vendor(archive: Path, root: Path = ROOT) -> Path:
    """Unpacks what we keep of one npm archive and returns the folder written."""
    with tarfile.open(archive) as package_file:
        contents = {
            member.name.split("/", 1)[1]: package_file.extractfile(member).read()  # type: ignore[union-attr]
            for member in package_file.getmembers()
            if member.isfile()
        }
    description = json.loads(contents["package.json"])
    package = PACKAGES.get(description["name"])
    if package is None:
        raise SystemExit(
            f"{archive.name} is the package {description['name']!r}, which is not on the list. "
            f"Give archives of: {', '.join(PACKAGES)}."
        )
    folder = root / package.destination / f"{package.folder}-{description['version']}"
    folder.mkdir(parents=True, exist_ok=True)
    pictures: set[str] = set()
    for source, name in package.keep.items():
        body = contents[source]
        if name.endswith((".css", ".js")) and package.destination == "static/vendor":
            text, named = rewrite(body.decode())
            body = text.encode()
            pictures |= named
        (folder / name).write_bytes(body)
    for picture in sorted(pictures):
        (folder / "images").mkdir(exist_ok=True)
        (folder / "images" / picture).write_bytes(contents[f"{package.pictures}/{picture}"])
    if package.mit_holder:
        (folder / "LICENCE.txt").write_text(MIT_TEXT.format(holder=package.mit_holder))
    return folder


def sums(root: Path = ROOT) -> dict[str, str]:
    """SHA-256 of every vendored file, by its path from the root of the project."""
    folders = (root / "static" / "vendor", root / "tests" / "vendor")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name != "README.md"
    }


def write_sums(root: Path = ROOT, readme: Path = README) -> None:
    """Writes the table of sums between the two markers of the README."""
    rows = "\n".join(f"| `{name}` | `{digest}` |" for name, digest in sums(root).items())
    text = readme.read_text()
    before, rest = text.split(SUMS_START)
    after = rest.split(SUMS_END)[1]
    table = f"{SUMS_START}\n| file | sha256 |\n|---|---|\n{rows}\n{SUMS_END}"
    readme.write_text(before + table + after)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Vendor browser libraries from npm package archives.")
    parser.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE.tgz")
    for archive in parser.parse_args(arguments).archives:
        print(vendor(archive).relative_to(ROOT))
    write_sums()
    return 0


if __name__ == "__main__":
    sys.exit(main())
