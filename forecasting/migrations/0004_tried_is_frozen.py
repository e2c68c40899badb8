"""What a scenario was found to do never changes and never goes, whoever the writer is; its scenario may be deleted."""

from django.db import migrations

FORWARD = """
create function forecasting_trial_frozen() returns trigger language plpgsql as $$
begin
    if old.finished_at is not null then
        if tg_op = 'UPDATE' and new.scenario_id is null
            and to_jsonb(new) - 'scenario_id' = to_jsonb(old) - 'scenario_id' then
            return new;
        end if;
        raise exception 'trial % of a scenario has ended and cannot be changed or deleted: try it again', old.public_id
            using errcode = 'check_violation', constraint = 'ended_trial_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger forecasting_trial_frozen before update or delete on forecasting_scenariotrial
    for each row execute function forecasting_trial_frozen();

create function forecasting_difference_frozen() returns trigger language plpgsql as $$
declare
    owner bigint[] := '{}';
begin
    if tg_op <> 'INSERT' then
        owner := owner || old.trial_id;
    end if;
    if tg_op <> 'DELETE' then
        owner := owner || new.trial_id;
    end if;
    if exists (select 1 from forecasting_scenariotrial t where t.id = any(owner) and t.finished_at is not null) then
        raise exception 'a figure of a trial that has ended cannot be added, changed or deleted'
            using errcode = 'check_violation', constraint = 'ended_trial_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger forecasting_scenarioline_frozen before insert or update or delete on forecasting_scenarioline
    for each row execute function forecasting_difference_frozen();
"""
REVERSE = """
drop function forecasting_trial_frozen() cascade;
drop function forecasting_difference_frozen() cascade;
"""


class Migration(migrations.Migration):
    replaces = [
        ("forecasting", "0008_tried_is_frozen"),
    ]
    dependencies = [("forecasting", "0003_issued_is_frozen")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
