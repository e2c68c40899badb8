"""The pages that belong to no part of the product: whose figures to see, is it running."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from sufficiency.core import current
from sufficiency.core.accessibility import CLAIMS, LOOKED_AT


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
    """The accessibility statement: what the tests cover, and what they do not."""
    pages = sum(map(len, LOOKED_AT.values()))
    return render(request, "core/accessibility.html", {"claims": CLAIMS, "pages": pages})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")
