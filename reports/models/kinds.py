"""The kinds of document that a council publishes."""

from __future__ import annotations

from django.db import models


class DocumentKind(models.TextChoices):
    STATEMENT = "statement", "Sufficiency statement"
    CABINET = "cabinet", "Cabinet report"
    SCORECARD = "scorecard", "Corporate parenting scorecard"
    PACK = "pack", "Committee pack"
    MEMBERS = "members", "Members' page"
    MARKET = "market", "Market position statement"
