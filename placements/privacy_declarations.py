from sufficiency.core.privacy import declare

_SPELL = "child dates start_known reason_started reason_ended end_inferred"
_WRITTEN = {"staff": "entered_by", "nobody": "recorded_at"}

DECLARATIONS = {
    "placements.child": declare(
        child="public_id number first_name last_name date_of_birth sex ethnicity upn is_mother "
        "mothers_child_born_on is_restricted",
        staff="entered_by",
        nobody="authority recorded_at",
    ),
    "placements.allocation": declare(child="child dates", staff="worker"),
    "placements.restrictedgrant": declare(child="child", staff="user expires_on granted_by granted_at"),
    "placements.home": declare(nobody="public_id urn name"),
    "placements.coverage": declare(nobody="authority dates source recorded_at"),
    "placements.periodofcare": declare(child=f"{_SPELL} kind", **_WRITTEN),
    "placements.legalstatus": declare(child=f"{_SPELL} period code need reason_for_change", **_WRITTEN),
    "placements.placement": declare(
        child=f"{_SPELL} public_id period code provider urn home_postcode reason_for_change miles planning "
        "arrived_at",
        # Where a child lives is where a carer lives.
        carer="postcode located_in household home",
        **_WRITTEN,
    ),
    "placements.temporarymove": declare(
        child=f"{_SPELL} placement code provider urn home_postcode postcode reason_left reason_for_change "
        "reason_placement_paused reason_placement_resumed pause_inferred urn_resumed home_postcode_resumed "
        "postcode_resumed",
        **_WRITTEN,
    ),
    "placements.unaccompaniedstatus": declare(child="child as_at ceased_on", nobody="recorded_at"),
    "placements.missingspell": declare(child="child kind started_on ended_on", nobody="recorded_at"),
    "placements.review": declare(child="child held_on participation", nobody="recorded_at"),
    "placements.adoptionorder": declare(
        child="child as_at decided_on matched_on adopted_by_foster_carer",
        carer="adopters adopters_sex adopters_legal_status",
        nobody="recorded_at",
    ),
    "placements.adoptiondecision": declare(
        child="child decided_on reversed_on reason_reversed", nobody="recorded_at"
    ),
}
