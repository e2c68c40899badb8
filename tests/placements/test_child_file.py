"""The file of the list of children is the list itself: the same columns, order, rows and words, and nobody else."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from placements.models import Allocation, Child, LegalStatus, Placement, TemporaryMove
from sufficiency.core.access import Role
from tests.core.files import LIST, children_in_care, rows_of
from tests.factories import AuthorityFactory, PlacementFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import household

pytestmark = pytest.mark.django_db
AGO = timedelta(days=100)


class _Table(HTMLParser):
    """The cells of a page's table, as people read them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def on_the_pages(client: Client, question: str) -> list[list[str]]:
    """The rows of all pages of the list, its header first."""
    found: list[list[str]] = []
    for page in range(1, 4):
        answer = client.get(f"{LIST}?{question}page={page}")
        read = _Table()
        read.feed(answer.text)
        header, *rows = read.rows
        if not found:
            found.append(header)
        if rows == found[-len(rows) :]:
            break
        found += rows
    return found


def in_the_file(client: Client, question: str) -> list[list[str]]:
    answer = client.get(f"{LIST}?{question}format=csv")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode())))


@pytest.fixture
def forty(here):
    """Forty of every kind: in a household, elsewhere, away, without a placement, without a number, left care."""
    children = children_in_care(here, 40)
    home = household(here, places=3)
    for child in children[:30]:
        period = child.periods_of_care.get()
        LegalStatus.objects.create(
            child=child, period=period, code="C2", need="N1", dates=(timezone.localdate() - AGO, None)
        )
        placed = {"period": period, "dates": period.dates}
        n = children.index(child)
        if n < 3:
            PlacementFactory(**placed, code="U6", household=home, place_number=n + 1)
        else:
            PlacementFactory(**placed, code="K2" if n % 2 else "U6", household=None, miles=n - 2.4)
    Placement.objects.filter(child__in=children[:2]).update(miles=None)
    away = children[2]
    TemporaryMove.objects.create(
        child=away,
        placement=away.placements.get(),
        code="T2",
        dates=(timezone.localdate() - timedelta(days=1), None),
    )
    Child.objects.filter(pk__in=[child.pk for child in children[20:22]]).update(number=None)
    Child.objects.filter(pk=children[22].pk).update(first_name="", last_name="")
    children[39].periods_of_care.update(dates=(timezone.localdate() - AGO, timezone.localdate()))
    return children


@pytest.mark.parametrize(
    "question",
    ["", "who=all&", "who=without&", "living=homes&", "legal=C2&sort=-age&", "sort=-name&", "who=junk&"],
)
def test_the_file_is_the_list(here, olive, forty, question):
    client = signed_in(olive)
    listed = on_the_pages(client, question)
    assert in_the_file(client, question) == listed
    assert len(listed) > 5
    if question in ("", "who=junk&"):
        assert len(listed) == 40, "a header, and all but the one who left"


def test_the_file_is_the_list_searched_for(here, olive, forty):
    client = signed_in(olive)
    client.post(reverse("placements:child-search"), {"searched": "Listed"})
    searched = in_the_file(client, "who=all&")
    assert searched == on_the_pages(client, "who=all&")
    assert len(searched) == 40, "a header, and all but the one without a name"


def test_who_is_not_on_the_list_is_not_in_the_file(here, olive):
    (listed,) = children_in_care(here, 1)
    children_in_care(here, 1, is_restricted=True, last_name="Closed")
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    children_in_care(elsewhere, 1, last_name="Elsewhere")
    assert [row[1] for row in rows_of(signed_in(olive).get(f"{LIST}?format=csv&who=all"))] == [listed.number]
    worker, another = (someone(here, Role.SOCIAL_WORKER) for _ in range(2))
    Allocation.objects.create(child=listed, worker=another, dates=(timezone.localdate(), None))
    assert rows_of(signed_in(worker).get(f"{LIST}?format=csv&who=all")) == []


def test_no_cell_is_a_formula(here, olive):
    children_in_care(here, 1, first_name="=HYPERLINK(1)", last_name="x", number="+44")
    ((name, number, *_),) = rows_of(signed_in(olive).get(f"{LIST}?format=csv"))
    assert (name, number) == ("'=HYPERLINK(1) x", "'+44")


def test_a_longer_file_asks_the_database_no_more(here, olive):
    client = signed_in(olive)
    asked = []
    for _ in range(2):
        for child in children_in_care(here, 20):
            PlacementFactory(period=child.periods_of_care.get(), household=None, code="K2")
        client.get(f"{LIST}?format=csv")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}?format=csv")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_count_stands_in_words_with_the_link_beside_it(here, olive):
    children_in_care(here, 1)
    page = signed_in(olive).get(f"{LIST}?who=all").text
    assert "<strong>1 child</strong>. " in page
    assert 'href="?who=all&amp;format=csv">Download CSV</a>' in page
