"""Where a child goes to live: log a start, log a placement, move. One form, with what the deed needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from carers.models import Household
from placements.actions import Destination, How, WhyAllTheSame
from placements.choices import LEGAL_STATUSES, NEEDS, PROVIDERS, REASONS_FOR_CHANGE, placement_types_on
from placements.forms.fields import DeedForm, day_field, one_of, radios, whole_number
from placements.models import Child, Home, Placement
from placements.presenters import words
from sufficiency.core.models import User
from sufficiency.core.postcodes import normalise

NOT_ON_FILE = "not-on-file"
_CHOOSE_HOME = "Choose where the child goes. Type a carer's name, a reference or a home's name to find it"
_REGISTERED = {"yes": "Yes", "no": "No", "": "Not known"}


class StayForm(DeedForm):
    """`deed` is start, place or move. Siblings offered are those in the same situation as the child."""

    look_for = forms.CharField(label="Find a household or home", required=False, max_length=60)
    home = forms.CharField(label="Home", error_messages={"required": _CHOOSE_HOME})
    on = day_field("Date", missing="Enter the day, such as 4/6/2026")
    already = radios(
        "Is this already the case?",
        {"yes": "Yes, it has happened", "no": "No, it is a plan"},
        missing="Say whether this is already the case",
    )
    planning = radios(
        "Planned or an emergency?",
        {Placement.Planning.PLANNED: "Planned", Placement.Planning.EMERGENCY: "Emergency"},
        missing="Choose planned or emergency",
    )
    reason = one_of(
        "Why the present placement ends", REASONS_FOR_CHANGE, missing="Choose why the present placement ends"
    )
    legal_status = one_of("Legal status", LEGAL_STATUSES, missing="Choose the legal status")
    need = one_of("Main need", NEEDS, missing="Choose the main need")
    code = one_of("Type of placement", {}, first="As this home usually gives")
    provider = one_of("Provided by", PROVIDERS, first="As this home usually is")
    as_told = forms.CharField(label="Who and where, as you were told", required=False, max_length=200)
    postcode = forms.CharField(label="Postcode, if known", required=False, max_length=10)
    urn = forms.CharField(label="Ofsted number, if known", required=False, max_length=9)
    registered = radios("Is it registered with Ofsted?", _REGISTERED, missing="", required=False)
    home_postcode = forms.CharField(label="The child's own home postcode", required=False, max_length=10)
    arrived_at = forms.TimeField(
        label="Time of arrival, if known",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-5", "autocomplete": "off"}),
        input_formats=("%H:%M", "%H.%M", "%H%M"),
        error_messages={"invalid": "Enter a time, such as 23:30"},
    )
    all_the_same = one_of(
        "A location to avoid may be near: why this home all the same?",
        dict(WhyAllTheSame.choices),
        first="Choose why",
    )
    siblings = forms.MultipleChoiceField(
        label="Brothers and sisters who go with the child",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose brothers and sisters from the list"},
    )
    sibling_versions = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        deed: str,
        child: Child,
        siblings: Sequence[Child],
        user: User,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.deed, self.child, self.user, self.today = deed, child, user, today
        self.offered = {str(one.public_id): one for one in siblings}
        if deed != "move":
            del self.fields["reason"]
        if deed != "start":
            del self.fields["legal_status"], self.fields["need"]
        if not siblings:
            del self.fields["siblings"], self.fields["sibling_versions"]
        else:
            self._choices("siblings", [(key, words.name(one)) for key, one in self.offered.items()])
        self._choices("code", [("", "As this home usually gives"), *placement_types_on(today).items()])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_postcode(self) -> str:
        return self._postcode("postcode")

    def clean_home_postcode(self) -> str:
        return self._postcode("home_postcode")

    def _postcode(self, name: str) -> str:
        """In capitals with one space. Half of one, or a town, goes under *as you were told*."""
        text = self.cleaned_data[name].strip()
        whole = normalise(text)
        if text and whole is None:
            raise forms.ValidationError("Enter a whole postcode, such as SO14 7LY, or leave it empty")
        return f"{whole[:-3]} {whole[-3:]}" if whole else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "home" in cleaned:
            try:
                cleaned["destination"] = self._destination(cleaned)
            except forms.ValidationError as wrong:
                self.add_error("home" if wrong.code is None else wrong.code, wrong)
        return cleaned

    def _destination(self, cleaned: dict[str, Any]) -> Destination:
        kind, _, rest = cleaned["home"].partition(":")
        given = Destination(
            code=cleaned.get("code", ""),
            provider=cleaned.get("provider", ""),
            as_told=cleaned.get("as_told", ""),
            urn=cleaned.get("urn", ""),
            home_postcode=cleaned.get("home_postcode", ""),
            postcode=cleaned.get("postcode", ""),
            registered={"yes": True, "no": False}.get(cleaned.get("registered", "")),
        )
        if kind == NOT_ON_FILE:
            if not given.code:
                raise forms.ValidationError("Choose the type of placement", code="code")
            if not given.as_told and given.code != "P1":
                raise forms.ValidationError("Say who and where, as you were told", code="as_told")
            if not given.provider and given.code not in {"P1", "U1", "U2", "U3"}:
                raise forms.ValidationError("Choose who provides it", code="provider")
            return given
        public_id, _, free = rest.partition(":")
        return self._on_file(given, kind, public_id, whole_number(free))

    def _on_file(self, given: Destination, kind: str, public_id: str, free: int | None) -> Destination:
        try:
            key = UUID(public_id)
        except ValueError:
            raise forms.ValidationError(_CHOOSE_HOME) from None
        of: dict[str, Any] = {
            "code": given.code,
            "provider": given.provider,
            "home_postcode": given.home_postcode,
        }
        if kind == "household":
            mine = Household.objects.visible_to(self.user).filter(authority=self.child.authority)
            household = mine.filter(public_id=key).first()
            if household:
                return Destination(household=household, free_seen=free, **of)
        home = Home.objects.filter(public_id=key).first() if kind == "home" else None
        if home:
            return Destination(home=home, **of)
        raise forms.ValidationError(_CHOOSE_HOME)

    @property
    def how(self) -> How:
        """Of a valid form."""
        return How(
            on=self.cleaned_data["on"],
            today=self.today,
            already=self.cleaned_data["already"] == "yes",
            planning=self.cleaned_data["planning"],
            arrived_at=self.cleaned_data["arrived_at"],
            all_the_same=self.cleaned_data["all_the_same"],
        )

    @property
    def together(self) -> list[tuple[Child, int]]:
        """The brothers and sisters chosen, each with the version that the form showed."""
        versions = dict(
            pair.split("=", 1)
            for pair in self.cleaned_data.get("sibling_versions", "").split(",")
            if "=" in pair
        )
        return [
            (self.offered[key], whole_number(versions.get(key, "")) or 0)
            for key in self.cleaned_data.get("siblings", [])
        ]
