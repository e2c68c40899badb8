"""Random returns in which most things are wrong somewhere: lives that hang together, with faults strewn over.

Unless `spoiled`, every date is a real one: with others many rules of the sector's validator stop.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]

POSTCODES = [
    "SO14 0YN",
    "SO15 5QF",
    "SO16 4GX",
    "PO1 2AL",
    "BH1 1AA",
    "SW1A 1AA",
    "NE1 7RU",
    "TR1 1EB",
    "CF10 1EP",
]
URNS = ["SC123456", "SC000002", "", "XXXXXXX", "1234567"]
STATUSES = ["C1", "C2", "V2", "E1", "J1", "L1", "L2", "L3", "J2", "V3", "V4", "D1"]
STATUS_SHARES = [0.20, 0.25, 0.30, 0.06, 0.03, 0.02, 0.02, 0.02, 0.02, 0.04, 0.02, 0.02]
EXITS = ["E4A", "E5", "E12", "E45", "E46", "E7", "E17", "E2", "E3", "E8", "E15"]
PLACES = ["U4", "U6", "U3", "K2", "P1", "R5", "A5", "A3", "T3", "T1", "T4", "S1", "P3", "R2"]
WITH_URN = ["U4", "U6", "U3", "K2", "K3", "A5", "A3"]
FAULTS = ["", "", "ZZ", "99", "X9", "N9", "U"]
NO_DATES = ["", "31/02/2020", "2020-13-01", "soon"]
LONG_AGO = "1990-05-05"
FAULTY = 0.02


def places_of(year: int) -> list[str]:
    """Placement types that both this product and the sector's validator know in the year."""
    if year <= 2024:
        return [*PLACES, "H5", "P2", "Z1"]
    return [*PLACES, "K3", "Z1"] if year == 2025 else [*PLACES, "K3", "Z12"]


def iso(days: np.ndarray) -> np.ndarray:
    return np.datetime_as_string(days.astype("datetime64[D]")).astype(object)


def plus(rng: np.random.Generator, day: np.datetime64, low: int, high: int, count: int) -> np.ndarray:
    return day + rng.integers(low, high, count).astype("timedelta64[D]")


class _Maker:
    """Makes the tables of one return."""

    def __init__(self, children: int, year: int, seed: int, prefix: str, spoiled: bool) -> None:
        self.rng = np.random.default_rng(seed)
        self.year = year
        self.starts, self.ends = np.datetime64(f"{year - 1}-04-01"), np.datetime64(f"{year}-03-31")
        self.children = children
        self.prefix = prefix
        self.spoiled = spoiled

    def tables(self) -> Tables:
        born = plus(self.rng, self.ends, -int(18.3 * 365), -30, self.children)
        born[self.rng.random(self.children) < 0.01] = self.ends + np.timedelta64(5, "D")
        children = self.header("C", born)
        grown = plus(self.rng, self.ends, -27 * 365, -int(16.2 * 365), max(self.children // 5, 1))
        leavers = self.header("L", grown)
        header = pd.concat([children, leavers], ignore_index=True)
        tables = {
            "Header": header,
            "Episodes": self.episodes(born),
            "OC3": self.leavers(pd.concat([self.some(children, 0.3), leavers], ignore_index=True)),
            "UASC": self.unaccompanied(self.some(header, 0.05)),
            "Missing": self.spells(pd.concat([self.some(children, 0.2) for _ in range(2)])),
            "Reviews": self.some(children, 0.25)[["CHILD", "DOB"]].assign(
                REVIEW=str(self.starts), REVIEW_CODE="PN1"
            ),
        }
        if self.year >= 2027:
            tables["DoLo"] = self.orders(self.some(children, 0.1))
        for frame in tables.values():
            self.strew(frame)
        if self.spoiled:
            for name in ("Header", "OC3"):
                tables[name] = pd.concat([tables[name], tables[name].iloc[:2]], ignore_index=True)
        return tables

    def some(self, frame: pd.DataFrame, share: float) -> pd.DataFrame:
        """A share of the rows, none of them twice."""
        picked = self.rng.choice(len(frame), max(int(len(frame) * share), 1), replace=False)
        return frame.iloc[picked].reset_index(drop=True)

    def one_of(self, choices: Sequence[str], count: int, shares: list[float] | None = None) -> np.ndarray:
        return self.rng.choice(np.array(choices, dtype=object), count, p=shares)

    def header(self, kind: str, born: np.ndarray) -> pd.DataFrame:
        count = len(born)
        return pd.DataFrame(
            {
                "CHILD": [f"{self.prefix}{kind}{number:05d}" for number in range(count)],
                "SEX": self.one_of(["1", "2"] if self.year <= 2024 else ["M", "F"], count),
                "DOB": iso(born),
                "ETHNIC": self.one_of(["WBRI", "ABAN", "MOTH", "REFU"], count),
                "UPN": "UN1",
                "MOTHER": self.one_of(["", "0", "1"], count, [0.9, 0.05, 0.05]),
                "MC_DOB": "",
            },
            dtype=object,
        )

    def episodes(self, born: np.ndarray) -> pd.DataFrame:
        each = self.rng.choice([1, 1, 1, 2, 3, 5], self.children)
        child = np.repeat(np.arange(self.children), each)
        count = len(child)
        number = np.concatenate([np.arange(some) for some in each])
        last = number == np.repeat(each, each) - 1
        lengths = self.rng.integers(2, 120, count)
        before = np.cumsum(lengths) - lengths
        into = before - np.repeat(before[number == 0], each)
        first = plus(self.rng, self.starts, -900, 300, self.children)
        start = np.maximum(first, born + np.timedelta64(1, "D"))[child] + into.astype("timedelta64[D]")
        end = start + lengths.astype("timedelta64[D]")
        still_open = last & (self.rng.random(count) < 0.7)
        place = self.one_of(places_of(self.year), count)
        provider = self.one_of(["PR0", "PR1", "PR2", "PR3", "PR4", "PR5", ""], count)
        frame = pd.DataFrame(
            {
                "CHILD": [f"{self.prefix}C{one:05d}" for one in child],
                "DECOM": iso(start),
                "RNE": np.where(number == 0, "S", self.one_of(list("PLTBU"), count)),
                "LS": self.one_of(STATUSES, count, STATUS_SHARES),
                "CIN": self.one_of(["N1", "N2", "N5", "N8"], self.children)[child],
                "PLACE": place,
                "PLACE_PROVIDER": np.where((place == "P1") & (self.rng.random(count) < 0.8), "PR0", provider),
                "DEC": np.where(still_open, "", iso(end)),
                "REC": np.where(last, np.where(still_open, "", self.one_of(EXITS, count)), "X1"),
                "REASON_PLACE_CHANGE": np.where(last, "", self.one_of(["CARPL", "", "CUSTOD"], count)),
                "HOME_POST": self.one_of(POSTCODES, self.children)[child],
                "PL_POST": self.one_of(POSTCODES, count),
                "URN": np.where(np.isin(place, WITH_URN), self.one_of(URNS, count), ""),
            },
            dtype=object,
        )
        self.hang_together(frame)
        self.shift(frame, "DECOM", 0.03)
        self.shift(frame, "DEC", 0.04)
        return frame

    def hang_together(self, frame: pd.DataFrame) -> None:
        """Half the rows change only what their RNE says, and most temporary moves lead back."""
        placement = ["PLACE", "PL_POST", "PLACE_PROVIDER", "URN"]
        rows = frame.to_dict("records")
        for number in range(2, len(rows)):
            row, before, earlier = rows[number], rows[number - 1], rows[number - 2]
            chance = self.rng.random()
            if row["CHILD"] == earlier["CHILD"] and before["PLACE"].startswith("T") and chance < 0.6:
                row.update({name: earlier[name] for name in placement})
            elif row["CHILD"] == before["CHILD"] and chance < 0.5:
                keep = placement if row["RNE"] == "L" else ["LS"] if row["RNE"] in "PT" else []
                row.update({name: before[name] for name in keep})
        frame[:] = pd.DataFrame(rows, dtype=object).to_numpy()

    def shift(self, frame: pd.DataFrame, column: str, share: float) -> None:
        """Move some dates by a few days, so that rows overlap, part and turn about."""
        dates = frame[column].to_numpy(dtype=object).copy()
        for row in np.flatnonzero((self.rng.random(len(frame)) < share) & (dates != "")):
            moved = np.datetime64(dates[row]) + np.timedelta64(int(self.rng.integers(-60, 60)), "D")
            dates[row] = LONG_AGO if self.rng.random() < 0.05 else str(moved)
        frame[column] = dates

    def leavers(self, people: pd.DataFrame) -> pd.DataFrame:
        frame = people[["CHILD", "DOB"]].copy()
        frame["IN_TOUCH"] = self.one_of(["YES", "NO", "DIED", "RHOM", "REFU"], len(frame))
        frame["ACTIV"] = self.one_of(["F1", "F2", "F4", "G4", "0"], len(frame))
        frame["ACCOM"] = self.one_of(["B1", "T1", "Z1", "S2", "0", "U1"], len(frame))
        return frame

    def unaccompanied(self, people: pd.DataFrame) -> pd.DataFrame:
        frame = people[["CHILD", "SEX", "DOB"]].copy()
        ceased = iso(plus(self.rng, self.starts, -200, 200, len(frame)))
        return frame.assign(DUC=np.where(self.rng.random(len(frame)) < 0.5, "", ceased))

    def spells(self, people: pd.DataFrame) -> pd.DataFrame:
        frame = people[["CHILD", "DOB"]].copy()
        start = plus(self.rng, self.starts, -30, 380, len(frame))
        end = start + self.rng.integers(-2, 40, len(frame)).astype("timedelta64[D]")
        frame["MISSING"] = self.one_of(["M", "A", "", "X"], len(frame), [0.6, 0.3, 0.05, 0.05])
        frame["MIS_START"] = iso(start)
        frame["MIS_END"] = np.where(self.rng.random(len(frame)) < 0.2, "", iso(end))
        return frame

    def orders(self, people: pd.DataFrame) -> pd.DataFrame:
        spells = self.spells(people)
        return spells.rename(columns={"MIS_START": "DOLO_START", "MIS_END": "DOLO_END"}).drop(
            columns="MISSING"
        )

    def strew(self, frame: pd.DataFrame) -> None:
        """Faults in every column; in dates and child numbers only where the return is to be spoiled."""
        for column in frame.columns:
            texts = frame[column].to_numpy(dtype=object).copy()
            dated = any(text[:2] in ("19", "20") for text in texts if text)
            if (dated or column == "CHILD") and not self.spoiled:
                continue
            hit = self.rng.random(len(frame)) < FAULTY
            wrong = [f"Q{row}" for row in np.flatnonzero(hit)] if column == "CHILD" else []
            texts[hit] = wrong or self.one_of(NO_DATES if dated else FAULTS, int(hit.sum()))
            frame[column] = texts


def make(children: int, year: int, seed: int, prefix: str = "", spoiled: bool = False) -> Tables:
    """One return of about that many children in care, with care leavers besides."""
    return _Maker(children, year, seed, prefix, spoiled).tables()


def following(last: Tables, year: int, seed: int, spoiled: bool = False) -> Tables:
    """The return of the next year: most open episodes go on, some of them altered, and others are new."""
    rng = np.random.default_rng(seed)
    new = make(max(len(last["Header"]) // 3, 5), year, seed, f"Y{year}", spoiled)
    episodes = last["Episodes"]
    on = episodes[(episodes["DEC"] == "") & (rng.random(len(episodes)) < 0.9)].copy()
    for column in ["RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "URN", "PL_POST", "DECOM", "HOME_POST"]:
        altered = rng.random(len(on)) < 0.05
        texts = on[column].to_numpy(dtype=object).copy()
        texts[altered] = rng.choice(new["Episodes"][column].to_numpy(dtype=object), int(altered.sum()))
        on[column] = texts
    on["PLACE"] = on["PLACE"].replace({2025: {"H5": "K3"}, 2026: {"Z1": "Z11"}}.get(year, {}))
    header = last["Header"]
    kept = header[header["CHILD"].isin(on["CHILD"]) | (rng.random(len(header)) < 0.5)].copy()
    for column in ["SEX", "DOB", "ETHNIC"]:
        altered = rng.random(len(kept)) < 0.03
        texts = kept[column].to_numpy(dtype=object).copy()
        texts[altered] = rng.choice(new["Header"][column].to_numpy(dtype=object), int(altered.sum()))
        kept[column] = texts
    carried = {"Header": kept, "Episodes": on}
    for name in ["UASC", "Missing", "OC3", "DoLo"]:
        if name in last and name in new:
            carried[name] = last[name][rng.random(len(last[name])) < 0.6].copy()
    carried["OC3"]["IN_TOUCH"] = carried["OC3"]["IN_TOUCH"].replace({"DIED": "NO"})
    return {
        name: pd.concat([carried[name], frame], ignore_index=True) if name in carried else frame
        for name, frame in new.items()
    }
