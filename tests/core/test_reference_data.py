"""The reference tables hold together, and cover every English postcode."""

from collections import Counter
from datetime import date

import brotli
import msgpack
import pytest

from sufficiency.core import postcodes
from sufficiency.core.reference_data import (
    read_adjoining,
    read_authorities,
    read_districts,
    read_populations,
    read_regions,
    read_statistical_neighbours,
    upper_tier_codes,
)

AUTHORITIES = {authority.gss_code: authority for authority in read_authorities()}
CURRENT = {code: authority for code, authority in AUTHORITIES.items() if authority.valid_to is None}
BY_NAME = {authority.name: code for code, authority in CURRENT.items()}


@pytest.fixture(scope="module")
def english_areas() -> set[str]:
    """The codes of all English areas that the postcode directory names."""
    codes: set = set()
    for path in postcodes._directory().glob("*.msgpack.br"):
        codes |= set(msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]["laua"])
    return {code for code in codes if isinstance(code, str) and code.startswith("E")}


def neighbours_by_name(name: str) -> set[str]:
    return {CURRENT[code].name for code in read_adjoining().get(BY_NAME[name], ())}


def test_how_many_there_are():
    assert len(CURRENT) == 153
    assert len(AUTHORITIES) == 168
    kinds = Counter(authority.kind for authority in CURRENT.values())
    assert kinds == {"county": 21, "unitary": 63, "metropolitan": 36, "london": 33}


def test_a_code_belongs_to_one_authority():
    codes = [code for authority in AUTHORITIES.values() for code in (authority.gss_code, *authority.aliases)]
    assert len(codes) == len(set(codes))


def test_a_dfe_code_belongs_to_one_authority_at_a_time():
    for day in (date(2006, 4, 1), date(2012, 3, 31), date(2019, 4, 1), date(2022, 3, 31), date(2026, 3, 31)):
        in_force = [a for a in AUTHORITIES.values() if a.valid_from <= day <= (a.valid_to or date.max)]
        assert len({a.dfe_code for a in in_force}) == len(in_force)
        assert len({a.name for a in in_force}) == len(in_force)


@pytest.mark.parametrize(
    ("day", "number"),
    # 150 from 1998; Cheshire and Bedfordshire became two each in 2009; Bournemouth and Poole one in 2019;
    # Northamptonshire two in 2021; Cumbria two in 2023.
    [
        (date(2006, 4, 1), 150),
        (date(2009, 3, 31), 150),
        (date(2009, 4, 1), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2021, 4, 1), 152),
        (date(2023, 3, 31), 152),
        (date(2023, 4, 1), 153),
    ],
)
def test_how_many_were_in_force(day, number):
    assert sum(a.valid_from <= day <= (a.valid_to or date.max) for a in AUTHORITIES.values()) == number


def test_every_authority_has_one_of_the_nine_regions():
    regions = {region.code: region for region in read_regions()}
    assert Counter(region.kind for region in regions.values()) == {
        "country": 1,
        "region": 9,
        "part of region": 2,
    }
    for authority in AUTHORITIES.values():
        assert regions[authority.region_code].kind == "region"
        assert regions[authority.region_code].name == authority.region_name


def test_predecessors_end_the_day_before_their_successors_begin():
    succeeded = set()
    for authority in AUTHORITIES.values():
        for code in authority.predecessors:
            succeeded.add(code)
            assert AUTHORITIES[code].valid_to is not None
            assert (authority.valid_from - AUTHORITIES[code].valid_to).days == 1
    assert succeeded == AUTHORITIES.keys() - CURRENT.keys()


def test_only_the_boundaries_redrawn_in_dorset_are_not_held():
    assert {authority.name for authority in AUTHORITIES.values() if not authority.boundary_held} == {
        "Bournemouth",
        "Poole",
        "Dorset",
    }
    assert AUTHORITIES[BY_NAME["Dorset"]].boundary_held


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("E06000048", "Northumberland"),
        ("E08000020", "Gateshead"),
        ("E08000016", "Barnsley"),
        ("E08000019", "Sheffield"),
    ],
)
def test_former_codes_are_known(former, present):
    assert upper_tier_codes()[former] == BY_NAME[present]


def test_every_english_area_of_the_directory_has_one_authority(english_areas):
    codes = upper_tier_codes()
    assert english_areas <= codes.keys()
    assert {codes[code] for code in english_areas} == CURRENT.keys()


def test_the_districts_are_those_of_the_directory(english_areas):
    districts = read_districts()
    assert districts.keys() == {code for code in english_areas if code.startswith("E07")}
    assert {district.authority for district in districts.values()} == {
        code for code, authority in CURRENT.items() if authority.kind == "county"
    }
    assert len({district.name for district in districts.values()}) == len(districts) == 164


def test_adjoining_is_symmetric_and_between_current_authorities():
    adjoining = read_adjoining()
    for code, others in adjoining.items():
        assert code not in others
        assert all(code in adjoining[other] for other in others)
    assert adjoining.keys() == CURRENT.keys() - {BY_NAME["Isle of Wight"], BY_NAME["Isles of Scilly"]}
    assert sum(map(len, adjoining.values())) == 2 * 374


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Southampton", {"Hampshire"}),
        ("Portsmouth", {"Hampshire"}),
        ("Isle of Wight", set()),
        ("Kingston upon Hull, City of", {"East Riding of Yorkshire"}),
        ("Medway", {"Kent"}),
        (
            "City of London",
            {"Westminster", "Camden", "Islington", "Hackney", "Tower Hamlets", "Southwark", "Lambeth"},
        ),
        ("Swindon", {"Wiltshire", "Gloucestershire", "Oxfordshire"}),
        ("Plymouth", {"Cornwall", "Devon"}),
        ("Oldham", {"Rochdale", "Tameside", "Kirklees", "Manchester", "Derbyshire", "Calderdale"}),
    ],
)
def test_known_neighbours(name, others):
    assert neighbours_by_name(name) == others


def test_each_authority_has_ten_statistical_neighbours():
    neighbours = read_statistical_neighbours()
    assert neighbours.keys() == CURRENT.keys()
    for code, others in neighbours.items():
        assert len(others) == len(set(others)) == 10
        assert code not in others
        assert set(others) <= CURRENT.keys()
    assert CURRENT[neighbours[BY_NAME["Southampton"]][0]].name == "Coventry"


def test_populations_are_of_known_areas_once_each():
    areas = AUTHORITIES.keys() | {region.code for region in read_regions()}
    populations = read_populations()
    assert len({(p.area_code, p.year, p.source, p.release) for p in populations}) == len(populations) == 828
    assert all(p.area_code in areas and p.children > 0 for p in populations)


@pytest.mark.parametrize("year", range(2020, 2025))
def test_authorities_and_regions_add_up_to_england(year):
    children = {p.area_code: p.children for p in read_populations() if p.year == year}
    regions = {region.code: region.kind for region in read_regions()}
    england = children["E92000001"]
    assert sum(children[code] for code, kind in regions.items() if kind == "region") == england
    assert sum(number for code, number in children.items() if code in AUTHORITIES) == england


def test_southampton_populations_give_the_rates_of_table_1():
    children = {
        p.year: p.children
        for p in read_populations()
        if p.area_code == "E06000045" and p.source.startswith("Implied")
    }
    printed = {2007: (296, 70), 2008: (268, 63), 2009: (289, 67), 2010: (374, 86), 2011: (386, 89)}
    printed |= {2012: (429, 93), 2013: (482, 102)}
    for year, (number, rate) in printed.items():
        assert round(10_000 * number / children[year - 1]) == rate
