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
    STRATEGY = "strategy", "Strategy for children looked after"


class ExemptBy(models.IntegerChoices):
    """What lets a council keep part of a report from the public.

    Local Government Act 1972, Schedule 12A, Part 1, paragraphs 1 to 7, in our own words. By paragraph 10 it is exempt
    only while the public interest in keeping it back outweighs that in telling it.
    """

    INDIVIDUAL = 1, "Paragraph 1: about an individual"
    IDENTITY = 2, "Paragraph 2: likely to show who an individual is"
    BUSINESS = 3, "Paragraph 3: financial or business affairs of a person or body"
    LABOUR = 4, "Paragraph 4: negotiations about labour relations"
    LEGAL = 5, "Paragraph 5: legal professional privilege"
    NOTICES = 6, "Paragraph 6: a notice, order or direction that is planned"
    CRIME = 7, "Paragraph 7: preventing, investigating or prosecuting crime"
