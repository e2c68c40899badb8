"""The oracle on joining returns and on periods of care, against facts counted by hand."""

from datetime import date

from tests.indicators.one_child import D, asked, only, returns, value
from tests.indicators.oracle import Oracle
from tests.indicators.returns import locate


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

    def test_each_child_starts_once_and_ceases_once(self) -> None:
        oracle = asked(
            "2013 01/05/2012 S V2 Q2 PR1 SO533AA 09/05/2012 E4A",
            "2013 02/06/2012 S V2 Q2 PR1 SO533AA 09/06/2012 E4A",
            born="01/06/2007",
        )
        # Four at the first start, five at the last exit.
        assert only(oracle, "cla.started") == "1 to 4"
        assert only(oracle, "cla.ceased") == "5 to 9"
        assert (value(oracle, "cla.started"), value(oracle, "cla.ceased")) == (1, 1)

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
