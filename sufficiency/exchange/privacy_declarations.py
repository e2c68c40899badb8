from sufficiency.core.privacy import declare

DECLARATIONS = {
    "exchange.import": declare(
        staff="by undone_by",
        nobody="public_id authority kind status refusal warnings changes started_at applied_at undone_at",
    ),
    "exchange.applyrun": declare(
        staff="by", nobody="batch key asked_at begun_at finished_at failure done total doing figures"
    ),
    "exchange.return": declare(
        nobody="public_id batch authority year as_at is_extract label sha256 is_current"
    ),
    "exchange.returnfile": declare(nobody="of_return name table columns columns_ignored rows"),
    "exchange.keptrows": declare(child="set_aside", nobody="file numbers"),
    "exchange.keptcolumn": declare(child="cells", nobody="file name"),
    "exchange.finding": declare(child="value message", nobody="of_return kind file row column code"),
    "exchange.liveconflict": declare(
        child="public_id child kind timeline starts_on field ours theirs reason",
        staff="choice settled_by settled_at asked",
        nobody="authority of_return first_told_at",
    ),
    "exchange.replacedentry": declare(child="child table row before answered_on", nobody="batch replaced_at"),
    "exchange.folderrun": declare(staff="by", nobody="public_id authority began_at finished_at outcome left"),
    "exchange.folderitem": declare(nobody="run authority sha256 as_at outcome told batch at"),
}
