"""A forecast that has ended never changes and never goes, and takes no more figures, whoever the writer is."""

from django.db import migrations

TABLES = ("forecastline", "forecastfutures", "forecasthistory", "forecastused", "forecastcost", "forecastprice", "backtestline")

FORWARD = """
create function forecasting_run_frozen() returns trigger language plpgsql as $$
begin
    if old.finished_at is not null then
        raise exception 'forecast % has ended and cannot be changed or deleted: make a new one', old.public_id
            using errcode = 'check_violation', constraint = 'ended_forecast_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger forecasting_run_frozen before update or delete on forecasting_forecastrun
    for each row execute function forecasting_run_frozen();

create function forecasting_figures_frozen() returns trigger language plpgsql as $$
declare
    owner bigint[] := '{}';
begin
    if tg_op <> 'INSERT' then
        owner := owner || old.run_id;
    end if;
    if tg_op <> 'DELETE' then
        owner := owner || new.run_id;
    end if;
    if exists (select 1 from forecasting_forecastrun r where r.id = any(owner) and r.finished_at is not null) then
        raise exception 'a figure of a forecast that has ended cannot be added, changed or deleted'
            using errcode = 'check_violation', constraint = 'ended_forecast_is_frozen';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
""" + "".join(
    f"""
create trigger forecasting_{table}_frozen before insert or update or delete on forecasting_{table}
    for each row execute function forecasting_figures_frozen();
"""
    for table in TABLES
)
REVERSE = """
drop function forecasting_run_frozen() cascade;
drop function forecasting_figures_frozen() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("forecasting", "0001_tables")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
