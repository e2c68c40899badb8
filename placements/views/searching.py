"""What somebody searches for among the children, kept with their session: a name or number never stands in an address.

Sealed, because sessions are stored, and a name that was typed is nobody's to read there.
"""

from __future__ import annotations

from django.http import HttpRequest

from sufficiency.core.sign_in.sealing import CannotOpen, opened, seal

LIST, TO_PLACE = "children.search", "children.search.to_place"
LONGEST = 60


def searched(request: HttpRequest, purpose: str) -> str:
    """The words last kept; nothing where they were sealed with a key that is gone."""
    try:
        return opened(request.session[purpose]) if request.session.get(purpose) else ""
    except CannotOpen:
        return ""


def keep(request: HttpRequest, purpose: str, text: str) -> None:
    """Remember the words until others are typed; nothing forgets them."""
    request.session[purpose] = seal(text) if text else ""
