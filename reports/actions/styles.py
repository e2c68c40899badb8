"""How a council's documents look: its name as printed, its colour, its logo."""

from __future__ import annotations

from django.db import transaction

from reports.colours import LEAST_CONTRAST, contrast_on_white
from reports.logos import Logo
from reports.models import CouncilStyle
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import StaleEdit, take
from sufficiency.core.writing import Refused


@transaction.atomic
def set_style(
    *,
    authority: Authority,
    version: int,
    printed_name: str,
    accent: str,
    logo: Logo | None,
    logo_alt: str,
    takes_logo_away: bool = False,
    by: User,
) -> CouncilStyle:
    """What later documents are dressed in; editions keep what they were printed with.

    `version` is 0 where nothing was set when the form was shown. Without a `logo` the one that is there stays, unless
    it is taken away. Raises `PermissionDenied`, `StaleEdit`, and `Refused` for a colour that cannot be read on white
    and a logo without words.
    """
    require(by, Action.WRITE_DOCUMENTS, authority)
    if accent and contrast_on_white(accent) < LEAST_CONTRAST:
        raise Refused(
            f"On white the colour {accent} has a contrast of {int(contrast_on_white(accent) * 10) / 10} to 1, and text "
            f"needs {LEAST_CONTRAST} to 1. Choose a darker one.",
            field="accent",
        )
    Authority.objects.select_for_update().get(pk=authority.pk)
    style = CouncilStyle.objects.filter(authority=authority).first()
    if style is None:
        style = CouncilStyle(authority=authority)
    elif version == 0:
        raise StaleEdit(style)
    else:
        style = take(style, version=version)
    style.printed_name, style.accent, style.changed_by = printed_name, accent, by
    if logo is not None:
        style.logo_png, style.logo_svg = logo.png, logo.svg
    elif takes_logo_away:
        style.logo_png, style.logo_svg = b"", ""
    if style.logo_png and not logo_alt:
        raise Refused("Say what the logo shows, for those who cannot see it.", field="logo_alt")
    style.logo_alt = logo_alt if style.logo_png else ""
    style.save()
    audit.record(
        by=by,
        action="set document style",
        on=style,
        authority=authority,
        accent=accent,
        has_logo=bool(style.logo_png),
    )
    return style
