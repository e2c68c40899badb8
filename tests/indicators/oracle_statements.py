"""What the returns say about each child, brought together into one list of rows that do not overlap.

Decisions (numbered on from nowhere else; the oracle's docstring lists the rest):

S1. A row is set aside when CHILD or DECOM is unreadable, a code is in no year's list, DEC is on or before
    DECOM, the same return has no usable Header row for the child (CHILD or DOB unreadable), or it overlaps a
    row of the same return that starts earlier (the same day: that stands higher in the file). Rows already
    set aside do not set others aside.
S2. An unreadable DEC reads as blank. Codes and postcodes are compared in capitals, postcodes without spaces.
S3. A row with a blank DEC followed by another of the same child in the same return ends where that begins.
S4. Returns rank by as-at date, then by loading order. "A spell stated by a later return" is any spell that
    stands after S1 and S3 in any later return, whether or not a still later return replaced it.
S5. A row that was cut short because another begins has no exit of its own: the code reported belonged to the
    later date. (It matters only where what begins is a short break.)
S6. A child's birth date, sex and ethnicity are those of the latest return with a Header row for the child,
    taken whole: a blank there is a blank.
"""

from dataclasses import dataclass, replace
from datetime import date

from tests.indicators.oracle_calendar import parse_date
from tests.indicators.oracle_codes import EPISODE_CODES, SHORT_BREAKS
from tests.indicators.returns import Return


@dataclass(frozen=True)
class Row:
    """One episode: [start, end), end None while open; `cut` when it ends only because another row begins."""

    start: date
    end: date | None
    rne: str
    ls: str
    cin: str
    place: str
    provider: str
    home_post: str
    pl_post: str
    urn: str
    rec: str
    cut: bool = False

    @property
    def short_break(self) -> bool:
        return self.ls in SHORT_BREAKS

    @property
    def real_exit(self) -> bool:
        return self.end is not None and not self.cut and self.rec not in ("", "X1")

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)


@dataclass(frozen=True)
class Person:
    """Who the child is, as the latest Header row says."""

    born: date
    sex: str
    ethnic: str


def code(row: dict[str, str], column: str) -> str:
    """The cell in capitals without surrounding spaces; blank when the column is absent."""
    return (row.get(column) or "").strip().upper()


def in_order(returns: list[Return]) -> list[Return]:
    """The returns from the earliest to the latest; of equal as-at dates the later loaded is the later."""
    return sorted(returns, key=lambda one: one.as_at)


def people(returns: list[Return]) -> dict[str, Person]:
    """Every child with a usable Header row."""
    found = {}
    for one in in_order(returns):
        found |= _headers(one)
    return found


def _headers(one: Return) -> dict[str, Person]:
    found = {}
    for row in one.tables.get("Header", []):
        born = parse_date(row.get("DOB"))
        if code(row, "CHILD") and born:
            found[code(row, "CHILD")] = Person(born, code(row, "SEX"), code(row, "ETHNIC"))
    return found


def known_in(one: Return) -> set[str]:
    """The children with a usable Header row in this return."""
    return set(_headers(one))


def settled_rows(returns: list[Return]) -> dict[str, list[Row]]:
    """Each child's rows as now known, in order, none overlapping another."""
    ranked = [_stated(one) for one in in_order(returns)]
    children = {child for stated in ranked for child in stated}
    return {child: _joined([stated.get(child, []) for stated in ranked]) for child in children}


def _stated(one: Return) -> dict[str, list[Row]]:
    """What one return states: readable rows by child, open rows ended by their successors (S1 to S3)."""
    known = known_in(one)
    readable: dict[str, list[Row]] = {}
    for row in one.tables.get("Episodes", []):
        read = _read(row)
        if read is not None and code(row, "CHILD") in known:
            readable.setdefault(code(row, "CHILD"), []).append(read)
    return {child: _without_overlap(rows) for child, rows in readable.items()}


def _read(row: dict[str, str]) -> Row | None:
    start, end = parse_date(row.get("DECOM")), parse_date(row.get("DEC"))
    if start is None or (end is not None and end <= start):
        return None
    for column, valid in EPISODE_CODES.items():
        if code(row, column) and code(row, column) not in valid:
            return None
    return Row(
        start=start,
        end=end,
        rne=code(row, "RNE"),
        ls=code(row, "LS"),
        cin=code(row, "CIN"),
        place=code(row, "PLACE"),
        provider=code(row, "PLACE_PROVIDER"),
        home_post=code(row, "HOME_POST").replace(" ", ""),
        pl_post=code(row, "PL_POST").replace(" ", ""),
        urn=code(row, "URN"),
        rec=code(row, "REC"),
    )


def _without_overlap(rows: list[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in sorted(rows, key=lambda each: each.start):
        if not kept:
            kept.append(row)
        elif kept[-1].end is None and row.start > kept[-1].start:
            kept[-1] = replace(kept[-1], end=row.start, cut=True)
            kept.append(row)
        elif kept[-1].end is not None and row.start >= kept[-1].end:
            kept.append(row)
    return kept


def _joined(ranked: list[list[Row]]) -> list[Row]:
    """The rows of all returns, the earliest return first, settled in favour of the later ones."""
    settled: list[Row] = []
    for rank, rows in enumerate(ranked):
        later = [row for rows_of_later in ranked[rank + 1 :] for row in rows_of_later]
        for row in rows:
            if any(other.covers(row.start) for other in later):
                continue
            begins = [
                other.start
                for other in later
                if other.start > row.start and (row.end is None or other.start < row.end)
            ]
            settled.append(replace(row, end=min(begins), cut=True) if begins else row)
    return sorted(settled, key=lambda each: each.start)
