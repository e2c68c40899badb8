"""What an authority publishes in the attack: every template of the product whole, and one document of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from reports.document import Numbering
from reports.templates_of_the_product import FOLDER, ReadTemplate, read_template
from reports.writing import exhibits, markup, picked
from reports.writing.composing import Written
from reports.writing.exhibits_of_plans import OFFERED as OF_PLANS
from sufficiency.indicators import catalogue

# The statement that the product writes by itself: `publish statement`.
BY_ITSELF = "statement"
EVERYTHING = "everything"
# What the exhibits print that need nothing but counted figures: the tables and words of the product's templates.
TEXT = """[[words: numbers]]

[[table: numbers]]

[[chart: numbers]]

[[chart: rate]]

[[words: where they live]]

[[table: distance]]

[[chart: distance]]

[[table: placements]]

[[chart: placements]]

[[words: stability]]

[[table: stability]]

[[chart: stability]]

[[words: care leavers]]

[[table: care leavers]]

[[chart: care leavers]]

[[table: cla.by_age]]

[[table: six figures]]

At present [[cla.uasc]], of them [[cla.by_sex: female; share]] girls, [[cla.number; change since the last year-end]].

[[table: every measure]]

[[words: how counted]]
"""
# What an author may pick in a sentence, of each kind.
PICKED = (
    "At present [[cla.uasc]], of them [[cla.by_sex: female; share]] girls, [[cla.number; change since the last "
    "year-end]], [[leavers.suitable_accommodation: 19 to 21]] of them settled, "
    "[[adoption.placed_awaiting_order; change since the last year-end]]. Secure homes had "
    "[[placements.by_budget_group: Secure]] children and [[placements.by_type: Secure unit; at the last year-end]] "
    "then, and [[context: complaints]] complained."
)


@dataclass(frozen=True)
class Paper:
    """A document of a template as nobody has changed it."""

    name: str
    kind: str
    numbering: Numbering
    sections: tuple[Written, ...]

    def asks(self, as_at: date) -> frozenset[tuple[str, date | None]]:
        """The figures that it picks, by day; None for every date."""
        asked: set[tuple[str, date | None]] = set()
        for section in self.sections:
            for text in markup.picked_in(section.text):
                one = picked.read(text)
                if one.key:
                    asked |= {(one.key, day) for day in (one.day(as_at), one.since_day(as_at)) if day}
            for exhibit in markup.exhibits_in(section.text):
                asked |= exhibits.asked_by(exhibit, as_at)
        return frozenset(asked)


@cache
def papers() -> Mapping[str, Paper]:
    """By name: the templates of the product, and everything that can be picked in one document."""
    found = {path.stem: _of(read_template(path)) for path in sorted(FOLDER.glob("*.md"))}
    return {**found, EVERYTHING: _everything()}


def _of(template: ReadTemplate) -> Paper:
    sections = tuple(
        Written(
            one.key,
            one.title,
            one.text,
            level=one.level,
            is_annex=one.is_annex,
            marks_none=one.is_unnumbered,
        )
        for one in template.sections
    )
    numbering = Numbering(template.settings.get("numbering", Numbering.NONE))
    return Paper(template.identifier, str(template.settings["kind"]), numbering, sections)


def _everything() -> Paper:
    """Each exhibit that is offered, and the table of each figure."""
    own = {(one.kind, one.name) for one in OF_PLANS}
    names = [f"[[{kind}: {name}]]" for kind, name in exhibits.OFFERED if (kind, name) not in own]
    names += [f"[[table: {key}]]" for key in catalogue.KEYS]
    names += ["[[table: action plan]]", "[[table: progress]]", "[[table: context complaints]]"]
    text = "\n\n".join([PICKED, *names])
    return Paper(EVERYTHING, "statement", Numbering.NONE, (Written("all", "All of it", text),))
