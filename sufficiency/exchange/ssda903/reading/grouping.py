"""Which files are one return: those of one folder, or of one rest of their names where a folder holds several."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from sufficiency.exchange.ssda903.reading.recognise import called
from sufficiency.exchange.ssda903.reading.returns import ReadFile
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import EPISODES


@dataclass
class Group:
    label: str
    files: list[ReadFile]


def group(read: list[tuple[str, str, list[ReadFile]]]) -> list[Group]:
    """Groups of files from (folder, file's stem, its tables). Raises `ReturnRefused`."""
    groups: list[Group] = []
    by_folder: dict[str, list[tuple[str, ReadFile]]] = {}
    for folder, stem, files in read:
        if len(files) > 1:
            groups.append(Group(stem, files))
        else:
            by_folder.setdefault(folder, []).extend((stem, file) for file in files)
    for folder, together in by_folder.items():
        groups += _of_folder(folder, together)
    for one in groups:
        _check(one)
    return groups


def _of_folder(folder: str, files: list[tuple[str, ReadFile]]) -> list[Group]:
    episodes = [stem for stem, file in files if file.table == EPISODES]
    if len(episodes) <= 1:
        return [Group(PurePosixPath(folder).name or folder, [file for _, file in files])]
    by_rest = _together(files, rest=lambda stem: called(stem)[1])
    if by_rest is None:
        by_rest = _together(files, rest=lambda stem: " ".join(re.findall(r"\d+", called(stem)[1])))
    if by_rest is None:
        raise ReturnRefused(
            f"The folder {PurePosixPath(folder).name or folder} holds {len(episodes)} Episodes files, and which other "
            "files belong to which cannot be told from their names. Put each return in a folder of its own."
        )
    return [Group(rest or PurePosixPath(folder).name, files) for rest, files in by_rest.items()]


def _together(
    files: list[tuple[str, ReadFile]], *, rest: Callable[[str], str]
) -> dict[str, list[ReadFile]] | None:
    """Files by the rest of their names; None where an Episodes file shares its rest or another file has none."""
    groups: dict[str, list[ReadFile]] = {}
    for stem, file in files:
        if file.table == EPISODES:
            if rest(stem) in groups:
                return None
            groups[rest(stem)] = [file]
    for stem, file in files:
        if file.table != EPISODES:
            if rest(stem) not in groups:
                return None
            groups[rest(stem)].append(file)
    return groups


def _check(one: Group) -> None:
    seen: dict[str, str] = {}
    for file in one.files:
        if file.table in seen:
            raise ReturnRefused(
                f"{seen[file.table]} and {file.name} are both the {file.table} table of one return. "
                "Take one out, or put each return in a folder of its own."
            )
        seen[file.table] = file.name
    if EPISODES not in seen:
        names = ", ".join(sorted(file.name for file in one.files)[:5])
        raise ReturnRefused(
            f"There is no Episodes file beside {names}. Send the files of the return together, Episodes among them."
        )
