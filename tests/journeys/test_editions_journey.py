"""An edition in a real browser: its page, the whole of it to read, where figures came from; templates, and the look."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports import actions
from reports.logos import read_logo
from reports.models import Edition
from sufficiency.core.models import User
from sufficiency.core.system_user import system_user
from tests.journeys.test_pages import analyst, council, loaded, look_at
from tests.reports.conftest import AS_AT
from tests.reports.keeping import a_template
from tests.reports.logos import SVG

__all__ = ["analyst", "council", "loaded"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def edition(loaded) -> Edition:
    """A statement of the council in its own colours."""
    actions.set_style(
        authority=loaded,
        version=0,
        printed_name="City of Small",
        accent="#00512f",
        logo=read_logo("logo.svg", SVG),
        logo_alt="A house",
        by=User.objects.get(memberships__authority=loaded, memberships__role="analyst"),
    )
    return actions.publish_edition(
        authority=loaded, kind="statement", as_at=AS_AT, audience="public", by=system_user("tests")
    )


def test_an_editions_pages_at_both_widths(analyst, edition, council, live_server):
    template = a_template(council)
    addresses = [
        *(
            reverse(f"reports:edition-{name}", args=[edition.public_id])
            for name in ("detail", "html", "figures")
        ),
        f"{reverse('reports:edition-figures', args=[edition.public_id])}?key=cla.number",
        reverse("reports:edition-correct", args=[edition.public_id]),
        reverse("reports:style"),
        reverse("reports:template-list"),
        reverse("reports:template-detail", args=[template.public_id]),
        reverse("reports:template-section", args=[template.public_id, "numbers"]),
    ]
    for width in (1280, 390):
        for address in addresses:
            look_at(analyst, live_server.url + address, width)


def test_the_page_to_read_heads_its_rows_and_columns(analyst, edition, live_server):
    analyst.goto(live_server.url + reverse("reports:edition-html", args=[edition.public_id]))
    tables = analyst.locator("table.app-table")
    expect(tables).to_have_count(len(edition.tables))
    for table in tables.all():
        rows = table.locator("tbody tr").count()
        expect(table.locator("tbody th[scope=row]")).to_have_count(rows)
        expect(table.locator("thead th[scope=col]")).to_have_count(table.locator("thead tr > *").count())
    colour = analyst.locator("article h2").first.evaluate("one => getComputedStyle(one).color")
    assert colour == "rgb(0, 49, 28)"
    expect(analyst.get_by_role("img", name="A house")).to_be_visible()
