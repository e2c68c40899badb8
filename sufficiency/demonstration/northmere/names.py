"""Invented names: put together from syllables that no register of names holds, so that they cannot be anybody's."""

from __future__ import annotations

import random

_FIRST_OF_GIRLS = (
    "Ay",
    "Bri",
    "Cala",
    "Del",
    "Ely",
    "Fae",
    "Iri",
    "Jun",
    "Kel",
    "Lo",
    "Mir",
    "Ory",
    "Sae",
    "Tali",
    "Vey",
)
_END_OF_GIRLS = ("dwen", "nella", "rissa", "thea", "lowe", "mira", "vette", "sanne")
_FIRST_OF_BOYS = (
    "Al",
    "Bren",
    "Cor",
    "Dar",
    "Fen",
    "Gar",
    "Hal",
    "Jor",
    "Kes",
    "Mor",
    "Orr",
    "Per",
    "Tor",
    "Wil",
    "Zan",
)
_END_OF_BOYS = ("dric", "vane", "mund", "lock", "wick", "nan", "thel", "bert")
_BEGIN_OF_FAMILY = (
    "Amber", "Barrow", "Cinder", "Dapple", "Elder", "Fallow", "Gorse", "Hollow", "Ivel", "Juniper", "Kestrel",
    "Linnet", "Mallow", "Nettle", "Osier", "Pebble", "Quillow", "Russet", "Sorrel", "Teasel", "Umber", "Vetch",
    "Wicket", "Yarrow",
)  # fmt: skip
_END_OF_FAMILY = (
    "combe",
    "dray",
    "fosse",
    "garth",
    "holm",
    "lathe",
    "mede",
    "pike",
    "rigg",
    "stowe",
    "thwick",
    "weald",
)
_STREETS = (
    "Samphire",
    "Lantern",
    "Harbour",
    "Curlew",
    "Gannet",
    "Marram",
    "Tidewater",
    "Saltpan",
    "Beacon",
    "Cockle",
)
_KINDS_OF_STREET = ("Row", "Walk", "Rise", "Parade", "Gate", "Reach")
_HOMES = (
    "Beacon", "Curlew", "Gannet", "Harbour", "Heron", "Lantern", "Marram", "Osprey", "Petrel", "Plover", "Saltmarsh",
    "Samphire", "Sanderling", "Shearwater", "Skerry", "Teal", "Tern", "Turnstone", "Whimbrel", "Wigeon",
)  # fmt: skip


def first_name(rng: random.Random, sex: str) -> str:
    """Of a girl ("F"), a boy or anybody else."""
    if sex == "F":
        return rng.choice(_FIRST_OF_GIRLS) + rng.choice(_END_OF_GIRLS)
    return rng.choice(_FIRST_OF_BOYS) + rng.choice(_END_OF_BOYS)


def family_name(rng: random.Random) -> str:
    return rng.choice(_BEGIN_OF_FAMILY) + rng.choice(_END_OF_FAMILY)


def street(rng: random.Random) -> str:
    """The first line of an address."""
    return f"{rng.randint(1, 140)} {rng.choice(_STREETS)} {rng.choice(_KINDS_OF_STREET)}"


def home_name(number: int, kind: str) -> str:
    """ "Curlew House (invented)"; a second one of the name is told apart by its number."""
    name = _HOMES[number % len(_HOMES)]
    again = number // len(_HOMES)
    return f"{name} {kind}{f' {again + 1}' if again else ''} (invented)"
