"""What people are asked of a scenario, of each kind of lever, of what to compare and of the homes to win."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms_gds.layout import Div, Field, Fieldset, Layout, Size
from django import forms

from forecasting.form_fields import decimal_number, several, whole_number
from forecasting.models import ForecastRun, LeverKind, ScenarioLever
from forecasting.models.scenarios import (
    BOUGHT,
    COLUMNS,
    LIMITS,
    MOST_PLACES_EACH,
    MOST_RAMP,
    MOST_STAY,
    OWN_HOMES,
    targets,
)
from forecasting.presenters import levers as told
from forecasting.presenters import words
from forecasting.what_if.actions import Pull
from sufficiency.core.writing import WritingForm, calendar, choice, day, day_to_type, radios
from sufficiency.core.writing import words as text
from sufficiency.indicators.wording import in_words

DOWN, UP = "down", "up"


class ScenarioForm(WritingForm):
    """Its name, and what it is about."""

    name = text(
        "Name", length=80, missing="Enter a name for the scenario", help_text="For example: Early help works"
    )
    about = text(
        "What is it about?",
        length=1_000,
        missing="Say what the scenario is about",
        help_text="What would be done or would happen, and why you think so. No names of children or carers.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CopyForm(WritingForm):
    """Under which name."""

    name = text("Name of the copy", length=80, missing="Enter a name for the copy")


class NothingToAsk(WritingForm):
    """To confirm needs no answer."""


class TryForm(WritingForm):
    """On which forecast."""

    forecast = choice("Forecast", (), missing="Choose a forecast", press=True)
    arrangement = (radios("forecast"),)

    def __init__(self, *args: Any, runs: Sequence[ForecastRun], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forecast"].choices = [  # type: ignore[attr-defined]
            (
                str(run.public_id),
                f"From {in_words(run.extract_on)}, {run.months} months ahead, {run.paths:,} futures",
            )
            for run in runs
        ]


def _named(kinds: Sequence[str]) -> list[tuple[str, str]]:
    return [(kind, words.PLACEMENTS[kind]) for kind in kinds]


class LeverForm(WritingForm):
    """One lever of a kind: how strong, of whom, where, and when. The fields are those that the kind has."""

    def __init__(self, *args: Any, kind: LeverKind, **kwargs: Any) -> None:
        self.kind, self.about, self.columns = kind, told.ABOUT[kind], COLUMNS[kind]
        super().__init__(*args, **kwargs)
        self._add()
        self.helper.layout = Layout(*self._arranged())

    def _add(self) -> None:
        kind, about, columns = self.kind, self.about, self.columns
        low, high = LIMITS[kind]
        most = max(-low, high)
        if about.ways:
            self.fields["way"] = choice(
                "Which way?",
                [(DOWN, about.ways[0]), (UP, about.ways[1])],
                missing="Choose which way",
                press=True,
            )
        self.fields["central"] = decimal_number(
            "Most likely",
            most,
            missing="Enter how strong it most likely is",
            help_text=f"In {about.unit}. {about.example}.",
        )
        self.fields["low"] = decimal_number("At the least", most, help_text="Leave both empty if sure.")
        self.fields["high"] = decimal_number("At the most", most)
        if "instead_of" in columns:
            self.fields["instead_of"] = choice(
                "Instead of", _named(BOUGHT), missing="Choose the placement", press=True
            )
        if "to_placement" in columns:
            label = {LeverKind.STEP_DOWN: "They move to", LeverKind.OPENING: "Places for"}.get(
                kind, "Homes for"
            )
            offered = OWN_HOMES if kind == LeverKind.RECRUITMENT else targets(kind)
            self.fields["to_placement"] = choice(label, _named(offered), missing="Choose the placement")
        if "places_each" in columns:
            self.fields["places_each"] = decimal_number(
                "Places in a home",
                MOST_PLACES_EACH,
                missing="Enter how many places a home has on average",
                help_text="On average, such as 1.5",
            )
        if "fill_rate" in columns:
            self.fields["fill_rate"] = whole_number(
                "Share of places that can be filled, per cent",
                1,
                100,
                missing="Enter the share of places that can be filled",
                help_text="Not every place fits a child who waits. Often 80",
            )
        if "stay_months" in columns:
            self.fields["stay_months"] = whole_number(
                "For how many months?",
                1,
                MOST_STAY,
                missing="Enter how many months they stay",
                help_text="12, for example",
            )
        if "ages" in columns:
            self.fields["ages"] = several("Ages", list(words.AGES.items()), "Leave empty for all ages.")
        if "placements" in columns:
            label = "First placement" if kind == LeverKind.ENTRIES else "Placement"
            self.fields["placements"] = several(label, list(words.PLACEMENTS.items()), "Leave empty for all.")
        self.fields["starts_on"] = day("From which day?", missing="Enter the day from which it holds")
        if "ramp_months" in columns:
            self.fields["ramp_months"] = whole_number(
                "Months until it is in full force",
                0,
                MOST_RAMP,
                help_text="Leave empty if it is there at once.",
            )
        if "ends_on" in columns:
            self.fields["ends_on"] = day("Until which day?", help_text="Leave empty if it goes on.")

    def _arranged(self) -> Iterator[Any]:
        """Fields in the order in which one thinks: how much, where, of whom, when."""
        for name, field in self.fields.items():
            if name in ("low", "high"):
                continue
            if name == "central":
                yield Fieldset(
                    Div("central", "low", "high", css_class="app-fields-beside"),
                    legend="How strong?",
                    legend_size=Size.SMALL,
                )
            elif isinstance(field, forms.MultipleChoiceField):
                yield Field.checkboxes(name, legend_size=Size.SMALL, small=True)
            elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
                yield radios(name)
            elif isinstance(field, forms.DateField):
                yield calendar(name)
            else:
                yield name

    def clean(self) -> dict[str, Any] | None:
        """Where neither least nor most is given, both are as the middle."""
        given = super().clean() or {}
        central = given.get("central")
        for name in ("low", "high"):
            if name not in self.errors and given.get(name) is None:
                given[name] = central
        return given

    def pull(self) -> Pull:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        sign = -1 if given.get("way") == DOWN else 1
        return Pull(
            starts_on=given["starts_on"],
            low=sign * given["low"],
            central=sign * given["central"],
            high=sign * given["high"],
            ramp_months=given.get("ramp_months") or 0,
            ends_on=given.get("ends_on"),
            ages=given.get("ages") or None,
            placements=given.get("placements") or None,
            to_placement=given.get("to_placement", ""),
            instead_of=given.get("instead_of", ""),
            places_each=given.get("places_each"),
            fill_rate=given.get("fill_rate"),
            stay_months=given.get("stay_months"),
        )


def typed(lever: ScenarioLever) -> dict[str, Any]:
    """What the form of a lever begins with."""
    return {
        "way": DOWN if lever.is_down else UP,
        **{name: f"{abs(getattr(lever, name)).normalize():f}" for name in ("low", "central", "high")},
        "instead_of": lever.instead_of,
        "to_placement": lever.to_placement,
        "places_each": lever.places_each,
        "fill_rate": lever.fill_rate,
        "stay_months": lever.stay_months,
        "ages": lever.ages,
        "placements": lever.placements,
        "starts_on": day_to_type(lever.starts_on),
        "ramp_months": lever.ramp_months or "",
        "ends_on": day_to_type(lever.ends_on) if lever.ends_on else "",
    }


def standing(lever: ScenarioLever) -> dict[str, str]:
    """What stands in a lever, in words by field."""
    nothing = "Not given"
    about = told.ABOUT[LeverKind(lever.kind)]
    return {
        "way": (about.ways[0] if lever.is_down else about.ways[1]) if about.ways else nothing,
        **{name: f"{abs(getattr(lever, name)).normalize():f}" for name in ("low", "central", "high")},
        "instead_of": words.PLACEMENTS.get(lever.instead_of, nothing),
        "to_placement": words.PLACEMENTS.get(lever.to_placement, nothing),
        "places_each": nothing if lever.places_each is None else str(lever.places_each),
        "fill_rate": nothing if lever.fill_rate is None else str(lever.fill_rate),
        "stay_months": nothing if lever.stay_months is None else str(lever.stay_months),
        "ages": ", ".join(words.AGES[one] for one in lever.ages or ()) or nothing,
        "placements": ", ".join(words.PLACEMENTS[one] for one in lever.placements or ()) or nothing,
        "starts_on": in_words(lever.starts_on),
        "ramp_months": str(lever.ramp_months or nothing),
        "ends_on": in_words(lever.ends_on) if lever.ends_on else nothing,
    }
