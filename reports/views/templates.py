"""Templates of documents: those of the product, and those that a council makes of them or of nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from reports import actions
from reports.actions.templates import PRODUCTS_OWN
from reports.forms_of_drafts import NothingToAsk
from reports.forms_of_templates import CopyForm, TemplateForm, TemplateSectionForm
from reports.models import DocumentTemplate, TemplateSection
from reports.presenters import draft_page, template_page, words
from reports.tables_of_editions import TemplateTable
from reports.views.page import person
from reports.writing.records import kept_by_name
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, sent_again, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _templates(request: HttpRequest) -> QuerySet[DocumentTemplate]:
    """Those of the product and of the authority that the person works in."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    return DocumentTemplate.objects.visible_to(person(request)).of(authority).select_related("authority")


def _template(request: HttpRequest, public_id: UUID) -> DocumentTemplate:
    return get_object_or_404(_templates(request), public_id=public_id)


def _section(request: HttpRequest, public_id: UUID, key: str) -> TemplateSection:
    sections = TemplateSection.objects.filter(template__in=_templates(request))
    return get_object_or_404(
        sections.select_related("template__authority"), template__public_id=public_id, key=key
    )


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _why_not(template: DocumentTemplate) -> str:
    return PRODUCTS_OWN if template.authority is None else ""


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """What a document can begin with, the council's own first."""
    templates = _templates(request).annotate(number=Count("sections")).order_by("authority", "name")
    table = TemplateTable(templates)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    number = templates.count()
    return render(
        request,
        "reports/template_list.html",
        {
            "page_title": "Templates of documents",
            "page_source": "A document takes its sections from a template once, when it begins.",
            "breadcrumbs": draft_page.crumbs(),
            "table": table,
            "count": words.records(number, "template", "templates"),
            "is_empty": not number,
        },
    )


@require_safe
def template_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A template: its settings and its sections, and what can be done with it."""
    template = _template(request, public_id)
    sections = template.sections.order_by("order")
    return render(
        request,
        "reports/template_detail.html",
        {
            "page_title": template.name,
            "page_caption": "Template",
            "page_source": template.description,
            "breadcrumbs": template_page.crumbs(),
            "template": template,
            "facts": template_page.facts(template),
            "is_own": template.authority is not None,
            "sections": [template_page.section(one) for one in sections],
        },
    )


@_GET_OR_POST
def template_new(request: HttpRequest) -> HttpResponse:
    """A template of the council's own: empty, or a copy of the one that the address names."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    of = _named(request)
    form: CopyForm | TemplateForm
    if of is not None:
        form = CopyForm(_sent(request), initial={"name": f"{of.name}, ours"[:120]})
    else:
        first = {"numbering": DocumentTemplate.Numbering.BY_SECTION, "header": DocumentTemplate.Header.NONE}
        form = TemplateForm(_sent(request), is_new=True, initial=first)

    def work() -> str:
        given = dict(form.cleaned_data)
        if of is not None:
            made = actions.copy_template(template=of, authority=authority, by=person(request), **given)
        else:
            made = actions.add_template(
                authority=authority,
                kind=given.pop("kind"),
                wanted=actions.TemplateWanted(**given),
                by=person(request),
            )
        messages.success(request, f"{made.name} is yours to change.")
        return template_page.address(made)

    return Writing(
        form=form,
        name="add a template",
        work=work,
        title="Copy a template" if of else "New template",
        caption=of.name if of else "",
        button="Copy it" if of else "Add the template",
        breadcrumbs=template_page.crumbs(of),
        intro=["The copy has every section of it, and is yours to change."]
        if of
        else [
            "It has no section yet: you add them next. To begin with the sections of another, copy that one."
        ],
    ).answer(request)


def _named(request: HttpRequest) -> DocumentTemplate | None:
    """The template that the address names; None where it names none."""
    try:
        asked = UUID(request.GET.get("from", ""))
    except ValueError:
        return None
    return _template(request, asked)


@_GET_OR_POST
def template_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Its name and settings."""
    template = _template(request, public_id)
    form = TemplateForm(_sent(request), is_new=False, initial=template_page.settings_of(template))

    def work() -> str:
        actions.change_template(
            template=template,
            version=version_sent(request, now=template.version),
            wanted=actions.TemplateWanted(**form.cleaned_data),
            by=person(request),
        )
        messages.success(request, "The template is changed. Documents that have begun stay as they are.")
        return template_page.address(template)

    return Writing(
        form=form,
        name=f"change template {template.public_id}",
        work=work,
        title="Change the template",
        caption=template.name,
        button="Save",
        breadcrumbs=template_page.crumbs(template),
        version=template.version,
        standing=template_page.settings_in_words,
        elsewhere=_why_not(template),
        record=template,
    ).answer(request)


@_GET_OR_POST
def template_retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before no document begins with it any more, or before one may again."""
    template = _template(request, public_id)
    retires = not template.is_retired

    def work() -> str:
        actions.retire_template(
            template=template,
            version=version_sent(request, now=template.version),
            is_retired=retires,
            by=person(request),
        )
        messages.success(request, f"{template.name} is {'retired' if retires else 'in use again'}.")
        return template_page.address(template)

    return Writing(
        form=NothingToAsk(_sent(request)),
        name=f"retire template {template.public_id}",
        work=work,
        title="Retire this template?" if retires else "Bring this template back?",
        caption=template.name,
        button="Retire it" if retires else "Bring it back",
        breadcrumbs=template_page.crumbs(template),
        version=template.version,
        intro=[
            "No document begins with it any more. Those that have begun, and editions made of it, stay as they are."
            if retires
            else "Documents can begin with it again."
        ],
        elsewhere=_why_not(template),
        record=template,
    ).answer(request)


@_GET_OR_POST
def section_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A section more."""
    template = _template(request, public_id)
    others = list(template.sections.order_by("order"))
    first = {
        "after": others[-1].key if others else "",
        "level": "1",
        "marks": "document",
        "is_required": True,
    }
    form = TemplateSectionForm(_sent(request), others=others, initial=first)

    def work() -> str:
        section = actions.add_template_section(
            template=template,
            version=version_sent(request, now=template.version),
            wanted=actions.SectionWanted(**form.cleaned_data),
            by=person(request),
        )
        messages.success(request, f"{section.title} is added.")
        return template_page.address(template)

    return Writing(
        form=form,
        name=f"add section to {template.public_id}",
        work=work,
        title="Add a section",
        caption=template.name,
        button="Add the section",
        breadcrumbs=template_page.crumbs(template),
        version=template.version,
        standing=template_page.sections_in_words,
        elsewhere=_why_not(template),
        record=template,
        context=_picker(request),
        template="reports/template_section.html",
    ).answer(request)


@_GET_OR_POST
def section_change(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """A section's title, place, guidance and words."""
    section = _section(request, public_id, key)
    template = section.template
    sections = list(template.sections.order_by("order"))
    place = next(at for at, one in enumerate(sections) if one.pk == section.pk)
    form = TemplateSectionForm(
        _sent(request),
        others=[one for one in sections if one.pk != section.pk],
        initial={
            **template_page.section_settings(section),
            "after": sections[place - 1].key if place else "",
        },
    )

    def work() -> str:
        actions.change_template_section(
            section=section,
            version=version_sent(request, now=template.version),
            wanted=actions.SectionWanted(**form.cleaned_data),
            by=person(request),
        )
        messages.success(request, f"{form.cleaned_data['title']} is saved.")
        return template_page.address(template)

    return Writing(
        form=form,
        name=f"change section of {template.public_id}",
        work=work,
        title=section.title,
        caption=template.name,
        button="Save the section",
        breadcrumbs=template_page.crumbs(template),
        version=template.version,
        standing=lambda now: template_page.section_in_words(now, key),
        elsewhere=_why_not(template),
        record=template,
        context={**_picker(request), "section": section},
        template="reports/template_section.html",
    ).answer(request)


@_GET_OR_POST
def section_drop(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """Asks once before a section is retired."""
    name = f"retire section of {public_id}"
    if again := sent_again(request, action=name):
        return again
    section = _section(request, public_id, key)
    template = section.template

    def work() -> str:
        actions.drop_template_section(
            section=section, version=version_sent(request, now=template.version), by=person(request)
        )
        messages.success(request, f"{section.title} is retired.")
        return template_page.address(template)

    return Writing(
        form=NothingToAsk(_sent(request)),
        name=name,
        work=work,
        title=f"Retire the section “{section.title}”?",
        caption=template.name,
        button="Retire the section",
        warning=True,
        breadcrumbs=template_page.crumbs(template),
        version=template.version,
        intro=["No document that begins from now on has it. Documents that have begun keep theirs."],
        elsewhere=_why_not(template),
        record=template,
    ).answer(request)


def _picker(request: HttpRequest) -> dict[str, Any]:
    """What can be picked, beside the text; of what the council keeps, as it stands today."""
    search = request.GET.get("find", "")[:100]
    kept = kept_by_name(authority_open_to(request, Action.WRITE_DOCUMENTS), as_at=timezone.localdate())
    return {
        "context_figures": draft_page.context_to_pick(kept.values()),
        "find": search,
        "figures": draft_page.figures_to_pick(search),
        "exhibits": draft_page.exhibits_to_pick(),
    }
