"""Levers in words: what each kind is, and what one lever assumes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forecasting.models import LeverKind, ScenarioLever
from forecasting.presenters import words
from sufficiency.indicators.wording import in_words


@dataclass(frozen=True)
class About:
    """Of a kind: what it does, what its strength counts, the two ways it may go, and an example of a strength."""

    what: str
    unit: str
    example: str
    # (takes away, adds); empty where it goes one way alone.
    ways: tuple[str, str] | None = None
    is_percent: bool = True


ABOUT: dict[LeverKind, About] = {
    LeverKind.ENTRIES: About(
        "Early help, edge-of-care work or rising need changes how many children come into care. Asylum-seeking "
        "children have a lever of their own.",
        "per cent of the usual arrivals",
        "A fifth fewer is 20 % fewer",
        ("Fewer come into care", "More come into care"),
    ),
    LeverKind.EXITS: About(
        "Returning home, special guardianship and adoption change how likely children are to leave care before 18.",
        "per cent of the usual chance",
        "If adoptions that wait come through a quarter faster, 25 % more leave",
        ("Fewer leave care", "More leave care"),
    ),
    LeverKind.STEP_DOWN: About(
        "Of the children in residential homes, some move on in a year to another placement, on top of those who do "
        "so already.",
        "per cent of the children in homes, a year",
        "One child in ten a year is 10 %",
    ),
    LeverKind.ASYLUM: About(
        "Unaccompanied asylum-seeking children come at a rate of their own, as by the National Transfer Scheme.",
        "children a year",
        "One more a month is 12 a year",
        ("Fewer come", "More come"),
        is_percent=False,
    ),
    LeverKind.RECRUITMENT: About(
        "Net new foster homes: those approved less those who give up. Their places are filled by children who would "
        "otherwise live with agencies or in homes.",
        "homes, net",
        "20 approvals less 8 who leave are 12 homes",
        ("We lose homes", "We win homes"),
        is_percent=False,
    ),
    LeverKind.STAYING_PUT: About(
        "Of those who turn 18 with foster carers, some stay with them. They are not looked after any more, but hold "
        "the place.",
        "per cent of those who turn 18 in fostering",
        "Every third is 33 %",
    ),
    LeverKind.INFLATION: About(
        "Prices of placements rise or fall year by year. Needs prices to be held here.",
        "per cent a year",
        "Fees that go up by 5 % a year",
        ("They fall", "They rise"),
    ),
    LeverKind.OPENING: About(
        "Places of a kind open or close. They change how many homes are short, not where children live.",
        "places",
        "A home of four that opens is 4 places",
        ("Places close", "Places open"),
        is_percent=False,
    ),
}


def figure(value: Decimal, kind: str) -> str:
    """'20%', '12', '1.5': without sign, and without a decimal that is nought."""
    text = f"{abs(value).normalize():f}"
    return f"{text}%" if ABOUT[LeverKind(kind)].is_percent else text


def signed(lever: ScenarioLever, value: Decimal) -> str:
    """'−20%', '+12', '33%': with a sign where the lever may go either way."""
    sign = ("−" if lever.is_down else "+") if ABOUT[LeverKind(lever.kind)].ways and value else ""
    return f"{sign}{figure(value, lever.kind)}"


def strength(lever: ScenarioLever) -> str:
    """'20% (10% to 30%)', or one figure where no range was given."""
    central = figure(lever.central, lever.kind)
    if lever.low == lever.high:
        return central
    return f"{central} ({figure(lever.low, lever.kind)} to {figure(lever.high, lever.kind)})"


def assumption(lever: ScenarioLever) -> str:
    """What is assumed, in one sentence."""
    return f"{_when(lever)}, {_what(lever)}{_until(lever)}."


def _when(lever: ScenarioLever) -> str:
    since = f"From {in_words(lever.starts_on)}"
    if not lever.ramp_months:
        return since
    return f"{since} and in full {lever.ramp_months} {_plural(lever.ramp_months, 'month')} later"


def _until(lever: ScenarioLever) -> str:
    return f", until {in_words(lever.ends_on)}" if lever.ends_on else ""


def _what(lever: ScenarioLever) -> str:
    size, more = strength(lever), "fewer" if lever.is_down else "more"
    ages = f" aged {_listed([words.AGES[one].lower() for one in lever.ages])}" if lever.ages else ""
    kinds = _listed([_placement(one) for one in lever.placements]) if lever.placements else ""
    to, instead = _placement(lever.to_placement), _placement(lever.instead_of)
    match LeverKind(lever.kind):
        case LeverKind.ENTRIES:
            first = f", of those whose first placement is {kinds}" if kinds else ""
            return f"{size} {more} children{ages} come into care{first}"
        case LeverKind.EXITS:
            where = f" in {kinds}" if kinds else ""
            return f"{size} {more} children{ages}{where} leave care before 18 in a month"
        case LeverKind.STEP_DOWN:
            return f"{size} of the children{ages} in residential homes move on in a year to {to}, beside the usual"
        case LeverKind.ASYLUM:
            return f"{size} {more} unaccompanied asylum-seeking children come in a year"
        case LeverKind.RECRUITMENT:
            places = figure(lever.places_each or Decimal(0), lever.kind)
            return (
                f"{size} {more} homes (net) for {to}, each with {places} {_plural(lever.places_each, 'place')} of "
                f"which {lever.fill_rate}% are filled, instead of {instead}"
            )
        case LeverKind.STAYING_PUT:
            months = lever.stay_months or 0
            return (
                f"{size} of those who turn 18 in fostering stay put for {months} {_plural(months, 'month')}"
            )
        case LeverKind.INFLATION:
            whose = f"prices of {kinds}" if kinds else "all prices"
            return f"{whose} {'fall' if lever.is_down else 'rise'} by {size} a year"
        case LeverKind.OPENING:
            verb = "close" if lever.is_down else "open"
            return f"{size} places for {to} {verb}, of which {lever.fill_rate}% can be filled"


def short(lever: ScenarioLever) -> str:
    """Of whom and where, for a row of the table."""
    parts = [str(LeverKind(lever.kind).label)]
    if lever.ages:
        parts.append(f"aged {_listed([words.AGES[one].lower() for one in lever.ages])}")
    if lever.placements:
        parts.append(_listed([_placement(one) for one in lever.placements]))
    if lever.to_placement:
        parts.append(f"to {_placement(lever.to_placement)}")
    return ": ".join([parts[0], ", ".join(parts[1:])]) if parts[1:] else parts[0]


def _placement(name: str) -> str:
    text = words.PLACEMENTS.get(name, "")
    return text[:1].lower() + text[1:]


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def _plural(count: Decimal | int | None, word: str) -> str:
    return word if count == 1 else f"{word}s"
