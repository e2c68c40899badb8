"""SSDA903 returns as tests hold them: rows of text in memory, written out as a council would send them."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

COLUMNS = {
    "Header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "Episodes": (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN"
    ),
    "UASC": "CHILD SEX DOB DUC",
    "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "AD1": "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    "PlacedAdoption": "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
}

# Real postcodes with the grid references and authorities of the ONS directory (November 2025).
LOCATIONS = {
    "SO147LY": (441792, 112191, "E06000045"),
    "SO164XE": (438908, 114057, "E06000045"),
    "SO199DH": (444301, 110904, "E06000045"),
    "SO171BJ": (442560, 115135, "E06000045"),
    "SO533AA": (443950, 119722, "E07000086"),
    "PO12AL": (464135, 100140, "E06000044"),
    "SP28EA": (413894, 128401, "E06000054"),  # 20.049 miles from SO14 7LY: 20.0
    "SP12QW": (414960, 129967, "E06000054"),  # 20.00004 miles from SO14 7LY: 20.0
    "SO213AW": (451882, 142840, "E07000094"),  # 20.0504 miles from SO14 7LY: 20.1
    "SP11HY": (414902, 130032, "E06000054"),  # 20.052 miles from SO14 7LY: 20.1
    "BH11AA": (409722, 92041, "E06000058"),
    "CF101AA": (318284, 176230, "W06000015"),
}
# A well-formed postcode that no directory has.
NOT_IN_DIRECTORY = "SO99 9ZZ"


def locate(postcode: str) -> tuple[int, int, str] | None:
    """Grid reference and authority of a postcode without spaces; None when it is not in the directory."""
    return LOCATIONS.get(postcode)


def text(day: date | None) -> str:
    """The date as the return writes it; blank for None."""
    return day.strftime("%d/%m/%Y") if day else ""


@dataclass
class Return:
    """One year's return, or an extract to another date: tables of rows, each cell as the file has it."""

    as_at: date
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The calendar year in which the return's year ends."""
        return self.as_at.year + (self.as_at > date(self.as_at.year, 3, 31))

    @property
    def whole_year(self) -> bool:
        """False for an extract to a date that is not a year's end."""
        return (self.as_at.month, self.as_at.day) == (3, 31)

    def add(self, table: str, *cells: str) -> None:
        """Append a row, its cells in the order of the table's columns; those not given are blank."""
        columns = COLUMNS[table].split()
        row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
        self.tables.setdefault(table, []).append(row)

    def write(self, folder: Path) -> Path:
        """Write one CSV file a table into the folder, which is created, and return the folder."""
        folder.mkdir(parents=True)
        for table, rows in self.tables.items():
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, COLUMNS[table].split())
                writer.writeheader()
                writer.writerows(rows)
        return folder
