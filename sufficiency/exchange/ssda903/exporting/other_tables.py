"""The other tables of a year's return: as they came, following the child's record where it was corrected."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return
from sufficiency.exchange.ssda903.applying.copying import copy_out, day_sql
from sufficiency.exchange.ssda903.code_sets import codes_of
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of

_MALE, _FEMALE = frozenset({"1", "M"}), frozenset({"2", "F"})


def return_of(authority: Authority, year: int) -> Return | None:
    """The current return of a year; of several extracts of it the latest."""
    return Return.objects.filter(authority=authority, year=year, is_current=True).order_by("-as_at").first()


def children_of(authority: Authority) -> pd.DataFrame:
    """The authority's children as their records now are, by number; dates as yyyy-mm-dd."""
    frame = copy_out(
        f"""select id, coalesce(number, ''), {day_sql("date_of_birth")}, sex, ethnicity, upn, is_mother,
            {day_sql("mothers_child_born_on")},
            exists (select from placements_unaccompaniedstatus where child_id = placements_child.id)::int
            from placements_child where authority_id = {int(authority.pk)} order by number""",
        ["id", "CHILD", "DOB", "SEX", "ETHNIC", "UPN", "MOTHER", "MC_DOB", "UASC"],
        whole_numbers=["id", "DOB", "MC_DOB"],
    )
    for column in ("DOB", "MC_DOB"):
        texts = {day: "" if day == NO_DAY else day_of(day).isoformat() for day in frame[column].unique()}
        frame[column] = frame[column].map(texts).astype(object)
    frame["MOTHER"] = frame["MOTHER"].map({"t": "1", "f": "0", "": ""}).astype(object)
    return frame


def follow_corrections(
    table: pd.DataFrame, header: pd.DataFrame, children: pd.DataFrame, year: int
) -> pd.DataFrame:
    """DOB, SEX and ETHNIC as the child's record has them now, where they agreed with the return's own Header."""
    known = children.drop_duplicates("CHILD").set_index("CHILD")
    own = header.drop_duplicates("CHILD").set_index("CHILD")
    corrected = table.copy()
    for column in ("DOB", "SEX", "ETHNIC"):
        if column not in table.columns or column not in own.columns:
            continue
        now = table["CHILD"].map(known[column]).fillna("").to_numpy(object)
        if column == "SEX":
            now = np.array([sex_in(year, one) for one in now], dtype=object)
        there = table[column].to_numpy(object)
        reported = table["CHILD"].map(own[column]).fillna("").to_numpy(object)
        differs = (there == reported) & (now != "") & (now != there)
        if column == "SEX":
            differs &= np.array([not _same_sex(a, b) for a, b in zip(now, there, strict=True)], dtype=bool)
        corrected[column] = np.where(differs, now, there)
    return corrected


def sex_in(year: int, code: str) -> str:
    """A sex as a return year's list writes it; blank where the list has no code for it."""
    for same in (_MALE, _FEMALE):
        if code in same:
            return next(iter(same & codes_of("SEX", year)), code)
    return code if code in codes_of("SEX", year) else ""


def _same_sex(one: str, other: str) -> bool:
    return one == other or {one, other} in (_MALE, _FEMALE)


def add_header_rows(
    header: pd.DataFrame, numbers: list[str], children: pd.DataFrame, year: int
) -> pd.DataFrame:
    """Header rows for children whose episodes go out and who have none in that year's return."""
    missing = sorted(set(numbers) - set(header["CHILD"]))
    rows = children.set_index("CHILD").loc[missing].reset_index()
    rows["SEX"] = [sex_in(year, code) for code in rows["SEX"]]
    added = pd.DataFrame({column: rows[column] for column in header.columns}, dtype=object)
    return pd.concat([header, added], ignore_index=True)
