"""Lists long enough to be asked for as files, and what is in a file. Everyone is made up."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from placements.models import Child, PeriodOfCare
from sufficiency.core.models import Authority, FileRequest
from sufficiency.core.periods import months_before

LIST = reverse("placements:child-list")
ASK = reverse("placements:child-list-ask")
_NUMBERS = count(1)


def children_in_care(authority: Authority, how_many: int, **fields: Any) -> list[Child]:
    """So many, each born on another day, in care for a hundred days and without a placement."""
    today = timezone.localdate()
    numbers = [next(_NUMBERS) for _ in range(how_many)]
    children = Child.objects.bulk_create(
        Child(
            authority=authority,
            **{
                "number": f"L{n:05d}",
                "first_name": "Wren",
                "last_name": f"Listed{n:05d}",
                "date_of_birth": months_before(today, 10 * 12) + timedelta(days=n % 2000),
                **fields,
            },
        )
        for n in numbers
    )
    PeriodOfCare.objects.bulk_create(
        PeriodOfCare(
            child=child, kind="looked_after", dates=(today - timedelta(days=100), None), reason_started="S"
        )
        for child in children
    )
    return children


def rows_of(answer: HttpResponse) -> list[list[str]]:
    """Of a CSV file, without its header."""
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode())))[1:]


def ask(client: Client, question: str = "", *, reason: str = "The yearly check") -> FileRequest:
    """Ask by the page for the list of children; the request made."""
    answer = client.post(f"{ASK}{question}", {"key": str(uuid4()), "reason": reason})
    assert answer.status_code == 302, answer.content.decode()
    return FileRequest.objects.get(public_id=answer["Location"].strip("/").split("/")[-1])


def decide(client: Client, asked: FileRequest, *, decision: str = "approved", note: str = "") -> HttpResponse:
    return client.post(
        reverse("files:request", args=[asked.public_id]),
        {"key": str(uuid4()), "decision": decision, "note": note},
    )


def take(client: Client, asked: FileRequest, question: str = "") -> HttpResponse:
    return client.get(f"{LIST}?{question}format=csv&request={asked.public_id}")
