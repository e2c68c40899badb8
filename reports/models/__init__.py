from reports.models.context import ContextFigure, ContextFigureQuerySet
from reports.models.disclosure import DisclosureRule
from reports.models.drafts import (
    Clearance,
    ClearedPart,
    Consultation,
    Draft,
    DraftSection,
    ReportHeader,
    SectionComment,
)
from reports.models.editions import Edition, EditionDefinition, EditionMeasurement, EditionQuerySet
from reports.models.evidence import EvidenceAnswer, EvidenceIndicator, EvidenceTest
from reports.models.governance import GovernanceBody, Meeting
from reports.models.kinds import DocumentKind, ExemptBy
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
from reports.models.presence import EditingPresence, PresenceQuerySet
from reports.models.styles import CouncilStyle
from reports.models.targets import IndicatorTarget, TargetQuerySet
from reports.models.templates import DocumentTemplate, TemplateSection

__all__ = [
    "ActionIndicator",
    "ActionStatement",
    "ActionUpdate",
    "Clearance",
    "ClearedPart",
    "Consultation",
    "ContextFigure",
    "ContextFigureQuerySet",
    "CouncilStyle",
    "DisclosureOverride",
    "DisclosureRule",
    "DocumentKind",
    "DocumentTemplate",
    "Draft",
    "DraftSection",
    "EditingPresence",
    "Edition",
    "EditionDefinition",
    "EditionMeasurement",
    "EditionQuerySet",
    "EvidenceAnswer",
    "EvidenceIndicator",
    "EvidenceTest",
    "ExemptBy",
    "GovernanceBody",
    "IndicatorTarget",
    "KeyArea",
    "Meeting",
    "PlannedAction",
    "PresenceQuerySet",
    "Promise",
    "ReportHeader",
    "SectionComment",
    "Statement",
    "TargetQuerySet",
    "TemplateSection",
]
