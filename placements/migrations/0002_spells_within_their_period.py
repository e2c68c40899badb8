"""A legal status or placement lies within its period of care, and a temporary move within its placement.

Checked once a statement over all its rows, whoever the writer is. To move a set of spells, widen the period
first, then move what lies in it, then shrink the period. A spell's child is the child of what holds it, and that must
be there first: so the spell needs no key of its own to the child, which would be checked row by row at each load.
"""

from django.db import migrations

INNER = (
    ("placements_legalstatus", "legal status", "period_id", "placements_periodofcare", "period of care"),
    ("placements_placement", "placement", "period_id", "placements_periodofcare", "period of care"),
    ("placements_temporarymove", "temporary move", "placement_id", "placements_placement", "placement"),
)


def _inner_function(inner: str, noun: str, key: str, outer: str, outer_noun: str) -> str:
    return f"""
    create function {inner}_within() returns trigger language plpgsql as $$
    begin
        if exists (
            select 1 from changed c left join {outer} o on o.id = c.{key}
            where (o.dates @> c.dates and o.child_id = c.child_id) is not true
        ) then
            raise exception 'a {noun} reaches out of its {outer_noun}, or belongs to another child'
                using errcode = 'check_violation', constraint = '{inner}_within';
        end if;
        return null;
    end $$;
    create trigger {inner}_within_insert after insert on {inner}
        referencing new table as changed for each statement execute function {inner}_within();
    create trigger {inner}_within_update after update on {inner}
        referencing new table as changed for each statement execute function {inner}_within();
    """


def _outer_function(outer: str, noun: str, inners: list[tuple[str, str]]) -> str:
    checks = " or ".join(
        f"""exists (
            select 1 from changed o join {inner} i on i.{key} = o.id
            where not (o.dates @> i.dates) or o.child_id <> i.child_id)"""
        for inner, key in inners
    )
    return f"""
    create function {outer}_holds() returns trigger language plpgsql as $$
    begin
        if {checks} then
            raise exception 'a {noun} no longer holds what lies in it'
                using errcode = 'check_violation', constraint = '{outer}_holds';
        end if;
        return null;
    end $$;
    create trigger {outer}_holds_update after update on {outer}
        referencing new table as changed for each statement execute function {outer}_holds();
    """


FORWARD = [_inner_function(*row) for row in INNER] + [
    _outer_function(
        "placements_periodofcare",
        "period of care",
        [("placements_legalstatus", "period_id"), ("placements_placement", "period_id")],
    ),
    _outer_function("placements_placement", "placement", [("placements_temporarymove", "placement_id")]),
]
REVERSE = [f"drop function {inner}_within() cascade" for inner, *_ in INNER] + [
    "drop function placements_periodofcare_holds() cascade",
    "drop function placements_placement_holds() cascade",
]


class Migration(migrations.Migration):
    dependencies = [("placements", "0001_tables")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
