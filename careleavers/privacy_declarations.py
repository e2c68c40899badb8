from sufficiency.core.privacy import declare

_WRITTEN = {"staff": "entered_by", "nobody": "public_id recorded_at"}

DECLARATIONS = {
    "careleavers.yearlycontact": declare(
        child="child as_at in_touch activity accommodation", nobody="recorded_at"
    ),
    "careleavers.leavingcarerecord": declare(
        child="child category category_source category_said_on asks_for_support",
        staff="category_said_by",
        nobody="version recorded_at",
    ),
    "careleavers.personaladviser": declare(
        child="child dates", staff="adviser entered_by", nobody="public_id recorded_at"
    ),
    "careleavers.accommodation": declare(
        child="child dates kind is_suitable why provided_by_council", **_WRITTEN
    ),
    "careleavers.activity": declare(child="child dates kind", **_WRITTEN),
    "careleavers.contact": declare(
        child="child on kind outcome note", staff="by entered_by", nobody="public_id recorded_at"
    ),
    "careleavers.planreview": declare(child="child on step took_part next_on", **_WRITTEN),
    "careleavers.document": declare(
        child="child kind state expires_on", staff="entered_by", nobody="public_id recorded_at version"
    ),
    "careleavers.persontoring": declare(
        child="child relation name telephone in_an_emergency",
        staff="entered_by",
        nobody="public_id recorded_at version",
    ),
}
