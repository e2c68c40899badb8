from __future__ import annotations

import copy

import pytest


@pytest.fixture(autouse=True)
def _frame_of_the_tests_own(settings):
    """Templates see only what the pages of these tests give them, not the site's navigation and footer."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].remove("sufficiency.core.context.site")
    settings.TEMPLATES = templates
