"""What somebody typed is not lost when their time runs out: it is kept, sealed, until they have signed in again.

The form has passed the check that it is one of our own pages' (CSRF) before it comes here. It is shown to the
same person alone, who sends it themselves; nothing is carried out in their name meanwhile.
"""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from sufficiency.core.models import KeptForm, User
from sufficiency.core.sign_in.sealing import opened, seal
from sufficiency.core.sign_in.sessions import ENDED

ADDRESS = "/session/kept-form/"
_LARGEST = 200_000  # characters
# Forms that are of no use later, and what is never stored, sealed or not.
_NOT_KEPT = ("/session/", "/sign-out/", "/account/")
_NEVER = ("password", "csrfmiddlewaretoken")


def keep(request: HttpRequest) -> bool:
    """Keep the form that came after its person's session ended; False where there is none to keep."""
    ended = request.session.get(ENDED)
    if not ended or request.method != "POST" or request.path.startswith(_NOT_KEPT):
        return False
    if request.FILES:
        return False
    user = User.objects.filter(public_id=ended["user"], is_active=True).first()
    if user is None:
        return False
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name for word in _NEVER)
    ]
    if sum(len(name) + len(value) for name, value in fields) > _LARGEST:
        return False
    forget(user)
    KeptForm.objects.create(
        user=user, address=request.get_full_path(), sealed_fields=seal(json.dumps(fields))
    )
    return True


def kept_for(user: User) -> KeptForm | None:
    """The form that waits for the person, if there is one and it is not too old."""
    since = timezone.now() - timedelta(hours=settings.SESSION_HOURS)
    KeptForm.objects.filter(kept_at__lt=since).delete()
    return KeptForm.objects.filter(user=user).first()


def fields_of(form: KeptForm) -> list[list[str]]:
    """Pairs of name and value, in the order in which they came."""
    return json.loads(opened(form.sealed_fields))


def forget(user: User) -> None:
    KeptForm.objects.filter(user=user).delete()
