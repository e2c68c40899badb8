"""Which check counts is kept by a trigger, once a statement over all its rows, whoever the writer is.

The households of the rows are locked first: of two writers that each record a check of the same kind at once, the
second judges with the first one's row in sight.
"""

from django.db import migrations

FORWARD = """
create function carers_judge_checks(households bigint[]) returns void language plpgsql as $$
begin
    perform 1 from carers_household where id = any(households) order by id for no key update;
    update carers_check c set counts = judged.counts
    from (
        select id, row_number() over (partition by household_id, kind, carer_id order by done_on desc) = 1 as counts
        from carers_check where household_id = any(households)
    ) judged
    where c.id = judged.id and c.counts <> judged.counts;
end $$;

create function carers_check_written() returns trigger language plpgsql as $$
begin
    -- The judgement's own update comes here too, and ends here when it changed nothing.
    if exists (select 1 from changed) then
        perform carers_judge_checks((select array_agg(distinct household_id) from changed));
    end if;
    return null;
end $$;
create trigger carers_check_counts_insert after insert on carers_check
    referencing new table as changed for each statement execute function carers_check_written();
create trigger carers_check_counts_delete after delete on carers_check
    referencing old table as changed for each statement execute function carers_check_written();

create function carers_check_rewritten() returns trigger language plpgsql as $$
begin
    if exists (select 1 from after_it) then
        perform carers_judge_checks((
            select array_agg(distinct household_id)
            from (select household_id from before_it union select household_id from after_it) both_times
        ));
    end if;
    return null;
end $$;
create trigger carers_check_counts_update after update on carers_check
    referencing old table as before_it new table as after_it
    for each statement execute function carers_check_rewritten();
"""

BACKWARD = """
drop trigger carers_check_counts_insert on carers_check;
drop trigger carers_check_counts_delete on carers_check;
drop trigger carers_check_counts_update on carers_check;
drop function carers_check_written();
drop function carers_check_rewritten();
drop function carers_judge_checks(bigint[]);
"""


class Migration(migrations.Migration):
    replaces = [
        ("carers", "0008_kept_by_a_trigger"),
    ]
    dependencies = [("carers", "0002_terms_within_the_approval")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
