"""manage.py indicators --authority GSS --as-at DATE [--known-at MOMENT] [--key K …] [--csv|--json]"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sufficiency.core.access import Action, require
from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.safe_csv import csv_lines
from sufficiency.exchange.command_authorities import add_authority_argument, authority_of
from sufficiency.indicators import catalogue, measure, tidy
from sufficiency.indicators.as_known import measure_as_known
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.formatting import category_text, text
from sufficiency.indicators.wording import in_words


class Command(BaseCommand):
    help = "Print an authority's measurements as at a day, from everything loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        add_authority_argument(parser)
        parser.add_argument("--as-at", required=True, metavar="DATE", help="the day, as 2026-03-31")
        parser.add_argument(
            "--known-at",
            metavar="MOMENT",
            help="count what the register knew at the end of this day (2025-06-02) or at this moment "
            "(2025-06-02T14:05), without later corrections",
        )
        parser.add_argument(
            "--key",
            action="extend",
            nargs="+",
            metavar="K",
            help="an indicator's key, such as cla.number; more than one may be given, none means all",
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help="one line a figure and category")
        form.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, **options: Any) -> None:
        authority, as_at = authority_of(options), _day(options["as_at"])
        known_at = _moment(options["known_at"]) if options["known_at"] else None
        try:
            require(user_of(options), Action.SEE_FIGURES, authority)
        except PermissionDenied as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from None
        try:
            keys = options["key"] or catalogue.KEYS
            if known_at is None:
                measured = measure(keys, authority=authority, as_at=as_at, today=timezone.localdate())
            else:
                measured = measure_as_known(keys, authority=authority, as_at=as_at, known_at=known_at)
        except catalogue.UnknownIndicator as fault:
            raise CommandError(str(fault), returncode=2) from None
        measurements = measured.values()
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "authority": authority.gss_code,
                        "as_at": as_at.isoformat(),
                        **({"known_at": known_at.isoformat()} if known_at else {}),
                        "measurements": [each.as_json() for each in measurements],
                    }
                )
            )
        elif options["csv"]:
            for line in csv_lines(tidy.COLUMNS, tidy.rows(measurements)):
                self.stdout.write(line, ending="")
        else:
            known = f", as known on {timezone.localtime(known_at):%d/%m/%Y at %H:%M}" if known_at else ""
            self.stdout.write(f"{authority.name}, {in_words(as_at)}{known}")
            for each in measurements:
                self._print(each)

    def _print(self, measurement: Measurement) -> None:
        self.stdout.write(f"\n{measurement.title} ({measurement.key}): {text(measurement)}")
        if measurement.reason:
            self.stdout.write(f"  {measurement.reason}")
        if measurement.missing:
            self.stdout.write(f"  {measurement.missing:,} could not be judged")
        for line in measurement.breakdown or ():
            self.stdout.write(f"  {line.category}: {category_text(line)}")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise CommandError(
            f"'{given}' is not a date. Give the day as year, month and day, such as 2026-03-31.", returncode=2
        ) from None


def _moment(given: str) -> datetime:
    """A moment in London's time; of a day alone, its end."""
    try:
        if len(given) == len("2026-03-31"):
            day = datetime.combine(date.fromisoformat(given) + timedelta(days=1), time())
            return timezone.make_aware(day)
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise CommandError(
            f"'{given}' is no day and no moment. Give it as 2026-03-31 or 2026-03-31T14:05.", returncode=2
        ) from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
