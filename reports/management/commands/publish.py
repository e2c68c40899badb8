"""manage.py publish KIND --authority GSS --as-at DATE --audience public|internal --output FILE [--json]"""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F

from reports.actions import NotReady, publish_draft, publish_edition, publish_template
from reports.document import Audience
from reports.editions import pdf_of
from reports.models import DocumentTemplate, Draft, Edition
from reports.statement import NothingToPublish
from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import StaleEdit
from sufficiency.indicators.wording import in_words

# The product's own template that a document is made from where no other is asked for.
TEMPLATES = {"cabinet": "cabinet-2020", "scorecard": "scorecard"}
KINDS = (Edition.Kind.STATEMENT.value, *TEMPLATES)


class Command(BaseCommand):
    help = (
        "Make an edition of a document and write it as PDF. A cabinet report or scorecard for inside is made from its "
        "template as it stands; one for the public from the document that was approved."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
        parser.add_argument("--authority", required=True, metavar="GSS")
        parser.add_argument("--as-at", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--audience", required=True, choices=[one.value for one in Audience])
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument(
            "--template", metavar="NAME", help="another template of the kind, such as cabinet-2014"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, *, kind, authority, as_at, audience, output, **options):
        started = time.perf_counter()
        council = Authority.objects.known_as(authority).first()
        if council is None:
            raise CommandError(
                f"No authority has the code {authority}. Give its GSS code, such as E06000045, and load the "
                "reference data first."
            )
        by = user_of(options)
        part = _place_for(output)
        try:
            edition = _edition(council, kind, as_at, audience, options["template"], by)
            part.write_bytes(pdf_of(edition))
            part.replace(output)
        except (NothingToPublish, NotReady, PermissionDenied, StaleEdit) as refusal:
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


def _edition(
    council: Authority, kind: str, as_at: date, audience: str, named: str | None, by: User
) -> Edition:
    """The edition, by the way that its kind and audience ask for."""
    if kind == Edition.Kind.STATEMENT and not named:
        return publish_edition(authority=council, kind=kind, as_at=as_at, audience=audience, by=by)
    template = _template(council, kind, named)
    if audience == Audience.INTERNAL:
        return publish_template(authority=council, template=template, as_at=as_at, by=by)
    draft = _approved(council, kind, as_at, template if named else None)
    return publish_draft(draft=draft, version=draft.version, by=by)


def _template(council: Authority, kind: str, named: str | None) -> DocumentTemplate:
    """The one that is asked for, the council's own before the product's; else the product's of that kind."""
    found = DocumentTemplate.objects.of(council).filter(kind=kind, identifier=named or TEMPLATES[kind])
    template = found.order_by(F("authority").asc(nulls_last=True)).first()
    if template is None:
        names = DocumentTemplate.objects.of(council).in_use().filter(kind=kind)
        there = ", ".join(sorted(names.values_list("identifier", flat=True)))
        raise CommandError(
            f"There is no template '{named}' for this kind of document. There are: {there}."
            if named and there
            else "No template of this kind is loaded. Load the reference data first (make setup)."
        )
    return template


def _approved(council: Authority, kind: str, as_at: date, template: DocumentTemplate | None) -> Draft:
    """The one document of the kind and day that was approved for the public."""
    drafts = Draft.objects.filter(
        authority=council,
        template__kind=kind,
        as_at=as_at,
        audience=Audience.PUBLIC,
        status=Draft.Status.APPROVED,
    )
    if template is not None:
        drafts = drafts.filter(template=template)
    called = f"{Edition.Kind(kind).label.lower()} for the public as at {in_words(as_at)}"
    found = list(drafts[:2])
    if not found:
        raise CommandError(
            f"No {called} has been approved. What leaves the council is written, cleared and approved first, under "
            "Publish; then this command prints it. With --audience internal it can be made without."
        )
    if len(found) > 1:
        raise CommandError(f"More than one {called} has been approved. Say which with --template.")
    return found[0]


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
        "template": edition.template.identifier if edition.template else None,
        "authority": edition.authority.gss_code,
        "as_at": edition.as_at.isoformat(),
        "audience": edition.audience,
        "made_at": edition.made_at.isoformat(),
        "sha256": edition.sha256,
        "pages": edition.pages,
        "output": str(output),
        "seconds": seconds,
    }
