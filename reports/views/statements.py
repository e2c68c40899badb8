"""The forms of statements, priorities, values, and lines of the charter and the pledge."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.actions import Stated, add_statement, change_statement
from reports.forms_of_plans import StatementForm, of_statement, statement_in_words
from reports.models import Statement
from reports.views.page import person
from reports.views.plans import crumbs
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_OR_POST
def statement_new(request: HttpRequest) -> HttpResponse:
    """A statement, a priority, a value, a line of the charter or the pledge, a theme."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    form = StatementForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        add_statement(authority=authority, stated=Stated(**form.cleaned_data), by=person(request))
        messages.success(request, "It is on record.")
        return reverse("reports:plan-statements")

    return Writing(
        form=form,
        name="add a statement",
        work=work,
        title="Add a statement",
        button="Save the statement",
        breadcrumbs=[
            *crumbs(),
            {"text": "Progress by statement", "href": reverse("reports:plan-statements")},
        ],
    ).answer(request)


@_GET_OR_POST
def statement_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Other words, or another number."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    mine = Statement.objects.visible_to(person(request)).filter(authority=authority)
    statement = get_object_or_404(mine, public_id=public_id)
    form = StatementForm(request.POST if request.method == "POST" else None, initial=of_statement(statement))

    def work() -> str:
        change_statement(
            statement=statement,
            stated=Stated(**form.cleaned_data),
            version=version_sent(request, now=statement.version),
            by=person(request),
        )
        messages.success(request, "It is changed. Published editions stay as they are.")
        return reverse("reports:plan-statements")

    return Writing(
        form=form,
        name=f"change statement {statement.public_id}",
        work=work,
        title="Change a statement",
        caption=str(statement),
        button="Save the statement",
        breadcrumbs=[
            *crumbs(),
            {"text": "Progress by statement", "href": reverse("reports:plan-statements")},
        ],
        version=statement.version,
        standing=statement_in_words,
    ).answer(request)
