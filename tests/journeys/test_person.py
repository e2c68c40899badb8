"""What would stop somebody without a mouse is found, whatever the task."""

from __future__ import annotations

import pytest

from tests.journeys.person import Person, Way

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<button tabindex="-1">Save</button>', "is not reached"),
        ('<button style="outline: none">Save</button>', "no mark of the focus"),
        ('<button>Save</button><p style="position: fixed; inset: 0; background: white">', "out of sight"),
    ],
)
def test_what_the_keyboard_cannot_do_is_found(page, markup, fault):
    page.set_content(markup)
    with pytest.raises(AssertionError, match=fault):
        Person(page, Way.KEYBOARD, url="").activates(page.get_by_text("Save"))
