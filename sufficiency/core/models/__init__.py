from sufficiency.core.models.audit import AuditEvent
from sufficiency.core.models.authority import Authority
from sufficiency.core.models.figures import ConflictNote, Population, PublishedFigure
from sufficiency.core.models.once import OnceKey
from sufficiency.core.models.retention import RetentionRule
from sufficiency.core.models.users import Membership, User

__all__ = [
    "AuditEvent",
    "Authority",
    "ConflictNote",
    "Membership",
    "OnceKey",
    "Population",
    "PublishedFigure",
    "RetentionRule",
    "User",
]
