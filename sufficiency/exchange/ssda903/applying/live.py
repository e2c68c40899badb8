from __future__ import annotations


def respect_live_entries(authority, derived, spells, there, wanted, existing):
    return []
