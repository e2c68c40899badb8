"""An issued edition and all that it consists of never change and never go, whoever the writer is; nor does what was
said of an action, or what an edition promised.
"""

from django.db import migrations

FORWARD = """
create function reports_edition_frozen() returns trigger language plpgsql as $$
begin
    if old.status = 'issued' then
        raise exception 'edition % has been issued and cannot be changed or deleted: publish a new one', old.number
            using errcode = 'check_violation', constraint = 'issued_edition_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger reports_edition_frozen before update or delete on reports_edition
    for each row execute function reports_edition_frozen();

create function reports_editionmeasurement_frozen() returns trigger language plpgsql as $$
declare
    owner bigint[] := '{}';
begin
    if tg_op <> 'INSERT' then
        owner := owner || old.edition_id;
    end if;
    if tg_op <> 'DELETE' then
        owner := owner || new.edition_id;
    end if;
    if exists (select 1 from reports_edition e where e.id = any(owner) and e.status = 'issued') then
        raise exception 'a measurement of an issued edition cannot be added, changed or deleted'
            using errcode = 'check_violation', constraint = 'issued_edition_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger reports_editionmeasurement_frozen before insert or update or delete on reports_editionmeasurement
    for each row execute function reports_editionmeasurement_frozen();
create trigger reports_editiondefinition_frozen before insert or update or delete on reports_editiondefinition
    for each row execute function reports_editionmeasurement_frozen();

create function reports_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'a row of % is kept as it was written: add another', tg_table_name
        using errcode = 'check_violation', constraint = 'kept_as_written';
end $$;
create trigger reports_actionupdate_kept before update or delete on reports_actionupdate
    for each row execute function reports_never_changes();
create trigger reports_promise_kept before update or delete on reports_promise
    for each row execute function reports_never_changes();

create function reports_promise_of_a_draft() returns trigger language plpgsql as $$
begin
    if exists (select 1 from reports_edition e where e.id = new.edition_id and e.status = 'issued') then
        raise exception 'a promise cannot be added to an issued edition'
            using errcode = 'check_violation', constraint = 'issued_edition_is_frozen';
    end if;
    return new;
end $$;
create trigger reports_promise_of_a_draft before insert on reports_promise
    for each row execute function reports_promise_of_a_draft();
"""
REVERSE = """
drop function reports_edition_frozen() cascade;
drop function reports_editionmeasurement_frozen() cascade;
drop function reports_never_changes() cascade;
drop function reports_promise_of_a_draft() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_tables")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
