"""Terms of approval as somebody asks for them, before they are anybody's."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from carers.actions.refusals import TermsNotPossible
from carers.codes import SexAccepted
from carers.models import Household, Terms
from carers.models.approval import OLDEST_AGE, terms_in_words
from sufficiency.core.models import User


@dataclass(frozen=True)
class TermsWanted:
    """How many children, of what age in whole years (both included), and who may live together.

    Raises `TermsNotPossible` where they contradict themselves.
    """

    places: int
    youngest: int
    oldest: int
    sex: str = SexAccepted.ANY
    siblings_only: bool = False
    only_child: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.places < 1:
            raise TermsNotPossible("There must be at least 1 place", field="places")
        if self.oldest < self.youngest:
            raise TermsNotPossible(
                f"The oldest age must be {self.youngest} or more, as that is the youngest", field="oldest"
            )
        if self.oldest > OLDEST_AGE:
            raise TermsNotPossible(f"The oldest age must be {OLDEST_AGE} or less", field="oldest")
        if self.siblings_only and self.only_child:
            raise TermsNotPossible(
                "Choose either siblings only or must be the only child: a child with siblings here is not the only one",
                field="siblings_only",
            )
        if self.only_child and self.places > 1:
            raise TermsNotPossible(
                f"A child who must be the only child leaves 1 place, not {self.places}", field="places"
            )

    def for_household(self, household: Household, *, first: date, last: date | None, by: User) -> Terms:
        """The row to save: from `first` until (and not on) `last`, or until further notice."""
        return Terms(household=household, dates=DateRange(first, last), entered_by=by, **asdict(self))

    @property
    def in_words(self) -> str:
        """'2 children, 0 to 10, siblings only'."""
        return terms_in_words(self)

    def same_as(self, terms: Terms) -> bool:
        """Whether those on record say the same; a note is no part of that."""
        names = ("places", "youngest", "oldest", "sex", "siblings_only", "only_child")
        return all(getattr(self, name) == getattr(terms, name) for name in names)
