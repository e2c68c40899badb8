"""Pages that show every shared component with made-up figures, for the tests of this folder alone."""

from __future__ import annotations

from types import SimpleNamespace

import django_tables2 as tables
from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Submit
from django import forms
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

YEARS = range(2017, 2027)


class Authority:
    name = "Northmere Council"
    is_synthetic = True

    def __str__(self) -> str:
        return self.name


def frame(**context) -> dict:
    names = ("Dashboard", "Indicators", "Returns")
    return {
        "authority": Authority(),
        "user": SimpleNamespace(is_authenticated=True),
        "user_role": "Analyst",
        "navigation": [
            {"text": name, "href": f"/{name}/", "current": name == "Dashboard", "active": name == "Returns"}
            for name in names
        ],
        "footer_links": [{"text": "How we count", "href": "/how/"}],
        "page_title": "Children looked after at 31 March 2026",
        "page_source": "Source: SSDA903 return for 2025 to 2026.",
        **context,
    }


def figure_table(**more) -> dict:
    return {
        "caption": "Children looked after, at 31 March",
        "columns": [
            {"text": "Year"},
            {"text": "Northmere", "numeric": True},
            {"text": "England", "numeric": True},
        ],
        "rows": [
            {"cells": ["2025", "479", None], "href": "/2025/"},
            {"cells": ["Total", "961", "83,630"], "total": True},
        ],
        "notes": ["Short breaks are left out."],
        "csv_href": "/table.csv",
        **more,
    }


def chart(name: str, spec: dict) -> dict:
    return {
        "id": name,
        "title": f"Numbers have risen: {name}",
        "summary": "From 402 to 482 in ten years.",
        "notes": ["New populations from 2022."],
        "spec": spec,
        "table": figure_table(),
    }


def issued() -> dict:
    """A forecast that held, missed, and is still to come."""
    return {
        "name": "Issued in 2021",
        "role": "issued",
        "points": [
            {"x": f"{y}-03-31", "y": 420, "low": 410, "high": 430, "mark": mark, "text": mark}
            for y, mark in ((2024, "held"), (2025, "missed"), (2026, ""))
        ],
    }


def months() -> dict:
    """Three years, month by month."""
    points = [{"x": f"{2026 + at // 12}-{at % 12 + 1:02}-28", "y": at - 12} for at in range(36)]
    return {"name": "Northmere", "role": "council", "points": points}


def charts() -> list[dict]:
    dated = [
        {
            "name": "Northmere",
            "role": "council",
            "points": [{"x": f"{y}-03-31", "y": y - 1600} for y in YEARS],
        },
        {
            "name": "England",
            "role": "england",
            "points": [{"x": f"{y}-03-31", "y": None if y == 2020 else 400} for y in YEARS],
        },
    ]
    groups = [
        {
            "name": name,
            "role": role,
            "points": [{"x": "Foster, inside", "y": 6}, {"x": "Children's homes", "y": 3}],
        }
        for name, role in (("Northmere", "council"), ("England", "england"))
    ]
    return [
        chart(
            "line",
            {
                "kind": "line",
                "x": "dates",
                "tick_at_points": True,
                "series": dated,
                "breaks": [{"x": "2022-03-31", "text": "New populations"}],
                "bands": [
                    {
                        "name": "8 chances in 10",
                        "role": "band80",
                        "points": [{"x": f"{y}-03-31", "low": 380, "high": 430} for y in (2025, 2026)],
                    }
                ],
            },
        ),
        chart("lying", {"kind": "lying-bars", "format": "pounds", "series": groups[:1]}),
        chart("grouped", {"kind": "bars", "format": "percent", "series": groups}),
        chart("stacked", {"kind": "stacked-bars", "series": groups}),
        chart("issued", {"kind": "line", "x": "dates", "series": [dated[0], issued()], "from_zero": False}),
        chart("short", {"kind": "line", "x": "dates", "series": [months()]}),
    ]


PARTS = """{% extends "base.html" %}{% block content %}
<ul class="app-tiles">
{% for tile in tiles %}{% include "_components/tile.html" with tile=tile only %}{% endfor %}
</ul>
{% for chart in charts %}{% include "_components/chart.html" with chart=chart only %}{% endfor %}
{% include "_components/figure_table.html" with table=table table_id="figures" only %}
<form method="post" enctype="multipart/form-data">{% csrf_token %}
{% include "_components/upload.html" with label="Files" hint="CSV or zip" error="Choose a file" only %}</form>
{% include "_components/empty_state.html" with title="None" text="Load." href="/x/" link_text="Go" only %}
{% include "_components/inset.html" with text="Two sources disagree." only %}
{% include "_components/warning_text.html" with text="This takes 480 children out." only %}
{% include "_components/tag.html" with text="Set aside" colour="orange" only %}
{% include "_components/summary_list.html" with rows=rows card_title="Return" only %}
{% endblock %}"""

WAITING = """{% extends "base.html" %}{% block content %}
{% include "_components/task_progress.html" with progress=progress only %}
{% endblock %}"""

LIST = """{% extends "base.html" %}{% load django_tables2 %}{% block content %}
<div class="app-filtered">{% include "_components/filter_panel.html" %}
<div>{% render_table table %}</div></div>
{% endblock %}"""

FORM = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block error_summary %}{% include "_components/error_summary.html" %}{% endblock %}
{% block content %}{% crispy form %}{% endblock %}"""


def page(request, text: str, **context) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(text).render(frame(**context), request))


@login_not_required
def parts(request):
    messages.success(request, "The return is loaded.")
    tiles = [
        {
            "title": "Children looked after",
            "href": "/cla/",
            "value": "482",
            "period": "at 31 March 2026",
            "changes": [{"text": "1 point more than last March", "judgement": "better"}],
            "mark": "Small numbers",
        },
        {"title": "Homes free", "value": "", "reason": "No households are recorded."},
        {"title": "Waiting", "value": 0, "period": "today"},
    ]
    rows = [
        {"key": "As at", "value": "31 March 2026", "href": "/x/", "link_text": "Change"},
        {"key": "Area", "value": None},
    ]
    return page(request, PARTS, tiles=tiles, charts=charts(), table=figure_table(), rows=rows)


@login_not_required
def waiting(request):
    going = {"text": "Reading 1 of 4", "done": 1, "total": 4, "href": "/progress/", "page": "/list/"}
    return page(request, WAITING, progress=going)


@login_not_required
def progress(request):
    finished = {
        "text": "Done",
        "done": 4,
        "total": 4,
        "href": "/progress/",
        "page": "/list/",
        "finished": True,
    }
    return render(request, "_components/task_progress.html", {"progress": finished})


class Rules(tables.Table):
    name = tables.Column(linkify=lambda record: f"/rules/{record['name']}/")
    rows = tables.Column(
        attrs={
            "td": {"class": "govuk-table__cell--numeric"},
            "th": {"class": "govuk-table__header--numeric"},
        }
    )
    cure = tables.Column(orderable=False)

    class Meta:
        attrs = {"caption": "Rules"}


class Filters(forms.Form):
    name = forms.CharField(required=False)
    kind = forms.MultipleChoiceField(
        choices=[("a", "Foster"), ("b", "Residential")], widget=forms.CheckboxSelectMultiple, required=False
    )


@login_not_required
def listing(request):
    rows = [
        {"name": f"Rule {n}", "rows": n if n % 2 else None, "cure": "Give the date."} for n in range(1, 101)
    ]
    table = Rules(rows)
    tables.RequestConfig(request, paginate={"per_page": 25}).configure(table)
    selected = [{"heading": "Kind", "items": [{"text": "Foster", "href": "?"}]}]
    return page(
        request, LIST, table=table, filter_form=Filters(request.GET), selected=selected, clear_href="?"
    )


class EveryControl(forms.Form):
    name = forms.CharField(help_text="As the court has it")
    email = forms.EmailField()
    number = forms.IntegerField()
    secret = forms.CharField(widget=forms.PasswordInput)
    notes = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("", "Choose"), ("a", "A")])
    already = forms.ChoiceField(
        choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect, help_text="Truth"
    )
    flags = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    checked = forms.BooleanField()
    began = DateInputField(help_text="For example, 27 3 2026", require_all_fields=False)
    upload = forms.FileField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "name",
            "email",
            "number",
            "secret",
            Field.textarea("notes", max_characters=200),
            "kind",
            Field.radios("already", inline=True),
            "flags",
            "checked",
            "began",
            "upload",
            Submit("save", "Save"),
        )

    def clean(self):
        raise forms.ValidationError("The move must be after 3 May 2026")


@login_not_required
def form(request):
    bad = (
        EveryControl({"began_0": "4", "began_1": "x", "began_2": "2026"})
        if "bad" in request.GET
        else EveryControl()
    )
    return page(request, FORM, form=bad)


@login_not_required
def missing(request):
    raise Http404


urlpatterns = [
    path("", parts, name="home"),
    path("parts/", parts),
    path("waiting/", waiting),
    path("progress/", progress),
    path("list/", listing),
    path("form/", form),
    path("missing/", missing),
    path("sign-in/", auth.LoginView.as_view(), name="sign-in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
]
