"""The audit trail as pages: for the auditor, and of one record for those who may see who has looked."""
