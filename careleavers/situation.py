"""How things stand for each young person on a day: one set of facts for the list, the record and the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, OuterRef, Prefetch, Subquery

from careleavers import law
from careleavers.codes import Category
from careleavers.models import (
    Accommodation,
    Activity,
    Contact,
    LeavingCareRecord,
    PersonalAdviser,
    PlanReview,
    YearlyContact,
    YoungPerson,
)
from careleavers.querysets import YoungPersonQuerySet
from placements.codes import FOSTERING, OTHER_RESIDENTIAL, SUPPORTED_ACCOMMODATION
from placements.models import Coverage, PeriodOfCare, Placement
from sufficiency.core.models import Authority, FieldGroup, User
from sufficiency.core.periods import age_on, birthday


@dataclass(frozen=True)
class Living:
    """Where somebody lives as far as is known. `source` says who says so, blank where it is recorded here."""

    words: str
    since: date | None = None
    is_suitable: bool | None = None
    # False where nobody is asked to judge it: looked after, gone abroad.
    is_judged: bool = True
    why: str = ""
    source: str = ""


NOWHERE_KNOWN = Living("")
NO_PLACEMENT = "Looked after, no placement recorded"
# By the codes of the placement.
PLACED = (
    (FOSTERING, "Looked after: fostering"),
    (SUPPORTED_ACCOMMODATION, "Looked after: supported accommodation"),
    (OTHER_RESIDENTIAL | {"K1", "K2", "S1"}, "Looked after: residential"),
    (frozenset({"P1"}), "Looked after: with parents"),
)
PLACED_OTHERWISE = "Looked after: other placement"


@dataclass(frozen=True)
class Situation:
    """One young person on one day."""

    person: YoungPerson
    day: date
    recorded_from: date | None

    @cached_property
    def record(self) -> LeavingCareRecord | None:
        return getattr(self.person, "leaving_care", None)

    @cached_property
    def age(self) -> int:
        return age_on(self.person.date_of_birth, self.day)

    @cached_property
    def care(self) -> law.Care:
        return law.Care(
            born=self.person.date_of_birth,
            stays=[
                law.Stay(one.dates.lower, one.dates.upper, one.start_known, one.reason_ended)
                for one in self.person.stays_known  # type: ignore[attr-defined]
            ],
            recorded_from=self.recorded_from,
            six_months_at_home=any(one.in_touch == "RHOM" for one in self.reports),
        )

    @cached_property
    def is_looked_after(self) -> bool:
        return self.care.on(self.day) is not None

    @cached_property
    def derived(self) -> law.Judgement:
        """The category as the dates give it."""
        return law.category_on(self.care, self.day)

    @cached_property
    def said(self) -> Category | None:
        """The category as a person said it, if they had by the day."""
        record = self.record
        if record and record.category and record.category_said_on and record.category_said_on <= self.day:
            return Category(record.category)
        return None

    @property
    def category(self) -> Category | None:
        """What somebody said with a source, else what the dates give."""
        return self.said or self.derived.category

    @property
    def category_differs(self) -> bool:
        """Somebody said one thing, and the dates give another."""
        return self.said is not None and self.derived.known and self.said is not self.derived.category

    @cached_property
    def adviser(self) -> User | None:
        found: list[PersonalAdviser] = self.person.advisers_on_day  # type: ignore[attr-defined]
        return found[0].adviser if found else None

    @cached_property
    def last_seen(self) -> date | None:
        return self.person.last_seen_on  # type: ignore[attr-defined]

    @cached_property
    def last_contact(self) -> date | None:
        """The last day on which they were seen or answered."""
        return self.person.last_contact_on  # type: ignore[attr-defined]

    @cached_property
    def contact(self) -> law.Due:
        if self.category is Category.ELIGIBLE:
            return law.Due(
                law.State.NOT_ASKED,
                "Looked after: visited by the social worker",
                source="Care Planning Regulations 2010 reg 28",
            )
        home = self.accommodation
        return self._unless_not_owed() or law.contact_due(
            self.last_seen,
            self.day,
            moved_in=home.dates.lower if home else None,
            provided_by_council=home.provided_by_council if home else None,
        )

    @cached_property
    def plan(self) -> law.Due:
        steps: list[PlanReview] = self.person.last_plan_step  # type: ignore[attr-defined]
        last = steps[0] if steps else None
        return self._unless_not_owed() or law.plan_due(
            last.on if last else None, last.next_on if last else None, self.day
        )

    def _unless_not_owed(self) -> law.Due | None:
        return law.is_owed(
            self.category,
            known=self.said is not None or self.derived.known,
            age=self.age,
            asks_for_support=self.record.asks_for_support if self.record else None,
        )

    @cached_property
    def accommodation(self) -> Accommodation | None:
        """As recorded here, in force on the day."""
        found: list[Accommodation] = self.person.homes_on_day  # type: ignore[attr-defined]
        return found[0] if found else None

    @cached_property
    def living(self) -> Living:
        """Recorded here; else the placement of who is looked after; else as the latest return told it."""
        home = self.accommodation
        if home:
            return Living(
                home.get_kind_display(),
                home.dates.lower,
                home.is_suitable,
                is_judged=home.kind not in "GHR",
                why=home.why,
            )
        placements: list[Placement] = self.person.placements_on_day  # type: ignore[attr-defined]
        if self.is_looked_after:
            if not placements:
                return Living(NO_PLACEMENT, is_judged=False)
            first = placements[0]
            since = first.dates.lower if first.start_known else None
            return Living(_placed(first), since, is_judged=False, source="placement")
        told = self.last_report
        if told and told.accommodation_in_words:
            return Living(
                told.accommodation_in_words,
                is_suitable=told.is_suitable,
                is_judged=told.accommodation[:1] not in "GHR",
                source=f"return to {told.as_at:%-d %B %Y}",
            )
        return NOWHERE_KNOWN

    @cached_property
    def activity(self) -> tuple[str, str]:
        """What they do, in words, and who says so; blank where it is recorded here, two blanks where not known."""
        found: list[Activity] = self.person.activities_on_day  # type: ignore[attr-defined]
        if found:
            return found[0].get_kind_display(), ""
        told = self.last_report
        if told and told.activity_in_words:
            return told.activity_in_words, f"return to {told.as_at:%-d %B %Y}"
        return "", ""

    @property
    def reports(self) -> list[YearlyContact]:
        """What returns told up to the day, the latest first."""
        return self.person.reports_by_day  # type: ignore[attr-defined]

    @cached_property
    def last_report(self) -> YearlyContact | None:
        return self.reports[0] if self.reports else None

    def turns(self, age: int) -> date:
        return birthday(self.person.date_of_birth, age)

    @property
    def next_milestone(self) -> tuple[int, date] | None:
        """The next of 18, 21 and 25."""
        return next(((age, self.turns(age)) for age in (18, 21, 25) if self.turns(age) > self.day), None)


def _placed(placement: Placement) -> str:
    """Where a looked-after young person is placed, by kind; never an address."""
    return next((words for codes, words in PLACED if placement.code in codes), PLACED_OTHERWISE)


def with_facts(people: YoungPersonQuerySet, *, day: date) -> YoungPersonQuerySet:
    """Each young person with everything that `Situation` asks, in a fixed number of queries."""
    seen = Contact.objects.filter(child=OuterRef("pk"), on__lte=day, outcome="seen")
    reached = Contact.objects.filter(child=OuterRef("pk"), on__lte=day).exclude(outcome="none")
    last_step = (
        PlanReview.objects.filter(child=OuterRef("child"), on__lte=day).order_by("-on").values("pk")[:1]
    )
    return (
        people.select_related("leaving_care")
        .annotate(
            last_seen_on=Subquery(seen.order_by("-on").values("on")[:1]),
            last_contact_on=Subquery(reached.order_by("-on").values("on")[:1]),
        )
        .prefetch_related(
            Prefetch(
                "periods_of_care",
                PeriodOfCare.objects.filter(
                    kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__startswith__lte=day
                ).order_by("dates"),
                to_attr="stays_known",
            ),
            Prefetch("placements", Placement.objects.in_force_on(day), to_attr="placements_on_day"),
            Prefetch(
                "yearly_contacts",
                YearlyContact.objects.filter(as_at__lte=day).order_by("-as_at"),
                to_attr="reports_by_day",
            ),
            Prefetch("accommodations", Accommodation.objects.in_force_on(day), to_attr="homes_on_day"),
            Prefetch("activities", Activity.objects.in_force_on(day), to_attr="activities_on_day"),
            Prefetch(
                "personal_advisers",
                PersonalAdviser.objects.in_force_on(day).select_related("adviser"),
                to_attr="advisers_on_day",
            ),
            Prefetch(
                "plan_reviews",
                PlanReview.objects.filter(on__lte=day, pk=Subquery(last_step)).order_by(F("on").desc()),
                to_attr="last_plan_step",
            ),
        )
    )


def situations(people: Iterable[YoungPerson], *, day: date, recorded_from: date | None) -> list[Situation]:
    return [Situation(one, day, recorded_from) for one in people]


def recorded_from(authority: Authority, *, day: date) -> date | None:
    """From when the council's records are complete up to the present run; None where nobody says so."""
    start: date | None = None
    end: date | None = None
    of_care = Coverage.objects.filter(authority=authority, group__in=("", FieldGroup.LEGAL))
    runs = of_care.filter(dates__startswith__lte=day).order_by("dates")
    for dates in runs.values_list("dates", flat=True):
        if start is None or (end is not None and dates.lower > end):
            start, end = dates.lower, dates.upper
        elif end is not None:
            end = None if dates.upper is None else max(end, dates.upper)
    return start
