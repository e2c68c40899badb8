"""Taking a place: the household is locked, counted and gives a numbered place, in the deed's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, TextChoices

from carers.models import Household, HouseholdAddress, Terms
from placements import match, rules
from placements.actions.errors import PlaceTaken, RulesStopIt
from placements.models import Child, Home, OtherOccupant, Placement, Reservation, SiblingLink
from placements.occupancy import occupancy_of

_USUAL_TYPE = {
    "general": "U6",
    "connected": "U3",
    "short_breaks": "U6",
    "parent_and_child": "U6",
    "supported_lodgings": "K3",
}
_PROVIDER_OF_TYPE = {"P1": "PR0", "U1": "PR1", "U2": "PR1", "U3": "PR1"}


class WhyAllTheSame(TextChoices):
    """Why a home near a location to avoid is chosen. A list, because words would tell where or whom."""

    AGREED = "agreed", "The manager was asked and agrees"
    SAFE = "safe", "The risk was assessed, and there is a safety plan"
    OVER = "over", "The danger there is over, and the record will be ended"
    TONIGHT = "tonight", "There is no other home tonight, and the manager is told"


@dataclass(frozen=True)
class Destination:
    """Where a child goes. A household, a home, a home not on file yet (`as_told`, `postcode`), or with parents.

    What is blank of type, provider, Ofsted number and postcode follows from the home (`completed`).
    `registered` is asked of homes that are not on file: None is not known. `free_seen` is how many places the
    person saw free when they chose, None where they saw none counted.
    """

    code: str = ""
    provider: str = ""
    household: Household | None = None
    home: Home | None = None
    as_told: str = ""
    urn: str = ""
    home_postcode: str = ""
    postcode: str = ""
    registered: bool | None = None
    free_seen: int | None = None

    @property
    def where(self) -> str:
        """The postcode district, never an address; blank where it is not known."""
        return (self.household.area if self.household else "") or match.district_of(self.postcode)

    @property
    def name(self) -> str:
        """As it may stand on a page that officers read: no address, and nobody's name."""
        if self.household or self.home:
            return str(self.household or self.home)
        return "a parent" if self.code == "P1" else "a home not on file yet"


def completed(destination: Destination, child: Child) -> Destination:
    """With type, provider and postcodes that follow from the home and from the child's last placement."""
    last = child.placements.order_by("-dates__startswith").first()
    found = destination
    if found.household:
        address = HouseholdAddress.objects.filter(household=found.household).values_list(
            "postcode", flat=True
        )
        found = replace(
            found,
            code=found.code or _USUAL_TYPE[found.household.kind],
            provider=found.provider or "PR1",
            postcode=found.postcode or address.first() or "",
        )
    elif found.home:
        before = found.home.placements.order_by("-dates__startswith").first()
        found = replace(
            found,
            code=found.code or (before.code if before else "K2"),
            provider=found.provider or (before.provider if before else "PR4"),
            urn=found.home.urn,
            postcode=found.postcode or (before.postcode if before else ""),
            registered=True,
        )
    return replace(
        found,
        provider=found.provider or _PROVIDER_OF_TYPE.get(found.code, ""),
        home_postcode=found.home_postcode or (last.home_postcode if last else ""),
        registered=True if found.urn else found.registered,
    )


@dataclass(frozen=True)
class Booking:
    """The numbered place, None but in households, and the rules that the placement breaks."""

    place_number: int | None
    broken: list[rules.Broken]


def lock(household: Household) -> None:
    """Nobody else books here until this transaction ends."""
    Household.objects.select_for_update().get(pk=household.pk)


def book(
    *,
    child: Child,
    destination: Destination,
    day: date,
    legal_status: str,
    already: bool,
    all_the_same: str = "",
) -> Booking:
    """Take a place from the day on. Raises `RulesStopIt` for a plan that breaks a rule, `PlaceTaken` where the
    places that the person saw free have gone. `all_the_same`, a value of `WhyAllTheSame`, lets a plan go on that
    breaks no other rule than one that may."""
    if destination.household:
        lock(destination.household)
        # Asked first: whoever comes too late keeps the next one waiting no longer than that takes.
        if destination.free_seen and _is_full(destination.household, child, day):
            raise PlaceTaken
    proposal = propose(child=child, destination=destination, day=day, legal_status=legal_status)
    broken = rules.broken_by(proposal)
    stopped_by = [one for one in broken if not (all_the_same and one.rule.goes_on_with_a_reason)]
    if stopped_by and not already:
        raise RulesStopIt(stopped_by)
    number = _lowest_free(destination.household, child, day) if destination.household else None
    kept = [one for one in broken if not one.rule.stops_a_plan_alone]
    return Booking(number, [_with_the_reason(one, all_the_same) for one in kept])


def _with_the_reason(one: rules.Broken, all_the_same: str) -> rules.Broken:
    if not all_the_same or not one.rule.goes_on_with_a_reason:
        return one
    said = WhyAllTheSame(all_the_same).label
    return replace(one, words=f"{one.words} Chosen all the same: {said[0].lower()}{said[1:]}.")


def propose(*, child: Child, destination: Destination, day: date, legal_status: str) -> rules.Proposal:
    """What the rules judge."""
    proposal = rules.Proposal(
        child=child,
        day=day,
        code=destination.code,
        legal_status=legal_status,
        registered=destination.registered,
        too_near=match.surroundings(child, on=day).why_not(destination.where),
    )
    household = destination.household
    if household is None:
        return proposal
    terms = _terms(household, day)
    children = _children_from(household, child, day)
    siblings = siblings_of(child)
    reserved = (
        Reservation.objects.filter(Q(dates__contains=day) | Q(dates__startswith__gt=day), household=household)
        .exclude(child=child)
        .exclude(child__in=children)
    )
    return replace(
        proposal,
        household=household,
        terms=terms,
        occupancy=occupancy_of(household, on=day),
        places_free=_places_free(terms, household, child, day),
        reserved_for_others=reserved.values("child").distinct().count(),
        others_there=len(children),
        strangers_there=len(children - siblings),
    )


def _terms(household: Household, day: date) -> Terms | None:
    return Terms.objects.filter(household=household).in_force_on(day).first()


def _places_free(terms: Terms | None, household: Household, child: Child, day: date) -> int | None:
    """For the child, from the day on; None without terms, below 0 where more live there than are approved."""
    return None if terms is None else terms.places - _most_at_once(household, child, day)


def _is_full(household: Household, child: Child, day: date) -> bool:
    free = _places_free(_terms(household, day), household, child, day)
    return free is not None and free < 1


def siblings_of(child: Child) -> set[int]:
    """Keys of the child's brothers and sisters on file."""
    pairs = SiblingLink.objects.filter(Q(child=child) | Q(sibling=child)).values_list(
        "child_id", "sibling_id"
    )
    return {one for pair in pairs for one in pair} - {child.pk}


def _there(household: Household, child: Child, day: date) -> Iterable[Placement]:
    """Placements of others in the household on the day or after it."""
    later = Q(dates__endswith=None) | Q(dates__endswith__gt=day)
    return Placement.objects.filter(later, household=household).exclude(child=child)


def _children_from(household: Household, child: Child, day: date) -> set[int]:
    return {one.child_id for one in _there(household, child, day)}


def _most_at_once(household: Household, child: Child, day: date) -> int:
    """The most that are there at once, on the day or later."""
    others = OtherOccupant.objects.filter(
        Q(dates__endswith=None) | Q(dates__endswith__gt=day), household=household
    )
    stays = [*(one.dates for one in _there(household, child, day)), *(one.dates for one in others)]
    days = {day, *(dates.lower for dates in stays if dates.lower > day)}
    return max(sum(1 for dates in stays if moment in dates) for moment in days)


def _lowest_free(household: Household, child: Child, day: date) -> int:
    used = {one.place_number for one in _there(household, child, day)}
    return next(number for number in range(1, len(used) + 2) if number not in used)
