from __future__ import annotations

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.frontend.component_pages import figure_table

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.frontend.component_pages")]


def drawn(component: str, **context) -> str:
    return " ".join(render_to_string(f"_components/{component}.html", context).split())


def test_tile_says_not_known_with_the_reason_and_prints_nought():
    unknown = drawn("tile", tile={"title": "Homes free", "value": "", "reason": "No households recorded."})
    assert "Not known" in unknown
    assert "No households recorded." in unknown
    nought = drawn("tile", tile={"title": "Waiting", "value": 0, "period": "today"})
    assert '<p class="app-tile__value">0</p>' in nought
    assert "Not known" not in nought


def test_tile_judges_only_where_asked():
    changes = [{"text": "14 more"}, {"text": "2 points more", "judgement": "worse"}]
    text = drawn("tile", tile={"title": "T", "value": "1", "changes": changes})
    assert "<li>14 more</li>" in text
    assert re.search(r"2 points more: <span[^>]+>worse</span>", text)


def test_figure_table_heads_rows_and_says_not_known():
    text = drawn("figure_table", table=figure_table(), table_id="t")
    assert '<a class="govuk-link" href="/2025/">2025</a>' in text
    assert text.count('scope="row"') == 2
    assert text.count("not known") == 1
    assert text.count("govuk-table__cell--numeric") == 4


def test_figure_table_refuses_a_row_that_does_not_fit_its_columns():
    with pytest.raises(ValueError, match="zip"):
        drawn("figure_table", table=figure_table(rows=[{"cells": ["2025", "479"]}]))


def test_chart_carries_its_figures_and_cannot_break_out_of_its_data():
    spec = {"kind": "line", "series": [{"name": "</script><b>"}]}
    text = drawn("chart", chart={"id": "c", "title": "T", "spec": spec, "table": figure_table()})
    assert "</script><b>" not in text
    assert '<script id="c" type="application/json">' in text
    assert "Children looked after, at 31 March" in text


def test_pagination_keeps_the_rest_of_the_address_and_leaves_out_far_pages():
    request = RequestFactory().get("/list/", {"kind": ["a", "b"], "page": "10"})
    text = drawn("pagination", page=Paginator(range(500), 25).page(10), request=request)
    assert 'href="?kind=a&amp;kind=b&amp;page=11" rel="next"' in text
    assert re.findall(r'aria-label="Page (\d+)"', text) == ["1", "9", "10", "11", "20"]
    assert text.count("⋯") == 2
    assert drawn("pagination", page=Paginator(range(20), 25).page(1), request=request) == ""


def test_progress_asks_again_until_finished():
    going = {"text": "Reading", "done": 1, "total": 4, "href": "/progress/", "page": "/return/"}
    assert 'hx-get="/progress/" hx-trigger="every 1s"' in drawn("task_progress", progress=going)
    ended = drawn("task_progress", progress={**going, "finished": True})
    assert "hx-get" not in ended
    assert 'data-finished="/return/"' in ended
    unknown_length = drawn(
        "task_progress", progress={"text": "Waiting", "href": "/progress/", "page": "/return/"}
    )
    assert " value=" not in unknown_length


def test_table_of_a_list_says_how_it_is_sorted_and_keeps_the_filter(client):
    text = client.get("/list/", {"name": "x", "sort": "-rows"}).content.decode()
    states = re.findall(r'aria-sort="(\w+)"', text)
    assert states == ["none", "descending"], "a column that cannot be sorted has no state"
    assert 'href="?name=x&amp;sort=rows&amp;page=1"' in text
    unsorted = client.get("/list/").content.decode()
    assert "—" not in unsorted.split("<tbody")[1]
    assert unsorted.count("not known") == 12


def test_error_summary_links_to_the_first_input_of_each_field(client):
    text = client.get("/form/", {"bad": "1"}).content.decode()
    summary = text.split("govuk-error-summary__list")[1].split("</ul>")[0]
    for target in ("id_name", "id_already", "id_flags", "id_checked", "id_began_1", "id_upload"):
        assert f'href="#{target}"' in summary
    assert "The move must be after 3 May 2026" in summary
