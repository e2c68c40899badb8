"""Who works in Northmere beside those who can sign in, and whose children are whose."""

from __future__ import annotations

import random

from django.contrib.auth.hashers import make_password

from placements.models import Allocation
from sufficiency.core.access import Role
from sufficiency.core.models import Membership, User
from sufficiency.demonstration.copied import copy_rows
from sufficiency.demonstration.northmere import names
from sufficiency.demonstration.northmere.people import Child
from sufficiency.demonstration.northmere.world import World, dates

# Children a social worker has; England's caseload in September 2024 was 15 to 16.
_CASELOAD = 16
# With the one who signs in, 17 advisers for some 400 young people.
_ADVISERS = 16


def make_staff(world: World) -> None:
    """Social workers and supervising social workers, who have no password and so cannot sign in."""
    rng = random.Random("staff")
    scale = world.plan.scale
    world.workers = _people(world, rng, "worker", Role.SOCIAL_WORKER, 30 * scale)
    world.supervisors = _people(world, rng, "supervisor", Role.SOCIAL_WORKER, 8 * scale)
    _people(world, rng, "officer", Role.PLACEMENT_OFFICER, 4 * scale)
    world.advisers = _people(world, rng, "adviser", Role.LEAVING_CARE_ADVISER, _ADVISERS * scale)


def _people(world: World, rng: random.Random, name: str, role: Role, number: int) -> list[User]:
    unusable = make_password(None)
    people = User.objects.bulk_create(
        User(
            username=f"northmere-{name}-{serial}",
            first_name=names.first_name(rng, rng.choice("FFM")),
            last_name=names.family_name(rng),
            password=unusable,
            kept_by=world.authority,
        )
        for serial in range(1, number + 1)
    )
    Membership.objects.bulk_create(
        Membership(user=person, authority=world.authority, role=role) for person in people
    )
    return people


def allocate(world: World) -> None:
    """Every child in care has a worker, families together."""
    rng = random.Random("allocation")
    workers = [world.people["worker"], *world.workers]
    load = dict.fromkeys((worker.pk for worker in workers), 0)
    of_family: dict[int, User] = {}
    rows: list[Allocation] = []
    for child in world.in_care():
        if child.number not in world.keys:
            continue
        worker = of_family.get(child.family.serial) or min(workers, key=lambda one: load[one.pk])
        of_family[child.family.serial] = worker
        load[worker.pk] += 1
        if load[worker.pk] > _CASELOAD:
            workers = [one for one in workers if one is not worker] or workers
        rows.append(_allocation(world, rng, child, worker))
    copy_rows(Allocation, rows)


def _allocation(world: World, rng: random.Random, child: Child, worker: User) -> Allocation:
    start = max(child.stays[-1].start, world.day - rng.randint(30, 700))
    return Allocation(child_id=world.keys[child.number], worker=worker, dates=dates(start, None))
