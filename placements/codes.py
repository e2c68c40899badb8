"""What the codes of the return mean to this product: groups used when counting, never stored.

Codes are stored as they were reported. Which codes a return year allows is the exchange's business
(`sufficiency.exchange.ssda903.code_sets`). Sources: DfE guide to the SSDA903 return; SSDA903 code sets.
"""

from __future__ import annotations

# Short breaks: agreed series of short-term placements. Left out of every looked-after count.
SHORT_BREAKS = frozenset({"V3", "V4"})

KINSHIP_FOSTERING = frozenset({"Q1", "U1", "U2", "U3"})
OTHER_FOSTERING = frozenset({"Q2", "U4", "U5", "U6"})
FOSTERING = KINSHIP_FOSTERING | OTHER_FOSTERING
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
SUPPORTED_ACCOMMODATION = frozenset({"H5", "P2", "K3"})
OTHER_RESIDENTIAL = frozenset({"R1", "R2", "R3", "R5"})
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
# Codes of the years when being missing was recorded as a placement.
ABSENT = frozenset({"M1", "M2", "M3"})
AGENCY_PROVIDERS = frozenset({"PR4", "PR5"})

# Reasons for a new episode.
STARTED = "S"
CHANGES_LEGAL_STATUS = frozenset({"L", "B", "U"})
CHANGES_PLACEMENT = frozenset({"P", "T", "B", "U"})
CHANGES_CARER = frozenset({"S", "P", "B"})

# Reasons an episode ceased.
CONTINUES = "X1"
ADOPTED = frozenset({"E11", "E12"})
# With the code of the years up to 2012.
ORDER_MADE = ADOPTED | {"E1"}
# Days that an order lasts at most, by its legal status: Children Act 1989, s46(6), s45(1), s43(5).
DAYS_OF_AN_ORDER = {"L1": 3, "L2": 8, "L3": 7}


def is_exit(reason_ended: str) -> bool:
    """Whether a reason for ceasing says that the child left care: reported, and not `X1`."""
    return reason_ended not in ("", CONTINUES)
