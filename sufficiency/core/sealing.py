"""Seals: every event of the trail goes into one batch, each batch is chained to the one before and anchored outside.

A row's hash tells a row that was edited. A seal tells one that was taken away, put in later, or edited with its hash
made right. An anchor, a line in a file outside the database, tells a chain that was written anew. What is not sealed
yet has its row's hash alone: that is the window, as long as the time between two runs.

Transactions commit in another order than they write, so a seal names its events one by one instead of "up to": an
event that commits late goes into the next seal. `pg_snapshot` tells such an event from one put in by hand: at each
seal it was under way.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from sufficiency.core import emergency_log
from sufficiency.core.models import AuditSeal

ANCHORS = "anchors.log"
MOST_IN_A_SEAL = 100_000
# One sealer at a time, whoever started it.
_LOCK = 7_303_014_420_613

# Dated before a later seal, not in it, and not of a transaction that was under way at it: put in by hand.
# Two seconds are for clocks that are set back.
PUT_IN_LATER = """exists (
    select from core_auditseal later
    where later.snapshot <> '' and later.sealed_at > e.at + interval '2 seconds' and (
        pg_visible_in_snapshot(e.transaction::text::xid8, later.snapshot::pg_snapshot)
        or e.transaction::text::xid8 >= pg_snapshot_xmax(later.snapshot::pg_snapshot)
    )
)"""
# Nobody writes for two days in one transaction, so older events are in seals or do not belong there.
_CANDIDATES = f"""
with since as (
    select coalesce(max(sealed_at), '-infinity') - interval '2 days' as day from core_auditseal
), sealed as (
    select unnest(event_ids) as id from core_auditseal, since where sealed_at >= since.day
)
select e.id, e.row_hash from core_auditevent e, since
where e.at >= since.day and not exists (select from sealed where sealed.id = e.id) and not {PUT_IN_LATER}
order by e.id limit {MOST_IN_A_SEAL}
"""


@dataclass(frozen=True)
class Sealed:
    """What a run did."""

    seals: int
    events: int
    anchored: int


@dataclass(frozen=True)
class Anchor:
    """A line of the anchors' file: the chain as it stood after a seal."""

    number: int
    count: int
    chain: str
    sealed_at: str

    @property
    def line(self) -> str:
        return f"{self.number} {self.count} {self.chain} {self.sealed_at}"


class NotAnAnchor(Exception):
    """A line of the anchors' file that this program did not write."""


def seal() -> Sealed:
    """Chain every event that no seal holds, in batches, and anchor them.

    Raises `OSError` where the anchors cannot be written: what was sealed stays, and the next run anchors it.
    """
    seals = events = 0
    while batch := _seal_one():
        seals, events = seals + 1, events + batch.count
        if batch.count < MOST_IN_A_SEAL:
            break
    return Sealed(seals, events, _anchor())


@transaction.atomic
def _seal_one() -> AuditSeal | None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        # Time and snapshot before the events: whatever is visible in the snapshot is among them.
        cursor.execute("select clock_timestamp(), pg_current_snapshot()::text")
        sealed_at, snapshot = cursor.fetchone()
        cursor.execute(_CANDIDATES)
        rows = cursor.fetchall()
    if not rows:
        return None
    last = AuditSeal.objects.order_by("number").last()
    number = last.number + 1 if last else 1
    root = hashlib.sha256(b"".join(bytes(row_hash) for _, row_hash in rows)).digest()
    return AuditSeal.objects.create(
        number=number,
        sealed_at=sealed_at,
        # Of a full batch nothing follows about events that are not in it.
        snapshot=snapshot if len(rows) < MOST_IN_A_SEAL else "",
        event_ids=[event_id for event_id, _ in rows],
        count=len(rows),
        root=root,
        chain=chained(bytes(last.chain) if last else b"", number=number, count=len(rows), root=root),
    )


def chained(before: bytes, *, number: int, count: int, root: bytes) -> bytes:
    """The chain after a seal: it depends on every seal before."""
    return hashlib.sha256(before + f"{number}:{count}:".encode() + root).digest()


def anchors() -> list[Anchor]:
    """What was anchored, in order. Raises `OSError` and `NotAnAnchor`."""
    path = Path(settings.AUDIT_DIRECTORY or ".") / ANCHORS
    if not settings.AUDIT_DIRECTORY or not path.exists():
        return []
    found = []
    for place, line in enumerate(path.read_text().splitlines(), 1):
        parts = line.split(" ")
        if len(parts) != 4 or not (parts[0].isdigit() and parts[1].isdigit()):
            raise NotAnAnchor(f"Line {place} of {ANCHORS} is not an anchor.")
        found.append(Anchor(int(parts[0]), int(parts[1]), parts[2], parts[3]))
    return found


@transaction.atomic
def _anchor() -> int:
    """Append the seals that no line anchors; how many."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    last = max((one.number for one in anchors()), default=0)
    missing = AuditSeal.objects.filter(number__gt=last).order_by("number").defer("event_ids")
    for one in missing:
        anchor = Anchor(one.number, one.count, bytes(one.chain).hex(), one.sealed_at.isoformat())
        emergency_log.append(ANCHORS, anchor.line)
    return len(missing)
