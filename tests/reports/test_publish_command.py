"""Cabinet reports and scorecards from the command line: for inside as the template is, for the public as approved."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reports import actions
from reports.editions import pdf_of
from reports.management.commands.publish import TEMPLATES
from reports.models import Clearance, DocumentTemplate, Edition
from reports.templates_of_the_product import load_templates
from sufficiency.core.access import Role
from sufficiency.core.system_user import system_user
from tests.people import someone
from tests.reports.conftest import AS_AT
from tests.reports.keeping import a_statement

pytestmark = pytest.mark.django_db


def command(authority, tmp_path, *more, kind="statement", audience="public"):
    out = io.StringIO()
    path = tmp_path / "document.pdf"
    given = ("--authority", authority.gss_code, "--as-at", AS_AT.isoformat(), "--audience", audience)
    call_command("publish", kind, *given, "--output", str(path), *more, stdout=out)
    return path, out.getvalue()


@pytest.mark.parametrize(("kind", "template"), TEMPLATES.items())
def test_the_command_makes_what_is_for_inside_without_clearance(council, tmp_path, kind, template):
    load_templates()
    path, said = command(council, tmp_path, "--json", kind=kind, audience="internal")
    told, edition = json.loads(said), Edition.objects.get()
    assert (edition.kind, edition.audience, edition.template.identifier) == (kind, "internal", template)
    assert told["template"] == template
    assert edition.made_by == system_user("command line")
    assert path.read_bytes() == pdf_of(edition)
    assert edition.measurements.filter(key="cla.number", as_at=AS_AT).exists()


def test_what_a_template_picks_must_be_there(council, tmp_path):
    load_templates()
    more = ("--template", "cabinet-2014")
    with pytest.raises(CommandError, match="picks what cannot be printed") as refused:
        command(council, tmp_path, *more, kind="cabinet", audience="internal")
    assert refused.value.returncode == 1
    assert not Edition.objects.exists()
    a_statement(council, someone(council, Role.PLACEMENT_MANAGER))
    command(council, tmp_path, *more, kind="cabinet", audience="internal")
    assert Edition.objects.get().template.identifier == "cabinet-2014"


def test_the_command_prints_for_the_public_what_was_approved(council, tmp_path):
    load_templates()
    template = DocumentTemplate.objects.get(identifier="scorecard")
    author, director = someone(council, Role.REPORT_AUTHOR), someone(council, Role.DIRECTOR)
    draft = actions.begin_draft(
        authority=council, template=template, as_at=AS_AT, audience="public", by=author
    )
    for kind in ("cabinet", "scorecard"):
        with pytest.raises(
            CommandError, match="for the public as at 31 March 2013 has been approved"
        ) as refused:
            command(council, tmp_path, kind=kind)
        assert refused.value.returncode == 1
    assert not Edition.objects.exists()
    for section in draft.sections.all():
        text = section.text.replace("[to write]", "")
        given = {"text": text, "is_written": True, "is_exempt": False}
        actions.write_section(section=section, version=section.version, by=author, **given)
    draft = actions.ask_clearance(draft=draft, version=1, by=author)
    for office in Clearance.Office:
        given = {"office": office, "name": "A. Officer", "on": AS_AT, "remark": "", "today": AS_AT}
        actions.clear(draft=draft, by=author, **given)
    actions.approve(draft=draft, version=draft.version, by=director)
    path, _ = command(council, tmp_path, kind="scorecard")
    edition = Edition.objects.get()
    assert (edition.draft, edition.audience) == (draft, "public")
    assert path.read_bytes() == pdf_of(edition)


def test_the_command_says_which_templates_there_are(council, tmp_path):
    with pytest.raises(CommandError, match="Load the reference data first"):
        command(council, tmp_path, kind="scorecard", audience="internal")
    load_templates()
    with pytest.raises(CommandError, match=r"There are: cabinet-2014, cabinet-2020\."):
        command(council, tmp_path, "--template", "cabinet-1066", kind="cabinet", audience="internal")
