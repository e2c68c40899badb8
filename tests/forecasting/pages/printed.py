"""A number that a document prints of a council."""

from __future__ import annotations

from datetime import date

from sufficiency.core.models import Authority, PublishedFigure


def printed(council: Authority, value: int, *, on: date, source: str = "A strategy", **more: str) -> None:
    """Children looked after on a day, as Table 4 of a source has them."""
    PublishedFigure.objects.create(
        area_kind="authority",
        area_code=council.gss_code,
        area_name=council.name,
        key="cla.number",
        as_at=on,
        unit="children",
        value=value,
        as_printed=str(value),
        source=source,
        place_in_source="Table 4",
        release="2013",
        **more,
    )
