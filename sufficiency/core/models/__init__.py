from sufficiency.core.models.audit import AuditEvent
from sufficiency.core.models.authority import Authority
from sufficiency.core.models.figures import ConflictNote, Population, PublishedFigure
from sufficiency.core.models.once import OnceKey
from sufficiency.core.models.ownership import FieldGroup, FieldOwner, Owner
from sufficiency.core.models.users import Membership, User

__all__ = [
    "AuditEvent",
    "Authority",
    "ConflictNote",
    "FieldGroup",
    "FieldOwner",
    "Membership",
    "OnceKey",
    "Owner",
    "Population",
    "PublishedFigure",
    "User",
]
