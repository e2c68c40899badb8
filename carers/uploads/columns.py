"""The columns of a file of carer records. There is none for an address: addresses are entered one at a time."""

from __future__ import annotations

from dataclasses import dataclass

from carers.codes import HouseholdKind


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands in it, and the question of the approval form that it answers."""

    name: str
    meaning: str
    field: str = ""
    needed: bool = True


COLUMNS = (
    Column(
        "reference", "Your own reference of the household, by which the same one is known again", "reference"
    ),
    Column("first_name", "First name of the primary carer", "first_name"),
    Column("last_name", "Last name of the primary carer", "last_name"),
    Column("second_first_name", "First name of the second carer", "second_first_name", needed=False),
    Column("second_last_name", "Last name of the second carer", "second_last_name", needed=False),
    Column("approved_on", "Day of approval, such as 31/3/2026", "approved_on"),
    Column("approved_for", f"One of: {'; '.join(HouseholdKind.labels)}", "kind"),
    Column("places", "How many children they may take", "places"),
    Column("youngest", "Youngest age in years, 0 for a baby", "youngest"),
    Column("oldest", "Oldest age in years", "oldest"),
    Column("sex", "any, girls or boys", "sex"),
    Column("siblings_only", "yes or no", "siblings_only", needed=False),
    Column("only_child", "yes or no: must be the only child", "only_child", needed=False),
    Column("area", "First half of the postcode, such as SO16", "area"),
    Column("worker", "User name of the supervising social worker", "supervising_worker"),
    Column(
        "review_due_on",
        "When the next review is due; needed for an approval of more than a year ago",
        "review_due_on",
        needed=False,
    ),
    Column(
        "terms_from",
        "For a household on record whose terms change: the day from which the new ones hold",
        "starts_on",
        needed=False,
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.needed)
COLUMN_OF_FIELD = {column.field: column.name for column in COLUMNS}
