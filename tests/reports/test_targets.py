"""Targets of indicators: dated, audited, seen beside the figure of their day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from placements.models import Child
from reports.actions import set_target
from reports.models import IndicatorTarget
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from sufficiency.indicators.catalogue import UnknownIndicator
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db

KEY = "placements.fostering_share"
ADDRESS = f"/indicators/{KEY}/target/"


def wanted(council, by, **more) -> IndicatorTarget:
    given = {
        "key": KEY,
        "since": date(2012, 4, 1),
        "value": Decimal(80),
        "owner": None,
        "commentary": "",
        "version": 0,
        **more,
    }
    return set_target(authority=council, by=by, **given)


def test_the_target_of_the_day_stands_beside_the_figure(analyst, council):
    alice = someone(council, Role.ANALYST)
    wanted(council, alice, owner=alice, commentary="More carers are sought.")
    wanted(council, alice, since=date(2013, 4, 1), value=Decimal(90))
    page = analyst.get(f"/indicators/{KEY}/?on=2013-03-31")
    rows = {row["key"]: row["value"] for row in page.context["target"]}
    assert rows["Target"] == "80%"
    assert rows["Who answers for it"] == str(alice)
    assert "More carers are sought." in page.text
    assert analyst.get(f"/indicators/{KEY}/?on=2012-03-31").context["target"] == []
    trend = page.context["charts"][0]["spec"]["series"]
    drawn = next(one for one in trend if one["role"] == "target")
    assert [point["y"] for point in drawn["points"]] == [None, None, 80.0]


def test_how_it_stands_follows_the_good_direction(analyst, council):
    alice = someone(council, Role.ANALYST)
    moves, near = "stability.three_or_more", "placements.within_20_miles"
    for key, value, words in ((moves, 100, "Met"), (near, 100, "Not met"), ("cla.number", 1, "10 above it")):
        wanted(council, alice, key=key, value=Decimal(value))
        page = analyst.get(f"/indicators/{key}/?on=2013-03-31")
        rows = {row["key"]: row["value"] for row in page.context["target"]}
        assert rows["How it stands"].startswith(words), key


def test_setting_one_is_audited_and_the_same_day_again_takes_its_place(council):
    alice = someone(council, Role.ANALYST)
    first = wanted(council, alice)
    again = wanted(council, alice, value=Decimal(85), version=first.version)
    assert (again.pk, again.version) == (first.pk, 2)
    event = AuditEvent.objects.filter(action="set target").latest("pk")
    assert event.facts == {"key": KEY, "since": "2012-04-01", "value": "85"}
    with pytest.raises(StaleEdit):
        wanted(council, alice, version=1)
    with pytest.raises(StaleEdit):
        wanted(council, alice, version=0)


def test_who_may_not_and_what_is_no_indicator(council):
    with pytest.raises(PermissionDenied):
        wanted(council, someone(council, Role.ELECTED_MEMBER))
    with pytest.raises(UnknownIndicator):
        wanted(council, someone(council, Role.ANALYST), key="cla.unheard")


def test_the_form_sets_it_once_and_tells_of_another_meanwhile(analyst, council):
    sent = {"key": str(uuid4()), "version": "", "since": "1/4/2012", "value": "80", "commentary": "Ours"}
    assert analyst.post(ADDRESS, sent)["Location"] == f"/indicators/{KEY}/"
    assert analyst.post(ADDRESS, sent).status_code == 302
    assert IndicatorTarget.objects.get().value == 80
    page = analyst.get(ADDRESS)
    assert page.context["version"] == "2012-04-01:1"
    alice = someone(council, Role.ANALYST)
    wanted(council, alice, version=1, commentary="Theirs")
    stale = analyst.post(ADDRESS, {**sent, "key": str(uuid4()), "version": "2012-04-01:1"})
    assert stale.status_code == 409
    assert "Theirs" in stale.text
    assert "Ours" in stale.text
    assert stale.context["version"] == "2012-04-01:2"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"since": "31/2/2013"}, "Enter a real date"),
        ({"since": ""}, "Enter the day from which it is in force"),
        ({"value": "many"}, "Enter the target as a number"),
        ({"value": "101"}, "A percentage is 100 at most"),
        ({"value": "-1"}, "The target must be 0 or more"),
        ({"owner": "9999999"}, "Choose somebody of the list"),
    ],
)
def test_what_is_wrong_is_said_in_words(analyst, typed, words):
    sent = {"key": str(uuid4()), "version": "", "since": "1/4/2012", "value": "80", "commentary": "", **typed}
    refused = analyst.post(ADDRESS, sent)
    assert refused.status_code == 400
    assert words in refused.text
    assert not IndicatorTarget.objects.exists()


def test_how_it_was_computed_says_the_sum(analyst):
    page = analyst.get("/indicators/placements.fostering_share/?on=2013-03-31")
    share = page.context["computed"][0]
    assert share == "7 of 11: 100 × 7 ÷ 11 = 64%."
    parts = analyst.get("/indicators/cla.by_age/?on=2013-03-31").context["computed"]
    assert parts[1].endswith("together 11.")


def test_children_behind_lead_to_their_pages_save_those_an_order_closed(analyst, council):
    page = analyst.get("/indicators/cla.number/children/?on=2013-03-31")
    some = Child.objects.get(authority=council, number="101")
    assert f'href="/children/{some.public_id}/"' in page.text
    ceased = analyst.get("/indicators/cla.ceased/children/?on=2013-03-31")
    lily = Child.objects.get(authority=council, number="112")
    assert "you cannot open" in ceased.text
    assert str(lily.public_id) not in ceased.text


def test_editions_are_named_or_said_to_be_none(council):
    author = signed_in(someone(council, Role.REPORT_AUTHOR))
    assert "In no edition that you may read." in author.get("/indicators/cla.number/?on=2013-03-31").text
