"""The oracle on placements, stability and adoption, against facts counted by hand."""

from datetime import date

import pytest

from tests.indicators.one_child import asked, only, parts, returns, value
from tests.indicators.oracle import Oracle
from tests.indicators.returns import Return

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
