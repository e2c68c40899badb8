"""Records that are kept here go on being complete after the last return: their figures are defined, others are not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from placements.actions import Destination, How, end_care, start_care
from placements.models import Child, Coverage
from sufficiency.core.access import Role
from sufficiency.core.models import FieldGroup, Owner
from sufficiency.core.ownership import set_owner
from sufficiency.core.system_user import system_user
from sufficiency.indicators import children_behind, cross, measure
from sufficiency.indicators.as_known import measure_as_known
from tests.exchange.returns import load, write_return
from tests.people import signed_in, someone
from tests.placements.people_and_homes import child as new_child

pytestmark = pytest.mark.django_db
LAST, FIRST, ASKED = date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30)
TODAY = date(2026, 7, 1)
BOTH = (FieldGroup.LEGAL, FieldGroup.PLACEMENTS)
# On 31 March three are looked after: two fostered, one in a home. A fourth left in February.
ROWS = [
    "1,03/06/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,",
    "2,03/06/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,",
    "3,03/06/2023,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,",
    "4,03/06/2023,S,C2,N1,U6,PR1,10/02/2026,E4A,,SO14 7LY,SO16 4XE,",
]


@pytest.fixture
def loaded(council, tmp_path: Path):
    """Three returns, to 31 March 2026."""
    for year in (2024, 2025, 2026):
        rows = [row for row in ROWS if year == 2026 or not row.startswith("4")]
        if year != 2026:
            rows.append("4,03/06/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,")
        load(council, write_return(tmp_path / str(year), rows), as_at=date(year, 3, 31))
    return council


def say(authority, owner: Owner = Owner.HERE, *, from_on: date = FIRST, groups=BOTH) -> None:
    for group in groups:
        set_owner(
            authority=authority,
            group=group,
            owner=owner,
            from_on=from_on,
            reason="So",
            by=system_user("test"),
        )


def live(authority) -> None:
    """In May the officer logs a start with foster carers; in June child 3 leaves the home."""
    officer = someone(authority, Role.PLACEMENT_OFFICER)
    wren = new_child(authority, "9")
    start_care(
        child=wren,
        version=wren.version,
        how=How(on=date(2026, 5, 12), today=TODAY, already=True, planning="planned"),
        destination=Destination(code="U6", provider="PR1", home_postcode="SO14 7LY", postcode="SO16 4XE"),
        legal_status="C2",
        need="N1",
        by=officer,
    )
    third = Child.objects.get(authority=authority, number="3")
    end_care(child=third, version=third.version, on=date(2026, 6, 8), today=TODAY, reason="E4A", by=officer)


def value(authority, key: str, day: date = ASKED):
    return measure([key], authority=authority, as_at=day, today=timezone.localdate())[key].value


def why(authority, key: str, day: date = ASKED) -> str:
    return measure([key], authority=authority, as_at=day, today=timezone.localdate())[key].reason or ""


def test_figures_as_at_today_are_those_that_a_hand_counts(loaded):
    assert value(loaded, "cla.number", LAST) == 3
    assert value(loaded, "cla.number") is None
    say(loaded)
    live(loaded)
    # Children 1, 2 and 9; child 3 left on 8 June. All three are fostered inside the city.
    assert value(loaded, "cla.number") == 3
    assert value(loaded, "cla.number", date(2026, 6, 1)) == 4
    assert value(loaded, "cla.started") == 1
    assert value(loaded, "cla.ceased") == 2
    assert value(loaded, "placements.fostering_share") == 100
    assert value(loaded, "placements.outside_authority", date(2026, 6, 1)) == 25
    assert value(loaded, "placements.within_20_miles") == 100
    assert value(loaded, "stability.three_or_more") == 0
    assert value(loaded, "cla.number", LAST) == 3
    assert (
        children_behind("cla.number", authority=loaded, as_at=ASKED, today=timezone.localdate()).count() == 3
    )
    crossed = cross(
        "cla.by_age", "type of placement", authority=loaded, as_at=ASKED, today=timezone.localdate()
    )
    assert sum(crossed.totals) == 3


def test_the_dashboard_prints_them(loaded):
    say(loaded)
    live(loaded)
    page = signed_in(someone(loaded, Role.ANALYST)).get("/dashboard/", {"on": ASKED.isoformat()})
    tile = next(tile for tile in page.context["tiles"] if tile["title"].startswith("Children looked after"))
    assert tile["value"] == "3"
    assert not page.context["not_covered"]


def test_what_only_a_return_tells_stays_unknown(loaded):
    say(loaded)
    assert value(loaded, "cla.uasc") is None
    assert value(loaded, "adoption.order_to_match_days") is None
    assert "31 March 2026" in why(loaded, "cla.uasc")


def test_placements_alone_do_not_make_the_number_known(loaded):
    say(loaded, groups=(FieldGroup.PLACEMENTS,))
    assert value(loaded, "cla.number") is None
    assert value(loaded, "placements.fostering_share") is None
    say(loaded, groups=(FieldGroup.LEGAL,))
    assert value(loaded, "cla.number") == 3
    assert value(loaded, "placements.fostering_share") == pytest.approx(200 / 3)


def test_legal_status_alone_does_not_make_placements_known(loaded):
    say(loaded, groups=(FieldGroup.LEGAL,))
    assert value(loaded, "cla.number") == 3
    assert value(loaded, "placements.by_group") is None
    assert cross(
        "cla.by_age", "type of placement", authority=loaded, as_at=ASKED, today=timezone.localdate()
    ).reason


def test_nobody_said_so_nothing_is_covered(loaded):
    say(loaded, groups=(FieldGroup.IDENTITY, FieldGroup.HOMES, FieldGroup.YOUNG_PEOPLE))
    assert not Coverage.objects.exclude(group="").exists()
    assert value(loaded, "cla.number") is None


def test_handed_back_it_ends(loaded):
    say(loaded)
    say(loaded, Owner.CASE_SYSTEM, from_on=date(2026, 6, 1))
    assert value(loaded, "cla.number", date(2026, 5, 31)) == 3
    assert value(loaded, "cla.number", date(2026, 6, 1)) is None
    assert "31 May 2026" in why(loaded, "cla.number")
    say(loaded, from_on=date(2026, 6, 1))  # Said wrongly: the last word of a day holds.
    assert value(loaded, "cla.number", date(2026, 6, 1)) == 3


def test_after_a_gap_nothing_is_known_until_a_return_fills_it(loaded, tmp_path: Path):
    say(loaded, from_on=date(2026, 5, 1))
    # Nobody kept April: who left in it still stands there, so June's number is not known either.
    for day in (date(2026, 4, 15), date(2026, 5, 1), ASKED):
        assert value(loaded, "cla.number", day) is None
    assert "1 May 2026" in why(loaded, "cla.number")
    april = write_return(
        tmp_path / "april", [ROWS[0], ROWS[1], ROWS[2].replace("PR4,,,", "PR4,20/04/2026,E4A,")]
    )
    load(loaded, april, as_at=date(2026, 4, 30))
    assert value(loaded, "cla.number", date(2026, 4, 15)) == 3
    assert value(loaded, "cla.number") == 2


def test_without_any_return_nothing_is_known(council):
    say(council)
    assert value(council, "cla.number") is None


def test_no_day_to_come_is_known(loaded):
    tomorrow = timezone.localdate() + timedelta(days=1)
    say(loaded)
    assert value(loaded, "cla.number", timezone.localdate()) == 3
    assert value(loaded, "cla.number", tomorrow) is None


def test_a_word_about_a_day_to_come_waits_for_it(loaded):
    say(loaded, from_on=timezone.localdate() + timedelta(days=30))
    assert value(loaded, "cla.number") is None


def test_what_is_said_in_hindsight_was_not_known_then(loaded):
    yesterday = timezone.now() - timedelta(days=1)
    Coverage.objects.update(recorded_at=yesterday - timedelta(days=1))
    say(loaded)
    then = measure_as_known(["cla.number"], authority=loaded, as_at=ASKED, known_at=yesterday)
    assert then["cla.number"].value is None
    assert value(loaded, "cla.number") == 3


def test_a_day_that_had_not_come_was_not_known_then(loaded):
    """Looking back at the first of June, the last of June has no figure, though keeping has no end."""
    say(loaded)
    then = measure(["cla.number"], authority=loaded, as_at=ASKED, today=date(2026, 6, 1))
    assert then["cla.number"].value is None
    # Of a look back the day of that moment decides, and not the day of asking.
    tomorrow = timezone.now() + timedelta(days=1)
    known = measure_as_known(
        ["cla.number"], authority=loaded, as_at=timezone.localdate(tomorrow), known_at=tomorrow
    )
    assert known["cla.number"].value == 3


def test_the_day_on_which_keeping_ended_is_not_taken_for_a_return(loaded, tmp_path: Path):
    """Unaccompanied children of a day are those of the first return that ends on it or later."""
    uasc = {"uasc": ["CHILD,SEX,DOB,DUC", "1,2,17/05/2010,"]}
    load(loaded, write_return(tmp_path / "again", ROWS, **uasc), as_at=LAST)
    say(loaded)
    assert value(loaded, "placements.distance_not_known") == pytest.approx(100 / 3)
    say(loaded, Owner.CASE_SYSTEM, from_on=date(2026, 6, 1))
    assert value(loaded, "placements.distance_not_known", date(2026, 5, 31)) == pytest.approx(100 / 3)
