"""What an author picks: one figure, named so that a person can read it and the product can count it.

[[cla.number]]                                      the value as at the document's date
[[cla.by_age: 10 to 15]]                            the count in a category
[[cla.by_age: 10 to 15; share]]                     its percentage
[[cla.rate_per_10000; England]]                     another area's published figure
[[cla.number; at 31 March 2012]]                    as at another date
[[cla.number; at the last year-end]]                as at the 31 March before the document's date
[[cla.number; change since the last year-end]]      what was added or taken away since
[[context: population aged 0 to 17]]                a figure that the council keeps with its source
[[context: population aged 0 to 17; with source]]   the same, with its source in a footnote
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sufficiency.core.periods import year_end
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Indicator, Unit
from sufficiency.indicators.wording import in_words

CONTEXT = "context"
WITH_SOURCE = "with source"
LAST_YEAR_END = "the last year-end"
AREAS = {"England": "england", "Region": "region", "Statistical neighbours": "neighbours"}


class NotPicked(ValueError):
    """What stands between the brackets names no figure; the message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Picked:
    """A figure as it was picked. `when` and `since` are a date, `LAST_YEAR_END`, or None: the document's date.

    `area` is blank for the council's own. `context` names a kept figure; then only `with_source` may be set.
    """

    key: str = ""
    category: str = ""
    share: bool = False
    area: str = ""
    when: date | str | None = None
    since: date | str | None = None
    context: str = ""
    with_source: bool = False

    def day(self, as_at: date) -> date:
        """The date that it speaks of in a document as at a date."""
        return _day(self.when, as_at)

    def since_day(self, as_at: date) -> date | None:
        """The date from which it tells the change, or None where it tells none."""
        return None if self.since is None else _day(self.since, as_at)

    @property
    def indicator(self) -> Indicator:
        """The definition; of a kept figure there is none, and this raises `UnknownIndicator`."""
        return catalogue.get(self.key)

    @property
    def unit(self) -> Unit:
        """In what it is told: a percentage where a share was asked, a category's count in children."""
        if self.share:
            return Unit.PERCENT
        own = self.indicator.unit
        if self.category:
            return Unit.YOUNG_PEOPLE if own is Unit.YOUNG_PEOPLE else Unit.CHILDREN
        return own

    def __str__(self) -> str:
        """As it stands between the brackets; `read` gives the same again."""
        if self.context:
            return f"{CONTEXT}: {self.context}{f'; {WITH_SOURCE}' if self.with_source else ''}"
        parts = [f"{self.key}: {self.category}" if self.category else self.key]
        parts += ["share"] if self.share else []
        parts += [self.area] if self.area else []
        parts += [f"at {_said(self.when)}"] if self.when is not None else []
        parts += [f"change since {_said(self.since)}"] if self.since is not None else []
        return "; ".join(parts)


def read(text: str) -> Picked:
    """The figure that the text between the brackets names. Raises `NotPicked`."""
    first, *options = [part.strip() for part in text.split(";")]
    key, _, category = (part.strip() for part in first.partition(":"))
    if key == CONTEXT:
        if not category or options not in ([], [WITH_SOURCE]):
            raise NotPicked(
                f"'{text}' must name one kept figure, as [[context: name]] or [[context: name; {WITH_SOURCE}]]."
            )
        return Picked(context=category, with_source=bool(options))
    try:
        indicator = catalogue.get(key)
    except catalogue.UnknownIndicator:
        raise NotPicked(f"There is no figure called '{key}'. Pick one from the list of figures.") from None
    if category and category not in indicator.categories:
        raise NotPicked(_no_category(indicator, category))
    found = named(text)
    if found.share and not category:
        raise NotPicked(f"'{text}' asks for a share of the whole. Name a category: only a part has a share.")
    if found.area and found.since is not None:
        raise NotPicked(f"'{text}' asks for a change of another area's figure. Pick both dates instead.")
    return found


def named(text: str) -> Picked:
    """What stands between the brackets, taken at its word: of a figure that was once printed, whatever the list of
    figures holds today. Raises `NotPicked` for words that say nothing about a figure.
    """
    first, *options = [part.strip() for part in text.split(";")]
    key, _, category = (part.strip() for part in first.partition(":"))
    if key == CONTEXT:
        return Picked(context=category, with_source=WITH_SOURCE in options)
    found = Picked(key=key, category=category)
    for option in options:
        found = _with(found, option)
    return found


def sourced(text: str) -> str:
    """The name of the kept figure whose source a pick asks for; blank where it asks for none."""
    try:
        found = read(text)
    except NotPicked:
        return ""
    return found.context if found.with_source else ""


def _with(found: Picked, option: str) -> Picked:
    fields = dict(found.__dict__)
    if option == "share":
        fields["share"] = True
    elif option in AREAS:
        fields["area"] = option
    elif option.startswith("at "):
        fields["when"] = _when(option.removeprefix("at "))
    elif option.startswith("change since "):
        fields["since"] = _when(option.removeprefix("change since "))
    else:
        raise NotPicked(
            f"'{option}' says nothing about a figure. It can be 'share', an area ({', '.join(AREAS)}), "
            "'at 31 March 2012' or 'change since 31 March 2012'."
        )
    return Picked(**fields)


def _no_category(indicator: Indicator, category: str) -> str:
    if not indicator.categories:
        return f"'{indicator.title}' is not broken down, so it has no '{category}'. Take away the colon."
    return f"'{indicator.title}' has no '{category}'. It has: {'; '.join(indicator.categories)}."


def _when(text: str) -> date | str:
    if text == LAST_YEAR_END:
        return LAST_YEAR_END
    for form in ("%d %B %Y", "%Y-%m-%d"):
        if re.fullmatch(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC).date()
            except ValueError:
                continue
    raise NotPicked(f"'{text}' is not a date. Write it as 31 March 2012, or '{LAST_YEAR_END}'.")


def _said(when: date | str | None) -> str:
    return in_words(when) if isinstance(when, date) else str(when)


def _day(when: date | str | None, as_at: date) -> date:
    if when is None:
        return as_at
    if isinstance(when, date):
        return when
    return year_end(as_at.year) if as_at > year_end(as_at.year) else year_end(as_at.year - 1)
