"""A crowd before a server: who comes, what is measured, and how it is told."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from pathlib import Path

from django.contrib.auth.hashers import make_password

from sufficiency.core.models import Authority, Membership, User
from sufficiency.demonstration.benchmarks.crowd import (
    DASHBOARD,
    PAGE,
    READS_AT_LEAST,
    READS_MORE,
    RECORD,
    SIGN_IN,
    Answer,
    Who,
    simulate,
)
from sufficiency.demonstration.benchmarks.errands import ERRANDS, OF_A_HUNDRED
from sufficiency.demonstration.benchmarks.serving import WORKERS, postgres_process, processor_seconds, served

# The longest that the 95th of a hundred may wait, in seconds, by kind.
TARGETS = {PAGE: 0.4, RECORD: 0.4, DASHBOARD: 1.0}
# People come in over so many seconds for each of them, before anything is counted.
_COMES_EACH = 1.5
_PASSWORD = "only-for-people-who-are-simulated"
# Of the yardstick: a password hashed so often.
_ROUNDS = 1_000_000


@dataclass(frozen=True)
class Measured:
    """What came of it: `answers` of the time when everybody was in; processor seconds of the same time."""

    people: int
    seconds: float
    answers: list[Answer]
    signing_in: list[Answer]
    generator: float
    server: float
    postgres: float | None
    # What the machine took for the yardstick before and after: the same code waits longer where it takes more.
    machine: tuple[float, float]

    def of(self, kind: str) -> list[float]:
        return sorted(one.took for one in self.answers if one.kind == kind and not one.fault)

    @property
    def faults(self) -> Counter[str]:
        return Counter(f"{one.what} {one.fault}" for one in (*self.answers, *self.signing_in) if one.fault)

    @property
    def missed(self) -> list[str]:
        """The targets that were not met, in words."""
        late = [
            f"{kind}: " + (f"p95 {percentile(took, 0.95):.3f} s" if took else "nothing was asked for")
            for kind, limit in TARGETS.items()
            if not (took := self.of(kind)) or percentile(took, 0.95) >= limit
        ]
        return late + ([f"{self.faults.total()} errors"] if self.faults else [])


def percentile(in_order: Sequence[float], share: float) -> float:
    """The value that so large a share of the values does not exceed; 0 where there are none."""
    return in_order[max(0, -(-len(in_order) * round(share * 100) // 100) - 1)] if in_order else 0.0


def crowd(authority: Authority, number: int) -> list[Who]:
    """So many people of the authority in proportion, with a password. Social workers and advisers have their own."""
    hashed, people = make_password(_PASSWORD), []
    for role, errands in ERRANDS.items():
        wanted = max(1, round(number * OF_A_HUNDRED[role] / 100))
        held = Membership.objects.filter(authority=authority, role=role).order_by("pk")
        users = [one.user for one in held.select_related("user")[:wanted]]
        more = User.objects.bulk_create(
            User(username=f"load-{role}-{serial}", first_name="Made", last_name="Up", kept_by=authority)
            for serial in range(len(users), wanted)
        )
        Membership.objects.bulk_create(Membership(user=one, authority=authority, role=role) for one in more)
        users += more
        User.objects.filter(pk__in=[one.pk for one in users]).update(password=hashed)
        people.append([Who(one.username, errands) for one in users])
    return _in_turn(people)[:number]


def _in_turn(groups: list[list[Who]]) -> list[Who]:
    """One after another of each group in proportion, so that no role comes in at once."""
    placed = [
        ((at + 0.5) / len(group), number, who)
        for number, group in enumerate(groups)
        for at, who in enumerate(group)
    ]
    return [who for _, _, who in sorted(placed, key=lambda one: one[:2])]


def run(
    *,
    environment: dict[str, str],
    people: Sequence[Who],
    seconds: float,
    folder: Path,
    say: Callable[[str], None],
) -> Measured:
    """Serve the environment's database to the people, for so long after the last has come in."""
    before: dict[str, float] = {}
    coming = _COMES_EACH * len(people)
    postgres = postgres_process()
    machine = yardstick()

    def begin() -> None:
        say(f"All {len(people)} are in; measuring for {seconds:.0f} s")
        before.update(at=time.monotonic(), generator=_own(), server=processor_seconds(server.process))
        before["postgres"] = processor_seconds(postgres) if postgres else 0.0

    with served(environment, folder) as server:
        say(f"{len(people)} people come in over {coming:.0f} s")
        answers = simulate(
            base=server.base,
            password=_PASSWORD,
            people=people,
            coming=coming,
            seconds=seconds,
            measured_from=begin,
        )
        lasted = time.monotonic() - before["at"]
        used = _own(), processor_seconds(server.process), processor_seconds(postgres) if postgres else None
    return Measured(
        people=len(people),
        seconds=lasted,
        answers=[one for one in answers if one.at >= coming and one.kind != SIGN_IN],
        signing_in=[one for one in answers if one.kind == SIGN_IN],
        generator=used[0] - before["generator"],
        server=used[1] - before["server"],
        postgres=None if used[2] is None else used[2] - before["postgres"],
        machine=(machine, yardstick()),
    )


def yardstick() -> float:
    """Seconds for the same sums on every processor at once, with nothing else to do."""
    processors = os.cpu_count() or 1
    began = time.monotonic()
    with ThreadPoolExecutor(processors) as pool:
        list(pool.map(lambda _: pbkdf2_hmac("sha256", b"password", b"salt", _ROUNDS), range(processors)))
    return time.monotonic() - began


def _own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def as_markdown(measured: Measured, *, size: str) -> str:
    """The figures as a page of Markdown."""
    lines = [
        f"{measured.people} people at once for {measured.seconds / 60:.1f} minutes, {size}. {WORKERS} workers of 4 "
        f"threads. Between two clicks {READS_AT_LEAST:.0f} s and an exponential time of {READS_MORE:.0f} s on average: "
        f"{READS_AT_LEAST + READS_MORE:.0f} s. Over {measured.seconds:.0f} s: {len(measured.answers):,} answers, "
        f"{len(measured.answers) / measured.seconds:.1f} a second.",
        "",
        "| What | Answers | p50 | p95 | Longest | Target for p95 | |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, name in ((PAGE, "Pages"), (RECORD, "Something recorded"), (DASHBOARD, "Dashboards")):
        took, limit = measured.of(kind), TARGETS[kind]
        late = percentile(took, 0.95)
        lines.append(
            f"| {name} | {_figures(took)} | {limit:g} s | {'met' if took and late < limit else '**not met**'} |"
        )
    signed = sorted(one.took for one in measured.signing_in if one.what == "sign in" and not one.fault)
    lines.append(f"| Signing in, while they came | {_figures(signed)} | | |")
    faults = measured.faults
    lines += [
        "",
        f"Errors: {faults.total()} (target 0){'' if faults.total() else ', met'}.",
        *(f"- {number} × {what}" for what, number in faults.most_common(12)),
        "",
        f"Processor seconds in that time: server {measured.server:.0f}, "
        + ("PostgreSQL not known" if measured.postgres is None else f"PostgreSQL {measured.postgres:.0f}")
        + f" (everybody's on this machine), the people simulated {measured.generator:.0f}.",
        f"The yardstick, a password hashed {_ROUNDS:,} times on each processor at once, took "
        f"{measured.machine[0]:.2f} s before and {measured.machine[1]:.2f} s after.",
        "",
        "The slowest pages, by p95:",
        "",
        "| Page | Answers | p50 | p95 | Longest |",
        "|---|---|---|---|---|",
        *_by_page(measured.answers),
    ]
    return "\n".join(lines) + "\n"


def _figures(in_order: Sequence[float]) -> str:
    if not in_order:
        return "0 | | |"
    return (
        f"{len(in_order):,} | {statistics.median(in_order):.3f} s | {percentile(in_order, 0.95):.3f} s "
        f"| {in_order[-1]:.3f} s"
    )


def _by_page(answers: Sequence[Answer]) -> list[str]:
    by_page: dict[str, list[float]] = {}
    for one in answers:
        if not one.fault:
            by_page.setdefault(one.what, []).append(one.took)
    pages = sorted(by_page.items(), key=lambda page: -percentile(sorted(page[1]), 0.95))
    return [f"| {what} | {_figures(sorted(took))} |" for what, took in pages]
