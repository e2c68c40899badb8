"""What fuzzing found at the desk: texts and numbers that nobody means, told in words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from placements.forms.fields import whole_number
from tests.factories import AuthorityFactory
from tests.people import signed_in
from tests.placements.people_and_homes import child, officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["", "²", "-1", "1.5", "9" * 10, "9" * 5000, "x", "\0"])
def test_what_is_no_number_of_ours_is_none(text):
    assert whole_number(text) is None


def test_a_number_of_ours():
    assert [whole_number(text) for text in ("0", "7", "999999999")] == [0, 7, 999999999]


def test_a_search_with_a_nul_in_it_finds_what_it_would_without():
    here = AuthorityFactory()
    wren = child(here)
    client = signed_in(officer(here))
    found = client.post(reverse("placements:child-search"), {"searched": "Wr\0en"})
    assert found["Location"] == reverse("placements:child-detail", args=[wren.public_id])
    stay = reverse("placements:child-start", args=[wren.public_id])
    assert client.post(stay, {"look": "homes", "look_for": "\0"}).status_code == 200


def test_a_home_with_a_number_that_is_none_is_told_at_the_field():
    here = AuthorityFactory()
    address = reverse("placements:child-start", args=[child(here).public_id])
    answer = signed_in(officer(here)).post(address, {"home": "household:x:²"})
    assert "Choose where the child goes" in answer.text
