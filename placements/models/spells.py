"""A child's care as three timelines: periods of care, legal statuses and placements, each half-open.

Spells never coalesce: a boundary that a return reported stays a boundary, and codes stay as reported
(`reason_started` is the return's RNE, `reason_ended` its REC). They are grouped when read.
The database forbids overlap within each timeline, and a spell that reaches out of its period of care.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import Now

from placements import codes
from placements.models.child import Child
from placements.querysets import LegalStatusQuerySet, PeriodQuerySet, PlacementQuerySet
from placements.spell_querysets import SpellQuerySet
from sufficiency.core.history import track_changes


def _one_at_a_time(name: str) -> ExclusionConstraint:
    """No two spells of one child overlap. Judged at the end of each statement, so that a set may shift."""
    return ExclusionConstraint(
        name=name,
        expressions=[("child", RangeOperators.EQUAL), ("dates", RangeOperators.OVERLAPS)],
        deferrable=Deferrable.IMMEDIATE,
    )


def _real_dates(name: str) -> models.CheckConstraint:
    """A spell has a first day and lasts at least one."""
    return models.CheckConstraint(
        name=name,
        condition=Q(dates__isempty=False) & Q(dates__lower_inf=False),
    )


def _child_of_period(related_name: str) -> models.ForeignKey:
    """The child of a spell that lies in another: the outer one's, which the triggers of containment hold.

    The outer spell's own key says that there is such a child, so it is not asked again row by row at each load.
    """
    return models.ForeignKey(Child, on_delete=models.CASCADE, related_name=related_name, db_constraint=False)


def _by_start(name: str, **more: Any) -> models.Index:
    """What began on some days, found without reading what stands on them."""
    return models.Index(F("dates__startswith"), name=name, **more)


def _by_end(name: str) -> models.Index:
    """What ended or will end on some days."""
    return models.Index(F("dates__endswith"), name=name)


def _where_filled(field: str, name: str) -> models.Index:
    """An index of the few rows that have it: a return brings hundreds of thousands that have not."""
    return models.Index(name=name, fields=[field], condition=Q(**{f"{field}__isnull": False}))


class Spell(models.Model):
    dates = DateRangeField()
    # False where the first report of it was not a start: it began on that day or before it.
    start_known = models.BooleanField(default=True, db_default=True)
    reason_started = models.CharField(max_length=2, blank=True, db_default="")
    reason_ended = models.CharField(max_length=4, blank=True, db_default="")
    # The return left it open although something later follows: its end was taken from what follows.
    end_inferred = models.BooleanField(default=False, db_default=False)
    # Who typed it or last changed it by hand; null where a return brought it. Imports leave it alone if set.
    entered_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} from {self.dates.lower} to {self.dates.upper or 'now'}"


@track_changes
class PeriodOfCare(Spell):
    """Unbroken time looked after, or one break of an agreed series of short breaks."""

    class Kind(models.TextChoices):
        LOOKED_AFTER = "looked_after", "Looked after"
        SHORT_BREAKS = "short_breaks", "Short breaks"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="periods_of_care")
    kind = models.CharField(max_length=12, choices=Kind)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates")
        verbose_name = "period of care"
        verbose_name_plural = "periods of care"
        indexes = (
            _where_filled("entered_by", "period_of_care_entered_by"),
            # All who are looked after on a day: the constraint's index, child by child, has many more pages. With who
            # it is, so that the rows need not be read.
            GistIndex(name="period_of_care_by_dates", fields=["dates"], include=["child", "kind"]),
            _by_start("period_of_care_by_start"),
            _by_end("period_of_care_by_end"),
            # Whoever reads any list asks which records an adoption order closed.
            models.Index(
                name="period_that_adoption_ended",
                fields=["child"],
                condition=Q(reason_ended__in=sorted(codes.ORDER_MADE)),
            ),
        )
        constraints = (
            _one_at_a_time("one_period_of_care_at_a_time"),
            _real_dates("period_of_care_has_dates"),
            models.CheckConstraint(
                condition=Q(kind__in=["looked_after", "short_breaks"]), name="period_kind_is_known"
            ),
        )


@track_changes
class LegalStatus(Spell):
    """The ground on which the child is looked after, with the category of need reported beside it."""

    child = _child_of_period("legal_statuses")
    period = models.ForeignKey(PeriodOfCare, on_delete=models.CASCADE, related_name="legal_statuses")
    code = models.CharField(max_length=2, blank=True)
    need = models.CharField(max_length=2, blank=True, db_default="")
    # REASON_PLACE_CHANGE, where a return gives one at a boundary that only the legal status has.
    reason_for_change = models.CharField(max_length=6, blank=True, db_default="")

    objects = LegalStatusQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates")
        verbose_name = "legal status"
        verbose_name_plural = "legal statuses"
        indexes = (
            _where_filled("entered_by", "legal_status_entered_by"),
            # As of periods of care.
            GistIndex(name="legal_status_by_dates", fields=["dates"]),
            _by_end("legal_status_by_end"),
            # Orders that last days.
            _by_start("order_of_days_by_start", condition=Q(code__in=sorted(codes.DAYS_OF_AN_ORDER))),
        )
        constraints = (
            _one_at_a_time("one_legal_status_at_a_time"),
            _real_dates("legal_status_has_dates"),
        )


@track_changes
class Placement(Spell):
    """Where the child lives. Stays theirs through temporary moves, which lie over it."""

    class Planning(models.TextChoices):
        PLANNED = "planned", "Planned"
        EMERGENCY = "emergency", "Emergency"
        UNKNOWN = "unknown", "Not known"

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    child = _child_of_period("placements")
    period = models.ForeignKey(PeriodOfCare, on_delete=models.CASCADE, related_name="placements")
    # PLACE, PLACE_PROVIDER, URN, HOME_POST and PL_POST of the return, as reported.
    code = models.CharField(max_length=3, blank=True)
    provider = models.CharField(max_length=3, blank=True, db_default="")
    # As long as they were reported: what is no postcode is kept and goes out again too.
    urn = models.CharField("URN", blank=True, db_default="")
    home_postcode = models.CharField(blank=True, db_default="")
    postcode = models.CharField(blank=True, db_default="")
    # REASON_PLACE_CHANGE, of the placement that ended.
    reason_for_change = models.CharField(max_length=6, blank=True, db_default="")
    # Derived from the postcodes when they are written: straight-line miles to one decimal, and the upper-tier
    # authority (or WAL, SCO, NIR, NUK, CON) that the placement's postcode lies in today.
    miles = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    located_in = models.CharField(max_length=9, blank=True, db_default="")
    household = models.ForeignKey(
        "carers.Household",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements",
        db_index=False,
    )
    home = models.ForeignKey(
        "placements.Home",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements",
        db_index=False,
    )
    planning = models.CharField(
        max_length=9, choices=Planning, default=Planning.UNKNOWN, db_default="unknown"
    )
    arrived_at = models.TimeField(null=True, blank=True)
    # Of the household, the lowest that was free; above the approved number only where a breach says so.
    place_number = models.PositiveSmallIntegerField(null=True, blank=True)
    # Where a home is not on file yet: who and where, as it was told.
    as_told = models.CharField(max_length=200, blank=True, db_default="", default="")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates")
        indexes = (
            _where_filled("entered_by", "placement_entered_by"),
            _where_filled("household", "placement_by_household"),
            _where_filled("home", "placement_by_home"),
            # Where everybody lives on a day, as above.
            GistIndex(name="placement_by_dates", fields=["dates"], include=["child"]),
            _by_start("placement_by_start"),
            # Where nobody under 16 may live: asked of every day on the page of work.
            GistIndex(
                name="placement_in_supported",
                fields=["dates"],
                condition=Q(code__in=sorted(codes.SUPPORTED_ACCOMMODATION)),
            ),
            # And this: what an import left to link.
            GistIndex(
                name="placement_not_linked",
                fields=["dates"],
                condition=Q(household=None, home=None) & ~Q(code="P1"),
            ),
        )
        constraints = (
            _one_at_a_time("one_placement_at_a_time"),
            _real_dates("placement_has_dates"),
            models.CheckConstraint(
                condition=Q(household=None) | Q(home=None), name="placement_is_in_one_home"
            ),
            models.CheckConstraint(condition=Q(miles=None) | Q(miles__gte=0), name="miles_are_not_negative"),
            # Stands behind the lock that a booking takes: one place is never given twice.
            ExclusionConstraint(
                name="one_child_a_place",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("place_number", RangeOperators.EQUAL),
                    ("dates", RangeOperators.OVERLAPS),
                ],
                condition=Q(household__isnull=False, place_number__isnull=False),
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                condition=Q(place_number=None) | Q(place_number__gte=1, household__isnull=False),
                name="place_number_is_of_a_household",
            ),
        )


@track_changes
class TemporaryMove(Spell):
    """A stay elsewhere (hospital, holiday, up to seven days) during which the placement stays the child's."""

    child = _child_of_period("temporary_moves")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="temporary_moves")
    code = models.CharField(max_length=2)
    provider = models.CharField(max_length=3, blank=True, db_default="")
    # As long as they were reported: what is no postcode is kept and goes out again too.
    urn = models.CharField("URN", blank=True, db_default="")
    home_postcode = models.CharField(blank=True, db_default="")
    postcode = models.CharField(blank=True, db_default="")
    # REASON_PLACE_CHANGE of the placement's row when the move began, and of the move's own last row.
    reason_left = models.CharField(max_length=6, blank=True, db_default="")
    reason_for_change = models.CharField(max_length=6, blank=True, db_default="")
    # REC of the placement's row when the move began, and RNE of the row on which the placement resumed.
    reason_placement_paused = models.CharField(max_length=4, blank=True, db_default="")
    reason_placement_resumed = models.CharField(max_length=2, blank=True, db_default="")
    # The return left the placement's row open when the move began.
    pause_inferred = models.BooleanField(default=False, db_default=False)
    # URN, HOME_POST and PL_POST as reported from the row on which the placement resumed: it stays the same
    # placement, although these may have been written otherwise.
    urn_resumed = models.CharField("URN resumed", blank=True, db_default="")
    home_postcode_resumed = models.CharField(blank=True, db_default="")
    postcode_resumed = models.CharField(blank=True, db_default="")

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates")
        verbose_name = "temporary move"
        indexes = (_where_filled("entered_by", "temporary_move_entered_by"),)
        constraints = (
            _one_at_a_time("one_temporary_move_at_a_time"),
            _real_dates("temporary_move_has_dates"),
        )
