"""The folder itself: what lies in it, whether it is whole, and where it goes. Knows no database.

An extract is a zip, an XML file or a sub-folder of CSV files, with its day in its name: `extract-2026-11-21.zip`.
It is whole where a marker `extract-2026-11-21.zip.ready` lies beside it, or where nothing of it has changed for some
time. A sender that writes under another name first (`.part`, `.tmp`, or a name that begins with a dot) and renames at
the end is safest: such names are never looked at.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DONE, REFUSED = "done", "refused"
_TAKEN = frozenset({".zip", ".xml"})
_BEING_WRITTEN = frozenset({".part", ".partial", ".tmp", ".filepart", ".crdownload"})
_MARKER = ".ready"
_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_UNWRITABLE = "{} cannot be written to{}. Extracts are moved within it: let this user write there."
_BLOCK = 1024 * 1024

# Name, size and time of last change of every file.
Signature = tuple[tuple[str, int, int], ...]


class FolderUnusable(Exception):
    """The folder cannot be used, in a sentence."""


@dataclass(frozen=True)
class Looked:
    """What was found: extracts that are whole, and how many other things were left where they are."""

    whole: list[Path]
    left: int


def make_ready(folder: Path) -> None:
    """See that the folder is there, and make the two that extracts go to. Raises `FolderUnusable`."""
    if not folder.is_dir():
        raise FolderUnusable(
            f"{folder} is no folder. Give the folder in which the case system leaves its extracts."
        )
    try:
        for name in (DONE, REFUSED):
            (folder / name).mkdir(exist_ok=True)
    except OSError as fault:
        raise FolderUnusable(_UNWRITABLE.format(folder, f" ({fault.strerror})")) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise FolderUnusable(_UNWRITABLE.format(folder, ""))


def look(folder: Path, *, settled_for: float, between: float) -> Looked:
    """Extracts that are whole, by day and name. `settled_for` are the seconds for which nothing of one changed.

    Each is looked at twice, `between` seconds apart: what changes meanwhile is left for the next time.
    """
    found, left = [], 0
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in (DONE, REFUSED) or path.suffix == _MARKER:
            continue
        is_extract = path.is_dir() or path.suffix.lower() in _TAKEN
        if path.is_symlink() or not is_extract:
            left += 1
            continue
        found.append((path, signature(path)))
    if found and between:
        time.sleep(between)
    whole = [path for path, before in found if _is_whole(path, before, settled_for)]
    return Looked(
        sorted(whole, key=lambda path: (day_in(path.name) or date.max, path.name)),
        left + len(found) - len(whole),
    )


def _is_whole(path: Path, before: Signature, settled_for: float) -> bool:
    now = signature(path)
    if not now or now != before:
        return False
    if any(Path(name).suffix.lower() in _BEING_WRITTEN for name, *_ in now):
        return False
    newest = max(changed for *_, changed in now) / 1e9
    return _marker(path).exists() or time.time() - newest >= settled_for


def signature(path: Path) -> Signature:
    """Changes where anything of the extract does; empty where it is gone or holds nothing."""
    try:
        return tuple(
            (file.relative_to(path.parent).as_posix(), (told := file.stat()).st_size, told.st_mtime_ns)
            for file in _files(path)
        )
    except OSError:
        return ()


def digest(path: Path) -> str:
    """Of all bytes of the extract, and for a folder of its files' names."""
    told = hashlib.sha256()
    for file in _files(path):
        if file != path:
            told.update(f"\x1e{file.relative_to(path).as_posix()}\x1f".encode())
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                told.update(block)
    return told.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    """The extract's files in order; links are not followed."""
    if not path.is_dir():
        yield path
        return
    for directory, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(directory) / name
            if not file.is_symlink():
                yield file


def has_links(path: Path) -> bool:
    """Whether anything in it leads elsewhere."""
    if path.is_symlink():
        return True
    return any(
        (Path(directory) / name).is_symlink()
        for directory, folders, names in os.walk(path)
        for name in [*folders, *names]
    )


def day_in(name: str) -> date | None:
    """The day in an extract's name, as 2026-11-21 or 20261121; None where there is none, or more than one."""
    days = set()
    for year, month, day in _DAY.findall(name):
        try:
            days.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None


def put_away(path: Path, where: str, report: str) -> Path:
    """Write the report beside where the extract goes, then move it there: each at one stroke.

    Killed in between, the report is there and the extract is not: it is found again, and put away again.
    """
    target = _free(path.parent / where / path.name)
    told = target.with_name(f"{target.name}.report.txt")
    half = told.with_name(f".{told.name}.part")
    with half.open("w", encoding="utf-8") as opened:
        opened.write(report)
        opened.flush()
        os.fsync(opened.fileno())
    half.replace(told)
    path.replace(target)
    _marker(path).unlink(missing_ok=True)
    return target


def _free(target: Path) -> Path:
    """The name itself, or with a number where an earlier one has it."""
    number, free = 2, target
    while free.exists():
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return free


def _marker(path: Path) -> Path:
    return path.with_name(path.name + _MARKER)
