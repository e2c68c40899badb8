"""What people would have typed beside the returns of the demonstration: invented, marked so, and there once."""

from __future__ import annotations

from datetime import date

import pytest

from careleavers.models import Contact, PersonToRing, YearlyContact, YoungPerson
from placements.models import KnownChange
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.sign_ins import make_sign_ins
from sufficiency.demonstration.southampton.known_to_come import record_what_is_known
from sufficiency.demonstration.southampton.young_people import DAY, record_young_people
from tests.careleavers.people import young_person
from tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db


def test_they_are_recorded_once_and_nobody_can_take_them_for_real():
    authority, by = AuthorityFactory(is_synthetic=True), system_user("demonstration")
    make_sign_ins(authority)
    for number in range(40):
        person = young_person(authority, date(1994, 1 + number % 12, 1), (date(2005, 1, 1), date(2012, 1, 1)))
        YearlyContact.objects.create(child_id=person.pk, as_at=DAY, accommodation="D2", activity="F3")
        young_person(authority, date(2000 + number % 10, 5, 5), (date(2010, 1, 1), None))
    assert record_young_people(authority, by=by) == 40
    assert record_young_people(authority, by=by) == 0
    made = record_what_is_known(authority, by=by)
    assert made == KnownChange.objects.count() > 10
    assert record_what_is_known(authority, by=by) == 0
    people = YoungPerson.objects.filter(authority=authority).known_on(DAY)
    assert all(one.last_name.endswith("(invented)") for one in people)
    assert all(one.telephone.startswith("07700 900") for one in PersonToRing.objects.all())
    assert not Contact.objects.filter(on__gt=DAY).exists()
    # What the extract told is as it was told.
    assert set(YearlyContact.objects.values_list("accommodation", "activity")) == {("D2", "F3")}
