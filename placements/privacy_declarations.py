from sufficiency.core.privacy import declare

_SPELL = "child dates start_known reason_started reason_ended end_inferred"
_WRITTEN = {"staff": "entered_by", "nobody": "recorded_at"}

DECLARATIONS = {
    "placements.child": declare(
        child="public_id number first_name last_name date_of_birth sex ethnicity upn is_mother "
        "mothers_child_born_on is_restricted",
        staff="entered_by",
        nobody="authority recorded_at version",
    ),
    "placements.allocation": declare(child="child dates", staff="worker"),
    "placements.restrictedgrant": declare(child="child", staff="user expires_on granted_by granted_at"),
    "placements.accessproposal": declare(
        child="child public_id kind ground",
        staff="person proposed_by decided_by agreed",
        nobody="proposed_at decided_at",
    ),
    "placements.connection": declare(
        child="child public_id nature", staff="person recorded_by", nobody="recorded_at ended_at"
    ),
    "placements.opening": declare(
        child="child public_id ground what_happened",
        staff="person opened_at until read_by read_at reviewed_by reviewed_at finding",
    ),
    # Free text about children: whom it tells of is in its words.
    "placements.handovernote": declare(
        child="public_id text",
        staff="written_by written_at read_by read_at",
        nobody="authority for_role until",
    ),
    "placements.home": declare(nobody="public_id urn name version"),
    "placements.coverage": declare(nobody="authority dates group source recorded_at"),
    "placements.periodofcare": declare(child=f"{_SPELL} kind", **_WRITTEN),
    "placements.legalstatus": declare(child=f"{_SPELL} period code need reason_for_change", **_WRITTEN),
    "placements.placement": declare(
        child=f"{_SPELL} public_id period code provider urn home_postcode reason_for_change miles planning "
        "arrived_at",
        # Where a child lives is where a carer lives.
        carer="postcode located_in household home place_number as_told",
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
    "placements.deed": declare(
        child="public_id child together kind happened_on words made changed undone_because",
        staff="by undone_by",
        nobody="version_before version_after at undone_at",
    ),
    "placements.breach": declare(
        child="public_id child placement rule words since cleared_on", nobody="recorded_at"
    ),
    "placements.notice": declare(
        child="public_id child deed to source due_on", staff="sent_by", nobody="sent_at"
    ),
    "placements.reservation": declare(
        child="public_id child kind dates", carer="household", staff="entered_by", nobody="recorded_at"
    ),
    "placements.otheroccupant": declare(
        child="public_id kind dates", carer="household", staff="entered_by", nobody="recorded_at"
    ),
    "placements.siblinglink": declare(child="child sibling", staff="entered_by", nobody="recorded_at"),
    "placements.familytimeplan": declare(
        # The short description is the one free text, of the child and the family.
        child="public_id child whom description how_often setting is_supervised basis dates reviewed_on "
        "next_review_on",
        staff="entered_by",
        nobody="recorded_at version",
    ),
    "placements.importantplace": declare(
        child="public_id child kind description postcode dates",
        staff="entered_by",
        nobody="recorded_at version",
    ),
    # Behind a reason, like a carer's address: on no page but the answer that reveals it.
    "placements.placetoavoid": declare(
        child="public_id child postcode miles ground description dates",
        staff="entered_by",
        nobody="recorded_at version",
    ),
    "placements.lifestorywork": declare(
        child="public_id child on step by_role withdrawn_on",
        staff="withdrawn_by entered_by",
        nobody="recorded_at version",
    ),
    "placements.knownchange": declare(
        child="public_id direction kind child number month day how_sure said_in said_on withdrawn_on why_withdrawn",
        staff="said_by withdrawn_by entered_by",
        nobody="authority recorded_at version",
    ),
}
