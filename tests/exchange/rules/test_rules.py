"""The list of rules itself, its years, its words, and what happens where tables or columns did not come."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sufficiency.exchange.ssda903.rules import FINDINGS, RULES, THEMES, Placing, check
from sufficiency.exchange.ssda903.rules.listing import as_markdown, years

from .rows import OWN, PLACING, child, episode, frames, leaver, located, missing, unaccompanied, was

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "validation.md"
TABLE_BEGINS, TABLE_ENDS = "<!-- rules -->", "<!-- end of rules -->"

# The rules of DfE's list that bear on placement sufficiency.
DFE_LIST = """
101 102 103 104 105 131 132 133 141 142 143 144 145 146 147 148 149 153 164 169 178 179 199 202 203 204
205A 205B 205C 205D 213 214 217 217t 218 219 221 222 224 225 226 227 228 229 230 231 232 233 234 241 242
243 301 302 303 304 336 344 345 347 348 351 352 353 354 355 356 357 358 359 361 362 363 364 365 366 367
370 371 372 373 374 375 376 377 378 379 380 381 382 383 384 385 386 387 388 389 391 392a 392b 392c 392d
398 399 406 407 408 411 420 426 431 432 433 434 435 436 437 445 446 451 452 453 454 460 501 502 503A 503B
503C 503D 503E 503F 503G 503H 503J 504 516 526 527 528 529 530 531 550 562 564 565 566 567 570 571 574
575 576 577 578 580 581 586 700 701 702 703 704 705 706 707 708 709 710 1000 1001 1002 1004 1005 1006
1007 1008 1009 1010 1011 1012 1014 1015 1016 3001 EPI INT03 INT04 INT06 INT09 INT13 INT15 INT18 INT21
INT32 INT34 NoE
"""
CODES = DFE_LIST.split()

# How a cure may begin: a message says what to do, so it starts with a verb.
BEGINNINGS = "Add Check Clear Correct End Fill Give If Keep Leave Record Remove Set Tell"
VERBS = BEGINNINGS.split()


def test_all_198_are_here_once_and_in_order():
    assert len(CODES) == 198
    assert sorted(each.code for each in RULES) == sorted(CODES)
    assert [each.order for each in RULES] == sorted(each.order for each in RULES)


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_words(each):
    for text in (each.name, each.wrong, each.cure):
        assert text.strip() == text
        assert "  " not in text
    assert each.name[0].isupper()
    assert not each.name.endswith(".")
    assert each.wrong.endswith(".")
    assert each.cure.endswith(".")
    assert re.split(r"\W", each.cure)[0] in VERBS
    assert any(column in each.message for column in (*each.columns, each.table)) or each.columns == ("CHILD",)


def test_messages_with_a_value_never_show_a_date_or_a_postcode():
    private = ("CHILD", "DOB", "POST", "DUC", "DEC", "START", "END", "UPN")
    for each in RULES:
        if "{value}" in each.message:
            assert not any(word in each.columns[0] for word in private), each.code


def test_files_stay_small():
    for theme in THEMES:
        assert len(Path(theme.__file__).read_text().splitlines()) <= 300, theme.__name__


def test_a_rule_is_silent_outside_its_years():
    rows = frames([episode("2005-01-01", LS="D1", PLACE="P2"), child(SEX="U")])

    def codes(year: int) -> set[str]:
        return set(check(rows, year=year, as_at=date(year, 3, 31))["code"])

    assert {"451", "217t"} <= codes(2024)
    assert not {"451", "217t"} & codes(2025)
    assert "217t" not in codes(2023)
    assert "451" not in codes(2022)
    assert "232" in codes(2025)
    assert "232" not in codes(2024)


def test_first_and_last_years_are_in_order_and_include_both_ends():
    for each in RULES:
        if each.first is not None:
            assert each.in_force(each.first)
            assert not each.in_force(each.first - 1)
        if each.last is not None:
            assert each.in_force(each.last)
            assert not each.in_force(each.last + 1)


def test_the_table_of_findings():
    found = check(frames([child(SEX="7")]), year=2025, as_at=date(2025, 3, 31))
    assert list(found.columns) == FINDINGS
    [sex] = found[found["code"] == "101"].to_dict("records")
    assert (sex["table"], sex["row"], sex["number"], sex["column"]) == ("Header", 2, "1", "SEX")
    assert sex["value"] == "7"
    assert "“7”" in sex["message"]


def test_a_blank_is_said_in_words():
    found = check(frames([episode(LS="")]), year=2025, as_at=date(2025, 3, 31))
    [status] = found[found["code"] == "144"].to_dict("records")
    assert "LS in Episodes holds nothing" in status["message"]


def test_nothing_wrong_gives_an_empty_table_of_the_same_shape():
    found = check({}, year=2025, as_at=date(2025, 3, 31))
    assert list(found.columns) == FINDINGS
    assert found.empty


def test_row_numbers_come_from_a_column_the_index_or_the_place():
    frame = frames([child(SEX="7")])["Header"]
    for given, row in [
        (frame.assign(row=[17]), 17),
        (frame.set_axis([23]), 23),
        (frame.reset_index(drop=True), 2),
        (frame.set_axis(["x"]), 2),
    ]:
        found = check({"Header": given}, year=2025, as_at=date(2025, 3, 31))
        assert set(found["row"]) == {row}


WHOLE = [
    child(SEX="9", ETHNIC="", UASC="1"),
    episode("2024-04-10", "2024-06-01", "X1", RNE="P", LS="V3", URN=""),
    episode(PLACE="T3", PLACE_PROVIDER="PR9", PL_POST="ZZ1 1AA"),
    leaver(DOB="2012-05-05", ACTIV=""),
    unaccompanied("2024-01-01"),
    missing(end="2024-07-01"),
    was(child(SEX="2")),
    was(episode("2023-04-10")),
    was(leaver()),
    was(unaccompanied()),
    was(missing(end="")),
]


def all_codes(tables, previous, **more) -> set[str]:
    return set(check(tables, year=2025, as_at=date(2025, 3, 31), previous=previous, **more)["code"])


@pytest.mark.parametrize("name", ["Header", "Episodes", "OC3", "UASC", "Missing"])
def test_a_table_that_did_not_come_silences_its_rules_and_no_more(name):
    before = frames(WHOLE, last_year=True)
    whole = all_codes(frames(WHOLE), before, placing=PLACING)
    left = all_codes(
        {key: frame for key, frame in frames(WHOLE).items() if key != name}, before, placing=PLACING
    )
    assert not {each.code for each in RULES if each.table == name} & left - {"1012"}
    by_themselves = {"Header": "101", "Episodes": "178", "OC3": "153", "UASC": "104", "Missing": "567"}
    assert set(by_themselves.values()) <= whole
    assert {code for table, code in by_themselves.items() if table != name} <= left


@pytest.mark.parametrize("column", sorted(episode().cells))
def test_a_column_that_did_not_come_is_no_error(column):
    tables = frames(WHOLE)
    tables["Episodes"] = tables["Episodes"].drop(columns=column)
    found = check(
        tables, year=2025, as_at=date(2025, 3, 31), previous=frames(WHOLE, last_year=True), placing=PLACING
    )
    assert not (found["column"] == column)[found["table"] == "Episodes"].any()


def test_without_places_the_rules_on_places_say_nothing():
    on_places = {"164", "169", "179", "392a", "392c", "406", "411", "420", "454", "1015"}
    assert not on_places & all_codes(frames(WHOLE), None)
    assert on_places & all_codes(frames(WHOLE), None, placing=PLACING)


def test_411_where_the_map_contradicts_itself():
    def contradicting(home, placement):
        return replace(located(home, placement), inside=np.array([False, True], dtype=object))

    tables = frames([episode(), episode()])
    placing = Placing(OWN, contradicting)
    found = check(tables, year=2025, as_at=date(2025, 3, 31), placing=placing)
    assert list(found.loc[found["code"] == "411", "row"]) == [2]
    assert "411" not in all_codes(tables, None, placing=PLACING)


def test_old_returns_are_not_asked_for_columns_of_later_years():
    row = episode("2012-06-01", URN="", PL_POST="", HOME_POST="", PLACE="Q2", PLACE_PROVIDER="")
    following = episode(
        "2012-07-01", RNE="P", URN="", PL_POST="", HOME_POST="", PLACE="Q2", PLACE_PROVIDER=""
    )
    row.cells.update(DEC="2012-07-01", REC="X1")
    tables = frames([row, following])
    codes = set(check(tables, year=2013, as_at=date(2013, 3, 31), placing=PLACING)["code"])
    assert not codes & {"169", "179", "218", "225", "392a", "392b", "526", "146"}


def test_an_extract_is_judged_by_its_day():
    tables = frames([episode("2024-12-01"), episode("2024-11-01")])
    found = check(tables, year=2025, as_at=date(2024, 11, 30))
    assert list(found.loc[found["code"] == "354", "row"]) == [2]


def test_frames_are_left_as_they_were():
    tables = frames(WHOLE)
    copies = {name: frame.copy(deep=True) for name, frame in tables.items()}
    all_codes(tables, frames(WHOLE, last_year=True), placing=PLACING)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, copies[name])


def test_the_documentation_lists_the_rules_as_they_are():
    """Run with WRITE_DOCUMENTATION=1 to write the table into docs/validation.md after a change of rules."""
    before, rest = DOCUMENTATION.read_text().split(TABLE_BEGINS)
    _, after = rest.split(TABLE_ENDS)
    whole = f"{before}{TABLE_BEGINS}\n\n{as_markdown(RULES)}\n{TABLE_ENDS}{after}"
    if os.environ.get("WRITE_DOCUMENTATION"):
        DOCUMENTATION.write_text(whole)
    assert DOCUMENTATION.read_text() == whole


def test_years_in_words():
    said = {each.code: years(each) for each in RULES}
    assert said["101"] == "all"
    assert said["217t"] == "2023-24"
    assert said["370"] == "to 2023-24"
    assert said["451"] == "2022-23 to 2023-24"
    assert said["700"] == "from 2026-27"
