"""manage.py import_extracts --authority GSS [--folder F] [--once] [--settled SECONDS] [--every SECONDS]"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.models import Authority, User
from sufficiency.exchange.command_authorities import add_authority_argument, authority_of
from sufficiency.exchange.nightly.folder import FolderUnusable
from sufficiency.exchange.nightly.running import AnotherRun, Told, run_folder
from sufficiency.indicators.wording import in_words

_ANOTHER = 3


class Command(BaseCommand):
    help = (
        "Take extracts that the case system leaves in a folder. Exit status: 0 all was taken or nothing was there, "
        "1 something was refused or waits for a person, 2 bad usage, 3 another run is at work."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_authority_argument(parser)
        parser.add_argument(
            "--folder", type=Path, help="the folder; without it the one set in SUFFICIENCY_EXTRACT_FOLDERS"
        )
        parser.add_argument("--once", action="store_true", help="look once and end, as a nightly job does")
        parser.add_argument(
            "--settled",
            type=float,
            default=60,
            metavar="SECONDS",
            help="take an extract without a marker when nothing of it has changed for so long (60)",
        )
        parser.add_argument(
            "--every", type=float, default=60, metavar="SECONDS", help="without --once: look this often (60)"
        )
        add_user_argument(parser)

    def handle(self, **options: Any) -> None:
        authority, by = authority_of(options), user_of(options)
        folder = options["folder"] or _folder_set(authority)
        while True:
            status = self._look(authority, folder, by, options["settled"])
            if options["once"]:
                if status:
                    raise SystemExit(status)
                return
            time.sleep(options["every"])
            close_old_connections()

    def _look(self, authority: Authority, folder: Path, by: User, settled_for: float) -> int:
        try:
            told = run_folder(
                authority=authority, folder=folder, by=by, today=timezone.localdate(), settled_for=settled_for
            )
        except FolderUnusable as fault:
            raise CommandError(str(fault), returncode=2) from None
        except AnotherRun as busy:
            self.stderr.write(str(busy))
            return _ANOTHER
        except PermissionDenied as refusal:
            self.stderr.write(str(refusal))
            return 1
        self._say(told)
        return 1 if told.needs_a_person else 0

    def _say(self, told: Told) -> None:
        for one in told.items:
            day = in_words(one.as_at) if one.as_at else "a day that is not known"
            self.stdout.write(f"Extract to {day}: {one.get_outcome_display().lower()}.")
            if one.told:
                self.stderr.write(f"  {one.told}")
        if told.run.left:
            self.stdout.write(f"Left in the folder, not whole yet or no extract: {told.run.left}.")
        if told.run.outcome == "stopped":
            self.stderr.write("An extract could not be taken for a reason that this program did not foresee.")
        if not told.items and not told.run.left:
            self.stdout.write("Nothing was there.")


def _folder_set(authority: Authority) -> Path:
    for code in (authority.gss_code, *authority.aliases):
        if code in settings.EXTRACT_FOLDERS:
            return Path(settings.EXTRACT_FOLDERS[code])
    raise CommandError(
        f"No folder is set for {authority.gss_code}. Give --folder, or set SUFFICIENCY_EXTRACT_FOLDERS.",
        returncode=2,
    )
