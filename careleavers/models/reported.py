from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from careleavers.codes import EARLIER_ACTIVITIES, AccommodationKind, ActivityKind, InTouch
from placements.querysets import SpellQuerySet
from sufficiency.core.history import track_changes


@track_changes
class YearlyContact(models.Model):
    """OC3: where a care leaver lived and what they did, around their birthday in a return's year.

    Stays as the return told it: what is recorded here stands beside it and never in its place.
    """

    # The unique constraint begins with the child, and is its index.
    child = models.ForeignKey(
        "placements.Child", on_delete=models.CASCADE, related_name="yearly_contacts", db_index=False
    )
    # The last day the return speaks of: 31 March of its year, or an extract's date.
    as_at = models.DateField()
    in_touch = models.CharField(max_length=4, blank=True)
    activity = models.CharField(max_length=2, blank=True)
    accommodation = models.CharField(max_length=2, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = SpellQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "as_at"], name="contact_once_a_return"),)

    def __str__(self) -> str:
        return f"Care leaver in the return to {self.as_at}"

    @property
    def accommodation_in_words(self) -> str:
        """Blank where the return has no information."""
        return dict(AccommodationKind.choices).get(self.accommodation[:1], "")

    @property
    def is_suitable(self) -> bool | None:
        """As the return judged it; None where it did not."""
        return {"1": True, "2": False}.get(self.accommodation[1:])

    @property
    def activity_in_words(self) -> str:
        """Blank where the return has no information."""
        return {**dict(ActivityKind.choices), **EARLIER_ACTIVITIES}.get(self.activity, "")

    @property
    def in_touch_in_words(self) -> str:
        return dict(InTouch.choices).get(self.in_touch, "Not reported")
