"""Where a load stands, in sentences: what happened, and what to do next."""

from __future__ import annotations

from sufficiency.exchange.models import ApplyRun, Import
from sufficiency.exchange.presenters import words
from sufficiency.exchange.runs import Stage

# What a page shows, from the top down.
_BEFORE = ("found", "change", "aside", "queries")
_AFTER = ("different", "change", "aside", "queries", "found")
# Nobody need answer a query about rows that do not count.
_UNDONE = ("found", "change", "aside")


def sections(stage: Stage) -> tuple[str, ...]:
    return {Stage.APPLIED: _AFTER, Stage.UNDONE: _UNDONE}.get(stage, _BEFORE)


def apply_text(stage: Stage) -> str:
    return "Apply" if stage is Stage.READY else "Apply again"


def lines(batch: Import, run: ApplyRun | None, stage: Stage, *, why_not_undone: str | None) -> list[str]:
    """One to three sentences."""
    match stage:
        case Stage.READY if run is not None and run.failure:
            return ["It was tried and nothing was changed.", run.failure]
        case Stage.READY:
            return ["Nothing is changed yet. Look through what was found; then apply it."]
        case Stage.WAITING | Stage.RUNNING:
            return ["It is being applied. Figures change all at once when it is done."]
        case Stage.NOT_TAKEN_UP:
            return [
                "It was to be applied, but nothing has begun on it for a minute. Nothing is changed.",
                "Ask whoever runs this service whether the background worker is running, then apply it again.",
            ]
        case Stage.STOPPED:
            return [
                "The load stopped before it was done: the program that was at work on it ended. "
                "Nothing is changed, and nothing is half done.",
                "Apply it again.",
            ]
        case Stage.APPLIED:
            applied = f"Applied on {words.moment(batch.applied_at)}." if batch.applied_at else "Applied."
            return [applied, f"It cannot be undone. {why_not_undone}"] if why_not_undone else [applied]
        case Stage.UNDONE:
            undone = (
                f"Undone on {words.moment(batch.undone_at)} by {batch.undone_by}." if batch.undone_at else ""
            )
            return [undone, "Its rows are kept as evidence and are not counted."]
        case Stage.REFUSED:
            return [batch.refusal]
