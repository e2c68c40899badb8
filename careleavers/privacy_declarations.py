from sufficiency.core.privacy import declare

DECLARATIONS = {
    "careleavers.yearlycontact": declare(
        child="child as_at in_touch activity accommodation", nobody="recorded_at"
    ),
}
