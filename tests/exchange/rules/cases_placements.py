"""The kind of placement, its provider, its Ofsted number, and where it lies."""

from __future__ import annotations

from .rows import PROVIDER, Case, Row, child, episode, unaccompanied


def listed(**cells: str) -> tuple[dict[str, str], ...]:
    return ({**PROVIDER, **cells},)


def aged(born: str, **cells: str) -> list[Row]:
    """A child and an episode that begins on 1 June 2024."""
    return [child(DOB=born), episode(**cells)]


KIND = [
    Case(
        "146",
        [episode(PLACE="Z11"), episode(PLACE="")],
        ["Episodes 2 PLACE", "Episodes 3 PLACE"],
        [episode(PLACE="K3")],
    ),
    Case("146", [episode(PLACE="P2")], ["Episodes 2 PLACE"], [episode(PLACE="Z11")], year=2026),
    Case("146", [episode(PLACE="K3")], ["Episodes 2 PLACE"], [episode(PLACE="Q2")], year=2013),
    Case(
        "178",
        [episode(PLACE_PROVIDER="PR9"), episode(PLACE="T4")],
        ["Episodes 2 PLACE_PROVIDER", "Episodes 3 PLACE_PROVIDER"],
        [episode(), episode(PLACE="T4", PLACE_PROVIDER="")],
    ),
    Case(
        "213",
        [episode(PLACE="T0"), episode(PLACE="Z1")],
        ["Episodes 2 PLACE_PROVIDER", "Episodes 3 PLACE_PROVIDER"],
        [episode(), episode(PLACE="T0", PLACE_PROVIDER="")],
    ),
    Case(
        "217t",
        [episode("2023-06-01", "2023-10-29", "E5", PLACE="P2"), episode(PLACE="P2")],
        ["Episodes 2 PLACE", "Episodes 3 PLACE"],
        [episode("2023-06-01", "2023-10-28", "E5", PLACE="P2")],
        year=2024,
    ),
    Case(
        "225",
        [episode("2024-04-10", "2024-06-01", "X1"), episode(RNE="P")],
        ["Episodes 2 REASON_PLACE_CHANGE"],
        [episode("2024-04-10", "2024-06-01", "X1", REASON_PLACE_CHANGE="CARPL"), episode(RNE="P")],
    ),
    # Neither a change of legal status nor a temporary move asks for a reason.
    Case(
        "225",
        [episode("2024-04-10", "2024-06-01", "X1"), episode(RNE="U")],
        ["Episodes 2 REASON_PLACE_CHANGE"],
        [
            episode("2024-04-10", "2024-06-01", "X1"),
            episode("2024-06-01", "2024-07-01", "X1", RNE="L"),
            episode("2024-07-01", RNE="P", PLACE="T2"),
        ],
    ),
    Case(
        "233",
        [episode(REASON_PLACE_CHANGE="CARPL")],
        ["Episodes 2 REASON_PLACE_CHANGE"],
        [episode(dec="2025-06-01", REASON_PLACE_CHANGE="CARPL"), episode()],
        year=2026,
    ),
    # The day the episode ended: 9, then 10 on that day.
    Case(
        "234",
        aged("2015-06-02", dec="2025-06-01", REASON_PLACE_CHANGE="CUSTOD"),
        ["Episodes 2 REASON_PLACE_CHANGE"],
        aged("2015-06-01", dec="2025-06-01", REASON_PLACE_CHANGE="CUSTOD"),
        year=2026,
    ),
    Case(
        "370", aged("2009-06-02", PLACE="P2"), ["Episodes 2 PLACE"], aged("2009-06-01", PLACE="P2"), year=2023
    ),
    Case(
        "370", aged("2008-06-02", PLACE="P2"), ["Episodes 2 PLACE"], aged("2008-06-01", PLACE="P2"), year=2024
    ),
    Case("371", aged("2008-06-02", PLACE="K3"), ["Episodes 2 PLACE"], aged("2008-06-01", PLACE="K3")),
    Case(
        "371", aged("2010-06-02", PLACE="H5"), ["Episodes 2 PLACE"], aged("2010-06-01", PLACE="H5"), year=2023
    ),
    Case("372", aged("2014-06-02", PLACE="R5"), ["Episodes 2 PLACE"], aged("2014-06-01", PLACE="R5")),
    Case("373", aged("2020-06-02", PLACE="S1"), ["Episodes 2 PLACE"], aged("2020-06-01", PLACE="S1")),
    Case("374", aged("2010-06-02", PLACE="P3"), ["Episodes 2 PLACE"], aged("2010-06-01", PLACE="P3")),
    Case(
        "378", [episode(PLACE="P1", LS="V2")], ["Episodes 2 PLACE"], [episode(PLACE="P1"), episode(LS="V2")]
    ),
]


def provided(place: str, provider: str) -> Row:
    return episode(PLACE=place, PLACE_PROVIDER=provider)


PROVIDED = [
    Case(
        "526",
        [provided("U6", "")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("T1", ""), provided("U6", "PR4")],
    ),
    # Before 2022-23: not where the return has no providers at all, nor for P1 where it has no PR0.
    Case(
        "526",
        [provided("U6", ""), provided("U6", "PR1")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("U6", "PR1"), provided("P1", "")],
        year=2013,
    ),
    Case(
        "527",
        [provided("R5", "PR1")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("R5", "PR3"), provided("K2", "PR1")],
    ),
    Case(
        "528",
        [provided("R2", "PR2")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("R2", "PR3"), provided("K2", "PR2")],
    ),
    Case(
        "529",
        [provided("K2", "PR3")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("R2", "PR3"), provided("K2", "PR4")],
    ),
    Case(
        "530",
        [provided("P1", "PR4")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("P1", "PR0"), provided("K2", "PR4")],
    ),
    Case(
        "531",
        [provided("P1", "PR5")],
        ["Episodes 2 PLACE_PROVIDER"],
        [provided("P1", "PR0"), provided("K2", "PR5")],
    ),
    Case("550", [provided("K2", "PR0")], ["Episodes 2 PLACE_PROVIDER"], [provided("P1", "PR0")]),
]

LOCATION = [
    Case("164", [episode(PL_POST="KW1 1AA")], ["Episodes 2 PL_POST"], [episode(PL_POST="TR1 1AA")]),
    Case(
        "169", [episode(PL_POST="ZZ1 1AA")], ["Episodes 2 PL_POST"], [episode(), episode(LS="V3", PL_POST="")]
    ),
    Case("179", [episode(PL_POST="")], ["Episodes 2 PL_POST"], [episode(PL_POST="CF1 1AA")]),
    Case(
        "392a",
        [episode(PL_POST="ZZ1 1AA"), episode(HOME_POST="")],
        ["Episodes 2 PL_POST", "Episodes 3 HOME_POST"],
        [episode(), episode(CHILD="2", HOME_POST=""), unaccompanied(CHILD="2")],
    ),
    Case(
        "392b",
        [episode(PL_POST=""), episode(HOME_POST="")],
        ["Episodes 2 PL_POST", "Episodes 3 HOME_POST"],
        [episode(), episode(CHILD="2", HOME_POST=""), unaccompanied(CHILD="2")],
    ),
    Case(
        "392c",
        [episode(PL_POST="ZZ1 1AA"), episode(HOME_POST="S014 0AA")],
        ["Episodes 2 PL_POST", "Episodes 3 HOME_POST"],
        [episode(), episode(PL_POST="")],
    ),
    Case(
        "392d",
        [episode(PL_POST="SO140AA")],
        ["Episodes 2 PL_POST"],
        [episode(PL_POST="SO14 0AA", PLACE="P1"), episode(HOME_POST="", PL_POST="")],
    ),
    Case(
        "406",
        [episode(), unaccompanied()],
        ["Episodes 2 HOME_POST"],
        [episode(HOME_POST=""), unaccompanied()],
    ),
    Case(
        "454", [episode(PL_POST="TR1 1AA")], ["Episodes 2 PL_POST"], [episode(PL_POST="CF1 1AA")], year=2026
    ),
    Case(
        "1015",
        [episode(PLACE="K2", PL_POST="PO1 1AA")],
        ["Episodes 2 PLACE_PROVIDER"],
        [episode(PLACE="K2"), episode(PLACE="U6", PL_POST="PO1 1AA"), episode(PLACE="K2", PL_POST="ZZ1 1AA")],
    ),
]

URN = [
    Case(
        "218",
        [episode(URN="")],
        ["Episodes 2 URN"],
        [episode(PLACE="P1", URN=""), episode(URN="", PL_POST="CF1 1AA")],
    ),
    Case("218", [episode(URN=""), episode()], ["Episodes 2 URN"], [episode(URN="")], year=2013),
    Case("222", [episode(PLACE="P1")], ["Episodes 2 URN"], [episode(PLACE="P1", URN="XXXXXXX"), episode()]),
    Case("222", [episode(PLACE="P2")], ["Episodes 2 URN"], [episode(PLACE="H5")], year=2024),
    Case(
        "230",
        [episode("2023-06-01", PLACE="H5", URN="XXXXXXX")],
        ["Episodes 2 URN"],
        [episode("2023-06-01", "2023-10-28", "E5", PLACE="H5", URN=""), episode("2023-06-01", PLACE="H5")],
        year=2024,
    ),
    Case(
        "242",
        [episode(PLACE="K2", URN="XXXXXXX")],
        ["Episodes 2 URN"],
        [episode(PLACE="A3", URN="XXXXXXX")],
        year=2026,
    ),
    Case("243", [episode(PL_POST="CF1 1AA")], ["Episodes 2 URN"], [episode(PL_POST="PO1 1AA")], year=2026),
    Case(
        "219",
        [episode(PLACE="K2")],
        ["Episodes 2 URN"],
        [episode(), episode(PLACE="K2", URN="SC9")],
        providers=listed(),
    ),
    Case(
        "221",
        [episode(PLACE="K2", PL_POST="SO15 2AA")],
        ["Episodes 2 PL_POST"],
        [episode(PLACE="K2", PL_POST="SO151AA"), episode(PLACE="U6", PL_POST="SO15 2AA")],
        providers=listed(),
    ),
    Case(
        "224", [episode(PLACE_PROVIDER="PR4")], ["Episodes 2 PLACE_PROVIDER"], [episode()], providers=listed()
    ),
    Case(
        "227",
        [episode("2024-06-01")],
        ["Episodes 2 DECOM"],
        [episode("2024-05-31")],
        providers=listed(closed_on="2024-06-01"),
    ),
    # One of two premises is still open, so the provider is.
    Case(
        "227",
        [episode("2024-06-01", URN="SC2")],
        ["Episodes 2 DECOM"],
        [episode("2024-06-01")],
        providers=(*listed(closed_on="2024-06-01"), *listed(), *listed(urn="SC2", closed_on="2024-06-01")),
    ),
    Case(
        "228",
        [episode(dec="2024-08-02"), episode()],
        ["Episodes 2 DEC", "Episodes 3 DEC"],
        [episode(dec="2024-08-01")],
        providers=listed(closed_on="2024-08-01"),
    ),
    Case(
        "229",
        [episode(PLACE_PROVIDER="PR2"), episode(URN="SC2")],
        ["Episodes 2 PLACE_PROVIDER", "Episodes 3 PLACE_PROVIDER"],
        [episode(), episode(URN="SC2", PLACE_PROVIDER="PR2"), episode(URN="SC2", PLACE_PROVIDER="PR4")],
        providers=(*listed(), *listed(urn="SC2", authority="E06000044")),
    ),
    Case(
        "241",
        [episode(PLACE="K3", PL_POST="PO1 1AA")],
        ["Episodes 2 URN"],
        [episode(PLACE="K3"), episode(PLACE="U6", PL_POST="PO1 1AA")],
        year=2026,
        providers=listed(),
    ),
    Case(
        "1008",
        [episode(URN="SC9")],
        ["Episodes 2 URN"],
        [episode(), episode(URN="XXXXXXX")],
        providers=listed(),
    ),
]

CASES = KIND + PROVIDED + LOCATION + URN
