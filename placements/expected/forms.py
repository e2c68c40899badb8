"""What is asked of somebody who knows that a child will leave or come in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q

from placements.expected.actions import MOST_WITHOUT_A_NAME
from placements.models import Child
from placements.models.expected import (
    ARRIVING_KINDS,
    LEAVING_KINDS,
    ChangeKind,
    Direction,
    HowSure,
    SaidIn,
    WhyWithdrawn,
)
from placements.querysets import ChildQuerySet
from sufficiency.core.writing import (
    DAYS,
    WritingForm,
    calendar,
    choice,
    day,
    day_in_words,
    radios,
    words,
)

# Where more fit what was typed, more must be typed.
MOST_OFFERED = 10
_MONTHS = ("%m/%Y", "%Y-%m", "%B %Y", "%b %Y", "%m %Y", "%m-%Y")


def day_or_month(text: str) -> tuple[date, date | None]:
    """The month, by its first day, and the day where one was typed. Raises `ValueError`."""
    for form in DAYS:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007  a civil date has no zone
        except ValueError:
            continue
        return found.replace(day=1), found
    for form in _MONTHS:
        try:
            return datetime.strptime(text, form).date().replace(day=1), None  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)


class KnownChangeForm(WritingForm):
    """Of leaving: a child and a time. Of coming in: a child on record, or a number of children and a month."""

    kind = choice("What is expected?", [], missing="Choose what is expected", press=True)
    child = words(
        "The child's name or number",
        length=80,
        help_text="As on the child's record.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    # Offered where several fit what was typed.
    which = choice("Which of them?", [], press=True)
    number = forms.IntegerField(
        label="How many children",
        required=False,
        help_text="Only where no child is on record yet, such as a baby not yet born. Never a name.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={"invalid": f"Enter how many children, from 1 to {MOST_WITHOUT_A_NAME}"},
    )
    when = words(
        "When?",
        length=20,
        missing="Enter the day or the month, such as 4/6/2026 or 6/2026",
        help_text="A day such as 4/6/2026; a month such as 6/2026 where no day is known.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    how_sure = choice("How sure is it?", HowSure.choices, missing="Choose how sure it is", press=True)
    said_in = choice(
        "Where does it come from?",
        [("", "Choose"), *SaidIn.choices],
        missing="Choose where it comes from",
    )
    said_by = words(
        "Who said it?",
        length=80,
        missing="Enter who said it, such as the social worker or the court",
        help_text="A colleague, a role or the court. Not a member of the family.",
    )
    said_on = day("When was it said?", missing="Enter the day on which it was said")
    arrangement = (
        radios("kind"),
        "child",
        radios("which"),
        "number",
        "when",
        radios("how_sure", inline=True),
        "said_in",
        "said_by",
        calendar("said_on"),
    )

    def __init__(self, *args: Any, direction: str, children: ChildQuerySet, **kwargs: Any) -> None:
        """`children` are those that the person may open: nobody else is found."""
        super().__init__(*args, **kwargs)
        leaving = direction == Direction.LEAVING
        self._offer("kind", [(kind, ChangeKind(kind).label) for kind in _kinds(leaving)])
        if not leaving:
            self.fields["child"].help_text = "If the child has a record here. Otherwise leave it empty."
        self.found = self._found(children)
        several = 1 < len(self.found) <= MOST_OFFERED
        if several:
            self._offer("which", [(str(one.public_id), _name(one)) for one in self.found])
        arrangement = list(self.arrangement)
        for name, is_asked in (("number", not leaving), ("which", several)):
            if not is_asked:
                del self.fields[name]
                arrangement = [
                    one for one in arrangement if one != name and getattr(one, "fields", None) != [name]
                ]
        self.helper.layout.fields = arrangement

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _found(self, children: ChildQuerySet) -> list[Child]:
        """Those who fit what was typed: by number exactly, else by all words of the name."""
        text = str(self.data.get("child", "")).strip() if self.is_bound else ""
        if not text:
            return []
        by_number = list(children.filter(number__iexact=text)[:1])
        if by_number:
            return by_number
        for word in text.split()[:5]:
            children = children.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
        return list(children.order_by("last_name", "first_name", "pk")[: MOST_OFFERED + 1])

    def clean_when(self) -> tuple[date, date | None]:
        try:
            return day_or_month(self.cleaned_data["when"].strip())
        except ValueError:
            raise forms.ValidationError("Enter a real day or month, such as 4/6/2026 or 6/2026") from None

    def clean(self) -> dict[str, Any]:
        """`child` becomes the child, or None."""
        given = super().clean() or self.cleaned_data
        text, number = given.get("child", ""), given.get("number")
        if not text:
            given["child"] = None
            if "number" not in self.fields:
                self.add_error("child", "Enter the name or number of the child who is expected to leave")
            elif not number and "number" not in self.errors:
                self.add_error("number", "Enter how many children are expected, or name a child on record")
        elif number:
            self.add_error("number", "Enter either the child or how many children, not both")
        else:
            given["child"] = self._chosen(given.get("which", ""))
        return given

    def _chosen(self, which: str) -> Child | None:
        if not self.found:
            self.add_error("child", "No record that you may open fits. Check the name or number")
        elif len(self.found) > MOST_OFFERED:
            self.add_error("child", f"More than {MOST_OFFERED} fit. Enter the whole name or the number")
        elif len(self.found) == 1:
            return self.found[0]
        elif not which:
            self.add_error("which", f"{len(self.found)} children fit what you typed. Choose one")
        return next((one for one in self.found if str(one.public_id) == which), None)


def _kinds(leaving: bool) -> tuple[str, ...]:
    return LEAVING_KINDS if leaving else ARRIVING_KINDS


def _name(child: Child) -> str:
    """Enough to tell children of one name apart."""
    full = f"{child.first_name} {child.last_name}".strip()
    return f"{full or 'No name'}, {child.number or 'no number'}, born {day_in_words(child.date_of_birth)}"


class WithdrawForm(WritingForm):
    """Why it no longer counts."""

    why = choice("Why?", WhyWithdrawn.choices, missing="Choose why it no longer counts", press=True)
    arrangement = (radios("why"),)
