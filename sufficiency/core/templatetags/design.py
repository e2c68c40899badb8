"""Small tags for the components in `templates/_components`: arrangement only, no figure is made here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Each cell of a row with the column it stands in; a row of another length raises ValueError."""
    return zip(cells, columns, strict=True)


@register.filter
def elided_pages(page: Page) -> Iterable[int | str]:
    """Page numbers to offer: the first, the last, this one and its neighbours, with gaps marked."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, parameter: str, number: int) -> str:
    """This page's address with another page number, everything else kept."""
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


# Classes of the design system by kind of widget: the field itself, and the field in error.
_FIELD_CLASSES = (
    (forms.Select, "govuk-select", "govuk-select--error"),
    (forms.Textarea, "govuk-textarea", "govuk-textarea--error"),
    (forms.FileInput, "govuk-file-upload", "govuk-file-upload--error"),
    (forms.CheckboxInput, "govuk-checkboxes__input", ""),
    (forms.widgets.Input, "govuk-input", "govuk-input--error"),
)


@register.simple_tag
def design_field(field: BoundField) -> SafeString:
    """A single form control as GOV.UK Frontend draws it, told which hint and which errors belong to it.

    crispy-forms-gds marks errors on three kinds of control only; this covers every kind.
    """
    widget = field.field.widget
    classes = [widget.attrs.get("class", "")]
    for kind, usual, in_error in _FIELD_CLASSES:
        if isinstance(widget, kind):
            classes = [usual, *(name for name in classes[0].split() if name != usual)]
            if field.errors and in_error:
                classes.append(in_error)
            break
    described_by = widget.attrs.get("aria-describedby", "").split()
    if field.help_text:
        described_by.append(f"{field.auto_id}_hint")
    described_by += [f"{field.auto_id}_{number}_error" for number in range(1, len(field.errors) + 1)]
    if "govuk-js-character-count" in classes:
        described_by.append(f"{field.auto_id}-info")
    attributes: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if described_by:
        attributes["aria-describedby"] = " ".join(described_by)
    return field.as_widget(attrs=attributes)


@register.simple_tag
def design_parts(field: BoundField) -> SafeString:
    """A control of several inputs (day, month, year): those in error marked, a numeric keyboard on a phone.

    The errors of a part are where crispy-forms-gds puts them: on the widget of the part's form field. An
    error of the whole marks every part.
    """
    whole = cast(forms.MultiValueField, field.field)
    errors = [getattr(part.widget, "errors", []) for part in whole.fields]
    for widget, own_errors in zip(cast(forms.MultiWidget, whole.widget).widgets, errors, strict=True):
        widget.attrs["inputmode"] = "numeric"
        classes = [name for name in widget.attrs.get("class", "").split() if name != "govuk-input--error"]
        if field.errors and (own_errors or not any(errors)):
            classes.append("govuk-input--error")
        widget.attrs["class"] = " ".join(classes)
    return field.as_widget()
