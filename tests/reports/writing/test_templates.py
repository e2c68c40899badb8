"""The product's own templates: read from their files, loaded once, and everything that they pick can be set."""

from __future__ import annotations

import pytest

from reports.document import Audience, Numbering
from reports.models import DocumentTemplate, TemplateSection
from reports.statement.gathering import NothingToPublish
from reports.templates_of_the_product import FOLDER, NotATemplate, load_templates, read_template
from reports.writing.composing import Written, compose
from tests.factories import AuthorityFactory
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
# Set by what is kept beside the returns.
_KEPT = {
    "[[table: action plan]]",
    "[[table: progress]]",
    "[[words: priorities]]",
    "[[list: i statements]]",
    "[[list: priorities]]",
    "[[list: values]]",
    "[[list: charter]]",
    "[[list: pledge]]",
}


def _composed(authority, sections):
    return compose(
        sections,
        authority=authority,
        title="A document",
        kind="statement",
        as_at=AS_AT,
        today=AS_AT,
        audience=Audience.PUBLIC,
        numbering=Numbering.BY_SECTION,
    )


def test_all_are_there():
    assert NAMES == [
        "cabinet-2014",
        "cabinet-2020",
        "children-strategy",
        "committee-pack",
        "market-position",
        "members-page",
        "modern-statement",
        "scorecard",
        "southampton-statement",
        "southwark-strategy",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_everything_picked_can_be_set(council, name):
    read = read_template(FOLDER / f"{name}.md")
    made = _composed(
        council, [Written(one.key, one.title, one.text, level=one.level) for one in read.sections]
    )
    assert [fault for fault in made.faults if fault.what not in _KEPT] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_author_is_told_what_belongs_in_each_section(name):
    for section in read_template(FOLDER / f"{name}.md").sections:
        assert 0 < len(section.guidance) <= 1000, section.key
        assert len(section.title) <= 150


def test_loaded_twice_they_are_there_once():
    assert load_templates() == len(NAMES)
    before = list(TemplateSection.objects.order_by("pk").values())
    load_templates()
    assert DocumentTemplate.objects.filter(authority=None).count() == len(NAMES)
    assert list(TemplateSection.objects.order_by("pk").values()) == before
    sections = TemplateSection.objects.filter(template__identifier="cabinet-2020")
    titles = list(sections.order_by("order").values_list("title", flat=True))
    assert titles[:5] == [
        "Brief summary",
        "Recommendations",
        "Reasons for report recommendations",
        "Alternative options considered and rejected",
        "Detail (including consultation carried out)",
    ]
    # The assessments come from the report's own settings, before the background documents.
    assert titles[-6:] == [
        "Risk management implications",
        "Policy framework implications",
        "Supporting documentation",
        "Appendices",
        "Documents in Members' rooms",
        "Other background documents",
    ]


def test_a_changed_file_changes_its_record_and_a_lost_section_goes(tmp_path):
    file = tmp_path / "short.md"
    settings = '+++\nname = "Short"\nkind = "statement"\ntitle = "Short"\n+++\n'
    file.write_text(f"{settings}# One {{one}}\n> Say it.\nFirst.\n# Two {{two unnumbered}}\nSecond.\n")
    load_templates(tmp_path)
    two = TemplateSection.objects.get(template__identifier="short", key="two")
    assert (two.order, two.marks, two.text) == (2, TemplateSection.Marks.NONE, "Second.")
    file.write_text(f"{settings}# Two {{two}}\nOther.\n")
    load_templates(tmp_path)
    [left] = TemplateSection.objects.filter(template__identifier="short")
    assert (left.pk, left.order, left.marks, left.text) == (two.pk, 1, "document", "Other.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+++\nname = \n+++\n# One {one}\n", "its settings cannot be read"),
        ('+++\nname = "A"\n+++\nWords.\n# One {one}\n', "text stands before the first section"),
        ('+++\nname = "A"\n+++\n# One {one loud}\n', "can only be annex, optional, unnumbered"),
    ],
)
def test_a_file_that_is_none_says_why(tmp_path, text, message):
    file = tmp_path / "wrong.md"
    file.write_text(text)
    with pytest.raises(NotATemplate, match=message):
        read_template(file)


def test_without_a_return_only_what_is_counted_cannot_be_printed():
    authority = AuthorityFactory(gss_code="E09000028", name="Southwark", short_name="Southwark")
    made = _composed(authority, [Written("a", "A", "Words alone.\n\n[[words: the duty]]")])
    assert made.faults == ()
    assert made.document.council == authority.name
    for text in ("[[cla.number]]", "[[table: numbers]]", "[[table: cla.by_age]]"):
        with pytest.raises(NothingToPublish):
            _composed(authority, [Written("a", "A", text)])


def test_a_table_is_cited_by_the_label_that_it_has_here(council):
    made = _composed(
        council, [Written("a", "A", "[[table: placements]]\n\n[[chart: placements]]\n\n[[chart: rate]]")]
    )
    [own, other] = made.document.charts()
    assert own.source == "The figures stand in Table 1."
    assert other.source == "Counted from the council's records."
