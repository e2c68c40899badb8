"""An issued forecast never changes and never goes, whoever the writer is: once, it may be marked as withdrawn."""

from django.db import migrations

FORWARD = """
create function forecasting_issued_frozen() returns trigger language plpgsql as $$
declare
    as_it_was jsonb;
    as_it_would_be jsonb;
begin
    if old.entered_at is not null then
        if tg_op = 'UPDATE' and old.withdrawn_on is null then
            as_it_was := to_jsonb(old) - '{withdrawn_on,withdrawn_by_id,withdrawn_because}'::text[];
            as_it_would_be := to_jsonb(new) - '{withdrawn_on,withdrawn_by_id,withdrawn_because}'::text[];
            if as_it_was = as_it_would_be then
                return new;
            end if;
        end if;
        raise exception 'forecast % was issued and cannot be changed or deleted: withdraw it', old.public_id
            using errcode = 'check_violation', constraint = 'issued_forecast_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger forecasting_issued_frozen before update or delete on forecasting_issuedforecast
    for each row execute function forecasting_issued_frozen();

create function forecasting_issued_lines_frozen() returns trigger language plpgsql as $$
declare
    owner bigint[] := '{}';
begin
    if tg_op <> 'INSERT' then
        owner := owner || old.issued_id;
    end if;
    if tg_op <> 'DELETE' then
        owner := owner || new.issued_id;
    end if;
    if exists (select 1 from forecasting_issuedforecast i where i.id = any(owner) and i.entered_at is not null) then
        raise exception 'a line of a forecast that was issued cannot be added, changed or deleted'
            using errcode = 'check_violation', constraint = 'issued_forecast_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger forecasting_issued_lines_frozen before insert or update or delete on forecasting_issuedline
    for each row execute function forecasting_issued_lines_frozen();
"""
REVERSE = """
drop function forecasting_issued_frozen() cascade;
drop function forecasting_issued_lines_frozen() cascade;
"""


class Migration(migrations.Migration):
    replaces = [
        ("forecasting", "0006_issued_is_frozen"),
    ]
    dependencies = [("forecasting", "0002_finished_is_frozen")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
