"""How a figure is named: what is written is what is read, and what names none says why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.writing.picked import AREAS, LAST_YEAR_END, NotPicked, Picked, read
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit

DAYS = st.one_of(st.none(), st.just(LAST_YEAR_END), st.dates(date(2000, 1, 1), date(2040, 12, 31)))


@st.composite
def figures(draw) -> Picked:
    key = draw(st.sampled_from(catalogue.KEYS))
    categories = catalogue.get(key).categories
    category = draw(st.sampled_from(["", *categories]))
    area = draw(st.sampled_from(["", *AREAS]))
    return Picked(
        key=key,
        category=category,
        share=bool(category) and draw(st.booleans()),
        area=area,
        when=draw(DAYS),
        since=None if area else draw(DAYS),
    )


@given(figures())
def test_what_is_written_is_what_is_read(one):
    assert read(str(one)) == one


def test_the_last_year_end_is_before_the_documents_date():
    one = read(f"cla.number; at {LAST_YEAR_END}")
    assert one.day(date(2013, 3, 31)) == date(2012, 3, 31)
    assert one.day(date(2013, 4, 1)) == date(2013, 3, 31)
    assert read("cla.number").day(date(2013, 3, 31)) == date(2013, 3, 31)


def test_in_what_it_is_told():
    assert read("cla.by_age: 10 to 15").unit is Unit.CHILDREN
    assert read("cla.by_age: 10 to 15; share").unit is Unit.PERCENT
    assert read("cla.rate_per_10000; England").unit is Unit.RATE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cla.children", "no figure called 'cla.children'"),
        ("cla.by_age: 99", "has no '99'. It has: under 1"),
        ("cla.number: girls", "is not broken down"),
        ("cla.number; share", "Name a category"),
        ("cla.number; at yesterday", "is not a date"),
        ("cla.number; at 31 February 2013", "is not a date"),
        ("cla.number; Wales", "says nothing about a figure"),
        ("cla.rate_per_10000; England; change since 31 March 2012", "Pick both dates instead"),
        ("context:", "must name one kept figure"),
        ("", "no figure called ''"),
    ],
)
def test_what_names_no_figure_says_why(text, why):
    with pytest.raises(NotPicked) as refusal:
        read(text)
    assert why in str(refusal.value)
