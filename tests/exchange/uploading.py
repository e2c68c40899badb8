"""A small return as a browser sends it, and a client that sends it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from sufficiency.exchange.models import Import
from tests.exchange.returns import EPISODES, HEADER, header

LOAD = "/returns/load/"
OPEN = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
CLOSED = "1,01/05/2021,S,C2,N1,U6,PR1,03/06/2022,E4A,,SO14 7LY,SO16 4XE,"
BACKWARDS = "3,01/05/2021,S,C2,N1,U6,PR1,01/04/2021,E4A,,SO14 7LY,SO16 4XE,"
ANOTHER = "2,02/05/2022,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"


def files(*episodes: str, people: list[str] | None = None) -> dict[str, bytes]:
    """Episodes and Header, with a Header row for each child if none are given."""
    if people is None:
        people = header(*dict.fromkeys(row.split(",")[0] for row in episodes))
    return {
        "episodes.csv": "\n".join([EPISODES, *episodes, ""]).encode(),
        "header.csv": "\n".join([HEADER, *people, ""]).encode(),
    }


def zipped(content: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return packed.getvalue()


def send(client: Client, content: Mapping[str, bytes], **fields: str) -> HttpResponse:
    """Send files under their paths, as a browser with JavaScript does."""
    sent = [SimpleUploadedFile(path.rsplit("/", 1)[-1], data) for path, data in content.items()]
    return client.post(LOAD, {"files": sent, "paths": json.dumps(list(content)), "key": new_key(), **fields})


def new_key() -> str:
    """As every form carries one, drawn when it is shown."""
    return str(uuid4())


def loaded(client: Client, content: Mapping[str, bytes], **fields: str) -> Import:
    """Send files that are good, and give the load."""
    answer = send(client, content, **fields)
    assert answer.status_code == 302, answer.text
    return Import.objects.get(public_id=answer["Location"].split("/")[2])


def key_on(client: Client, batch: Import) -> str:
    """The key in the form of the load's page."""
    found = re.search(r'name="key" value="([^"]+)"', client.get(f"/returns/{batch.public_id}/").text)
    assert found, "the page has no form to apply the load"
    return found[1]


def applied(client: Client, batch: Import) -> Import:
    """Press Apply on the load's page."""
    client.post(f"/returns/{batch.public_id}/apply/", {"key": key_on(client, batch)})
    batch.refresh_from_db()
    return batch
