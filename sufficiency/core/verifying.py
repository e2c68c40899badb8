"""Is the trail as it was written? Everything is recomputed from the rows, by words of this module's own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from sufficiency.core.models import AuditCheck, AuditEvent, AuditSeal, User
from sufficiency.core.sealing import PUT_IN_LATER, Anchor, NotAnAnchor, anchors, chained

# A second writing of what the trigger hashes (`migrations/0006`): a changed trigger does not change this.
_ROW_HASH = """sha256(convert_to(row(
    e.id, (extract(epoch from e.at) * 1000000)::bigint, e.actor_id, e.roles::text, e.authority_id,
    e.action, e.result, e.object_type, e.object_id, e.object_ids::text, e.reason,
    e.request_id, e.session_hash, host(e.address), e.facts::text, e.transaction
)::text, 'UTF8'))"""
_BAD_ROWS = f"select count(*), min(e.id) from core_auditevent e where e.row_hash is distinct from {_ROW_HASH}"
_SEALS = """
select s.number, s.count, s.root, s.chain, count(e.id),
    min(named.id) filter (where e.id is null),
    sha256(coalesce(string_agg(e.row_hash, ''::bytea order by named.id), ''::bytea))
from core_auditseal s
cross join lateral unnest(s.event_ids) as named(id)
left join core_auditevent e on e.id = named.id
group by s.number, s.count, s.root, s.chain order by s.number
"""
_UNSEALED = f"""
select count(*), min(e.id) filter (where {PUT_IN_LATER}), min(e.at)
from core_auditevent e
where not exists (select from (select unnest(event_ids) as id from core_auditseal) named where named.id = e.id)
"""
_TRIGGERS = """
select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
where c.relname in ('core_auditevent', 'core_auditseal') and t.tgenabled = 'A'
"""
_NEEDED = ("core_auditevent.audit_kept", "core_auditevent.audit_written", "core_auditseal.audit_kept")
# The sealer runs every minute or so: what is older than this should be sealed and anchored.
_SOON = timedelta(hours=1)
_LATE = timedelta(days=2)


@dataclass(frozen=True)
class Verified:
    """What was found: nothing, where the trail is as it was written."""

    events: int
    seals: int
    unsealed: int
    seconds: float
    findings: list[str]


def verify() -> Verified:
    """Recompute every row's hash, every seal and the chain, and compare them with the anchors. Changes nothing."""
    began = time.monotonic()
    findings: list[str] = []
    try:
        anchored = anchors()
    except (OSError, NotAnAnchor) as fault:
        anchored = []
        findings.append(f"The anchors cannot be read: {fault}")
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        standing = {name for (name,) in cursor.fetchall()}
        cursor.execute(_BAD_ROWS)
        bad, first_bad = cursor.fetchone()
        cursor.execute(_UNSEALED)
        unsealed, put_in, oldest = cursor.fetchone()
        cursor.execute(_SEALS)
        seals = cursor.fetchall()
    if bad:
        findings.append(f"Event {first_bad} is not as it was written ({bad} such in all).")
    findings += _broken_seals(seals)
    if put_in:
        findings.append(f"Event {put_in} was put in after the seal of its time was made.")
    if oldest and oldest < timezone.now() - _LATE:
        findings.append(f"An event of {oldest:%d/%m/%Y} is in no seal: sealing has not run for two days.")
    findings += _against_anchors({number: bytes(chain).hex() for number, _, _, chain, *_ in seals}, anchored)
    findings += [f"The trigger {name} is missing or off." for name in _NEEDED if name not in standing]
    events = AuditEvent.objects.count()
    return Verified(events, len(seals), unsealed, time.monotonic() - began, findings)


def check(*, by: User) -> AuditCheck:
    """Verify, and keep what came out for the page of the trail."""
    found = verify()
    return AuditCheck.objects.create(
        by=by,
        events=found.events,
        seals=found.seals,
        unsealed=found.unsealed,
        seconds=found.seconds,
        findings=found.findings,
    )


def _broken_seals(seals: list[tuple]) -> Iterator[str]:
    """The first seal at which the chain breaks; every later one follows from it."""
    before = b""
    for place, (number, count, root, chain, there, first_missing, computed) in enumerate(seals, 1):
        if number != place:
            yield f"Seal {place} is missing."
            return
        if there != count:
            which = f": event {first_missing} is missing" if first_missing else ""
            yield f"Seal {number} holds {count} events, and {there} are there{which}."
            return
        if bytes(computed) != bytes(root):
            yield f"Seal {number} does not agree with its events: one of them was rewritten."
            return
        before = chained(before, number=number, count=count, root=bytes(root))
        if before != bytes(chain):
            yield f"Seal {number} does not follow from the seals before it."
            return


def _against_anchors(chains: dict[int, str], anchored: list[Anchor]) -> Iterator[str]:
    for one in anchored:
        if one.number not in chains:
            yield f"Seal {one.number} was anchored on {one.sealed_at} and is no longer there."
            return
        if chains[one.number] != one.chain:
            yield f"Seal {one.number} is not the one that was anchored on {one.sealed_at}: the chain was written anew."
            return
    last = max((one.number for one in anchored), default=0)
    loose = AuditSeal.objects.filter(number__gt=last, sealed_at__lt=timezone.now() - _SOON)
    first = loose.order_by("number").values_list("number", flat=True).first()
    if first:
        yield f"Seal {first} and those after it are not anchored outside the database."
