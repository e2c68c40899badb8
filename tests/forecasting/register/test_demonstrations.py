"""A forecast of a demonstration is made from the same number of children as every page counts, on many days.

Of Northmere a few days are compared every day, where it is loaded anyway: tests/demonstration/test_northmere.py.
Of generated worlds: tests/forecasting/pages/test_register.py.
"""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from sufficiency.core.system_user import system_user
from sufficiency.demonstration.northmere.loading import load_northmere
from sufficiency.demonstration.southampton.loading import load_southampton
from tests.forecasting.register.agreement import disagreements

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_southampton_on_every_eleventh_day():
    call_command("load_reference", verbosity=0)
    authority = load_southampton(by=system_user("demonstration"))
    days, differ = disagreements(authority, every=11, known_every=40)
    assert differ == {}
    assert days > 250


def test_northmere_on_every_eleventh_day():
    authority = load_northmere(by=system_user("demonstration"), as_at=timezone.localdate())
    days, differ = disagreements(authority, every=11, known_every=40)
    assert differ == {}
    assert days > 350
