from sufficiency.core.privacy import declare

DECLARATIONS = {
    "operations.heartbeat": declare(nobody="name at facts"),
    "operations.legalhold": declare(
        child="record_id reference why_released",
        staff="placed_by released_by",
        nobody="public_id version authority covers subject why dates placed_at released_at",
    ),
    "operations.proposal": declare(
        child="why_declined",
        staff="proposed_by decided_by",
        nobody="public_id version authority as_at status proposed_at decided_at",
    ),
    "operations.proposedrecord": declare(
        child="record_id kept_until", nobody="proposal subject rule outcome"
    ),
    "operations.certificate": declare(
        staff="carried_out_by",
        nobody="public_id authority proposal number carried_out_at records rows sha256",
    ),
}
