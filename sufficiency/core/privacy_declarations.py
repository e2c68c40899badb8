from sufficiency.core.privacy import declare

DECLARATIONS = {
    "core.authority": declare(
        nobody="gss_code aliases dfe_code name short_name kind region_code region_name valid_from valid_to "
        "area_is_union_of_successors live_since is_synthetic"
    ),
    "core.population": declare(nobody="area_code year children source release"),
    "core.publishedfigure": declare(
        nobody="area_kind area_code area_name key category as_at unit value symbol as_printed source "
        "place_in_source release note"
    ),
    "core.conflictnote": declare(nobody="area_code key category as_at chosen reason decision_record"),
    "core.user": declare(
        staff="password last_login is_superuser username first_name last_name email is_staff is_active "
        "date_joined public_id is_system kept_by sessions_ended"
    ),
    "core.membership": declare(staff="user role dates granted_at granted_by", nobody="authority"),
    "core.secondfactor": declare(staff="user sealed_secret confirmed_at last_step wrong_codes locked_until"),
    "core.recoverycode": declare(staff="second_factor code_hash used_at"),
    "core.externalidentity": declare(staff="user issuer subject linked_at"),
    # What was typed may be about a child; it is sealed, and gone within hours.
    "core.keptform": declare(child="address sealed_fields", staff="user", nobody="public_id kept_at"),
    "core.accessrequest": declare(
        staff="kind user role dates subject asked_by asked_at decision decided_by decided_at",
        nobody="public_id authority",
    ),
    # Why somebody needs a list, and what they had searched for, may name a child.
    "core.filerequest": declare(
        child="sealed_search search_hash reason note",
        staff="asked_by asked_at decision decided_by decided_at taken_at",
        nobody="public_id authority of chosen narrowed_to rows",
    ),
    "core.fieldowner": declare(
        staff="set_by", nobody="public_id authority group owner from_on reason set_at"
    ),
    "core.retentionrule": declare(nobody="kind years counted_from basis source is_law"),
    "core.oncekey": declare(staff="user", nobody="key action outcome made_at"),
    "core.auditevent": declare(
        staff="actor roles session_hash address request_id",
        child="object_type object_id object_ids action result reason facts",
        nobody="at authority transaction row_hash",
    ),
    "core.auditseal": declare(nobody="number sealed_at snapshot event_ids count root chain"),
    "core.auditcheck": declare(staff="by", nobody="at events seals unsealed seconds findings"),
}
