"""Where files come from: folders, zips, single files, uploads. Sizes are checked before anything is parsed."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.refusal import ReturnRefused

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".xml"})
_HIDDEN = ("__MACOSX",)


@dataclass(frozen=True)
class Upload:
    """A file sent by a browser: its name, with the folders it came in if the browser told them."""

    name: str
    file: BinaryIO


@dataclass(frozen=True)
class Source:
    """One file to read. `folder` is what groups files into returns; `read` gives its bytes, within limits."""

    name: str
    folder: str
    read: Callable[[], bytes]

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass
class Gathered:
    sources: list[Source]
    # Files that are no table of a return by their kind, such as a PDF beside the CSV files.
    left: list[str]


def gather(paths: Iterable[Path | str | Upload]) -> Gathered:
    """Every file of the paths, in order of their names. Raises `ReturnRefused`."""
    gathered = Gathered([], [])
    for path in paths:
        if isinstance(path, Upload):
            _add_upload(gathered, path)
        else:
            _add_path(gathered, Path(path))
        if len(gathered.sources) > limits.FILES:
            raise ReturnRefused(
                f"There are more than {limits.FILES:,} files here. Choose the folder that holds the returns "
                "and nothing else."
            )
    if not gathered.sources:
        raise ReturnRefused(
            "No CSV, XML or zip file was found. Choose the folder or zip that holds the files of the return."
        )
    return gathered


def _add_path(gathered: Gathered, path: Path) -> None:
    if path.is_dir():
        for file in _files_below(path):
            relative = file.relative_to(path).as_posix()
            _add_file(gathered, file, relative, folder_name=path.name)
    elif path.is_file():
        _add_file(gathered, path, path.name, folder_name=str(path.parent))
    else:
        raise ReturnRefused(f"{path} was not found. Check the name of the folder or file.")


def _files_below(folder: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in _HIDDEN)
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(directory) / name


def _add_file(gathered: Gathered, file: Path, relative: str, *, folder_name: str) -> None:
    suffix = file.suffix.lower()
    if suffix == ".zip":
        with file.open("rb") as opened:
            _add_zip(gathered, relative, opened)
    elif suffix in TEXT_SUFFIXES or (not suffix and "/" not in relative):
        parent = PurePosixPath(relative).parent.as_posix()
        folder = folder_name if parent == "." else f"{folder_name}/{parent}"
        gathered.sources.append(Source(relative, folder, lambda: _read_file(file, relative)))
    else:
        gathered.left.append(relative)


def _read_file(file: Path, name: str) -> bytes:
    check_size(name, file.stat().st_size)
    return file.read_bytes()


def _add_upload(gathered: Gathered, upload: Upload) -> None:
    name = PurePosixPath(upload.name.replace("\\", "/"))
    suffix = name.suffix.lower()
    if suffix == ".zip":
        _add_zip(gathered, name.as_posix(), upload.file)
    elif suffix in TEXT_SUFFIXES or not suffix:
        gathered.sources.append(
            Source(name.as_posix(), name.parent.as_posix(), lambda: _read_stream(upload.file, str(name)))
        )
    else:
        gathered.left.append(name.as_posix())


def _read_stream(file: BinaryIO, name: str) -> bytes:
    file.seek(0)
    data = file.read(limits.FILE_BYTES + 1)
    check_size(name, len(data))
    return data


def check_size(name: str, size: int) -> None:
    if size > limits.FILE_BYTES:
        raise ReturnRefused(
            f"{name} is larger than {limits.FILE_BYTES // limits.MEBIBYTE} MB, more than any council's file of a "
            "return. Check that it is the right file; if it holds many years or authorities, split it."
        )


def _add_zip(gathered: Gathered, name: str, opened: BinaryIO) -> None:
    """Entries are read now, because the file may be gone later; counted by what comes out, not as declared."""
    try:
        with zipfile.ZipFile(opened) as archive:
            _check_archive(name, archive)
            for entry in sorted(archive.infolist(), key=lambda one: one.filename):
                _add_entry(gathered, name, archive, entry)
    except ReturnRefused:
        raise
    except (
        Exception
    ) as fault:  # A damaged archive can raise anything, from zlib's own errors to an IndexError.
        protected = "password" in str(fault) or "encrypted" in str(fault)
        why = "is protected by a password" if protected else "cannot be unpacked"
        raise ReturnRefused(
            f"{name} {why}. Unpack it yourself and send the files, or make the zip again."
        ) from None


def _check_archive(name: str, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    bomb = unpacked > limits.ZIP_RATIO_FROM_BYTES and unpacked > limits.ZIP_RATIO * max(packed, 1)
    if len(entries) > limits.FILES or unpacked > limits.TOTAL_BYTES or bomb:
        raise ReturnRefused(
            f"{name} would unpack to {len(entries):,} files of {unpacked // limits.MEBIBYTE:,} MB in all, which no "
            "return does. Send the files of the return in a zip of their own."
        )


def _add_entry(gathered: Gathered, name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if entry.is_dir() or any(part.startswith(".") or part in _HIDDEN for part in path.parts):
        return
    suffix = path.suffix.lower()
    label = f"{name}/{path.as_posix()}"
    if suffix == ".zip":
        raise ReturnRefused(f"{label} is a zip inside a zip. Unpack it and send its files.")
    if suffix not in TEXT_SUFFIXES:
        gathered.left.append(label)
        return
    with archive.open(entry) as opened:
        data = opened.read(limits.FILE_BYTES + 1)
    check_size(label, len(data))
    gathered.sources.append(
        Source(label, f"{name}/{path.parent.as_posix()}".removesuffix("/."), lambda: data)
    )
