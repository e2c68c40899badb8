from sufficiency.core.models.access_requests import AccessRequest
from sufficiency.core.models.audit import AuditCheck, AuditEvent, AuditSeal
from sufficiency.core.models.authority import Authority
from sufficiency.core.models.figures import ConflictNote, Population, PublishedFigure
from sufficiency.core.models.file_requests import FileRequest
from sufficiency.core.models.once import OnceKey
from sufficiency.core.models.ownership import FieldGroup, FieldOwner, Owner
from sufficiency.core.models.retention import RetentionRule
from sufficiency.core.models.sign_in import ExternalIdentity, KeptForm, RecoveryCode, SecondFactor
from sufficiency.core.models.users import Membership, User

__all__ = [
    "AccessRequest",
    "AuditCheck",
    "AuditEvent",
    "AuditSeal",
    "Authority",
    "ConflictNote",
    "ExternalIdentity",
    "FieldGroup",
    "FieldOwner",
    "FileRequest",
    "KeptForm",
    "Membership",
    "OnceKey",
    "Owner",
    "Population",
    "PublishedFigure",
    "RecoveryCode",
    "RetentionRule",
    "SecondFactor",
    "User",
]
