from sufficiency.core.privacy import declare

DECLARATIONS = {
    "carers.household": declare(carer="public_id reference approved", nobody="authority recorded_at"),
}
