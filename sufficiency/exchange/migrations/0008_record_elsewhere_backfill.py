"""What was loaded before there were kinds of loads and a moment for each run of days covered."""

from django.db import migrations

FORWARD = [
    """update exchange_import i set kind = 'extract'
       where exists (select from exchange_return r where r.batch_id = i.id and r.is_extract)""",
    """update exchange_liveconflict set kind = case when ours = '' then 'in_theirs' else 'in_ours' end
       where field = 'spell'""",
    # The migration that gave these rows a moment gave them its own: without history, for they were not changed.
    "alter table placements_coverage disable trigger user",
    """update placements_coverage c set recorded_at = known.at
       from (
           select r.authority_id, min(i.applied_at) as at,
               case when r.is_extract then 'SSDA903 extract to ' || r.as_at
                   else 'SSDA903 return ' || r.year end as source
           from exchange_return r join exchange_import i on i.id = r.batch_id
           where r.is_current and i.applied_at is not null group by 1, 3
       ) known
       where known.authority_id = c.authority_id and known.source = c.source""",
    "alter table placements_coverage enable trigger user",
]


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0007_record_elsewhere'),
    ]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
