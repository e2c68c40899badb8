from sufficiency.core.models.audit import AuditCheck, AuditEvent, AuditSeal
from sufficiency.core.models.authority import Authority
from sufficiency.core.models.figures import ConflictNote, Population, PublishedFigure
from sufficiency.core.models.once import OnceKey
from sufficiency.core.models.users import Membership, User

__all__ = [
    "AuditCheck",
    "AuditEvent",
    "AuditSeal",
    "Authority",
    "ConflictNote",
    "Membership",
    "OnceKey",
    "Population",
    "PublishedFigure",
    "User",
]
