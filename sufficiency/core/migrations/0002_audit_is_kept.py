"""The trail is written once: the database fills what vouches for a row, and refuses to change, delete or empty."""

from django.db import migrations

# The text that is hashed: an unambiguous row of every column, times as microseconds, whatever the session's settings.
ROW_TEXT = """row(
    {row}.id, (extract(epoch from {row}.at) * 1000000)::bigint, {row}.actor_id, {row}.roles::text, {row}.authority_id,
    {row}.action, {row}.result, {row}.object_type, {row}.object_id, {row}.object_ids::text, {row}.reason,
    {row}.request_id, {row}.session_hash, host({row}.address), {row}.facts::text, {row}.transaction
)::text"""

FORWARDS = f"""
create function core_audit_written() returns trigger language plpgsql as $$
begin
    -- The transaction first: its number is then older than the time.
    new.transaction := pg_current_xact_id()::text::bigint;
    new.at := clock_timestamp();
    new.row_hash := sha256(convert_to({ROW_TEXT.format(row='new')}, 'UTF8'));
    return new;
end $$;

create function core_audit_kept() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is kept: % of % is refused.', lower(tg_op), tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

create trigger audit_written before insert on core_auditevent for each row execute function core_audit_written();
create trigger audit_kept before update or delete or truncate on core_auditevent
    for each statement execute function core_audit_kept();
create trigger audit_kept before update or delete or truncate on core_auditseal
    for each statement execute function core_audit_kept();

-- Fire for everyone, in a replica's mode too.
alter table core_auditevent enable always trigger audit_written;
alter table core_auditevent enable always trigger audit_kept;
alter table core_auditseal enable always trigger audit_kept;
"""

BACKWARDS = """
drop trigger audit_written on core_auditevent;
drop trigger audit_kept on core_auditevent;
drop trigger audit_kept on core_auditseal;
drop function core_audit_written();
drop function core_audit_kept();
"""


class Migration(migrations.Migration):
    replaces = [
        ("core", "0006_audit_is_kept"),
    ]
    dependencies = [("core", "0001_tables")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
