"""Templates that a council makes: begun, changed, retired, and their sections. The product's own are only copied."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.text import slugify

from reports.models import DocumentKind, DocumentTemplate, TemplateSection
from reports.writing import exhibits, markup, picked
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused

_OF_A_SECTION = ("key", "order", "level", "title", "guidance", "marks", "is_annex", "text", "is_required")
_LONGEST_NAME = 60  # letters, of what a template and a section are called in addresses


@dataclass(frozen=True)
class TemplateWanted:
    """What a template is: `header` is that of a cabinet report alone."""

    name: str
    title: str
    numbering: str = DocumentTemplate.Numbering.BY_SECTION
    header: str = DocumentTemplate.Header.NONE
    description: str = ""


@dataclass(frozen=True)
class SectionWanted:
    """What a section of a template is. `after` is the key of the one before it; blank for the first place."""

    title: str
    after: str = ""
    level: int = 1
    guidance: str = ""
    text: str = ""
    marks: str = TemplateSection.Marks.AS_THE_DOCUMENT
    is_annex: bool = False
    is_required: bool = True


@transaction.atomic
def add_template(*, authority: Authority, kind: str, wanted: TemplateWanted, by: User) -> DocumentTemplate:
    """A template without a section. Raises `PermissionDenied`, and `Refused` where the name is taken."""
    require(by, Action.WRITE_DOCUMENTS, authority)
    _header_fits(kind, wanted.header)
    made = DocumentTemplate.objects.create(
        authority=authority, kind=kind, identifier=_identifier(authority, wanted.name), **asdict(wanted)
    )
    audit.record(by=by, action="add template", on=made, authority=authority, kind=kind)
    return made


@transaction.atomic
def copy_template(
    *, template: DocumentTemplate, authority: Authority, name: str, by: User
) -> DocumentTemplate:
    """The council's own, with every section of the other. Raises `PermissionDenied` and `Refused`."""
    require(by, Action.WRITE_DOCUMENTS, authority)
    made = DocumentTemplate.objects.create(
        authority=authority,
        identifier=_identifier(authority, name),
        name=name,
        **{one: getattr(template, one) for one in ("kind", "title", "description", "numbering", "header")},
    )
    TemplateSection.objects.bulk_create(
        TemplateSection(template=made, **{one: getattr(section, one) for one in _OF_A_SECTION})
        for section in template.sections.all()
    )
    audit.record(by=by, action="copy template", on=made, authority=authority, of=str(template.public_id))
    return made


@transaction.atomic
def change_template(
    *, template: DocumentTemplate, version: int, wanted: TemplateWanted, by: User
) -> DocumentTemplate:
    """Its name and settings. Documents that have begun keep their sections.

    Raises `PermissionDenied`, `Refused` and `StaleEdit`.
    """
    template = _own(template, version, by)
    _header_fits(template.kind, wanted.header)
    for field, value in asdict(wanted).items():
        setattr(template, field, value)
    template.save()
    _recorded("change template", template, by)
    return template


@transaction.atomic
def retire_template(*, template: DocumentTemplate, version: int, is_retired: bool, by: User) -> None:
    """No document begins with it any more; or again. Raises `PermissionDenied`, `Refused`, `StaleEdit`."""
    template = _own(template, version, by)
    template.is_retired = is_retired
    template.save()
    _recorded("retire template" if is_retired else "bring template back", template, by)


@transaction.atomic
def add_template_section(
    *, template: DocumentTemplate, version: int, wanted: SectionWanted, by: User
) -> TemplateSection:
    """A section in its place. Raises `PermissionDenied`, `StaleEdit`, and `Refused` for a pick that there is not."""
    template = _own(template, version, by)
    _can_be_picked(wanted.text)
    sections = list(template.sections.order_by("order"))
    taken = {one.key for one in sections}
    # The address of the form for a new one.
    section = TemplateSection(template=template, key=_key(wanted.title, taken | {"new"}))
    _say(section, wanted)
    _put(template, sections, section, wanted.after)
    template.save()
    _recorded("add template section", template, by, place=section.order)
    return section


@transaction.atomic
def change_template_section(
    *, section: TemplateSection, version: int, wanted: SectionWanted, by: User
) -> TemplateSection:
    """Its words, settings and place. Raises `PermissionDenied`, `StaleEdit`, and `Refused` as for a new one."""
    template = _own(section.template, version, by)
    _can_be_picked(wanted.text)
    sections = [one for one in template.sections.order_by("order") if one.pk != section.pk]
    section = template.sections.get(pk=section.pk)
    _say(section, wanted)
    _put(template, sections, section, wanted.after)
    template.save()
    _recorded("change template section", template, by, place=section.order)
    return section


@transaction.atomic
def drop_template_section(*, section: TemplateSection, version: int, by: User) -> None:
    """No document that begins from now on has it; what stood in it is kept as history. Raises as the others do."""
    template = _own(section.template, version, by)
    template.sections.filter(pk=section.pk).delete()
    template.save()
    _recorded("retire template section", template, by, place=section.order)


def check_text(text: str) -> list[str]:
    """What is picked in a text and does not exist, a sentence each."""
    wrong = []
    for one in markup.picked_in(text):
        try:
            picked.read(one)
        except picked.NotPicked as fault:
            wrong.append(str(fault))
    for exhibit in markup.exhibits_in(text):
        try:
            exhibits.exists(exhibit)
        except exhibits.NoExhibit as fault:
            wrong.append(str(fault))
    return list(dict.fromkeys(wrong))


def _can_be_picked(text: str) -> None:
    if wrong := check_text(text):
        raise Refused(" ".join(wrong), field="text")


def _own(template: DocumentTemplate, version: int, by: User) -> DocumentTemplate:
    """The template, locked, where it is the council's own."""
    if template.authority is None:
        raise Refused(PRODUCTS_OWN)
    require(by, Action.WRITE_DOCUMENTS, template.authority)
    return take(template, version=version)


PRODUCTS_OWN = "This template came with the product and stays as it is. Copy it, and change the copy."


def _header_fits(kind: str, header: str) -> None:
    if header != DocumentTemplate.Header.NONE and kind != DocumentKind.CABINET:
        raise Refused("Only a cabinet report has a header block. Choose none.", field="header")


def _identifier(authority: Authority, name: str) -> str:
    """How commands name it. Raises `Refused` where another of the council has the name."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    wanted = slugify(name)[:_LONGEST_NAME] or "template"
    if DocumentTemplate.objects.filter(authority=authority, identifier=wanted).exists():
        raise Refused("Another template of yours has this name. Give this one another.", field="name")
    return wanted


def _key(title: str, taken: set[str]) -> str:
    """A name for the section that no other of the template has: it carries its words from one edition to the next."""
    wanted = (slugify(title) or "section")[: _LONGEST_NAME - 4].strip("-")
    return next(
        one for n in range(1, len(taken) + 2) if (one := wanted if n == 1 else f"{wanted}-{n}") not in taken
    )


def _say(section: TemplateSection, wanted: SectionWanted) -> None:
    for field, value in asdict(wanted).items():
        if field != "after":
            setattr(section, field, value)


def _put(
    template: DocumentTemplate, others: list[TemplateSection], section: TemplateSection, after: str
) -> None:
    """The section after the one that is named, the others in their order."""
    place = next((at for at, one in enumerate(others, start=1) if one.key == after), 0)
    if after and not place:
        raise Refused("The section that it should stand after is gone. Choose another.", field="after")
    for order, one in enumerate([*others[:place], section, *others[place:]], start=1):
        if one.order != order or one is section:
            one.order = order
            one.save()


def _recorded(action: str, template: DocumentTemplate, by: User, **facts: object) -> None:
    audit.record(by=by, action=action, on=template, authority=template.authority, **facts)
