from sufficiency.core.privacy import declare

DECLARATIONS: dict = {
    # An internal edition holds exact small counts, from which a child might be recognised.
    "reports.edition": declare(
        nobody="public_id authority kind as_at audience number title status made_at sha256 pages",
        staff="made_by",
        child="pdf tables",
    ),
    "reports.indicatortarget": declare(
        nobody="public_id authority key since value commentary version recorded_at", staff="owner entered_by"
    ),
    "reports.editionmeasurement": declare(nobody="edition key as_at", child="measurement"),
}
