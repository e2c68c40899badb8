"""What people of each role do all day, as pages opened and forms sent, for the simulated crowd."""

from __future__ import annotations

from django.utils import timezone

from sufficiency.demonstration.benchmarks.crowd import Person


def work(one: Person) -> None:
    one.open("/", what="work")


def dashboard(one: Person) -> None:
    one.open("/dashboard/", what="dashboard", kind="dashboard")


def children(one: Person) -> None:
    one.open(one.chance.choice(("/children/", "/children/?page=2", "/children/?page=3")), what="children")


def search(one: Person) -> None:
    letter = one.chance.choice("abcdefghijklmnoprstw")
    one.open(f"/children/?q={letter}", what="children: search")


def child(one: Person) -> None:
    link = one.any_of("children")
    if link is None:
        children(one)
    else:
        one.open(link, what="child")


def move_form(one: Person) -> None:
    link = one.any_of("children")
    if link:
        one.open(f"{link}move/", what="move: form")


def homes(one: Person) -> None:
    one.open("/homes/", what="homes")


def home(one: Person) -> None:
    link = one.any_of("homes")
    if link is None:
        homes(one)
    else:
        one.open(link, what="household")


def confirm(one: Person) -> None:
    """The carers said how many places are free."""
    link = one.any_of("homes")
    if link:
        one.record(f"{link}confirm/", {"places_free": "1"}, what="confirm places")


def away(one: Person) -> None:
    """A child is in hospital for a while."""
    link = one.any_of("children")
    if link:
        one.record(
            f"{link}away/",
            {"code": "T1", "on": f"{timezone.localdate():%d/%m/%Y}"},
            what="record a temporary move",
        )


def reviews(one: Person) -> None:
    one.open("/homes/reviews/", what="household reviews")


def checks(one: Person) -> None:
    one.open("/homes/checks/", what="checks")


def indicators(one: Person) -> None:
    one.open("/indicators/", what="indicators", kind="dashboard")


def indicator(one: Person) -> None:
    key = one.chance.choice(("cla.number", "placements.by_type", "stability.three_or_more"))
    one.open(f"/indicators/{key}/", what="indicator", kind="dashboard")


def documents(one: Person) -> None:
    one.open("/documents/", what="documents")


def returns(one: Person) -> None:
    one.open("/returns/", what="returns")


ERRANDS = {
    "officer": (
        (4, work), (4, children), (3, search), (8, child), (2, move_form), (3, homes), (3, home), (1, away),
    ),
    "manager": ((4, work), (3, dashboard), (2, children), (3, child), (1, homes), (1, indicator)),
    "director": ((4, work), (2, dashboard), (1, indicator)),
    "carers": ((3, work), (4, homes), (6, home), (1, reviews), (1, checks), (2, confirm)),
    "worker": ((3, work), (2, children), (4, child)),
    "analyst": ((2, work), (2, dashboard), (2, indicators), (2, indicator), (1, returns)),
    "author": ((1, work), (2, indicators), (1, indicator), (2, documents), (1, dashboard)),
}  # fmt: skip

# Of a hundred people at once.
OF_A_HUNDRED = {
    "officer": 40,
    "manager": 15,
    "director": 5,
    "carers": 20,
    "worker": 10,
    "analyst": 5,
    "author": 5,
}
