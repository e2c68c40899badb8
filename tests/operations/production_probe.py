"""Run in a process of its own with the settings of production: what its answers carry, as JSON."""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sufficiency.settings")

import django
from django.conf import settings

# The only thing that differs: files that were not collected have no hash to name them by.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()

from django.test import Client  # noqa: E402

HOST = {"host": settings.ALLOWED_HOSTS[0]}


def told(address: str, **more: object) -> dict[str, object]:
    answer = Client(raise_request_exception=False).get(address, headers=HOST, **more)  # type: ignore[arg-type]
    cookies = {
        name: {part: morsel[part] for part in ("secure", "httponly", "samesite", "path", "domain")}
        for name, morsel in answer.cookies.items()
    }
    return {"status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies}


json.dump(
    {
        "sign-in": told("/sign-in/", secure=True),
        "plain http": told("/sign-in/"),
        "missing": told("/no/such/address/", secure=True),
        "wrong host": Client(raise_request_exception=False)
        .get("/sign-in/", secure=True, headers={"host": "elsewhere.example"})
        .status_code,
    },
    sys.stdout,
)
