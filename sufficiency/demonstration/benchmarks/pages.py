"""The dashboard as a signed-in analyst gets it, against the figures on it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from reports.covered import year_end_before, year_ends_up_to
from reports.views.dashboard import KEYS
from sufficiency.core.access import Role
from sufficiency.core.models import Membership, User
from sufficiency.core.periods import months_before
from sufficiency.demonstration.benchmarks.bench import Bench, authority, register_size, runs
from sufficiency.demonstration.benchmarks.filling import LAST_DAY
from sufficiency.demonstration.benchmarks.measuring import Line, in_turn, load_average, queries_counted
from sufficiency.demonstration.benchmarks.scratch import CannotMeasure
from sufficiency.indicators import measure_series
from sufficiency.kept.keeping import counted_afresh

_QUERIES_ALLOWED = 30
_KILOBYTES_ALLOWED = 500


def run(bench: Bench) -> Iterator[Line]:
    for looked_after, placements in bench.sizes.register:
        with bench.scratch.use(bench.register(looked_after, placements)), signed_in() as client:
            yield from _of_size(bench, looked_after, register_size(looked_after, placements), client)


def _of_size(bench: Bench, looked_after: int, size: str, client: Client) -> Iterator[Line]:
    ours = authority()
    address = f"{reverse('reports:dashboard')}?on={LAST_DAY.isoformat()}"
    dates = sorted(
        {*year_ends_up_to(LAST_DAY), months_before(LAST_DAY, 1), year_end_before(LAST_DAY), LAST_DAY}
    )
    # The first page of a process reads templates; people wait for the others.
    client.get(address)
    with queries_counted() as counted:
        page = client.get(address)
    if page.status_code != 200:
        raise CannotMeasure(f"The dashboard answers with status {page.status_code}, not with a page.")
    times = runs(looked_after, small=7, large=3)
    with counted_afresh():
        timing = in_turn(
            lambda: client.get(address),
            lambda: measure_series(KEYS, authority=ours, dates=dates, today=LAST_DAY),
            times=times,
        )
    yield timing.line("Dashboard, beside its figures alone", size)
    again = in_turn(
        lambda: client.get(address),
        lambda: measure_series(KEYS, authority=ours, dates=dates, today=LAST_DAY),
        times=times,
    )
    yield again.line("… again, while nothing has changed", size)
    load = load_average()
    yield Line(
        "… queries",
        size,
        str(counted.number),
        f"at most {_QUERIES_ALLOWED}",
        met=counted.number <= _QUERIES_ALLOWED,
        load=load,
    )
    kilobytes = len(page.content) / 1000
    yield Line(
        "… bytes",
        size,
        f"{kilobytes:.0f} KB",
        f"under {_KILOBYTES_ALLOWED} KB",
        met=kilobytes < _KILOBYTES_ALLOWED,
        load=load,
    )


@contextmanager
def signed_in() -> Iterator[Client]:
    """A browser in which an analyst of the authority is signed in. Static files go by their plain names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    user, _ = User.objects.get_or_create(username="benchmark.analyst")
    Membership.objects.get_or_create(user=user, authority=authority(), role=Role.ANALYST)
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        ALLOWED_HOSTS=["localhost"],
    ):
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        yield client
