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
        "date_joined public_id is_system"
    ),
    "core.membership": declare(staff="user role granted_at granted_by", nobody="authority"),
    "core.retentionrule": declare(nobody="kind years counted_from basis source is_law"),
    "core.oncekey": declare(staff="user", nobody="key action outcome made_at"),
    "core.auditevent": declare(
        staff="actor", child="object_type object_id action facts", nobody="at authority"
    ),
}
