"""What is asked of somebody who enters a price or a budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms_gds.layout import HTML, Div
from django import forms

from forecasting.codes import PROVIDERS_OF
from forecasting.models import PlacementBudget, Provider, UnitCost
from forecasting.presenters.money import TOTAL, exact
from forecasting.presenters.words import PLACEMENTS
from sufficiency.core.periods import year_ending, year_label
from sufficiency.core.writing import (
    WritingForm,
    calendar,
    choice,
    day,
    day_in_words,
    day_to_type,
    words,
)

# Budgets are entered for years about the present one.
_YEARS_BACK, _YEARS_ON = 5, 6
MOST_WEEKLY, MOST_BUDGET = Decimal("99999.99"), Decimal("9999999999.99")
_NOT_GIVEN = "Not given"


class Pounds(forms.DecimalField):
    """An amount as people type it: '£1,250', '1250.50'."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        text = str(value).replace("£", "").replace(",", "").strip() if value is not None else ""
        return super().to_python(text)


def _pounds(
    label: str, *, most: Decimal, missing: str = "", help_text: str = "", least: Decimal = Decimal(0)
) -> Pounds:
    name = label.partition(" (")[0]
    fault = f"{name} must be an amount in pounds, such as 1,250"
    return Pounds(
        label=label,
        required=bool(missing),
        help_text=help_text,
        min_value=least,
        max_value=most,
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(
            attrs={"class": f"govuk-input--width-{10 if missing else 5}", "inputmode": "decimal"}
        ),
        error_messages={
            "required": missing,
            "invalid": fault,
            "min_value": f"{name} must be {exact(least)} or more",
            "max_value": f"{name} must be {exact(most)} or less",
            "max_decimal_places": f"{name} must be in pounds and pence, such as 1,250.50",
            "max_digits": f"{name} must be {exact(most)} or less",
            "max_whole_digits": f"{name} must be {exact(most)} or less",
        },
    )


class PriceForm(WritingForm):
    """Of what, how much a week, from when, and who says so."""

    placement = choice(
        "Kind of placement", [("", "Choose"), *PLACEMENTS.items()], missing="Choose a kind of placement"
    )
    provider = choice(
        "Who provides it",
        Provider.choices,
        help_text="Choose one only if prices of the kind differ by who provides it. A price for whoever provides it is "
        "used for all who have none of their own.",
    )
    weekly = _pounds(
        "Price a week, in pounds",
        most=MOST_WEEKLY,
        missing="Enter the price of a week for a child, such as 1,250",
        help_text="For one child: the mean of what is paid, where you know it. 0 if it costs nothing.",
    )
    lowest = _pounds("Lowest (optional)", most=MOST_WEEKLY)
    mean = _pounds("Mean (optional)", most=MOST_WEEKLY)
    median = _pounds("Median (optional)", most=MOST_WEEKLY)
    highest = _pounds("Highest (optional)", most=MOST_WEEKLY)
    starts_on = day("It holds from", missing="Enter the first day on which the price holds")
    ends_on = day(
        "It holds no more from (optional)",
        help_text="Leave this empty if you do not know. The first day on which it holds no more.",
    )
    source = words(
        "Where the price comes from",
        length=200,
        missing="Enter where the price comes from, such as a budget book or a contract",
        help_text="A document or a contract, and how it was worked out. Never the name of a child or a carer.",
    )
    said_on = day("Date of that source", missing="Enter the date of the source")
    arrangement = (
        "placement",
        "provider",
        "weekly",
        calendar("starts_on"),
        calendar("ends_on"),
        "source",
        calendar("said_on"),
        HTML(
            '<h2 class="govuk-heading-s govuk-!-margin-bottom-2">What single children cost, where it is known</h2>'
        ),
        Div("lowest", "mean", "median", "highest", css_class="app-fields-beside"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        provider, placement = given.get("provider"), given.get("placement")
        if provider and placement and provider not in PROVIDERS_OF.get(placement, ()):
            offered = [Provider(one).label.lower() for one in PROVIDERS_OF.get(placement, ())]
            self.add_error(
                "provider",
                f"Of {PLACEMENTS[placement].lower()} choose {Provider.ANY.label.lower()}"
                + (f", {' or '.join(offered)}" if offered else ""),
            )
        return given


class EndForm(WritingForm):
    """From when a price holds no more."""

    ends_on = day(
        "It holds no more from",
        missing="Enter the first day on which it holds no more",
        help_text="The first day on which it holds no more: 1/4/2027 if 31 March 2027 is its last.",
    )
    arrangement = (calendar("ends_on"),)


class BudgetForm(WritingForm):
    """Of which year and what, how much, and who says so."""

    year = choice("Financial year", [], missing="Choose a financial year")
    placement = choice("What it is for", [("", TOTAL), *PLACEMENTS.items()])
    amount = _pounds(
        "Budget of the year, in pounds",
        most=MOST_BUDGET,
        least=Decimal(1),
        missing="Enter the budget of the whole year, such as 25,000,000",
        help_text="Of the whole year, 1 April to 31 March, for the placements alone.",
    )
    source = words(
        "Where it comes from",
        length=200,
        missing="Enter where the budget comes from, such as the budget that the council approved",
    )
    said_on = day("Date of that source", missing="Enter the date of the source")
    arrangement = ("year", "placement", "amount", "source", calendar("said_on"))

    def __init__(self, *args: Any, today: date, also: int | None = None, **kwargs: Any) -> None:
        """`also`: a year that is offered though it lies further away."""
        super().__init__(*args, **kwargs)
        now = year_ending(today)
        years = {*range(now - _YEARS_BACK, now + _YEARS_ON + 1), *([also] if also else [])}
        offered = [("", "Choose"), *((str(year), year_label(year)) for year in sorted(years, reverse=True))]
        self.fields["year"].choices = offered  # type: ignore[attr-defined]

    def clean_year(self) -> int:
        return int(self.cleaned_data["year"])


def _amount(value: Decimal | None) -> str:
    return "" if value is None else exact(value).replace("£", "")


def of_price(price: UnitCost) -> dict[str, str]:
    """A price as its form begins with."""
    return {
        "placement": price.placement,
        "provider": price.provider,
        "starts_on": day_to_type(price.valid.lower),
        "ends_on": day_to_type(price.valid.upper) if price.valid.upper else "",
        "source": price.source,
        "said_on": day_to_type(price.said_on),
        **{name: _amount(getattr(price, name)) for name in ("weekly", "lowest", "mean", "median", "highest")},
    }


def price_in_words(price: UnitCost) -> dict[str, str]:
    """The same as it stands, by field, beside what somebody typed."""
    amounts = {name: getattr(price, name) for name in ("weekly", "lowest", "mean", "median", "highest")}
    return {
        "placement": PLACEMENTS[price.placement],
        "provider": Provider(price.provider).label,
        "starts_on": day_in_words(price.valid.lower),
        "ends_on": day_in_words(price.valid.upper) if price.valid.upper else _NOT_GIVEN,
        "source": price.source,
        "said_on": day_in_words(price.said_on),
        **{name: _NOT_GIVEN if one is None else f"{one.normalize():f}" for name, one in amounts.items()},
    }


def of_budget(budget: PlacementBudget) -> dict[str, str]:
    """A budget as its form begins with."""
    return {
        "year": str(budget.year),
        "placement": budget.placement,
        "amount": _amount(budget.amount),
        "source": budget.source,
        "said_on": day_to_type(budget.said_on),
    }


def budget_in_words(budget: PlacementBudget) -> dict[str, str]:
    """The same as it stands, by field."""
    return {
        "year": year_label(budget.year),
        "placement": PLACEMENTS.get(budget.placement, TOTAL),
        "amount": f"{budget.amount.normalize():f}",
        "source": budget.source,
        "said_on": day_in_words(budget.said_on),
    }
