"""Accounts and roles: what a system administrator does, and what a second person must confirm.

An administrator sees no record, and must not be able to open one by way of somebody's account either. So whatever
would let a person into records (a role that opens them; a new app or a new identity on an account that has such a
role) is asked for here and carried out when a manager confirms it.
"""

from sufficiency.core.people.actions.asking import (
    add_person,
    allow_new_password,
    days,
    disable,
    enable,
    give_role,
    link_identity,
    remove_second_factor,
    take_role,
)
from sufficiency.core.people.actions.deciding import decide

__all__ = [
    "add_person",
    "allow_new_password",
    "days",
    "decide",
    "disable",
    "enable",
    "give_role",
    "link_identity",
    "remove_second_factor",
    "take_role",
]
