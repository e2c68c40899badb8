"""The product as production has it, for the crowd: only that Northmere's invented postcodes can be found too."""

from __future__ import annotations

from sufficiency.demonstration.northmere.area import make_known
from sufficiency.wsgi import application

make_known()

__all__ = ["application"]
