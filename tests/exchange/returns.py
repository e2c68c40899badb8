"""Returns written in a line a row, for tests that tell one story."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sufficiency.core.models import Authority, User
from sufficiency.core.system_user import system_user
from sufficiency.exchange.ssda903 import ImportReport, import_paths

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"


def header(*numbers: str, sex: str = "2", born: str = "17/05/2010") -> list[str]:
    return [f"{number},{sex},{born},WBRI,UN1,," for number in numbers]


def write_return(
    folder: Path, episodes: Iterable[str], people: Iterable[str] | None = None, **others: Iterable[str]
) -> Path:
    """Write a return: rows of Episodes, of Header (one for each child if not given), and of other tables.

    Other tables give their column names as their first line.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(episodes)
    people = header(*dict.fromkeys(row.split(",")[0] for row in rows)) if people is None else people
    (folder / "episodes.csv").write_text("\n".join([EPISODES, *rows]) + "\n", encoding="utf-8")
    (folder / "header.csv").write_text("\n".join([HEADER, *people]) + "\n", encoding="utf-8")
    for name, lines in others.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def load(authority: Authority, *folders: Path, by: User | None = None, **options) -> ImportReport:
    return import_paths(authority=authority, paths=folders, by=by or system_user("test"), **options)


def spells(records) -> list[tuple[date, date | None]]:
    """First day and end of each spell, in order."""
    return [(one.dates.lower, one.dates.upper) for one in records.order_by("dates")]
