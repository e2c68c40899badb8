"""manage.py publish KIND --authority GSS --as-at DATE --audience public|internal --output FILE [--json]"""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from reports.actions import publish_edition
from reports.document import Audience
from reports.editions import pdf_of
from reports.models import Edition
from reports.statement import NothingToPublish
from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.models import Authority

KINDS = ("statement", "cabinet", "scorecard")


class Command(BaseCommand):
    help = "Make an edition of a document and write it as PDF."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
        parser.add_argument("--authority", required=True, metavar="GSS")
        parser.add_argument("--as-at", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--audience", required=True, choices=[one.value for one in Audience])
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, *, kind, authority, as_at, audience, output, **options):
        started = time.perf_counter()
        if kind != Edition.Kind.STATEMENT:
            raise CommandError(
                f"The document '{kind}' is not part of this version. Publish a statement instead."
            )
        council = Authority.objects.known_as(authority).first()
        if council is None:
            raise CommandError(
                f"No authority has the code {authority}. Give its GSS code, such as E06000045, and load the "
                "reference data first."
            )
        by = user_of(options)
        part = _place_for(output)
        try:
            edition = publish_edition(authority=council, kind=kind, as_at=as_at, audience=audience, by=by)
            part.write_bytes(pdf_of(edition))
            part.replace(output)
        except (NothingToPublish, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from None
        finally:
            part.unlink(missing_ok=True)
        seconds = round(time.perf_counter() - started, 2)
        if options["json"]:
            self.stdout.write(json.dumps(_facts(edition, output, seconds)))
            return
        self.stdout.write(
            f"{edition}, {audience}: {edition.pages} pages in {seconds} s, written to {output}."
        )


def _place_for(output: Path) -> Path:
    """A file beside the output, opened before anything is published, so that a bad path refuses the whole."""
    part = output.with_name(f"{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.is_dir():
            raise IsADirectoryError
        part.touch()
    except OSError as fault:
        raise CommandError(
            f"The file {output} cannot be written ({fault.strerror or 'it is a folder'}). Choose another "
            "place."
        ) from None
    return part


def _facts(edition: Edition, output: Path, seconds: float) -> dict[str, object]:
    return {
        "edition": str(edition.public_id),
        "number": edition.number,
        "kind": edition.kind,
        "title": edition.title,
        "authority": edition.authority.gss_code,
        "as_at": edition.as_at.isoformat(),
        "audience": edition.audience,
        "made_at": edition.made_at.isoformat(),
        "sha256": edition.sha256,
        "pages": edition.pages,
        "output": str(output),
        "seconds": seconds,
    }
