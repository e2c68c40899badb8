from reports.models.drafts import (
    Clearance,
    Consultation,
    Draft,
    DraftSection,
    ReportHeader,
    SectionComment,
)
from reports.models.editions import Edition, EditionMeasurement, EditionQuerySet
from reports.models.kinds import DocumentKind
from reports.models.overrides import DisclosureOverride
from reports.models.targets import IndicatorTarget, TargetQuerySet
from reports.models.templates import DocumentTemplate, TemplateSection

__all__ = [
    "Clearance",
    "Consultation",
    "DisclosureOverride",
    "DocumentKind",
    "DocumentTemplate",
    "Draft",
    "DraftSection",
    "Edition",
    "EditionMeasurement",
    "EditionQuerySet",
    "IndicatorTarget",
    "ReportHeader",
    "SectionComment",
    "TargetQuerySet",
    "TemplateSection",
]
