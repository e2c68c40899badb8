"""The accessibility statement says what the tests cover, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from sufficiency.core.accessibility import CLAIMS, LOOKED_AT
from tests.addresses import every_address

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("proof", [proof for claim in CLAIMS for proof in claim.proved_by])
def test_every_claim_names_a_test_that_is_there(proof):
    file, _, name = proof.partition("::")
    text = (ROOT / file).read_text()
    assert f"def {name}(" in text
    assert "pytest.mark.slow" not in text.split(f"def {name}(")[0].rsplit("\n\n\n", 1)[-1]


@pytest.mark.parametrize("file", LOOKED_AT)
def test_every_page_is_there_and_its_tests_look_at_pages(file):
    text = (ROOT / file).read_text()
    assert "look_at(" in text
    assert set(LOOKED_AT[file]) <= {name for name, _ in every_address()}


def test_what_is_looked_at_is_judged_by_axe_at_level_aa():
    text = (ROOT / "tests/journeys/test_pages.py").read_text()
    assert '"wcag22aa"' in text
    assert "scrollWidth <= document.documentElement.clientWidth" in text


@pytest.mark.django_db
def test_the_page_says_so_to_anybody():
    page = Client().get("/accessibility/")
    assert f"{sum(map(len, LOOKED_AT.values()))} kinds of page" in page.text
    assert all(claim.text in page.text for claim in CLAIMS)
    assert "not been audited" in page.text
    assert get_resolver().resolve("/accessibility/").view_name == "accessibility"
