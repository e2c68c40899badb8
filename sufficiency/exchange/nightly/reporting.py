"""The report that lies beside an extract. Counts, codes and days: nothing that tells of a child."""

from __future__ import annotations

from django.db.models import Count

from sufficiency.exchange.models import Finding, FolderItem, LiveConflict
from sufficiency.exchange.presenters import words
from sufficiency.indicators.wording import in_words

_OUTCOMES = {
    FolderItem.Outcome.TAKEN: "applied",
    FolderItem.Outcome.SAME: "taken before, nothing was changed",
    FolderItem.Outcome.HELD: "read, and waiting for a person to apply it",
    FolderItem.Outcome.REFUSED: "refused, nothing was changed",
}
_KINDS = ((Finding.Kind.SET_ASIDE, "Rows set aside"), (Finding.Kind.QUERY, "Queries"))


def report_on(item: FolderItem) -> str:
    """A few lines of text."""
    day = in_words(item.as_at) if item.as_at else "a day that is not known"
    lines = [f"Extract to {day}: {_OUTCOMES[FolderItem.Outcome(item.outcome)]}."]
    if item.told:
        lines.append(item.told)
    if item.batch is not None:
        lines.append(f"Load {item.batch.public_id}")
        for file in item.batch.returns.values_list("files__table", "files__rows").order_by("files__table"):
            lines.append(f"  {file[0]}: {words.counted(file[1], 'row')}")
        for kind, heading in _KINDS:
            counted = (
                Finding.objects.filter(of_return__batch=item.batch, kind=kind)
                .order_by("code")
                .values_list("code")
                .annotate(number=Count("pk"))
            )
            lines.append(f"{heading}: {sum(number for _, number in counted):,}")
            lines += [f"  {code}: {number:,}" for code, number in counted]
        told = LiveConflict.objects.filter(of_return__batch=item.batch, choice="").count()
        lines.append(f"Differences to settle, told of first by this extract: {told:,}")
    return "\n".join(lines) + "\n"
