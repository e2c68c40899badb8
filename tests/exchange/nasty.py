"""Returns full of awkward rows: codes against their meaning, ends left open, corrections, moves that never end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.indicators.returns import Return, text

FIRST = date(2018, 4, 1)
_PLACES = ("U4", "U6", "K2", "T0", "T1", "T3", "P1", "", "A3")
_CELLS = {
    "RNE": ("S", "P", "L", "T", "B", "U", ""),
    "LS": ("C2", "C2", "C1", "V2", "V3", "V4", "E1", ""),
    "CIN": ("N1", "N1", "N1", "N5", ""),
    "PLACE": _PLACES,
    "PLACE_PROVIDER": ("PR1", "PR1", "PR4", ""),
    "REC": ("X1", "X1", "", "E4A", "E8"),
    "REASON_PLACE_CHANGE": ("", "", "CARPL", "OTHER"),
    "HOME_POST": ("SO14 7LY", "SO14 7LY", ""),
    "PL_POST": ("SO16 4XE", "SO16 4XE", "SO164XE", "PO1 2AL", ""),
    "URN": ("", "1234567", "1234567", 'odd "\\ text'),
}
# How often a cell is like the row before it: then boundaries say little, and overlays return.
_KEPT = 3


@st.composite
def nasty_returns(draw: DrawFn) -> list[Return]:
    """Two or three consecutive years of one to three children, in any order of loading."""
    years = draw(st.integers(2, 3))
    ends = [date(FIRST.year + number + 1, 3, 31) for number in range(years)]
    returns = [Return(end, {"Header": [], "Episodes": []}) for end in ends]
    for number in range(draw(st.integers(1, 3))):
        rows = draw(_life(ends[-1]))
        for one in returns:
            _tell(draw, one, str(101 + number), rows)
    return draw(st.permutations(returns))


@st.composite
def _life(draw: DrawFn, last: date) -> list[dict]:
    """One child's rows: contiguous but for a gap now and then, none ending after the last year."""
    day = FIRST - timedelta(days=draw(st.integers(0, 60)))
    rows: list[dict] = []
    cells = {name: draw(st.sampled_from(values)) for name, values in _CELLS.items()}
    for _ in range(draw(st.integers(1, 8))):
        if day > last:
            break
        cells = {
            name: cells[name] if draw(st.integers(0, _KEPT)) else draw(st.sampled_from(values))
            for name, values in _CELLS.items()
        }
        end = day + timedelta(days=draw(st.integers(1, 200)))
        is_open = end > last or not draw(st.integers(0, 6))
        rows.append({**cells, "DECOM": day, "DEC": None if is_open else end})
        day = end + timedelta(days=0 if draw(st.integers(0, 5)) else 9)
    return rows


def _tell(draw: DrawFn, one: Return, number: str, rows: list[dict]) -> None:
    """The rows as the return of one year had them: some forgotten, some put otherwise than a later year does."""
    begins = date(one.as_at.year - 1, 4, 1)
    told = [row for row in rows if row["DECOM"] <= one.as_at and (row["DEC"] is None or row["DEC"] >= begins)]
    told = [row for row in told if draw(st.integers(0, 9))]
    if told or draw(st.booleans()):
        one.add("Header", number, draw(st.sampled_from(("1", "2"))), "17/05/2010", "WBRI")
        for row in told:
            cells = dict(row)
            if not draw(st.integers(0, 9)):
                changed = draw(st.sampled_from(sorted(_CELLS)))
                cells[changed] = draw(st.sampled_from(_CELLS[changed]))
            if not draw(st.integers(0, 9)):
                cells["DECOM"] -= timedelta(days=1)
            known = cells["DEC"] if cells["DEC"] and cells["DEC"] <= one.as_at else None
            if known is None and row["DEC"]:
                cells["REC"] = cells["REASON_PLACE_CHANGE"] = ""
            one.tables["Episodes"].append(
                {
                    "CHILD": number,
                    "DECOM": text(cells["DECOM"]),
                    **{name: cells[name] for name in _CELLS},
                    "DEC": text(known),
                }
            )
