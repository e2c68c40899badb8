"""A record under a legal hold cannot be deleted, whoever asks: by a page, a command or by hand."""

from django.db import migrations

_FUNCTION = """
create function operations_refuse_held() returns trigger language plpgsql as $$
begin
    if exists (
        select from gone join operations_legalhold hold on hold.authority_id = gone.authority_id
        where hold.dates @> (now() at time zone 'Europe/London')::date and (
            hold.covers = 'everything'
            or (hold.covers = 'kind' and hold.subject = tg_argv[0])
            or (hold.covers = 'record' and hold.subject = tg_argv[0] and hold.record_id = gone.public_id))
    ) then
        raise exception 'a legal hold covers one of these records' using errcode = 'restrict_violation';
    end if;
    return null;
end $$
"""


def _trigger(table: str, subject: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger refuse_held after delete on {table} referencing old table as gone "
        f"for each statement execute function operations_refuse_held('{subject}')",
        f"drop trigger refuse_held on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_tables"), ("placements", "0001_tables"), ("carers", "0001_tables")]

    operations = [
        migrations.RunSQL(_FUNCTION, "drop function operations_refuse_held()"),
        _trigger("placements_child", "child"),
        _trigger("carers_household", "household"),
    ]
