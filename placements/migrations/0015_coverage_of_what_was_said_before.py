"""What is kept here by what was said before there was coverage of it: each word holds until the day of the next."""

from django.db import migrations

FORWARD = """
    insert into placements_coverage (authority_id, dates, "group", source, recorded_at)
    select authority_id, daterange(from_on, until), "group",
        'Kept here: ' || case "group" when 'legal' then 'Legal status and periods of care' else 'Placements' end, set_at
    from (
        select last.*, lead(from_on) over (partition by authority_id, "group" order by from_on) as until
        from (
            -- Of several words for one day the last holds.
            select distinct on (authority_id, "group", from_on) *
            from core_fieldowner
            where "group" in ('legal', 'placements')
            order by authority_id, "group", from_on, id desc
        ) last
    ) said
    where owner = 'here'
    on conflict do nothing
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_retention_rules'),
        ('placements', '0014_coverage_of_what_is_kept_here'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, "delete from placements_coverage where \"group\" <> ''"),
    ]
