"""Names, homes and brothers and sisters for what the returns brought: a temporary table each, one statement each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from placements.models import Child as ChildRecord
from placements.models import Home, SiblingLink
from sufficiency.demonstration.northmere.homes import Household, Provider
from sufficiency.demonstration.northmere.people import Family
from sufficiency.demonstration.northmere.world import World
from sufficiency.exchange.ssda903.applying.copying import copy_in

# Of the newest placements with providers, so many wait for somebody to link them, for each 480 children.
_LEFT_TO_LINK = 12


def name_children(world: World) -> None:
    """Returns have no names."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table named (number text, first_name text, last_name text) on commit drop"
        )
        copy_in(
            "named",
            {
                "number": [child.number for child in world.plan.children],
                "first_name": [child.first_name for child in world.plan.children],
                "last_name": [child.family.name for child in world.plan.children],
            },
        )
        cursor.execute(
            """update placements_child child set first_name = named.first_name, last_name = named.last_name
            from named where child.authority_id = %s and child.number = named.number""",
            [world.authority.pk],
        )
        cursor.execute("drop table named")
    known = ChildRecord.objects.filter(authority=world.authority).order_by().values_list("number", "pk")
    world.keys = {number: key for number, key in known if number}


def load_homes(world: World) -> None:
    """Providers' homes and agencies; a number that is on file already keeps its name."""
    Home.objects.bulk_create(
        (Home(urn=one.urn, name=one.name) for one in world.plan.providers), ignore_conflicts=True
    )
    urns = [one.urn for one in world.plan.providers]
    world.homes = {home.urn: home for home in Home.objects.filter(urn__in=urns)}


def link_placements(world: World) -> None:
    """Each placement to its household and numbered place, or to its provider's home."""
    before = world.plan.live_from.toordinal()
    told = [
        (child, move)
        for child in world.plan.children
        if child.number in world.keys
        for stay in child.stays
        for move in stay.moves
        if move.start < before and move.home is not None
    ]
    newest = sorted((move.start for _, move in told if isinstance(move.home, Provider)), reverse=True)
    wait_from = newest[_LEFT_TO_LINK * world.plan.scale]
    rows = [
        (
            world.keys[child.number],
            date.fromordinal(move.start).isoformat(),
            *_home(world, move.home),
            move.place or None,
        )
        for child, move in told
        if not (isinstance(move.home, Provider) and move.start > wait_from)
    ]
    rows = [row for row in rows if row[2] or row[3]]
    with connection.cursor() as cursor:
        cursor.execute(
            """create temporary table lived
            (child_id bigint, since date, household_id bigint, home_id bigint, place smallint) on commit drop"""
        )
        names = ("child_id", "since", "household_id", "home_id", "place")
        copy_in("lived", {name: [row[at] for row in rows] for at, name in enumerate(names)})
        cursor.execute("create index on lived (child_id, since)")
        cursor.execute("analyze lived")
        cursor.execute(
            """update placements_placement placement
            set household_id = lived.household_id, home_id = lived.home_id, place_number = lived.place
            from lived where placement.child_id = lived.child_id and lower(placement.dates) = lived.since"""
        )
        cursor.execute("drop table lived")


def _home(world: World, home: object) -> tuple[int | None, int | None]:
    if isinstance(home, Household):
        record = world.households.get(home.reference)
        return (record.pk if record else None), None
    assert isinstance(home, Provider)
    return None, world.homes[home.urn].pk


def link_siblings(world: World) -> None:
    """Children of one family, each pair once."""
    _link(world, {child.family.serial: child.family for child in world.plan.children}.values())


def link_family(world: World, family: Family) -> None:
    """One family, of whom somebody new has come."""
    _link(world, [family])


def _link(world: World, families: Iterable[Family]) -> None:
    pairs = []
    for family in families:
        known = sorted(world.keys[one.number] for one in family.children if one.number in world.keys)
        pairs += [(one, other) for at, one in enumerate(known) for other in known[at + 1 :]]
    officer = world.people["officer"]
    SiblingLink.objects.bulk_create(
        (SiblingLink(child_id=one, sibling_id=other, entered_by=officer) for one, other in pairs),
        batch_size=5_000,
        ignore_conflicts=True,
    )
