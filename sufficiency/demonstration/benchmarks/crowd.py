"""Two hundred people at work at once: what each waits for a page, through HTTP, on a register twenty times a council's.

Each person is a thread with a browser's session: signs in, thinks for 5 to 15 seconds, opens the next page of what
their role does all day, and now and then records something. The figures are of whole answers as they arrive.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

# Seconds between one page and the next, and the longest that anybody waits for one.
THINKS = (5.0, 15.0)
_PATIENCE = 60
_RECORD = re.compile(r'href="(/(?:children|homes)/[0-9a-f]{8}-[0-9a-f-]{27}/)"')


@dataclass(frozen=True)
class Answer:
    """`kind` is "page", "dashboard" or "record" (something written); `at` and `took` in seconds."""

    kind: str
    what: str
    at: float
    took: float
    fault: str = ""


@dataclass(frozen=True)
class Crowd:
    """What was measured. `generator_share` is of one processor, taken by the people simulated."""

    people: int
    seconds: float
    answers: list[Answer]
    generator_share: float

    def of(self, kind: str) -> list[float]:
        return sorted(one.took for one in self.answers if one.kind == kind and not one.fault)

    @property
    def faults(self) -> list[Answer]:
        return [one for one in self.answers if one.fault]


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values does not exceed; 0 where there are none."""
    if not sorted_values:
        return 0.0
    return sorted_values[min(len(sorted_values) - 1, max(0, round(share * len(sorted_values)) - 1))]


class _Form(HTMLParser):
    """The fields of the page's last posting form, as a browser would send them unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        one = dict(attributes)
        if (
            tag == "form"
            and (one.get("method") or "").lower() == "post"
            and "sign-out" not in (one.get("action") or "")
        ):
            self._inside, self.fields = True, {}
        name = one.get("name") or ""
        if not self._inside or not name:
            if self._inside and tag == "option" and self._select and "selected" in one:
                self.fields[self._select] = one.get("value") or ""
            return
        if tag == "input":
            if one.get("type") in {"radio", "checkbox"} and "checked" not in one:
                return
            self.fields[name] = one.get("value") or ""
        elif tag == "select":
            self._select = name

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""


@dataclass
class Person:
    """One of the crowd."""

    base: str
    name: str
    password: str
    errands: Sequence[tuple[float, Callable[[Person], None]]]
    began: float
    seed: int
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.session = requests.Session()
        self.known: dict[str, list[str]] = {"children": [], "homes": []}

    def live(self, until: float) -> None:
        """Sign in and work until that moment."""
        self.think(first=True)
        self.sign_in()
        while time.monotonic() < until:
            self.think()
            weights = [weight for weight, _ in self.errands]
            [(_, errand)] = self.chance.choices(self.errands, weights)
            errand(self)

    def think(self, *, first: bool = False) -> None:
        """Wait as people do; at first so that not all of them begin at once."""
        time.sleep(self.chance.uniform(0, THINKS[1]) if first else self.chance.uniform(*THINKS))

    def sign_in(self) -> None:
        page = self.open("/sign-in/", what="sign-in page")
        fields = _fields(page)
        self.post("/sign-in/", {**fields, "username": self.name, "password": self.password}, what="sign in")

    def open(self, path: str, *, what: str, kind: str = "page") -> str:
        """The page, timed; blank where it did not come."""
        return self._ask("GET", path, what, kind, None)

    def post(self, path: str, fields: dict[str, str], *, what: str) -> str:
        return self._ask("POST", path, what, "record", fields)

    def record(self, path: str, changes: dict[str, str], *, what: str) -> None:
        """Open the form at the path, think, and send it with these fields."""
        page = self.open(path, what=f"{what}: form")
        fields = _fields(page)
        if fields:
            self.think()
            self.post(path, {**fields, **changes}, what=what)

    def _ask(self, method: str, path: str, what: str, kind: str, fields: dict[str, str] | None) -> str:
        began = time.monotonic()
        fault, text = "", ""
        address = urljoin(self.base, path)
        try:
            answer = self.session.request(
                method, address, data=fields, timeout=_PATIENCE, headers={"Referer": address}
            )
            text = answer.text
            # A stale form answers 409, and says so kindly: two people at one record is no fault.
            if answer.status_code >= 400 and answer.status_code != 409:
                fault = f"{answer.status_code}"
            elif "/sign-in/" in answer.url and "/sign-in/" not in path:
                fault = "signed out"
        except requests.RequestException as failed:
            fault = type(failed).__name__
        self.answers.append(Answer(kind, what, began - self.began, time.monotonic() - began, fault))
        for place, links in self.known.items():
            found = [link for link in _RECORD.findall(text) if link.startswith(f"/{place}/")]
            links.extend(found)
            del links[:-200]
        return text

    def any_of(self, place: str) -> str | None:
        """The address of a record that the person has seen a link to."""
        return self.chance.choice(self.known[place]) if self.known[place] else None


def _fields(page: str) -> dict[str, str]:
    form = _Form()
    form.feed(page)
    return form.fields


def simulate(
    *,
    base: str,
    password: str,
    people: Sequence[tuple[str, Sequence[tuple[float, Callable[[Person], None]]]]],
    seconds: float,
    seed: int = 903,
) -> Crowd:
    """Let these people, by sign-in name and errands, work for so long. Blocks until all have stopped."""
    began = time.monotonic()
    crowd = [
        Person(base, name, password, errands, began, seed + number)
        for number, (name, errands) in enumerate(people)
    ]
    before = resource.getrusage(resource.RUSAGE_SELF)
    threads = [threading.Thread(target=one.live, args=(began + seconds,), daemon=True) for one in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lasted = time.monotonic() - began
    return Crowd(len(crowd), lasted, [answer for one in crowd for answer in one.answers], used / lasted)


def slowest(crowd: Crowd, number: int = 12) -> list[str]:
    """The pages by their 95th percentile, the slowest first, in words."""
    by_page: dict[str, list[float]] = {}
    for one in crowd.answers:
        if not one.fault:
            by_page.setdefault(one.what, []).append(one.took)
    told = [
        (percentile(sorted(took), 0.95), f"{what}: {len(took)} times, median {statistics.median(took):.3f} s")
        for what, took in by_page.items()
    ]
    return [f"{words}, p95 {p95:.3f} s" for p95, words in sorted(told, reverse=True)[:number]]
