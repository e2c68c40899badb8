"""The page that asks for a file whose names do not leave at once: too many on it, or too many taken today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.files import actions, tally
from sufficiency.core.files.forms import HOURS, AskingForm
from sufficiency.core.files.limits import MOST_A_DAY, MOST_AT_ONCE
from sufficiency.core.files.lists import Listed
from sufficiency.core.models import User
from sufficiency.core.writing import Writing, sent_again

_NAME = "ask for a file"


def answer(request: HttpRequest, listed: Listed, *, breadcrumbs: Sequence[dict[str, str]]) -> HttpResponse:
    """Ask for the list as it stands; back to it where it may be taken at once."""
    named, user = listed.named, cast(User, request.user)
    actions.require_may_take(user, named, listed.authority)
    if again := sent_again(request, action=_NAME):
        return again
    number = listed.number
    is_long = number > MOST_AT_ONCE
    if not is_long and not tally.refusal(user, listed.records(number), at=timezone.now()):
        return redirect(named.address(listed.chosen))
    why = (
        f"A file with the names of more than {MOST_AT_ONCE} {named.many} needs a second person"
        if is_long
        else f"You would take more than {MOST_A_DAY} names in 24 hours with this file, and it needs a second person"
    )
    form = AskingForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        asked = actions.ask(listed=listed, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, "Asked. It waits for a manager or director.")
        return reverse("files:request", args=[asked.public_id])

    return Writing(
        form=form,
        name=_NAME,
        work=work,
        title=f"Ask for a file of {named.counted(number)}",
        button="Ask for the file",
        breadcrumbs=breadcrumbs,
        template="files/ask.html",
        intro=[
            f"{why}: once it has left this service, nobody here can guard it or see who reads it.",
            f"A manager or director decides. Once they approve, you have {HOURS} hours to take the file: this list, "
            f"narrowed as it is now, of at most {named.counted(number)}.",
        ],
        context={
            "narrowed_to": listed.narrowed_to,
            "searched": listed.searched,
            "narrower_href": named.address(listed.chosen) if is_long else "",
            "most": MOST_AT_ONCE,
        },
    ).answer(request)
