"""What a load did, in the form that other programs read."""

from __future__ import annotations

from dataclasses import dataclass, field

COUNTS = ("children", "periods_of_care", "legal_statuses", "placements", "temporary_moves", "care_leavers")


@dataclass
class ImportReport:
    """The answer to one load.

    `counts` are of what the children named in these returns now hold from returns: children, periods of care,
    legal statuses, placements, temporary moves, and children with an OC3 record (`care_leavers`).
    `changes` counts what the load altered: nothing, where the same returns are loaded again.
    """

    authority: str
    returns: list[dict] = field(default_factory=list)
    files: list[dict] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    set_aside: list[dict] = field(default_factory=list)
    queries: list[dict] = field(default_factory=list)
    repaired: list[dict] = field(default_factory=list)
    conflicts: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict:
        return {
            "authority": self.authority,
            "returns": self.returns,
            "files": self.files,
            **self.counts,
            "set_aside": self.set_aside,
            "queries": self.queries,
            "repaired": self.repaired,
            "conflicts": self.conflicts,
            "warnings": self.warnings,
            "changes": self.changes,
            "seconds": round(self.seconds, 3),
        }
