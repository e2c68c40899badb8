"""Why something about an account or a role cannot be done, in words."""

from __future__ import annotations

from sufficiency.core.access import Role
from sufficiency.core.models import User


class CannotBeDone(Exception):
    """Nothing was changed; the sentence says why and what to do."""


class NotYourOwnAccount(CannotBeDone):
    def __init__(self) -> None:
        super().__init__("This is your own account. Another administrator must do this for you.")


class DutiesKeptApart(CannotBeDone):
    """`access.NOT_TOGETHER`: nobody may hold both at the same time in one authority."""

    def __init__(self, person: User, role: Role, held: list[Role]) -> None:
        both = " and ".join(one.label.lower() for one in held)
        super().__init__(
            f"{person} is {both} on those days, and nobody may be {role.label.lower()} at the same time: whoever "
            "looks after accounts or checks others keeps no records. End the other role first, or choose someone else."
        )


class AlreadyAsked(CannotBeDone):
    def __init__(self) -> None:
        super().__init__("This was asked for already and waits for a manager. Ask a manager to look at it.")


class NameTaken(CannotBeDone):
    def __init__(self) -> None:
        super().__init__("Somebody signs in with that user name already. Choose another.")


class IdentityTaken(CannotBeDone):
    def __init__(self) -> None:
        super().__init__("That identity is linked to another account. Check it with the person.")


class SecondPersonNeeded(CannotBeDone):
    def __init__(self) -> None:
        super().__init__("You asked for this, or it is about you, so another manager must decide it.")


class AlreadyDecided(CannotBeDone):
    def __init__(self) -> None:
        super().__init__("Somebody has decided this already. Nothing was changed.")
