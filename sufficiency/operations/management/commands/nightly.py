"""manage.py nightly: what the service does for itself once a night"""

from __future__ import annotations

import logging

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from sufficiency.operations.heartbeats import beat
from sufficiency.operations.models import Heartbeat

logger = logging.getLogger(__name__)

# In this order; a part that this version does not have is passed over.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("clearsessions", ()),
    ("prune_db_task_results", ("--min-age-days=14",)),
    ("tidy_kept_figures", ()),
    ("verify_audit", ()),
)


class Command(BaseCommand):
    help = "End old sessions, forget finished background work and old figures, verify the audit trail. Once a night."

    def handle(self, **options):
        there = get_commands()
        how = {name: _run(name, arguments) for name, arguments in PARTS if name in there}
        beat(Heartbeat.Of.NIGHTLY, **how)
        failed = sorted(name for name, word in how.items() if word != "done")
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")
        self.stdout.write(f"Done: {', '.join(how)}.")


def _run(name: str, arguments: tuple[str, ...]) -> str:
    """One part; a failure does not stop the others."""
    try:
        call_command(name, *arguments, verbosity=0)
    except Exception as fault:
        logger.error("A part of the nightly run failed: %s", type(fault).__name__, exc_info=True)
        return type(fault).__name__
    return "done"
