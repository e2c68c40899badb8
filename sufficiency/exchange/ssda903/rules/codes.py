"""Groups of codes that several rules speak of."""

from __future__ import annotations

TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
MISSING_FROM_PLACEMENT = frozenset({"M1", "M2", "M3"})  # of earlier years, before missing had its own table
OTHER = frozenset({"Z1", "Z11", "Z12", "Z13", "Z14"})
FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
FOSTERING = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
FOSTERING_EARLIER = frozenset({"Q1", "Q2", "F1", "F2", "F3", "F4", "F5", "F6"})
ADOPTED = frozenset({"E11", "E12", "E1"})
GUARDIANSHIP = frozenset({"E43", "E44", "E45", "E46", "E47", "E48"})
CONTINUES = frozenset({"P", "L", "T", "U", "B"})
NO_URN = "XXXXXXX"

# Placements that Ofsted does not register, whatever the year; H5 and P2 joined them while they were in use.
NOT_REGISTERED = frozenset({"P1", "P3", "R1", "R2", "R5"}) | TEMPORARY | OTHER
