"""Life-story work and memory boxes: steps, how they stand, and the audit question counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.family_time.guards import NotRecorded
from placements.life_story.actions import record_life_story, withdraw_life_story
from placements.life_story.counting import life_stories
from placements.life_story.presenting import standing
from placements.models import Allocation, Child, LifeStoryWork
from sufficiency.core.access import Role
from sufficiency.core.periods import months_before
from sufficiency.core.work import Asked, counts, every_rule
from tests.factories import PeriodOfCareFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import child

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def in_care_since(authority, number: str, day: date, **period) -> Child:
    made = child(authority, number)
    PeriodOfCareFactory(child=made, dates=(day, None), **period)
    return made


def step(who: Child, by, kind: str, on: date, **more) -> LifeStoryWork:
    return LifeStoryWork.objects.create(child=who, step=kind, on=on, by_role="worker", entered_by=by, **more)


def test_how_it_stands_follows_from_its_steps(authority, manager):
    who = child(authority)
    day = date(2024, 5, 1)
    steps = [
        step(who, manager, "begun", day),
        step(who, manager, "added", day + 9 * A_DAY),
        step(who, manager, "box", day + 2 * A_DAY),
        step(who, manager, "no_box", day + A_DAY),
    ]
    latest_first = sorted(steps, key=lambda one: one.on, reverse=True)
    assert {row["key"]: row["value"] for row in standing(latest_first)} == {
        "Life-story work": "Begun, 1 May 2024 (social worker)",
        "Last added to": "10 May 2024 (social worker)",
        "Memory box": "Yes, 3 May 2024 (social worker)",
    }
    assert [row["value"] for row in standing([])] == [None, None, None]
    assert standing([step(who, manager, "not_begun", day)])[0]["value"].startswith("Not begun, ")


def test_a_step_has_a_day_that_has_come(authority, manager, today):
    who = child(authority)
    for on in (today + A_DAY, date(2010, 1, 1)):
        with pytest.raises(NotRecorded):
            record_life_story(child=who, step="begun", on=on, by_role="worker", today=today, by=manager)
    assert not LifeStoryWork.objects.exists()


def test_a_mistake_is_withdrawn_once_and_counts_no_longer(authority, manager, today):
    who = in_care_since(authority, "N1", months_before(today, 20))
    made = record_life_story(child=who, step="begun", on=today, by_role="carer", today=today, by=manager)
    assert life_stories(authority, as_at=today).work == 1
    made = withdraw_life_story(step=made, version=1, today=today, by=manager)
    assert life_stories(authority, as_at=today).work == 0
    with pytest.raises(NotRecorded):
        withdraw_life_story(step=made, version=2, today=today, by=manager)


def test_the_audit_question_counted_by_hand(authority, manager, today):
    """Eight children, of whom five are asked about:

    A in care for two years, work begun, a box          counts: work, box
    B two years, said not to be begun, then begun       counts: work
    C two years, said not to be begun, had a box, lost  counts: not begun, no box
    D two years, nothing                                counts: not known, not known
    E two years, closed to most, nothing                counts: not known, not known
    F in care for exactly a year                        not asked: not more than a year
    G two years of short breaks                         not asked
    H back in care for a month after two years          not asked: without a break
    """
    two, one = months_before(today, 24), months_before(today, 12)
    a, b, c, _, e = (in_care_since(authority, name, two) for name in "ABCDE")
    in_care_since(authority, "F", one)
    in_care_since(authority, "G", two, kind="short_breaks")
    h = child(authority, "H")
    PeriodOfCareFactory(child=h, dates=(two, today - 40 * A_DAY), reason_ended="E4A")
    PeriodOfCareFactory(child=h, dates=(today - 30 * A_DAY, None))
    Child.objects.filter(pk=e.pk).update(is_restricted=True)
    step(a, manager, "begun", one)
    step(a, manager, "box", one)
    step(b, manager, "not_begun", one)
    step(b, manager, "begun", today)
    step(c, manager, "not_begun", one)
    step(c, manager, "box", one)
    step(c, manager, "no_box", one + A_DAY)
    counted = life_stories(authority, as_at=today)
    assert (counted.children, counted.work, counted.not_begun, counted.work_not_known) == (5, 2, 1, 2)
    assert (counted.box, counted.no_box, counted.box_not_known) == (1, 1, 3)
    # As it stood the day before: B's work had not begun; F was not asked yet.
    before = life_stories(authority, as_at=today - A_DAY)
    assert (before.children, before.work, before.not_begun) == (5, 1, 2)
    # A day on, F has been in care for more than a year.
    assert life_stories(authority, as_at=today + A_DAY).children == 6
    shown = signed_in(manager).get(reverse("placements:child-life-stories")).text
    assert "<strong>3 children</strong>, of whom <strong>1 record</strong> you cannot open" in shown
    assert reverse("placements:child-life-story", args=[c.public_id]) in shown
    assert reverse("placements:child-life-story", args=[e.public_id]) not in shown
    assert reverse("placements:child-life-story", args=[a.public_id]) not in shown


def test_the_work_list_counts_those_the_reader_may_open(authority, manager, today):
    rule = next(one for one in every_rule() if one.name == "life-story")
    worker = someone(authority, Role.SOCIAL_WORKER)
    own, another, hidden = (in_care_since(authority, name, months_before(today, 14)) for name in "ABC")
    Child.objects.filter(pk=hidden.pk).update(is_restricted=True)
    Allocation.objects.create(child=own, worker=worker, dates=(today, None))

    def number(user) -> int:
        return counts([rule], Asked(user, authority, today))["life-story"]

    assert (number(manager), number(worker)) == (2, 1)
    step(another, manager, "added", today)
    assert (number(manager), number(worker)) == (1, 1)
    assert number(someone(authority, Role.ANALYST)) == 0
    line = rule.line(rule.found(Asked(manager, authority, today)).get(), today)
    assert line.rest == "has no life-story work on record."
    assert line.href == reverse("placements:child-life-story", args=[own.public_id])


def test_the_form_records_a_step_once(authority, manager, today):
    who = child(authority)
    client = signed_in(manager)
    data = {"key": str(uuid4()), "step": "box", "on": f"{today:%d/%m/%Y}", "by_role": "family"}
    for _ in range(20):
        answer = client.post(reverse("placements:child-life-story-new", args=[who.public_id]), data)
        assert answer.url == reverse("placements:child-life-story", args=[who.public_id])
    assert LifeStoryWork.objects.count() == 1
    shown = client.get(reverse("placements:child-life-story", args=[who.public_id])).text
    assert "The child has a memory box" in shown
    assert shown.count("not known") == 2
