"""What people of each role do all day, as pages opened and forms sent, for the simulated crowd."""

from __future__ import annotations

from django.utils import timezone

from sufficiency.core.access import Role
from sufficiency.demonstration.benchmarks.crowd import DASHBOARD, Errands, Person

# Pages of more than a screenful of figures.
_KEYS = ("cla.number", "placements.by_type", "placements.within_20_miles", "stability.three_or_more")


def work(one: Person) -> None:
    one.open("/", what="work")


def dashboard(one: Person) -> None:
    one.open("/dashboard/", what="dashboard", kind=DASHBOARD)


def children(one: Person) -> None:
    one.open(one.chance.choice(("/children/", "/children/?page=2", "/children/?page=3")), what="children")


def search(one: Person) -> None:
    """By the beginning of a name; the answer is the list, or the child where there is one alone."""
    one.record(
        "/children/", {"searched": one.chance.choice(_BEGINNINGS)}, what="search", to="/children/search/"
    )


def look_up(one: Person) -> None:
    """From the first page; the answer is what was found of every kind, or the record where there is one alone."""
    one.look_up(one.chance.choice(_BEGINNINGS), what="look up")


_BEGINNINGS = (
    "Dar",
    "Ely",
    "Fen",
    "Kes",
    "Mor",
    "Orr",
    "Sae",
    "Tor",
    "Vey",
    "Wil",
    "Fallow",
    "Wicket",
    "NM00041",
)


def child(one: Person) -> None:
    if link := one.any_of("children"):
        one.open(link, what="child")
    else:
        children(one)


def move_form(one: Person) -> None:
    """To see where the child could go; most looks end there."""
    if link := one.any_of("children"):
        one.open(f"{link}move/", what="move: form")


def homes(one: Person) -> None:
    one.open("/homes/", what="homes")


def home(one: Person) -> None:
    if link := one.any_of("homes"):
        one.open(link, what="household")
    else:
        homes(one)


def confirm(one: Person) -> None:
    """The carers said how many places are free; of a household that a search found, only while it is approved."""
    if link := one.any_of("homes"):
        confirming = f"{link}confirm/"
        if confirming in one.open(link, what="household"):
            one.record(confirming, {"places_free": "1"}, what="confirm places")


def away(one: Person) -> None:
    """A child is in hospital for a while."""
    if link := one.any_of("children"):
        today = f"{timezone.localdate():%d/%m/%Y}"
        one.record(f"{link}away/", {"code": "T1", "on": today}, what="temporary move")


def visit(one: Person) -> None:
    """The adviser saw somebody."""
    if link := one.any_of("young-people"):
        one.record(f"{link}visit/", {"kind": "visit", "outcome": "seen"}, what="log a visit")


def reviews(one: Person) -> None:
    one.open("/homes/reviews/", what="household reviews")


def checks(one: Person) -> None:
    one.open("/homes/checks/", what="checks")


def who_leaves_when(one: Person) -> None:
    one.open("/who-leaves-when/", what="who leaves when")


def young_people(one: Person) -> None:
    one.open("/young-people/", what="young people")


def young_person(one: Person) -> None:
    if link := one.any_of("young-people"):
        one.open(link, what="young person")
    else:
        young_people(one)


def indicators(one: Person) -> None:
    one.open("/indicators/", what="indicators", kind=DASHBOARD)


def indicator(one: Person) -> None:
    one.open(f"/indicators/{one.chance.choice(_KEYS)}/", what="indicator", kind=DASHBOARD)


def documents(one: Person) -> None:
    one.open("/documents/", what="documents")


def returns(one: Person) -> None:
    one.open("/returns/", what="returns")


ERRANDS: dict[Role, Errands] = {
    Role.PLACEMENT_OFFICER: (
        (4, work), (4, children), (2, search), (2, look_up), (8, child), (2, move_form), (3, homes), (3, home),
        (1, away), (1, who_leaves_when),
    ),
    Role.PLACEMENT_MANAGER: (
        (4, work), (3, dashboard), (2, children), (1, look_up), (3, child), (1, homes), (1, indicator),
        (1, who_leaves_when), (1, young_people),
    ),
    Role.DIRECTOR: ((4, work), (2, dashboard), (1, indicator)),
    Role.FOSTERING_ADMIN: ((3, work), (1, look_up), (4, homes), (6, home), (1, reviews), (1, checks), (2, confirm)),
    Role.SOCIAL_WORKER: ((3, work), (2, children), (4, child)),
    Role.LEAVING_CARE_ADVISER: ((3, work), (2, young_people), (4, young_person), (1, visit)),
    Role.ANALYST: ((2, work), (2, dashboard), (2, indicators), (2, indicator), (1, returns)),
    Role.REPORT_AUTHOR: ((1, work), (2, indicators), (1, indicator), (2, documents), (1, dashboard)),
}  # fmt: skip

# Of a hundred people at once.
OF_A_HUNDRED: dict[Role, int] = {
    Role.PLACEMENT_OFFICER: 35,
    Role.PLACEMENT_MANAGER: 12,
    Role.DIRECTOR: 5,
    Role.FOSTERING_ADMIN: 15,
    Role.SOCIAL_WORKER: 15,
    Role.LEAVING_CARE_ADVISER: 8,
    Role.ANALYST: 5,
    Role.REPORT_AUTHOR: 5,
}
