"""What if: levers that somebody thinks of together. Tried on a forecast, they say what would be different."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.models.figures import AGE_CHOICES, PLACEMENT_CHOICES
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: User) -> Self:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class Scenario(Versioned):
    """Levers pulled together, under a name. Every change of a lever raises `levers_version`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=1_000)
    author = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    levers_version = models.PositiveIntegerField(default=1, db_default=1)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint("authority", Lower("name"), name="scenario_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(about=""), name="scenario_says_what_it_is"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forecasting:scenario", args=[self.public_id])


class LeverKind(models.TextChoices):
    """What a lever moves: one for each lever of the engine."""

    ENTRIES = "entries", "More or fewer children come into care"
    EXITS = "exits", "More or fewer children leave care before 18"
    STEP_DOWN = "step_down", "Children move on from residential homes"
    ASYLUM = "asylum", "More or fewer unaccompanied asylum-seeking children"
    RECRUITMENT = "recruitment", "Win or lose foster homes of our own"
    STAYING_PUT = "staying_put", "Young people stay put after 18"
    INFLATION = "inflation", "Prices rise or fall"
    OPENING = "opening", "Places open or close"


# Smallest and greatest that low, central and high may be: in per cent, or in children, homes and places.
LIMITS: dict[LeverKind, tuple[int, int]] = {
    LeverKind.ENTRIES: (-100, 200),
    LeverKind.EXITS: (-100, 200),
    LeverKind.STEP_DOWN: (0, 95),
    LeverKind.ASYLUM: (-500, 500),
    LeverKind.RECRUITMENT: (-500, 500),
    LeverKind.STAYING_PUT: (0, 100),
    LeverKind.INFLATION: (-20, 50),
    LeverKind.OPENING: (-500, 500),
}
# What a kind needs, or may have, beside its strength and its first day.
COLUMNS: dict[LeverKind, frozenset[str]] = {
    LeverKind.ENTRIES: frozenset({"ages", "placements", "ramp_months", "ends_on"}),
    LeverKind.EXITS: frozenset({"ages", "placements", "ramp_months", "ends_on"}),
    LeverKind.STEP_DOWN: frozenset({"ages", "to_placement", "ramp_months", "ends_on"}),
    LeverKind.ASYLUM: frozenset({"ramp_months", "ends_on"}),
    LeverKind.RECRUITMENT: frozenset(
        {"to_placement", "instead_of", "places_each", "fill_rate", "ramp_months"}
    ),
    LeverKind.STAYING_PUT: frozenset({"stay_months", "ramp_months", "ends_on"}),
    LeverKind.INFLATION: frozenset({"placements"}),
    LeverKind.OPENING: frozenset({"to_placement", "fill_rate", "ramp_months"}),
}
# Homes of the council's own, and what its children are in instead.
OWN_HOMES = ("in_house_fostering", "kinship_fostering")
BOUGHT = ("agency_fostering", "residential")
MOST_RAMP, MOST_STAY = 60, 36
MOST_PLACES_EACH = 6


def _within(kind: LeverKind) -> Q:
    """What must hold of a lever of a kind: its limits, what it needs and what it cannot have."""
    low, high = LIMITS[kind]
    columns = COLUMNS[kind]
    held = Q(low__gte=low, low__lte=high, high__gte=low, high__lte=high)
    empty: dict[str, object] = {
        "ages": None,
        "placements": None,
        "to_placement": "",
        "instead_of": "",
        "places_each": None,
        "fill_rate": None,
        "stay_months": None,
        "ramp_months": 0,
        "ends_on": None,
    }
    for column, nothing in empty.items():
        if column not in columns:
            held &= Q(**{column: nothing})
    needed = {
        "to_placement": Q(to_placement__in=_TARGETS[kind]) if kind in _TARGETS else Q(),
        "instead_of": Q(instead_of__in=BOUGHT),
        "places_each": Q(places_each__gt=0, places_each__lte=MOST_PLACES_EACH, places_each__isnull=False),
        "fill_rate": Q(fill_rate__gte=1, fill_rate__lte=100, fill_rate__isnull=False),
        "stay_months": Q(stay_months__gte=1, stay_months__lte=MOST_STAY, stay_months__isnull=False),
    }
    for column, condition in needed.items():
        if column in columns:
            held &= condition
    return held


# Where children go by a lever of the kind.
_TARGETS: dict[LeverKind, tuple[str, ...]] = {
    LeverKind.STEP_DOWN: tuple(kind for kind in PLACEMENTS if kind != "residential"),
    LeverKind.RECRUITMENT: OWN_HOMES,
    LeverKind.OPENING: PLACEMENTS,
}


def targets(kind: LeverKind) -> tuple[str, ...]:
    """The placements that a lever of the kind may lead to."""
    return _TARGETS.get(kind, ())


def _of_its_kind() -> Q:
    """One of the kinds, with what that kind has: a kind of no name has nothing that would be right."""
    found = Q()
    for kind in LeverKind:
        found |= Q(kind=kind.value) & _within(kind)
    return found


@track_changes
class ScenarioLever(Versioned):
    """One lever: from a day on, in full after `ramp_months`, as strong as low, central and high say.

    Strengths are signed: in per cent, but for asylum-seeking children (a year), homes and places. `ages` and
    `placements` of None are all; of the rest, a kind has what `COLUMNS` names.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="levers")
    kind = models.CharField(max_length=11, choices=LeverKind)
    starts_on = models.DateField()
    ramp_months = models.PositiveSmallIntegerField(
        default=0, db_default=0, validators=[MaxValueValidator(MOST_RAMP)]
    )
    # The last day on which it is in force.
    ends_on = models.DateField(null=True, blank=True)
    low = models.DecimalField(max_digits=5, decimal_places=1)
    central = models.DecimalField(max_digits=5, decimal_places=1)
    high = models.DecimalField(max_digits=5, decimal_places=1)
    ages = ArrayField(models.CharField(max_length=5, choices=AGE_CHOICES), null=True, blank=True)
    placements = ArrayField(models.CharField(max_length=18, choices=PLACEMENT_CHOICES), null=True, blank=True)
    to_placement = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )
    instead_of = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )
    places_each = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(Decimal("0.1"))]
    )
    # In per cent.
    fill_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    stay_months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("scenario", "starts_on", "pk")
        constraints = (
            models.CheckConstraint(condition=_of_its_kind(), name="lever_is_of_its_kind"),
            models.CheckConstraint(
                condition=Q(low__gte=0, central__gte=F("low"), high__gte=F("central"), high__gt=0)
                | Q(low__lte=0, central__lte=F("low"), high__lte=F("central"), high__lt=0),
                name="lever_grows_from_low_to_high",
            ),
            models.CheckConstraint(condition=Q(ramp_months__lte=MOST_RAMP), name="lever_ramp_can_be"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="lever_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=(Q(ages=None) | (Q(ages__contained_by=list(AGES)) & ~Q(ages=[])))
                & (Q(placements=None) | (Q(placements__contained_by=list(PLACEMENTS)) & ~Q(placements=[]))),
                name="lever_is_of_some",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"

    @property
    def is_down(self) -> bool:
        """Whether it takes away."""
        return self.high < 0
