"""The administrator of carer records, and the contracts officer who reads them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from carers.models import Hold, Household, Terms
from sufficiency.core.access import Role
from tests.journeys.person import Person
from tests.journeys.tasks import task
from tests.journeys.world import World, a_name, day_to_type

ADMIN, CONTRACTS = Role.FOSTERING_ADMIN, Role.CONTRACTS_OFFICER


@task(ADMIN, clicks=3, fields=10)
def add_an_approved_household(admin: Person, world: World) -> None:
    """Ten answers; the address comes after, on a page of its own."""
    name = a_name()
    admin.begins_at("/")
    admin.goes_to("Homes")
    admin.presses("Add a household")
    admin.fills("First name", "Ama")
    admin.fills("Last name", name)
    admin.fills("Approved on", day_to_type(world.today))
    admin.ticks("General fostering")
    admin.fills("Places", "2")
    admin.fills("Youngest age", "0")
    admin.fills("Oldest age", "10")
    admin.ticks("Only siblings together")
    admin.fills("Area", "SO16")
    admin.picks("Supervising social worker", str(world.person(ADMIN)))
    admin.presses("Add household")
    admin.sees(f"Ama {name}")
    household = Household.objects.get(carers__last_name=name)
    terms = household.terms.get()
    assert (terms.places, terms.youngest, terms.oldest, terms.siblings_only) == (2, 0, 10, True)
    assert household.approved.lower == world.today
    assert household.reviews.get().held_on is None


@task(ADMIN, clicks=2, fields=4)
def change_an_approval_after_panel(admin: Person, world: World) -> None:
    """From a day on; the old terms are kept."""
    household = world.carers()
    admin.begins_at(household.get_absolute_url())
    admin.presses("Change terms")
    admin.fills("From", "1/6/2025")
    admin.fills("Places", "3")
    admin.fills("Oldest age", "12")
    admin.ticks("Only siblings together")
    admin.presses("Save new terms")
    admin.reads("From 1 May 2024 until 1 June 2025")
    old, new = Terms.objects.filter(household=household).order_by("dates")
    assert (old.places, old.oldest, old.dates.upper) == (2, 10, date(2025, 6, 1))
    assert (new.places, new.oldest, new.siblings_only, new.dates.upper) == (3, 12, True, None)


@task(ADMIN, clicks=4, fields=2)
def put_a_place_on_hold_and_free_it(admin: Person, world: World) -> None:
    """Two clicks, a reason and until when; two clicks to free it again."""
    household = world.carers()
    admin.begins_at(household.get_absolute_url())
    admin.presses("Put on hold")
    admin.ticks("Holiday")
    admin.fills("Until", day_to_type(world.today + timedelta(days=14)))
    admin.presses("Put on hold")
    assert admin.clicks == 2
    hold = Hold.objects.get(household=household)
    assert (hold.reason, hold.dates.upper) == ("holiday", world.today + timedelta(days=14))
    admin.follows(f"Release the hold from {world.today.day} {world.today:%B %Y}")
    admin.presses("Release")
    expect(admin.page.get_by_text("On hold", exact=True)).to_have_count(0)
    assert not Hold.objects.in_force_on(world.today).filter(household=household).exists()


@task(ADMIN, clicks=4, fields=5)
def record_an_annual_review(admin: Person, world: World) -> None:
    """From the list by due date: the day, what was decided and when."""
    review = world.review_due()
    admin.begins_at("/")
    admin.goes_to("Homes")
    admin.follows(re.compile("reviews? due in 90 days"))
    admin.follows(f"Record the review of {review.household.reference}")
    assert admin.questions() <= 5
    admin.fills("Review held on", day_to_type(world.today - timedelta(days=5)))
    admin.fills("Panel on", day_to_type(world.today - timedelta(days=1)))
    admin.ticks("Approval continues, terms unchanged")
    admin.fills("Decided on", day_to_type(world.today))
    admin.presses("Save review")
    admin.reads("The review is on record.")
    review.refresh_from_db()
    assert (review.held_on, review.decided_on) == (world.today - timedelta(days=5), world.today)
    assert review.household.reviews.filter(held_on=None).exists(), "the next one is due"


@task(CONTRACTS, clicks=1)
def see_what_is_free_in_our_own_homes(officer: Person, world: World) -> None:
    """Providers' homes have no page yet: our own, with what is truly free."""
    officer.begins_at("/")
    officer.goes_to("Homes")
    officer.sees("Our own homes")
    officer.reads("free of 9")
    assert world.written_down(world.person(CONTRACTS), "saw households list")


@task(CONTRACTS, clicks=2)
def read_a_households_terms_and_reviews(officer: Person, world: World) -> None:
    household = Household.objects.get(authority=world.desk, reference="F100")
    officer.begins_at("/")
    officer.goes_to("Homes")
    officer.follows("Ada BrookF100")
    officer.reads("9 children, 0 to 17")
    assert world.written_down(world.person(CONTRACTS), "saw household page", household)


@task(CONTRACTS, clicks=2, at="figures")
def see_where_children_live(officer: Person, world: World) -> None:
    officer.begins_at("/")
    officer.goes_to("Dashboard")
    officer.follows("Where children live")
    officer.sees(re.compile("who live with foster carers at 31 March 2013"))
    officer.reads("Your role sees figures, not children's records.")
    assert not world.written_down(world.person(CONTRACTS, world.figures), "saw children behind a figure")
