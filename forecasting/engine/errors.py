"""What is wrong with the input of a forecast, each in a sentence that says what to do."""

from __future__ import annotations


class BadInput(ValueError):
    """The forecast cannot be made of this; the message is for people."""


class TooLittleHistory(BadInput):
    """Fewer months of records than estimating needs. A forecast of the total from year-ends may still be had."""


class DatesAfterExtract(BadInput):
    """Something is dated after the day on which the records were taken."""


class GapInHistory(BadInput):
    """A year in the middle of the records in which nothing begins and nothing ends."""


class NobodyInCare(BadInput):
    """No child is in care on the day from which the forecast starts."""


class UnknownStarts(BadInput):
    """Of too many children in care it is not known since when."""


class BadValue(BadInput):
    """A number or a date that cannot be."""
