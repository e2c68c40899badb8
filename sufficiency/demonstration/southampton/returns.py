"""The returns as a council's CSV files would hold them."""

import csv
import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sufficiency.core.periods import birthday, year_end, year_ending
from sufficiency.demonstration.southampton.adoption import Adoptions
from sufficiency.demonstration.southampton.care_leavers import (
    Leaver,
    earlier_leavers,
    nineteen_in,
    open_in_december_2013,
)
from sufficiency.demonstration.southampton.columns import COLUMNS, Row, Tables, row
from sufficiency.demonstration.southampton.episodes import Episode, episodes_of
from sufficiency.demonstration.southampton.health import health_row, in_care_for_a_year
from sufficiency.demonstration.southampton.lives import Person, Stay
from sufficiency.demonstration.southampton.reviews import review_days
from sufficiency.demonstration.southampton.short_breaks import short_breaks
from sufficiency.demonstration.southampton.year_ends import DAYS

CORRECTED_A_YEAR = 3


@dataclass(frozen=True)
class Return:
    """One return or extract: ``tables`` holds every file's rows as text, by the file's name."""

    label: str
    year: int
    as_at: date
    tables: Tables


@dataclass
class Story:
    """One person's part in the returns."""

    person: Person
    stays: list[Stay]
    episodes: list[Episode]


class Writer:
    """Turns lives into tables."""

    def __init__(self, rng: random.Random, stays: list[Stay]) -> None:
        self.rng = rng
        self.stays = stays
        persons = list(dict.fromkeys(one.person for one in stays))
        self.persons = sorted(persons, key=lambda one: one.child)
        self.stories = [
            Story(one, one.stays, [each for stay in one.stays for each in episodes_of(stay)])
            for one in self.persons
        ]
        self.stories += [Story(person, [], episodes) for person, episodes in short_breaks(rng)]
        self.stories.sort(key=lambda story: story.person.child)
        self.adoptions = Adoptions(rng, stays)
        self.reviews = {id(one): review_days(rng, one, DAYS[-1]) for one in stays}
        self.asylum_ceased = {id(one): self._asylum_ceased(one) for one in stays if one.asylum}
        self.before_the_first = earlier_leavers(rng)

    def _asylum_ceased(self, one: Stay) -> date | None:
        """The day leave to remain was given before the 18th birthday; most wait until they are grown up."""
        days = ((one.end or DAYS[-1]) - one.start).days
        if days < 200 or self.rng.random() < 0.75:
            return None
        return date.fromordinal(one.start.toordinal() + self.rng.randrange(150, days - 20))

    def make(self, as_at: date) -> Return:
        """The return with every episode that touches the year to its last day."""
        year = year_ending(as_at)
        since = date.fromordinal(year_end(year - 1).toordinal() + 1)
        tables: Tables = {name: [] for name in COLUMNS}
        leavers = self._leavers(as_at)
        known = {leaver.person.child for leaver in leavers}
        for story in self.stories:
            rows = [
                each
                for each in story.episodes
                if each.start <= as_at and (each.end is None or each.end >= since)
            ]
            if rows:
                tables["Episodes"] += [_episode_row(story.person, each, as_at) for each in rows]
                self._add_child(tables, story, since, as_at)
            if rows or story.person.child in known:
                tables["Header"].append(_header_row(story.person, as_at, in_care=bool(rows)))
        if as_at == DAYS[1]:
            tables["Header"] += [_header_row(one, as_at, in_care=False) for one in self.before_the_first]
            tables["Header"].sort(key=lambda each: each["CHILD"])
        for leaver in leavers:
            tables["OC3"].append(
                row(
                    "OC3",
                    CHILD=leaver.person.child,
                    DOB=_text(leaver.person.born),
                    IN_TOUCH=leaver.in_touch,
                    ACTIV=leaver.activity,
                    ACCOM=leaver.accommodation,
                )
            )
        if as_at != DAYS[-1]:
            self._report_some_wrongly(tables["Episodes"], since)
        label = f"{since.year}-{(since.year + 1) % 100:02d}"
        return Return(label if as_at == year_end(year) else f"to-{as_at.isoformat()}", year, as_at, tables)

    def _leavers(self, as_at: date) -> list[Leaver]:
        if as_at == DAYS[-1]:
            found = open_in_december_2013(self.rng, self.persons)
        elif as_at == DAYS[1]:
            found = nineteen_in(self.rng, as_at.year, self.before_the_first)
        else:
            found = nineteen_in(self.rng, as_at.year, self.persons)
        return sorted(found, key=lambda leaver: leaver.person.child)

    def _add_child(self, tables: Tables, story: Story, since: date, as_at: date) -> None:
        person, born = story.person, _text(story.person.born)
        for one in story.stays:
            if one.start > as_at or (one.end is not None and one.end < since):
                continue
            tables["Reviews"] += [
                row("Reviews", CHILD=person.child, DOB=born, REVIEW=_text(day), REVIEW_CODE=part)
                for day, part in self.reviews[id(one)]
                if since <= day <= as_at
            ]
            if one.asylum:
                ceased = self.asylum_ceased[id(one)]
                if ceased is None or ceased >= since:
                    # Until it has ceased, the status is reported as ending on the 18th birthday.
                    last = ceased if ceased and ceased <= as_at else birthday(person.born, 18)
                    values = {"CHILD": person.child, "SEX": person.sex, "DOB": born, "DUC": _text(last)}
                    tables["UASC"].append(row("UASC", **values))
            if in_care_for_a_year(one, as_at):
                tables["OC2"].append(health_row(self.rng, one, as_at, born))
            adopted = self.adoptions.adopted(one, since, as_at)
            if adopted:
                values = {
                    name: _text(each) if isinstance(each, date) else each for name, each in adopted.items()
                }
                tables["AD1"].append(row("AD1", CHILD=person.child, DOB=born, **values))
            if one.adoption_decision and one.adoption_decision <= as_at:
                decided = _text(one.adoption_decision)
                tables["PlacedAdoption"].append(
                    row("PlacedAdoption", CHILD=person.child, DOB=born, DATE_PLACED=decided)
                )

    def _report_some_wrongly(self, rows: list[Row], since: date) -> None:
        """Report a few of the year's agencies as voluntary, not private; the next return puts them right."""
        moved = {each["CHILD"] for each in rows if each["PLACE"].startswith("T")}
        known = {_text(date.fromordinal(since.toordinal() + days)) for days in range(366)}
        able = [each for each in rows if not each["DEC"] and each["DECOM"] in known and each["RNE"] in "SP"]
        able = [each for each in able if (each["PLACE"], each["PLACE_PROVIDER"]) == ("Q2", "PR4")]
        able = [each for each in able if each["CHILD"] not in moved]
        for each in self.rng.sample(able, min(CORRECTED_A_YEAR, len(able))):
            each["PLACE_PROVIDER"] = "PR5"


def make_returns(rng: random.Random, stays: list[Stay]) -> list[Return]:
    """Every return in order: the years ending 2007 to 2013, then the extract as at 31 December 2013."""
    writer = Writer(rng, stays)
    return [writer.make(as_at) for as_at in DAYS[1:]]


def write_returns(returns: list[Return], folder: Path) -> list[Path]:
    """Write each return as CSV files in a folder of its own; returns those folders."""
    folders = []
    for one in returns:
        place = folder / one.label
        place.mkdir(parents=True, exist_ok=True)
        for name, rows in one.tables.items():
            with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS[name])
                writer.writeheader()
                writer.writerows(rows)
        folders.append(place)
    return folders


def _text(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _episode_row(person: Person, each: Episode, as_at: date) -> Row:
    if each.end is not None and each.end > as_at:
        each = replace(each, end=None, exit="")
    return row(
        "Episodes",
        CHILD=person.child,
        DECOM=_text(each.start),
        RNE=each.reason,
        LS=each.status,
        CIN=each.need,
        PLACE=each.place,
        PLACE_PROVIDER=each.provider,
        DEC=_text(each.end) if each.end else "",
        REC=each.exit,
        HOME_POST=each.home_post,
        PL_POST=each.post,
    )


def _header_row(person: Person, as_at: date, *, in_care: bool) -> Row:
    values = {"CHILD": person.child, "SEX": person.sex, "DOB": _text(person.born), "ETHNIC": person.ethnicity}
    values["UPN"] = person.upn if birthday(person.born, 5) <= as_at else "UN1"
    if person.sex == "2" and person.stays and in_care:
        mother = person.mother_of is not None and person.mother_of <= as_at
        values["MOTHER"] = str(int(mother))
        if mother and person.mother_of is not None:
            values["MC_DOB"] = _text(person.mother_of)
    return row("Header", **values)
