"""Terms lie within the approval of their household, and a check of a person is of a carer of that household.

Checked once a statement over all its rows, whoever the writer is. To end an approval, end its terms first.
"""

from django.db import migrations

FORWARD = """
create function carers_terms_within() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from changed t join carers_household h on h.id = t.household_id
        where not (h.approved @> t.dates)
    ) then
        raise exception 'terms reach out of the approval of their household'
            using errcode = 'check_violation', constraint = 'carers_terms_within';
    end if;
    return null;
end $$;
create trigger carers_terms_within_insert after insert on carers_terms
    referencing new table as changed for each statement execute function carers_terms_within();
create trigger carers_terms_within_update after update on carers_terms
    referencing new table as changed for each statement execute function carers_terms_within();

create function carers_household_holds() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from changed h join carers_terms t on t.household_id = h.id
        where not (h.approved @> t.dates)
    ) then
        raise exception 'the approval of a household no longer holds its terms'
            using errcode = 'check_violation', constraint = 'carers_household_holds';
    end if;
    return null;
end $$;
create trigger carers_household_holds_update after update on carers_household
    referencing new table as changed for each statement execute function carers_household_holds();

create function carers_check_of_household() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from changed k join carers_carer c on c.id = k.carer_id
        where c.household_id <> k.household_id
    ) then
        raise exception 'a check is of a carer of another household'
            using errcode = 'check_violation', constraint = 'carers_check_of_household';
    end if;
    return null;
end $$;
create trigger carers_check_of_household_insert after insert on carers_check
    referencing new table as changed for each statement execute function carers_check_of_household();
create trigger carers_check_of_household_update after update on carers_check
    referencing new table as changed for each statement execute function carers_check_of_household();
"""
REVERSE = """
drop function carers_terms_within() cascade;
drop function carers_household_holds() cascade;
drop function carers_check_of_household() cascade;
"""


class Migration(migrations.Migration):
    replaces = [
        ("carers", "0004_terms_within_the_approval"),
    ]
    dependencies = [("carers", "0001_tables")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
