"""To the council's identity provider and back."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sufficiency.core import audit
from sufficiency.core.sign_in import openid
from sufficiency.core.sign_in.first_and_second import first_proof_given
from sufficiency.core.system_user import system_user

logger = logging.getLogger(__name__)
_THEN = "sign_in.then"


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the provider, and remember where the person was going."""
    if not openid.is_offered():
        return redirect("sign-in")
    request.session[_THEN] = request.GET.get("next", "")
    try:
        return openid.to_the_provider(request, request.build_absolute_uri(reverse("openid-back")))
    except openid.NotSignedIn as fault:
        return _refused(request, fault)


@login_not_required
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back with the provider's answer: signed in, led to the second proof, or told why not."""
    if not openid.is_offered():
        return redirect("sign-in")
    then = request.session.pop(_THEN, "")
    try:
        identity = openid.back_from_the_provider(request)
    except openid.NotSignedIn as fault:
        return _refused(request, fault)
    user = openid.person_of(identity)
    if user is None:
        nobody = system_user("sign-in")
        audit.record(by=nobody, action="sign-in refused", on=nobody, way="council account")
        context = {"page_title": "No account here is linked to yours", "subject": identity.subject}
        return render(request, "registration/not_linked.html", context, status=403)
    return first_proof_given(
        request, user, way="council account", then=then, second_given=identity.second_factor_given
    )


def _refused(request: HttpRequest, fault: openid.NotSignedIn) -> HttpResponse:
    # The kind of fault is enough to look for it; its text may hold what the provider says of a person.
    logger.warning("Sign-in with the identity provider failed: %s", type(fault.__cause__).__name__)
    context = {"page_title": "The council's own sign-in did not work"}
    return render(request, "registration/openid_failed.html", context, status=502)
