"""The pages that belong to no part of the product: the first page, whose figures to see, is it running."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from sufficiency.core import current
from sufficiency.core.access import Action

# Where each kind of person begins: the first that they may use.
_FIRST_PAGES = (
    (Action.SEE_FIGURES, "reports:dashboard"),
    (Action.SEE_CHILDREN, "placements:child-list"),
    (Action.SEE_CONFLICTS, "reports:conflict-list"),
    (Action.SEE_DOCUMENTS, "reports:edition-list"),
    (Action.MANAGE_USERS, "people:person-list"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """On to the first page that the person's role opens: every role opens one."""
    if not current.authorities_to_choose(request):
        return render(request, "core/no_role.html")
    return redirect(next(name for action, name in _FIRST_PAGES if current.allowed(request, action)))


@require_safe
def admin(request: HttpRequest) -> HttpResponse:
    """The sections that the navigation has no room for."""
    return render(request, "core/admin.html", {"page_title": "Admin"})


@require_http_methods(["GET", "HEAD", "POST"])
def choose_authority(request: HttpRequest) -> HttpResponse:
    """Which authority to work in, for those who hold a role in several."""
    if request.method == "POST":
        if not current.choose_authority(request, request.POST.get("authority", "")):
            raise Http404("You hold no role in that authority.")
        return redirect(_safe_address(request, request.POST.get("next", "")) or "home")
    authorities = current.authorities_to_choose(request)
    if not authorities:
        return render(request, "core/no_role.html")
    return render(request, "core/choose_authority.html", {"authorities": authorities})


def _safe_address(request: HttpRequest, address: str) -> str:
    mine = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if mine else ""


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "core/accessibility.html")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers too, so that requests may be sent here."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
