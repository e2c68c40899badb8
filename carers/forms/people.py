"""What is asked about the carers of a household."""

from __future__ import annotations

from django import forms

from carers.forms.fields import calendar, day, name_of
from sufficiency.core.writing import WritingForm


class NewCarerForm(WritingForm):
    """Someone who was approved in a household on record."""

    first_name = name_of("First name", missing="Enter their first name")
    last_name = name_of("Last name", missing="Enter their last name")
    joined_on = day("Carer from", missing="Enter the day from which they are approved")
    arrangement = ("first_name", "last_name", calendar("joined_on"))


class CarerForm(WritingForm):
    """A carer's names, whether to ring them first, and whether they left."""

    first_name = name_of("First name", missing="Enter their first name")
    last_name = name_of("Last name", missing="Enter their last name")
    is_primary = forms.BooleanField(label="Ring this carer first", required=False)
    left_on = day(
        "Left on", help_text="Only if they are no longer a carer here: the first day on which they are not."
    )
    arrangement = ("first_name", "last_name", "is_primary", calendar("left_on"))
