from sufficiency.core.privacy import declare

DECLARATIONS = {
    "carers.household": declare(
        carer="public_id reference kind approved reason_ended area located_in",
        staff="supervising_worker",
        nobody="authority version recorded_at",
    ),
    "carers.carer": declare(
        carer="public_id household first_name last_name is_primary dates", nobody="version recorded_at"
    ),
    "carers.confirmation": declare(carer="household places_free not_before", staff="by at"),
    "carers.terms": declare(
        carer="public_id household dates places youngest oldest sex siblings_only only_child note",
        staff="entered_by",
        nobody="version recorded_at",
    ),
    "carers.hold": declare(
        carer="public_id household dates reason places", staff="entered_by", nobody="version recorded_at"
    ),
    "carers.householdreview": declare(
        carer="public_id household due_on held_on panel_on decided_on outcome", nobody="version recorded_at"
    ),
    "carers.check": declare(
        carer="public_id household carer kind done_on expires_on counts", nobody="version recorded_at"
    ),
    "carers.householdaddress": declare(
        carer="household line_1 line_2 town postcode phone", nobody="version recorded_at"
    ),
}
