"""What people are asked about boards and meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.models import GovernanceBody, Meeting
from sufficiency.core.writing import WritingForm, calendar, day, day_in_words, day_to_type
from sufficiency.core.writing import words as _words


class BodyForm(WritingForm):
    """A board or committee that answers for children's homes."""

    name = _words("Board or committee", length=120, missing="Enter its name")
    chair = _words("Who chairs it (optional)", length=120, help_text="A post, not a private person.")
    meetings_a_year = forms.IntegerField(
        label="Meetings a year (optional)",
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": "The number must be a whole number, such as 6",
            "min_value": "The number must be 1 or more",
            "max_value": "The number must be 366 or less",
        },
    )


_BODY = ("name", "chair", "meetings_a_year")


def of_body(body: GovernanceBody) -> dict[str, Any]:
    """A board or committee as the form shows it."""
    return {name: getattr(body, name) for name in _BODY}


def body_in_words(body: GovernanceBody) -> dict[str, str]:
    """The same, as people read it."""
    return {name: str(value or "Not given") for name, value in of_body(body).items()}


class MeetingForm(WritingForm):
    """A meeting, and what it receives."""

    body = _words("Board or committee", length=120, missing="Enter which board or committee meets")
    on = day("Day of the meeting", missing="Enter the day of the meeting")
    pack_due_on = day("Papers due (optional)")
    receives = _words("What it receives (optional)", length=300)
    arrangement = ("body", calendar("on"), calendar("pack_due_on"), "receives")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("pack_due_on") and given.get("on") and given["pack_due_on"] > given["on"]:
            self.add_error("pack_due_on", "The papers must be due on the day of the meeting or earlier")
        return given


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the form shows it."""
    return {
        "body": meeting.body.name,
        "on": day_to_type(meeting.on),
        "pack_due_on": day_to_type(meeting.pack_due_on) if meeting.pack_due_on else "",
        "receives": meeting.receives,
    }


def meeting_in_words(meeting: Meeting) -> dict[str, str]:
    """The same, as people read it."""
    return {
        "body": meeting.body.name,
        "on": day_in_words(meeting.on),
        "pack_due_on": day_in_words(meeting.pack_due_on) if meeting.pack_due_on else "Not given",
        "receives": meeting.receives or "Not given",
    }
