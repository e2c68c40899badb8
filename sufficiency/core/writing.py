"""Pages with a form that writes: the key that makes it happen once, the version, refusals in words, both versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from uuid import uuid4

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Div, Field, Layout, Size
from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sufficiency.core import access_log
from sufficiency.core.models import User
from sufficiency.core.once import NotThisForm, key_from, once, outcome_of
from sufficiency.core.stale import StaleEdit

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")


class Refused(Exception):
    """Nothing was changed. The text says what is wrong and what to do; `field` names what to correct."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def day_to_type(day: date) -> str:
    """As people type it: '31/3/2026'."""
    return f"{day.day}/{day.month}/{day.year}"


def day_in_words(day: date) -> str:
    """'31 March 2026'."""
    return f"{day.day} {day:%B %Y}"


def day(label: str, *, missing: str = "", help_text: str = "") -> forms.DateField:
    """A day that people type or choose from the calendar; without `missing` it may stay empty."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        input_formats=DAYS,
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"class": "govuk-input--width-10 moj-js-datepicker-input", "autocomplete": "off"},
        ),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 31/3/2026"},
    )


def choice(
    label: str,
    choices: Sequence[tuple[str, str]],
    *,
    missing: str = "",
    help_text: str = "",
    press: bool = False,
) -> forms.ChoiceField:
    """One of a list, or with `press` one to press; without `missing` none may be chosen."""
    fault = missing or "Choose one of the list"
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(missing),
        help_text=help_text,
        widget=forms.RadioSelect if press else forms.Select,
        error_messages={"required": fault, "invalid_choice": fault},
    )


def words(
    label: str, *, length: int, missing: str = "", help_text: str = "", **options: Any
) -> forms.CharField:
    """Words of at most `length` characters."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=length,
        help_text=help_text,
        error_messages={
            "required": missing,
            "max_length": f"{label} must have {length} characters or fewer",
        },
        **options,
    )


def radios(name: str, *, inline: bool = False) -> Field:
    """Choices to press, all in sight."""
    return Field.radios(name, legend_size=Size.SMALL, inline=inline)


def calendar(name: str) -> Div:
    """A day with its calendar."""
    return Div(name, css_class="moj-datepicker", data_module="moj-date-picker")


YES_NO_UNKNOWN = (("yes", "Yes"), ("no", "No"), ("", "Not known"))


def yes_no(value: str) -> bool | None:
    """What a choice of `YES_NO_UNKNOWN` says."""
    return {"yes": True, "no": False}.get(value)


class WritingForm(forms.Form):
    """A form that writes. `arrangement` is how its fields stand; the page's template brings the button."""

    arrangement: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(self.arrangement or self.fields))


@dataclass
class Writing:
    """A page with a form that writes: what it shows, and what is done when it is sent.

    `work` does the deed and returns the address to go to; it may raise `Refused` and `StaleEdit`. `version` is that
    of the record an edit shows. For a stale edit, `standing` is given the record as somebody else left it, and gives
    in words by field what stands there. `shows` is the record that the page tells of: written down before it does.
    `elsewhere` says why nobody may type here (`core.ownership`): the page then shows what stands in `record` and has no
    form, and a form sent all the same is refused.
    """

    form: forms.Form
    name: str
    work: Callable[[], str]
    title: str
    button: str
    breadcrumbs: Sequence[dict[str, str]]
    caption: str = ""
    version: int | None = None
    standing: Callable[[Any], dict[str, str]] = lambda now: {}
    intro: Sequence[str] = ()
    # Large targets in reach of a thumb.
    one_hand: bool = False
    warning: bool = False
    # What must be seen before going on.
    caution: str = ""
    shows: Model | None = None
    elsewhere: str = ""
    record: Any = None
    context: dict[str, Any] = field(default_factory=dict)
    template: str = "core/writing.html"

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The form; or, sent, on to where its result is shown; 400 or 409 with all that was typed."""
        if again := sent_again(request, action=self.name):
            return again
        if self.elsewhere:
            return self._page(request, status=409 if request.method == "POST" else 200)
        if request.method != "POST":
            return self._page(request)
        if not self.form.is_valid():
            return self._page(request, status=400)
        try:
            key = key_from(request.POST.get("key", ""))
            return redirect(once(key, by=cast(User, request.user), action=self.name, work=self.work))
        except Refused as refusal:
            self.form.add_error(refusal.field if refusal.field in self.form.fields else None, str(refusal))
        except NotThisForm as refusal:
            self.form.add_error(None, str(refusal))
        except StaleEdit as stale:
            return self._page(request, status=409, stale=stale)
        return self._page(request, status=400)

    def _page(
        self, request: HttpRequest, *, status: int = 200, stale: StaleEdit | None = None
    ) -> HttpResponse:
        if self.shows:
            access_log.shown(request, f"form about a {self.shows._meta.verbose_name}", [self.shows])
        version = request.POST.get("version", "") if request.method == "POST" else self.version
        return render(
            request,
            self.template,
            {
                "page_title": self.title,
                "page_caption": self.caption,
                "breadcrumbs": self.breadcrumbs,
                "cancel_href": self.breadcrumbs[-1]["href"],
                "form": self.form,
                "button": self.button,
                "intro": self.intro,
                "one_hand": self.one_hand,
                "warning": self.warning,
                "caution": self.caution,
                "elsewhere": self.elsewhere,
                "on_record": self._on_record() if self.elsewhere else [],
                "key": uuid4(),
                "version": stale.now.version if stale else version,
                "has_version": self.version is not None,
                "stale": stale and self._both(stale.now),
                **self.context,
            },
            status=status,
        )

    def _on_record(self) -> list[dict[str, str]]:
        """What stands in the record that nobody may edit here, as a summary list has it."""
        if self.record is None or not self.version:
            return []
        now = self.standing(self.record)
        return [
            {"key": str(self.form.fields[name].label), "value": now[name]}
            for name in self.form.fields
            if name in now
        ]

    def _both(self, record: Any) -> list[dict[str, Any]]:
        """Field by field: as it stands now, and as it was typed here."""
        now = self.standing(record)
        return [
            {
                "field": str(self.form.fields[name].label),
                "now": now[name],
                "yours": (yours := _shown(self.form, name)),
                "differ": now[name] != yours,
            }
            for name in self.form.fields
            if name in now
        ]


def sent_again(request: HttpRequest, *, action: str) -> HttpResponse | None:
    """The answer to a form that was carried out already, sent once more by the same person: as it was answered then.

    Ask it before looking for a record that the form takes away.
    """
    if request.method != "POST":
        return None
    address = outcome_of(request.POST.get("key", ""), by=cast(User, request.user), action=action)
    return redirect(address) if address else None


def version_sent(request: HttpRequest, *, now: int) -> int:
    """The version that the form showed; one that nothing bears where none came, so that the edit is stale."""
    text = request.POST.get("version", "") if request.method == "POST" else str(now)
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _shown(form: forms.Form, name: str) -> str:
    """What was typed in a field, as people read it."""
    value = form.cleaned_data.get(name)
    shown = form.fields[name]
    if isinstance(shown, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(shown, forms.MultipleChoiceField):
        names = dict(cast(Sequence[tuple[str, str]], shown.choices))
        return ", ".join(names.get(one, one) for one in value or ()) or "Not given"
    if isinstance(shown, forms.ChoiceField) and not isinstance(shown, forms.ModelChoiceField):
        return str(dict(cast(Sequence[tuple[object, str]], shown.choices)).get(value, value))
    if isinstance(value, date):
        return day_in_words(value)
    return "Not given" if value in (None, "") else str(value)
