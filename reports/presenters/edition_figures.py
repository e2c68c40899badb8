"""Where an edition's figures came from, on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from reports import printing, provenance
from reports.models import Edition, EditionMeasurement
from reports.presenters import words
from reports.provenance import Origin, Today
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words

_COLOURS = {Today.SAME: "green", Today.CORRECTED: "yellow"}


def titles(edition: Edition, origins: Iterable[Origin]) -> dict[str, str]:
    """What each measure was called when it was printed, in the order of the document."""
    kept = {one.key: one.measurement["title"] for one in edition.measurements.all()}
    return {one.key: kept.get(one.key, one.key) for one in origins if one.key}


def rows(edition: Edition, origins: Iterable[Origin], called: Mapping[str, str]) -> list[dict[str, Any]]:
    """A line a figure, as the table of the page takes it."""
    address = reverse("reports:edition-figures", args=[edition.public_id])
    return [
        {
            "figure": called.get(one.key) or printing.sentence(one.kept) or "Printed beside the figures",
            "href": f"{address}?key={one.key}" if one.key else "",
            "part": _part(one),
            "when": _when(one),
            "text": one.text,
            "where": one.where,
            "place": one.place,
            "version": one.version and f"Version {one.version}",
            "key": one.key,
            "source": "" if one.version else _source(one),
            "today": one.today.value,
            "colour": _COLOURS.get(one.today, ""),
        }
        for one in origins
    ]


def _part(one: Origin) -> str:
    said = [printing.sentence(one.category)] if one.category else []
    return "; ".join([*said, *(["share"] if one.is_share else []), *([one.area] if one.area else [])])


def _when(one: Origin) -> str:
    if one.as_at is None:
        return ""
    if one.since:
        return f"{in_words(one.as_at)}, change since {in_words(one.since)}"
    return in_words(one.as_at)


def _source(one: Origin) -> str:
    return one.source or "Published by others"


def source(edition: Edition, *, compares: bool, today: date) -> str:
    """The line under the title."""
    frozen = "Answered from what was frozen when the edition was issued."
    if not compares:
        return frozen
    return f"{frozen} The last column sets it beside what the register says on {in_words(today)}."


def summary(origins: Iterable[Origin]) -> list[str]:
    """How many are as they were, in sentences."""
    counts = Counter(one.today for one in origins)
    said = {
        Today.SAME: "would be printed the same today",
        Today.CORRECTED: "would be printed otherwise, because records were corrected since",
        Today.REDEFINED: "cannot be compared: their definition has changed",
        Today.HIDDEN: "are hidden in this edition, and not compared",
        Today.NOT_COUNTED: "were not counted from the register: published by others, forecast, or kept with a source",
    }
    return [
        f"{words.records(counts[one], 'figure', 'figures')} {sentence}"
        for one, sentence in said.items()
        if counts[one]
    ]


def definition(edition: Edition, key: str) -> dict[str, Any] | None:
    """What a measure meant when it was printed, in the words of that day; None where none was asked."""
    if not key:
        return None
    kept = provenance.definitions_of(edition).get(key)
    if kept is not None:
        told = {"title": kept.title, "version": kept.version, "population": kept.population, "how": kept.how}
        return {
            "title": kept.title,
            "rows": _told({**told, "source": kept.source, "unit": kept.unit}),
            "changed": _changed(key, kept.version),
            "key": key,
        }
    return _not_kept(edition, key)


def _told(told: Mapping[str, str]) -> list[dict[str, str]]:
    names = {
        "version": "Version of the definition",
        "unit": "Counted in",
        "population": "Who is counted",
        "how": "How",
        "source": "Source",
    }
    return [{"key": name, "value": told[one]} for one, name in names.items() if one in told]


def _not_kept(edition: Edition, key: str) -> dict[str, Any] | None:
    """Of an edition older than the keeping of words: those of the same version, where they are still in force."""
    measured = EditionMeasurement.objects.filter(edition=edition, key=key).first()
    if measured is None:
        return None
    version = measured.measurement["definition_version"]
    changed = _changed(key, version)
    told = {"version": version, "unit": measured.measurement["unit"]}
    if not changed:
        one = catalogue.get(key)
        told |= {"population": one.population, "how": one.how, "source": one.source}
    return {"title": measured.measurement["title"], "rows": _told(told), "changed": changed, "key": key}


def _changed(key: str, version: str) -> str:
    if key not in catalogue.KEYS:
        return "This figure is no longer counted. What stands here is what it meant when it was printed."
    now = catalogue.get(key).version
    if now != version:
        return (
            f"The definition has changed since: version {now} is in force today. What stands here is what the figure "
            "meant when it was printed."
        )
    return ""
