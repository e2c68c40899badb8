"""What a council grows of documents: editions, templates, and what it keeps for them beside its returns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from reports.document import HeadForm
from reports.frozen import document_json
from reports.models import (
    ActionStatement,
    Clearance,
    Consultation,
    ContextFigure,
    DocumentTemplate,
    Edition,
    GovernanceBody,
    Meeting,
    PlannedAction,
    Statement,
)
from sufficiency.core.access import Role
from tests.guards.place import Place
from tests.guards.scenes_of_documents import a_comment, an_override
from tests.reports import papers
from tests.reports.keeping import (
    a_body,
    a_context_figure,
    a_meeting,
    a_planned_action,
    a_statement,
    a_template,
    a_test_of_guidance,
)


class GrowingDocuments:
    """The records that the addresses of these pages name, and more of each."""

    def __init__(self, place: Place) -> None:
        self.place, self.authority = place, place.authority
        self.edition = self._edition(0)
        self.edition.content = document_json(papers.cabinet(HeadForm.COUNCIL_2020))
        self.edition.save()
        self.comment = a_comment(place)
        self.section = self.comment.section
        self.draft = self.section.draft
        author = place.people[Role.REPORT_AUTHOR]
        self.clearance = Clearance.objects.create(
            draft=self.draft,
            office="legal",
            name="A. Officer",
            on=place.today,
            of_text="0" * 64,
            entered_by=author,
        )
        self.consultation = self._consultation(0)
        self.consultation.save()
        self.template = a_template(self.authority)
        self.context_figure = a_context_figure(
            self.authority, place.people[Role.ANALYST], name="grown residents"
        )
        self.override = an_override(place)
        self.planned_action = a_planned_action(self.authority, place.people[Role.ANALYST])
        self.statement = a_statement(self.authority, place.people[Role.ANALYST], number=900)
        a_test_of_guidance()
        self.body = a_body(self.authority, place.people[Role.ANALYST], name="Grown Committee")
        self.meeting = a_meeting(self.authority, place.people[Role.ANALYST], body="Grown Board")

    def grow(self, new: range) -> None:
        Edition.objects.bulk_create(self._edition(n) for n in new)
        DocumentTemplate.objects.bulk_create(
            DocumentTemplate(
                authority=self.authority,
                identifier=f"grown-{n}",
                name=f"Grown {n}",
                kind="statement",
                title="x",
            )
            for n in new
        )
        self._kept(new)
        Consultation.objects.bulk_create(self._consultation(n) for n in new)

    def _kept(self, new: range) -> None:
        """What a council keeps for its documents beside its returns."""
        analyst = self.place.people[Role.ANALYST]
        ContextFigure.objects.bulk_create(
            ContextFigure(
                authority=self.authority,
                kind="population",
                name=f"grown {n}",
                label="People",
                value=n,
                unit="people",
                as_at=self.place.today,
                source="x",
                entered_by=analyst,
            )
            for n in new
        )
        planned = PlannedAction.objects.bulk_create(
            PlannedAction(area=self.planned_action.area, order=n, focus="More carers", lead="Head")
            for n in new
        )
        ActionStatement.objects.bulk_create(
            ActionStatement(action=action, statement=self.statement) for action in planned
        )
        Statement.objects.bulk_create(
            Statement(authority=self.authority, kind="value", number=n + 1, words="Stay together")
            for n in new
        )
        GovernanceBody.objects.bulk_create(
            GovernanceBody(authority=self.authority, name=f"Board {n}") for n in new
        )
        Meeting.objects.bulk_create(
            Meeting(body=self.body, on=self.place.today + timedelta(days=n)) for n in new
        )

    def _consultation(self, number: int) -> Consultation:
        return Consultation(
            draft=self.draft,
            whom=f"Group {number}",
            how="A meeting",
            on=self.place.today,
            entered_by=self.place.people[Role.REPORT_AUTHOR],
        )

    def _edition(self, number: int) -> Edition:
        return Edition(
            authority=self.authority,
            kind=Edition.Kind.STATEMENT,
            as_at=date(2025, 3, 31),
            audience=Edition.Audience.PUBLIC,
            number=10_000 + number,
            title=f"Edition {number}",
            status=Edition.Status.ISSUED,
            made_at=datetime(2025, 4, 1, tzinfo=UTC),
            made_by=self.place.people[Role.REPORT_AUTHOR],
            pdf=b"%PDF-1.7",
            sha256="0" * 64,
            pages=1,
        )
