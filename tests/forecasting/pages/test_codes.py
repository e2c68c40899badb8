"""Every code that a return may bring, against the table of the contract, written out by hand."""

import pytest

from forecasting.codes import kind_of, reason_of
from forecasting.engine.kinds import PLACEMENTS, REASONS
from sufficiency.exchange.ssda903.code_sets import CODE_SETS

PROVIDERS = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5", "")
FOSTERING = {"U4", "U5", "U6", "Q2"}
WHATEVER_PROVIDER = {
    "kinship_fostering": {"U1", "U2", "U3", "Q1"},
    "residential": {"K1", "K2", "S1", "R1", "R2", "R3", "R5"},
    "supported": {"H5", "P2", "K3"},
    "with_parents": {"P1"},
    "for_adoption": {"A3", "A4", "A5", "A6"},
}
BY_REASON = {
    "home": {"E4", "E4A", "E4B", "E13"},
    "guardianship": {"E41", "E43", "E44", "E45", "E46", "E47", "E48"},
    "adoption": {"E1", "E11", "E12"},
    "other": {"E2", "E3", "E5", "E6", "E7", "E8", "E9", "E10", "E14", "E15", "E16", "E17"},
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_kind_of_every_code(provider):
    for code in CODE_SETS["PLACE"]:
        found = PLACEMENTS[kind_of(code, provider)]
        if code in FOSTERING:
            told = {
                "PR1": "in_house_fostering",
                "PR2": "in_house_fostering",
                "PR4": "agency_fostering",
                "PR5": "agency_fostering",
            }
            assert found == told.get(provider, "other"), code
        else:
            wanted = [kind for kind, members in WHATEVER_PROVIDER.items() if code in members] or ["other"]
            assert [found] == wanted, code


def test_reason_of_every_code():
    for code in CODE_SETS["REC"]:
        wanted = [reason for reason, members in BY_REASON.items() if code in members]
        told = reason_of(code)
        assert ([REASONS[told]] if told >= 0 else []) == wanted, code
    assert reason_of("") == reason_of("X1") == -1
