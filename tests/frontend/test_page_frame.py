from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings as site_settings
from django.template.loader import render_to_string

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.frontend.component_pages")]

PAGES = ["/parts/", "/list/?name=x", "/form/", "/form/?bad=1", "/sign-in/", "/missing/"]


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("address", PAGES)
def test_every_script_and_style_carries_the_nonce_and_no_tag_a_style_of_its_own(client, address):
    response = client.get(address)
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])[1]
    page = Page(response.content.decode())
    scripts = [one for one in page.of("script") if one.get("type") != "application/json"]
    assert len(scripts) == 3
    assert {one.get("nonce") for one in [*scripts, *page.of("style")]} == {nonce}
    for tag, attributes in page.tags:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith(("on", "hx-on"))], tag


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_what_names_an_id_finds_it(client, address):
    page = Page(client.get(address).content.decode())
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))
    for tag, attributes in page.tags:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            missing = set(attributes.get(name, "").split()) - set(ids)
            assert not missing, f"{tag} {name} names {missing}"
        if tag == "a" and attributes.get("href", "").startswith("#"):
            assert attributes["href"][1:] in ids


def test_frame_says_whose_data_who_reads_and_where(client):
    text = client.get("/parts/").content.decode()
    assert "<strong>Demonstration data.</strong> No real child." in text
    assert "Northmere Council" in text
    assert "Analyst" in text
    assert "<title>Children looked after at 31 March 2026 – Northmere Council – Sufficiency</title>" in text
    page = Page(text)
    assert [one["aria-current"] for one in page.of("a") if "aria-current" in one] == ["page", "true"]
    assert page.of("a")[0]["href"] == "#main-content"


@pytest.mark.parametrize(
    ("demonstration", "synthetic", "shown"), [(True, False, 1), (False, True, 1), (False, False, 0)]
)
def test_strip_stands_wherever_the_data_are_synthetic(demonstration, synthetic, shown):
    context = {"demonstration": demonstration, "authority": {"name": "Northmere", "is_synthetic": synthetic}}
    assert render_to_string("base.html", context).count("No real child.") == shown


def test_frame_has_neither_crown_nor_outside_address(client):
    for address in PAGES:
        text = client.get(address).content.decode()
        assert "crown" not in text.lower()
        assert not re.search(r'(src|href|action)="(https?:)?//', text)


def test_error_in_a_form_is_told_in_the_title(client):
    assert "<title>Error: " in client.get("/form/?bad=1").content.decode()
    assert "<title>Error: " not in client.get("/form/").content.decode()


def test_not_found_says_what_to_do(client):
    response = client.get("/missing/")
    assert response.status_code == 404
    assert "check it" in response.content.decode()


def test_forbidden_page_says_what_the_role_lacks():
    text = render_to_string(
        "403.html", {"exception": "Your role in Northmere does not let you load returns."}
    )
    assert "does not let you load returns" in text
    assert "Nothing was changed" in text


def test_page_of_a_fault_needs_no_context_and_shows_the_incident():
    text = render_to_string("500.html", {"incident_id": "7c1f-22ab"})
    assert "7c1f-22ab" in text
    assert "incident number" not in render_to_string("500.html")


def test_sign_in_keeps_the_name_and_names_what_is_missing(client):
    text = client.post("/sign-in/", {"username": "amina", "password": ""}).content.decode()
    assert 'value="amina"' in text
    assert '<a href="#id_password">Enter your password</a>' in text


def test_demonstration_sign_ins_stand_on_the_page_only_when_given():
    one = {"username": "analyst", "password": "words", "role": "Analyst", "authority": "Northmere"}
    assert "words" in render_to_string("registration/login.html", {"demonstration_sign_ins": [one]})
    assert "demonstration" not in render_to_string("registration/login.html", {}).lower()


def test_the_policy_allows_nothing_inline():
    for directive in ("script-src", "style-src"):
        assert "'unsafe-inline'" not in site_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"][directive]
        assert "'unsafe-eval'" not in site_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"][directive]
