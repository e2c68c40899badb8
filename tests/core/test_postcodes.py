"""The form of postcodes, and where the directory says they are."""

from math import atan2, cos, degrees, radians, sin, sqrt

import brotli
import msgpack
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sufficiency.core import postcodes
from sufficiency.core.distance import miles_between
from sufficiency.core.irish_grid import BRITISH, IRISH, british_from_irish, from_wgs84, to_wgs84
from sufficiency.core.postcodes import districts_of, locate, locate_frame, normalise
from sufficiency.core.reference_data import read_districts, upper_tier_codes


@pytest.fixture(scope="module")
def directory() -> pd.DataFrame:
    """Every 499th postcode of every letter, read straight from the package's files."""
    samples = []
    for path in sorted(postcodes._directory().glob("*.msgpack.br")):
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        samples.append(pd.DataFrame(columns).iloc[::499])
    return pd.concat(samples, ignore_index=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SO14 7LY", "SO147LY"),
        (" so147ly ", "SO147LY"),
        ("s o 1 4 7 l y", "SO147LY"),
        ("SO14\u00a07LY", "SO147LY"),
        ("M1 1AE", "M11AE"),
        ("W1A 0AX", "W1A0AX"),
        ("EC1A 1BB", "EC1A1BB"),
        ("NPT 0AA", "NPT0AA"),
        ("GIR 0AA", "GIR0AA"),
        ("", None),
        (None, None),
        ("SO14", None),
        ("SO14 7L", None),
        ("SO14 LY7", None),
        ("SO147LYX", None),
        ("ＳＯ14 7LY", None),
        ("not known", None),
    ],
)
def test_form(text, expected):
    assert normalise(text) == expected


@given(st.text(max_size=12))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert once is None or normalise(once) == once


def test_masked_display_shows_the_outward_half():
    assert districts_of("so14 7ly") == "SO14"
    assert districts_of("M11AE") == "M1"
    assert districts_of("nowhere") is None


def test_agrees_with_the_directory(directory):
    """Authority, district and grid reference of some 5,500 postcodes, read from the raw files."""
    frame = locate_frame(directory["pcd"].tolist())
    assert frame["listed"].all()
    upper_tier, districts = upper_tier_codes(), read_districts()
    outside = {"W": "WAL", "S": "SCO", "N": "NIR", "L": "CON", "M": "CON"}
    for given_row, found in zip(directory.itertuples(), frame.itertuples(), strict=True):
        assert found.postcode == given_row.pcd.replace(" ", "")
        if pd.isna(given_row.laua):
            assert given_row.pcd.startswith("BT") or pd.isna(found.authority)
            assert pd.isna(found.easting)
            continue
        expected = upper_tier.get(given_row.laua) or outside[given_row.laua[0]]
        assert found.authority == expected
        assert found.district == given_row.laua if given_row.laua in districts else pd.isna(found.district)
        if found.authority == "NIR":
            continue
        assert pd.isna(found.easting) == pd.isna(given_row.oseast1m) == (found.authority == "CON")
        if found.authority != "CON":
            assert (found.easting, found.northing) == (given_row.oseast1m, given_row.osnrth1m)


def test_known_places():
    found = locate(["SO14 7LY", "so147ly", "CF10 1EP", "EH1 1YZ", "BT1 5GS", "JE2 3AB", "SO23 8UJ"])
    assert found["SO14 7LY"].authority == found["so147ly"].authority == "E06000045"
    assert found["SO14 7LY"].district is None
    assert (found["SO14 7LY"].easting, found["SO14 7LY"].northing) == (441_792, 112_191)
    assert (found["SO23 8UJ"].authority, found["SO23 8UJ"].district) == ("E10000014", "E07000094")
    assert found["CF10 1EP"].authority == "WAL"
    assert found["EH1 1YZ"].authority == "SCO"
    assert found["BT1 5GS"].authority == "NIR"
    assert found["JE2 3AB"].authority == "CON"
    assert found["JE2 3AB"].easting is None


def test_terminated_postcodes_are_held():
    # AB1 became AB10 and others in 1996.
    assert locate(["AB1 0AA"])["AB1 0AA"].authority == "SCO"


def test_what_is_not_listed_is_left_out():
    assert locate(["ZZ99 3VZ", "QX1 1AA", "not known", None, ""]) == {}
    frame = locate_frame(["ZZ99 3VZ", None, "SO14 7LY"])
    assert frame["listed"].tolist() == [False, False, True]
    assert frame["authority"].isna().tolist() == [True, True, False]


def test_nothing_asked_nothing_found():
    assert locate([]) == {}
    assert locate_frame([]).empty


def test_a_listed_postcode_may_have_no_place(directory):
    placeless = directory[directory["laua"].isna() & ~directory["pcd"].str.startswith("BT")]["pcd"].iloc[0]
    found = locate([placeless])[placeless]
    assert (found.authority, found.district, found.easting, found.northing) == (None, None, None, None)


def test_the_whole_directory_stays_small():
    letters = [postcodes._letter(initial) for initial in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert sum(len(letter.keys) for letter in letters) > 2_700_000
    assert sum(column.nbytes for letter in letters for column in letter) < 60_000_000
    assert all((letter.keys[1:] > letter.keys[:-1]).all() for letter in letters)


def test_the_irish_grid_is_where_it_should_be():
    """The Spire of Dublin: Irish Grid O 15904 34671; WGS84 53.34981 north, 6.26025 west."""
    latitude, longitude = radians(53.34981), radians(-6.26025)
    eccentricity_squared = 0.00669437999014
    across = 6_378_137 / sqrt(1 - eccentricity_squared * sin(latitude) ** 2)
    expected = (
        across * cos(latitude) * cos(longitude),
        across * cos(latitude) * sin(longitude),
        across * (1 - eccentricity_squared) * sin(latitude),
    )
    x, y, z = to_wgs84(IRISH, np.array([315_904.0]), np.array([234_671.0]))[:, 0]
    # The heights of ellipsoid and ground differ by some 60 m; across the ground it is within 10.
    assert degrees(atan2(y, x)) == pytest.approx(-6.26025, abs=0.0001)
    assert (x, y, z) == pytest.approx(expected, abs=70)


@given(st.integers(100_000, 650_000), st.integers(10_000, 1_200_000))
def test_there_and_back_on_the_british_grid(easting, northing):
    wgs84 = to_wgs84(BRITISH, np.array([easting], float), np.array([northing], float))
    back = from_wgs84(BRITISH, wgs84)
    assert (back[0][0], back[1][0]) == pytest.approx((easting, northing), abs=1)


def test_belfast_is_far_from_liverpool():
    easting, northing = british_from_irish([333_850], [374_000])
    liverpool = locate(["L1 8JQ"])["L1 8JQ"]
    miles = miles_between(int(easting[0]), int(northing[0]), liverpool.easting, liverpool.northing)
    assert 140 < miles < 155
