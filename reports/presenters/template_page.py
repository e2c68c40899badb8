"""A template of documents on its pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reports.models import DocumentTemplate, TemplateSection
from reports.presenters import draft_page


def address(template: DocumentTemplate) -> str:
    return reverse("reports:template-detail", args=[template.public_id])


def crumbs(template: DocumentTemplate | None = None) -> list[dict[str, str]]:
    """From the list of documents down to the template."""
    found = [*draft_page.crumbs(), {"text": "Templates", "href": reverse("reports:template-list")}]
    if template is not None:
        found.append({"text": template.name, "href": address(template)})
    return found


def facts(template: DocumentTemplate) -> list[dict[str, str]]:
    """What stands at the top of its page."""
    found = [
        {"key": "Whose", "value": str(template.authority) if template.authority else "The product's own"},
        {"key": "Kind", "value": template.get_kind_display()},
        {"key": "Title", "value": template.title},
        {"key": "Numbers", "value": template.get_numbering_display()},
    ]
    if template.header != DocumentTemplate.Header.NONE:
        found.append({"key": "Header", "value": template.get_header_display()})
    found.append({"key": "Short name", "value": template.identifier})
    if template.is_retired:
        found.append({"key": "In use", "value": "Retired: no document begins with it"})
    return found


def section(one: TemplateSection) -> dict[str, Any]:
    """A section in the list of its template."""
    parts = [one.template.public_id, one.key]
    said = [
        *(["Annex"] if one.is_annex else []),
        *(["Not numbered"] if one.marks == TemplateSection.Marks.NONE else []),
        *([] if one.is_required else ["Can be left out"]),
    ]
    return {
        "title": one.title,
        "level": one.level,
        "guidance": one.guidance,
        "text": one.text,
        "said": ". ".join(said),
        "href": reverse("reports:template-section", args=parts),
        "drop_href": reverse("reports:template-section-drop", args=parts),
    }


def settings_of(template: DocumentTemplate) -> dict[str, str]:
    return {name: getattr(template, name) for name in ("name", "title", "description", "numbering", "header")}


def settings_in_words(template: DocumentTemplate) -> dict[str, str]:
    """By field, as it stands."""
    return {
        "name": template.name,
        "title": template.title,
        "description": template.description or "Not given",
        "numbering": template.get_numbering_display(),
        "header": template.get_header_display(),
    }


def section_settings(one: TemplateSection) -> dict[str, Any]:
    return {
        "title": one.title,
        "level": str(one.level),
        "guidance": one.guidance,
        "text": one.text,
        "marks": one.marks,
        "is_annex": one.is_annex,
        "is_required": one.is_required,
    }


def sections_in_words(template: DocumentTemplate) -> dict[str, str]:
    """Of one that was changed while a section was added: which sections it has now."""
    titles = template.sections.order_by("order").values_list("title", flat=True)
    return {"after": f"The sections are: {'; '.join(titles)}"}


def section_in_words(template: DocumentTemplate, key: str) -> dict[str, str]:
    """By field, as the section now stands; nothing where it is gone."""
    one = template.sections.filter(key=key).first()
    if one is None:
        return {"title": "The section is retired"}
    before = template.sections.filter(order__lt=one.order).order_by("order").last()
    return {
        "title": one.title,
        "after": f"After {before.title}" if before else "First",
        "guidance": one.guidance or "Not given",
        "text": one.text or "Not given",
        "marks": one.get_marks_display(),
        "is_annex": "Yes" if one.is_annex else "No",
        "is_required": "Yes" if one.is_required else "No",
    }
