"""Many people at work at once: what each waits for a page, through HTTP, from a server as production has it.

Each person is a thread with a browser's session, who comes in, signs in, reads, opens the next page of what their role
does all day, and now and then records something. Times are of whole answers as they arrive, style sheets left out
(browsers keep those).
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

# Seconds that somebody reads a page: at least so many, and on average so many more, exponentially.
READS_AT_LEAST, READS_MORE = 3.0, 27.0
# Where the search at the top of every page is sent.
_SEARCH = "/search/"
# The longest that anybody waits for a page.
_PATIENCE = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_RECORD = re.compile(r'href="(/(?:children|homes|young-people)/[0-9a-f]{8}-[0-9a-f-]{27}/)"')
# Kinds of answer.
PAGE, DASHBOARD, RECORD, SIGN_IN = "page", "dashboard", "record", "sign in"

Errands = Sequence[tuple[float, Callable[["Person"], None]]]


@dataclass(frozen=True)
class Answer:
    """`at` and `took` in seconds, `at` since the crowd began to come in; `fault` blank where all was well."""

    kind: str
    what: str
    at: float
    took: float
    fault: str = ""


class _Forms(HTMLParser):
    """The fields of each posting form of the page but the search at its top, as a browser would send them unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        one = dict(attributes)
        name, value = one.get("name") or "", one.get("value") or ""
        posts = tag == "form" and (one.get("method") or "").lower() == "post"
        if posts and one.get("action") != _SEARCH:
            self._inside = True
            self.forms.append({})
        if not self._inside:
            return
        if tag == "option" and self._select and "selected" in one:
            self.forms[-1][self._select] = value
        elif tag == "select":
            self._select = name
        elif tag == "input" and name and (one.get("type") not in {"radio", "checkbox"} or "checked" in one):
            self.forms[-1][name] = value
        elif tag == "textarea" and name:
            self.forms[-1][name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""


def _fields(page: str) -> dict[str, str]:
    """Of the page's own form, which asks for more than those of signing out and of staying signed in."""
    forms = _Forms()
    forms.feed(page)
    return max(forms.forms, key=len, default={})


@dataclass
class Person:
    """One of the crowd, who comes in `comes_after` seconds from `began`."""

    base: str
    name: str
    password: str
    errands: Errands
    began: float
    comes_after: float
    until: float
    seed: int
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.session = requests.Session()
        # A proxy would end https, and say so.
        self.session.headers["X-Forwarded-Proto"] = "https"
        # As from a proxy: an open connection could be ended by the server in the moment of the next click.
        self.session.headers["Connection"] = "close"
        self.known: dict[str, list[str]] = {"children": [], "homes": [], "young-people": []}

    def live(self) -> None:
        """Come in, sign in, and work until the end."""
        time.sleep(self.comes_after)
        page = self.open("/sign-in/", what="sign-in page", kind=SIGN_IN)
        self.read(shortly=True)
        given = {**_fields(page), "username": self.name, "password": self.password}
        self.post("/sign-in/", given, what="sign in", kind=SIGN_IN)
        while self.read():
            [(_, errand)] = self.chance.choices(self.errands, [weight for weight, _ in self.errands])
            errand(self)

    def read(self, *, shortly: bool = False) -> bool:
        """Stay on the page for as long as people do; whether the day goes on after it."""
        stays = READS_AT_LEAST + (0 if shortly else self.chance.expovariate(1 / READS_MORE))
        time.sleep(max(0.0, min(stays, self.until - time.monotonic())))
        return time.monotonic() < self.until

    def open(self, path: str, *, what: str, kind: str = PAGE) -> str:
        """The page, timed; blank where it did not come."""
        return self._ask("GET", path, what, kind, None)

    def post(self, path: str, fields: dict[str, str], *, what: str, kind: str = RECORD) -> str:
        """The page that the form led to."""
        return self._ask("POST", path, what, kind, fields)

    def record(self, path: str, changes: dict[str, str], *, what: str, to: str = "") -> None:
        """Open the form at the path, fill it in for a while, and send it with these fields (to `to`)."""
        given = _fields(self.open(path, what=f"{what}: form"))
        if given and self.read():
            self.post(to or path, {**given, **changes}, what=what)

    def look_up(self, text: str, *, what: str) -> None:
        """Come to the first page, and type into the search at its top."""
        token = _TOKEN.search(self.open("/", what="work"))
        if token and self.read(shortly=True):
            self.post(_SEARCH, {"csrfmiddlewaretoken": token[1], "searched": text}, what=what, kind=PAGE)

    def any_of(self, place: str) -> str | None:
        """The address of a record that the person has seen a link to."""
        return self.chance.choice(self.known[place]) if self.known[place] else None

    def _ask(self, method: str, path: str, what: str, kind: str, fields: dict[str, str] | None) -> str:
        began = time.monotonic()
        fault, text = "", ""
        address = urljoin(self.base, path)
        try:
            answer = self._send(method, address, fields)
            while answer.is_redirect:
                address = urljoin(self.base, answer.headers["Location"])
                answer = self._send("GET", address, None)
            text = answer.text
            # Two people at one record: the second is told so, kindly, and that is no fault.
            if answer.status_code >= 400 and answer.status_code != 409:
                fault = f"answered {answer.status_code}"
            elif "/sign-in/" in answer.url and kind != SIGN_IN:
                fault = "was signed out"
        except requests.RequestException as failed:
            fault = type(failed).__name__
        ended = time.monotonic()
        self.answers.append(Answer(kind, what, began - self.began, ended - began, fault))
        for link in _RECORD.findall(text):
            seen = self.known[link.split("/")[1]]
            seen.append(link)
            del seen[:-200]
        return text

    def _send(self, method: str, address: str, fields: dict[str, str] | None) -> requests.Response:
        # Cookies are marked for https alone, and `requests` would keep them back here.
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.session.cookies)
        headers = {"Referer": address.replace("http://", "https://", 1), "Cookie": cookies}
        return self.session.request(
            method, address, data=fields, timeout=_PATIENCE, headers=headers, allow_redirects=False
        )


@dataclass(frozen=True)
class Who:
    """Somebody to simulate: the sign-in name, and what they do all day."""

    name: str
    errands: Errands


def simulate(
    *,
    base: str,
    password: str,
    people: Sequence[Who],
    coming: float,
    seconds: float,
    measured_from: Callable[[], None],
    seed: int = 903,
) -> list[Answer]:
    """Let them come in over `coming` seconds and work for `seconds` more, then say what each waited.

    `measured_from` is called when all have come. Blocks until the last has stopped.
    """
    began = time.monotonic()
    until = began + coming + seconds
    crowd = [
        Person(
            base, who.name, password, who.errands, began, coming * number / len(people), until, seed + number
        )
        for number, who in enumerate(people)
    ]
    threads = [threading.Thread(target=one.live, daemon=True) for one in crowd]
    for thread in threads:
        thread.start()
    time.sleep(coming)
    measured_from()
    for thread in threads:
        # Nobody waits longer than this, and who does is told as a fault.
        thread.join(timeout=max(0.0, until + _PATIENCE + 5 - time.monotonic()))
    return [answer for one in crowd for answer in one.answers]
