"""Forms drawn through crispy-forms against the classes of GOV.UK Frontend 6."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.frontend.component_pages")]

# Control, its class, and its class in error.
CONTROLS = [
    ("id_name", "govuk-input", "govuk-input--error"),
    ("id_email", "govuk-input", "govuk-input--error"),
    ("id_number", "govuk-input", "govuk-input--error"),
    ("id_secret", "govuk-input", "govuk-input--error"),
    ("id_notes", "govuk-textarea", "govuk-textarea--error"),
    ("id_kind", "govuk-select", "govuk-select--error"),
    ("id_upload", "govuk-file-upload", "govuk-file-upload--error"),
]


@pytest.fixture
def pages(client) -> dict[str, str]:
    return {
        key: client.get("/form/" + query).content.decode()
        for key, query in (("empty", ""), ("bad", "?bad=1"))
    }


def tag_of(text: str, identifier: str) -> str:
    return re.search(rf'<[^>]+ id="{identifier}"[^>]*>', text)[0]


def classes_of(tag: str) -> set[str]:
    return set(re.search(r'class="([^"]*)"', tag)[1].split())


@pytest.mark.parametrize(("identifier", "usual", "in_error"), CONTROLS)
def test_controls_bear_the_design_systems_classes(pages, identifier, usual, in_error):
    empty = classes_of(tag_of(pages["empty"], identifier))
    assert usual in empty
    assert in_error not in empty
    bad = tag_of(pages["bad"], identifier)
    assert {usual, in_error} <= classes_of(bad)
    assert f"{identifier}_1_error" in bad, "described by its error"
    group = re.search(rf'id="div_{identifier}" class="([^"]+)"', pages["bad"])[1]
    assert "govuk-form-group--error" in group


def test_errors_are_paragraphs_with_a_spoken_prefix(pages):
    found = re.findall(
        r'<(\w+) id="\w+_error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:',
        pages["bad"],
    )
    assert len(found) == 11
    assert set(found) == {"p"}


def test_radios_and_checkboxes_are_modules_and_their_first_choice_bears_the_fields_id(pages):
    assert '<div class="govuk-radios govuk-radios--inline" data-module="govuk-radios">' in pages["empty"]
    assert '<div class="govuk-checkboxes" data-module="govuk-checkboxes">' in pages["empty"]
    for identifier in ("id_already", "id_already_2", "id_flags", "id_flags_2"):
        assert f'for="{identifier}"' in pages["empty"]
        assert tag_of(pages["empty"], identifier)


def test_date_marks_the_part_in_error_alone(pages):
    marked = [
        "govuk-input--error" in classes_of(tag_of(pages["bad"], f"id_began_{part}")) for part in range(3)
    ]
    assert marked == [False, True, False]
    assert 'inputmode="numeric"' in tag_of(pages["empty"], "id_began_0")
    assert '<fieldset class="govuk-fieldset" role="group" aria-describedby="id_began_hint' in pages["empty"]


def test_character_count_is_one_form_group(pages):
    group = re.search(r'<div id="div_id_notes"[^>]*>', pages["empty"])[0]
    assert {"govuk-form-group", "govuk-character-count"} <= classes_of(group)
    assert 'data-maxlength="200"' in group
    assert "id_notes-info" in tag_of(pages["empty"], "id_notes")


def test_help_and_hint_are_one_block_element_each(pages):
    assert '<div id="id_name_hint" class="govuk-hint">As the court has it</div>' in pages["empty"]
    assert "alert-danger" not in pages["bad"]
