from sufficiency.operations.models.heartbeat import Heartbeat
from sufficiency.operations.models.retention import Certificate, LegalHold, Proposal, ProposedRecord

__all__ = ["Certificate", "Heartbeat", "LegalHold", "Proposal", "ProposedRecord"]
