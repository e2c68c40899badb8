"""What people are asked about small numbers: which hidden count is to be printed, and how all are protected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reports.models import DisclosureRule
from sufficiency.core.writing import WritingForm, choice, radios, words


class AskForm(WritingForm):
    """One hidden count, and why it may be printed."""

    count = choice("Which count?", (), missing="Choose the count that is to be printed")
    reason = words(
        "Why may it be printed although it is small?",
        length=500,
        missing="Say why it may be printed",
        help_text="Name no child. Another person reads this and decides.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, counts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["count"].choices = [("", "Choose a count"), *counts]  # type: ignore[attr-defined]


AGREE, DECLINE = "agree", "decline"


class DecideForm(WritingForm):
    """The second person's answer."""

    answer = choice(
        "Your decision",
        ((AGREE, "Agree: the count is printed"), (DECLINE, "Decline: it stays hidden")),
        missing="Choose whether you agree",
        press=True,
    )
    arrangement = (radios("answer"),)


class RuleForm(WritingForm):
    """One of two ways, and why."""

    way = choice(
        "How are small numbers protected?",
        DisclosureRule.Way.choices,
        missing="Choose how small numbers are protected",
        press=True,
    )
    reason = words(
        "Why this way?",
        length=500,
        missing="Say why the council protects small numbers in this way",
        help_text="For example the day and the minute of a decision.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    arrangement = (radios("way"), "reason")
