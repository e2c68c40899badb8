"""Why something was not done: a sentence, and the field of the form that it speaks of."""

from __future__ import annotations

from sufficiency.core.writing import Refused


class CarerRecordRefused(Refused):
    """Something of a carer record was not done, and nothing was changed."""


class ReferenceTaken(CarerRecordRefused):
    """Another household of the authority bears the reference."""


class TermsNotPossible(CarerRecordRefused):
    """The terms contradict themselves, or the terms and approval that are on record."""


class NotApproved(CarerRecordRefused):
    """The household is not approved on the day."""


class DatesNotPossible(CarerRecordRefused):
    """One day stands before another that it must follow."""


class AlreadyDone(CarerRecordRefused):
    """Somebody did it before."""
