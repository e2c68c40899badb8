"""The site's addresses, and some that fail in each way in which an error can quote what it should not."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from placements.models import Child
from sufficiency.core.models import Authority
from sufficiency.urls import handler500
from sufficiency.urls import urlpatterns as _site

NAME, NUMBER, POSTCODE = "Zebediah", "CHILD-90311", "SO97 3ZZ"


def _child(**fields: object) -> None:
    Child.objects.create(
        authority=Authority.objects.get(gss_code="E06000045"), date_of_birth=date(2012, 5, 17), **fields
    )


def fault(request: HttpRequest) -> HttpResponse:
    surname = NAME  # a local value, which a report with values would print
    raise ValueError(f"{surname} of {POSTCODE} has no placement {request.GET}")


def led_to(request: HttpRequest) -> HttpResponse:
    try:
        raise KeyError(NUMBER)
    except KeyError as cause:
        raise RuntimeError(f"nothing for {NUMBER}") from cause


def integrity(request: HttpRequest) -> HttpResponse:
    _child(number=NUMBER[:20], first_name=NAME)
    _child(number=NUMBER[:20], first_name=NAME)
    return HttpResponse()


def data(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select %s::date", [POSTCODE])
    return HttpResponse()


def too_long(request: HttpRequest) -> HttpResponse:
    _child(number=NUMBER * 9)
    return HttpResponse()


def slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(0.03), count(*) from placements_child where first_name = %s", [NAME])
    return HttpResponse("slow")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(f"{NAME} at {POSTCODE}")


_FAILING = (fault, led_to, integrity, data, too_long, slow, suspicious)
urlpatterns = [
    *_site,
    *(
        path(f"failing/{view.__name__}/<str:said>/", _view, name=f"failing-{view.__name__}")
        for view in _FAILING
        for _view in [login_not_required(lambda request, said, view=view: view(request))]
    ),
]
__all__ = ["handler500", "urlpatterns"]
