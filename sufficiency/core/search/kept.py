"""What somebody searches for, kept with their session: a name or number never stands in an address.

Sealed, because sessions are stored, and a name that was typed is nobody's to read there.
"""

from __future__ import annotations

from django.http import HttpRequest

from sufficiency.core.sign_in.sealing import CannotOpen, opened, seal

# Anywhere, in the list of children, for a child to place in a household.
EVERYWHERE, LIST, TO_PLACE = "search", "children.search", "children.search.to_place"
LONGEST = 60


def typed(request: HttpRequest) -> str:
    """What was typed and sent, as much of it as is taken."""
    # No name has a NUL in it, and the database takes none.
    return request.POST.get("searched", "").replace("\0", "").strip()[:LONGEST]


def searched(request: HttpRequest, purpose: str) -> str:
    """The words last kept; nothing where they were sealed with a key that is gone."""
    try:
        return opened(request.session[purpose]) if request.session.get(purpose) else ""
    except CannotOpen:
        return ""


def keep(request: HttpRequest, purpose: str, text: str) -> None:
    """Remember the words until others are typed; nothing forgets them."""
    request.session[purpose] = seal(text) if text else ""
