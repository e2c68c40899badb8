"""A change for each statement that figures may rest on, whoever the writer is: whose, and the first day it can touch.

What is true of a day rests on spells that began on that day or before, and on the ends of spells up to that day. So a
spell that is new or gone touches the days from its first on; one that ends otherwise, the days from the earlier of its
two ends; one that changes otherwise, those from the earlier of its two first days. What a return tells of a child, and
the child's own facts, touch all days. Whose child it is is asked of the register; where no child is found, it touches
everybody's.
"""

from django.db import migrations

ALL_DAYS = "date '0001-01-01'"
# Of each table of spells: the columns that figures read beside its dates, and those that tell of its end.
SPELLS = {
    "placements_periodofcare": ("child_id", "kind", "start_known", "reason_started"),
    "placements_legalstatus": ("child_id", "period_id", "start_known", "reason_started", "code", "need"),
    "placements_placement": (
        "child_id",
        "period_id",
        "start_known",
        "reason_started",
        "code",
        "provider",
        "postcode",
        "miles",
        "located_in",
    ),
}
ENDS = ("upper(dates)", "reason_ended", "end_inferred")
# Of each table of facts: whose, and the first day that a row can touch.
OF_CHILD = ("child.authority_id", "left join placements_child child on child.id = row.child_id")
FACTS = {
    "placements_unaccompaniedstatus": (OF_CHILD, ALL_DAYS),
    "placements_adoptionorder": (OF_CHILD, ALL_DAYS),
    "careleavers_yearlycontact": (OF_CHILD, "row.as_at"),
    "placements_coverage": (("row.authority_id", ""), ALL_DAYS),
}
OF_THE_CHILD = ("authority_id", "date_of_birth", "sex", "ethnicity", "is_restricted")


def _trigger(table: str, when: str, body: str) -> str:
    tables = {
        "insert": "referencing new table as new_rows",
        "delete": "referencing old table as old_rows",
        "update": "referencing old table as old_rows new table as new_rows",
        "truncate": "",
    }
    return f"""
    create function kept_{table}_{when}() returns trigger language plpgsql as $$
    begin
        {body};
        return null;
    end $$;
    create trigger kept_{when} after {when} on {table}
        {tables[when]} for each statement execute function kept_{table}_{when}();
    """


def _note(authority: str, touches: str, source: str) -> str:
    return f"""insert into kept_change (authority_id, touches)
        select {authority}, min({touches}) from {source} group by 1"""


def _tuple(of: str, columns: tuple[str, ...]) -> str:
    named = (f"upper({of}.dates)" if column == "upper(dates)" else f"{of}.{column}" for column in columns)
    return f"({', '.join(named)})"


def _of_spells(table: str, columns: tuple[str, ...]) -> list[str]:
    child = "left join placements_child child on child.id = row.child_id"
    other = f"{_tuple('before', columns)} is distinct from {_tuple('since', columns)}"
    other += " or lower(before.dates) is distinct from lower(since.dates)"
    end = f"{_tuple('before', ENDS)} is distinct from {_tuple('since', ENDS)}"
    first = "least(lower(before.dates), lower(since.dates))"
    # Of a row whose own key was changed neither is found beside the other: each is as if new or gone.
    changed = f"""(
            select
                who.child_id,
                case when {other} then {first}
                    else coalesce(least(upper(before.dates), upper(since.dates)), {first}) end as touches
            from old_rows before
            full join new_rows since on since.id = before.id
            cross join lateral (values (before.child_id), (since.child_id)) as who(child_id)
            where ({other} or {end}) and who.child_id is not null
        ) row {child}"""
    return [
        _trigger(table, "insert", _note("child.authority_id", "lower(row.dates)", f"new_rows row {child}")),
        _trigger(table, "delete", _note("child.authority_id", "lower(row.dates)", f"old_rows row {child}")),
        _trigger(table, "update", _note("child.authority_id", "row.touches", changed)),
    ]


def _of_facts(table: str, whose: tuple[str, str], touches: str) -> list[str]:
    authority, join = whose
    both = f"(select * from old_rows union all select * from new_rows) row {join}"
    return [
        _trigger(table, "insert", _note(authority, touches, f"new_rows row {join}")),
        _trigger(table, "delete", _note(authority, touches, f"old_rows row {join}")),
        _trigger(table, "update", _note(authority, touches, both)),
    ]


def _of_children() -> list[str]:
    """A child that is new is in no figure before it has spells, and those tell for themselves."""
    changed = f"""(
            select who.authority_id
            from old_rows before
            full join new_rows since on since.id = before.id
            cross join lateral (values (before.authority_id), (since.authority_id)) as who(authority_id)
            where {_tuple("before", OF_THE_CHILD)} is distinct from {_tuple("since", OF_THE_CHILD)}
                and who.authority_id is not null
        ) row"""
    return [
        _trigger("placements_child", "update", _note("row.authority_id", ALL_DAYS, changed)),
        _trigger("placements_child", "delete", _note("row.authority_id", ALL_DAYS, "old_rows row")),
    ]


TABLES = (*SPELLS, *FACTS, "placements_child")
FORWARD = [
    *(sql for table, columns in SPELLS.items() for sql in _of_spells(table, columns)),
    *(sql for table, (whose, touches) in FACTS.items() for sql in _of_facts(table, whose, touches)),
    *_of_children(),
    *(
        _trigger(table, "truncate", f"insert into kept_change (touches) values ({ALL_DAYS})")
        for table in TABLES
    ),
]
REVERSE = [
    f"drop function if exists kept_{table}_{when}() cascade"
    for table in TABLES
    for when in ("insert", "update", "delete", "truncate")
]


class Migration(migrations.Migration):
    dependencies = [("kept", "0001_tables"), ("placements", "0001_tables"), ("careleavers", "0001_tables")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
