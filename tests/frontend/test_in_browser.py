"""The components in a real browser: no rule of axe-core broken, nothing refused by the security policy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.frontend.component_pages"),
]

AXE = (Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def complaints(page):
    """What the browser wrote to its console; a refused style or script is an error there."""
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: lines.append(str(fault)))
    return lines


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["/parts/", "/list/", "/form/?bad=1", "/sign-in/"])
def test_page_is_accessible_and_quiet_at_both_widths(page, live_server, complaints, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + address)
    if address == "/parts/":
        page.wait_for_selector(".js-plotly-plot >> nth=3")
        for plot in page.query_selector_all(".app-chart__plot"):
            plot.hover()
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(TAGS)}}})")["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert complaints == []


def test_charts_are_drawn_and_their_tables_closed(page, live_server):
    page.goto(live_server.url + "/parts/")
    page.wait_for_selector(".js-plotly-plot >> nth=3")
    expect(page.locator(".app-chart__figures[open]")).to_have_count(0)
    labels = page.locator(".annotation-text").all_text_contents()
    assert {"Northmere", "England", "New populations"} <= set(labels)
    # In three parts: to 2019, then 2021 alone (2020 is missing, 2022 starts anew), then from 2022.
    england = page.locator("[data-chart=line] .scatterlayer .trace").last
    expect(england.locator("path.js-line")).to_have_count(3)
    sizes = [path.bounding_box()["width"] > 1 for path in england.locator("path.point").all()]
    assert sizes.count(True) == 1, "the year that stands alone is a dot, or it would not be seen"


def test_an_issued_forecast_is_marked_by_shape_and_has_its_ranges(page, live_server):
    page.goto(live_server.url + "/parts/")
    page.wait_for_selector(".js-plotly-plot >> nth=4")
    line = page.locator("[data-chart=issued] .scatterlayer .trace").last
    shapes = [path.get_attribute("d") for path in line.locator("path.point").all()]
    assert len(set(shapes)) == 3, "held, missed and to come look alike"
    assert "A" in shapes[0], "a circle where it held"
    assert "A" not in shapes[1], "a cross where it missed"
    expect(line.locator("path.yerror")).to_have_count(3)


def test_a_year_is_named_once_on_a_short_chart(page, live_server):
    page.goto(live_server.url + "/parts/")
    page.wait_for_selector(".js-plotly-plot >> nth=5")
    names = page.locator("[data-chart=short] .xtick text").all_text_contents()
    assert names == sorted(set(names))
    assert {"2027", "2028"} <= set(names)


def test_a_chart_fits_the_sheet_while_the_page_is_printed(page, live_server):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + "/parts/")
    page.wait_for_selector(".js-plotly-plot >> nth=3")
    drawn = page.locator("[data-chart=line] .main-svg").first
    wide = drawn.bounding_box()["width"]
    assert wide > 700
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert drawn.bounding_box()["width"] <= 680
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert drawn.bounding_box()["width"] == wide


def test_charts_leave_their_tables_open_where_plotly_does_not_load(page, live_server):
    page.route("**/plotly-basic*", lambda route: route.abort())
    page.goto(live_server.url + "/parts/")
    page.wait_for_selector("[data-chart=line] table", state="visible")
    expect(page.locator("[data-chart=line] .app-chart__plot")).to_be_hidden()


def test_page_reads_without_javascript(browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/parts/")
    expect(page.locator("[data-chart=line] table")).to_be_visible()
    expect(page.locator("#id_files")).to_be_visible()


def test_progress_leads_to_the_page_that_tells_the_end(page, live_server, complaints):
    page.goto(live_server.url + "/waiting/")
    expect(page.locator("progress")).to_have_attribute("value", "1")
    page.wait_for_url("**/list/", timeout=10_000)
    assert complaints == []


def test_upload_lists_the_files_and_sends_their_folders(page, live_server, tmp_path):
    (tmp_path / "2017-18").mkdir()
    (tmp_path / "2017-18" / "episodes.csv").write_text("CHILD,DECOM\n")
    page.goto(live_server.url + "/parts/")
    page.click("text=Choose a whole folder")
    page.set_input_files("#id_files_folder", tmp_path / "2017-18")
    expect(page.locator(".app-upload__list li")).to_have_text(
        ["2017-18/episodes.csv 12 bytes"], use_inner_text=True
    )
    expect(page.locator("input[name=paths]")).to_have_value(
        json.dumps(["2017-18/episodes.csv"], separators=(",", ":"))
    )
