from sufficiency.core.privacy import declare

DECLARATIONS = {
    "kept.change": declare(nobody="authority touches is_start"),
    # Counts of a whole authority, exact: seen by those who may see figures, and printed by the rules of small numbers.
    "kept.figures": declare(child="counted", nobody="authority day question since changes counted_at"),
}
