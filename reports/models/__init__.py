from reports.models.context import ContextFigure, ContextFigureQuerySet
from reports.models.disclosure import DisclosureRule
from reports.models.drafts import (
    Clearance,
    Consultation,
    Draft,
    DraftSection,
    ReportHeader,
    SectionComment,
)
from reports.models.editions import Edition, EditionMeasurement, EditionQuerySet
from reports.models.evidence import EvidenceAnswer, EvidenceIndicator, EvidenceTest
from reports.models.governance import GovernanceBody, Meeting
from reports.models.kinds import DocumentKind
from reports.models.overrides import DisclosureOverride
from reports.models.plans import (
    ActionIndicator,
    ActionStatement,
    ActionUpdate,
    KeyArea,
    PlannedAction,
    Promise,
    Statement,
)
from reports.models.targets import IndicatorTarget, TargetQuerySet
from reports.models.templates import DocumentTemplate, TemplateSection

__all__ = [
    "ActionIndicator",
    "ActionStatement",
    "ActionUpdate",
    "Clearance",
    "Consultation",
    "ContextFigure",
    "ContextFigureQuerySet",
    "DisclosureOverride",
    "DisclosureRule",
    "DocumentKind",
    "DocumentTemplate",
    "Draft",
    "DraftSection",
    "Edition",
    "EditionMeasurement",
    "EditionQuerySet",
    "EvidenceAnswer",
    "EvidenceIndicator",
    "EvidenceTest",
    "GovernanceBody",
    "IndicatorTarget",
    "KeyArea",
    "Meeting",
    "PlannedAction",
    "Promise",
    "ReportHeader",
    "SectionComment",
    "Statement",
    "TargetQuerySet",
    "TemplateSection",
]
