"""A document from its template to its PDF in a real browser: written, cleared, approved by the Director, published.

By mouse and with the keyboard alone, at a desk and on a phone: turn about every day, all four with the slow tests.
What an author types saves itself meanwhile, whatever becomes of the network and of others who write there.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports import actions
from reports.models import Clearance, DocumentTemplate, Draft, DraftSection, Edition, TemplateSection
from sufficiency.core.access import Role
from sufficiency.core.models import User
from tests.journeys.person import PHONE, Person, Way
from tests.journeys.test_pages import look_at
from tests.journeys.test_tasks import _django_db_helper, page, server, world
from tests.journeys.world import World
from tests.reports.conftest import AS_AT

__all__ = ["_django_db_helper", "page", "server", "world"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Homes for our children"
WAYS = (
    pytest.param(Way.MOUSE, 1280, id="mouse-1280"),
    pytest.param(Way.KEYBOARD, PHONE, id="keyboard-390"),
    pytest.param(Way.MOUSE, PHONE, id="mouse-390", marks=pytest.mark.slow),
    pytest.param(Way.KEYBOARD, 1280, id="keyboard-1280", marks=pytest.mark.slow),
)


@pytest.fixture(scope="module")
def template(world) -> DocumentTemplate:
    """Of two sections; the first is to be written."""
    made = DocumentTemplate.objects.create(
        identifier="of-the-journey", name="A short statement", kind="statement", title=TITLE
    )
    for order, (key, text) in enumerate([("numbers", "[to write]"), ("where", "[[table: placements]]")], 1):
        TemplateSection.objects.create(
            template=made, key=key, order=order, title=key.title(), text=text, guidance="Say how many."
        )
    return made


class Desk:
    """The page as one person after another sits down at it."""

    def __init__(self, page, server, world: World, way: Way, width: int) -> None:
        self.page, self.server, self.world, self.way = page, server, world, way
        page.set_viewport_size({"width": width, "height": 900 if width == 1280 else 844})

    def sits_down(self, role: Role) -> Person:
        user = self.world.person(role, self.world.figures)
        self.page.context.clear_cookies()
        self.page.context.add_cookies([self.world.cookie(user, self.server.url)])
        person = Person(self.page, self.way, url=self.server.url)
        person.begins_at("/")
        return person


@pytest.mark.parametrize(("way", "width"), WAYS)
def test_from_a_template_to_the_pdf(template, world, server, page, way, width):
    desk = Desk(page, server, world, way, width)
    author = desk.sits_down(Role.REPORT_AUTHOR)
    draft = _begins(author)
    _writes(author, draft)
    _asks_for_clearance(author, draft)
    _enters_the_offices(author)
    assert author.used_a_mouse() == (way is Way.MOUSE)
    director = desk.sits_down(Role.DIRECTOR)
    _approves(director)
    assert director.used_a_mouse() == (way is Way.MOUSE)
    author = desk.sits_down(Role.REPORT_AUTHOR)
    _publishes(author, draft)
    assert author.used_a_mouse() == (way is Way.MOUSE)


def _begins(author: Person) -> Draft:
    """Two clicks to the form; the day and the readers stand there: one choice, one press."""
    author.goes_to("Publish")
    # Where something is published already it is the page's button.
    (author.presses if Edition.objects.exists() else author.follows)("Begin a document")
    assert author.clicks - author.menus == 2
    author.ticks("A short statement")
    author.presses("Begin")
    author.sees(TITLE)
    assert (author.clicks - author.menus, author.fields) == (3, 1)
    return Draft.objects.get(public_id=author.page.url.split("/")[-2])


def _writes(author: Person, draft: Draft) -> None:
    """Words typed, a figure picked and never typed; both sections marked as written, from one to the next."""
    author.follows("Numbers")
    author.fills("Text", "We looked after ")
    author.fills("Find a figure", "children looked after")
    author.activates(author.page.locator(".app-picker summary:visible").first)
    author.activates(author.page.get_by_role("button", name="Put [[cla.number]] into the text", exact=True))
    author.ticks("This section is written")
    author.presses("Save")
    author.reads("Numbers is saved.")
    section = draft.sections.get(key="numbers")
    assert (section.text, section.is_written) == ("We looked after [[cla.number]]", True)
    expect(author.page.locator(".app-document__figure").first).to_have_text("11")
    author.follows("Next section: Where")
    author.ticks("This section is written")
    author.presses("Save")
    author.follows(TITLE)


def _asks_for_clearance(author: Person, draft: Draft) -> None:
    """One press, and one that says what it means."""
    before = author.clicks
    author.presses("Ask for clearance")
    author.presses("Ask for clearance")
    assert author.clicks - before == 2
    author.reads("0 of 5 offices have cleared the words as they stand.")
    draft.refresh_from_db()
    assert draft.status == Draft.Status.CLEARANCE


def _enters_the_offices(author: Person) -> None:
    """Two presses and a name each; the office and the day stand there."""
    for number, office in enumerate(Clearance.Office, start=1):
        before = author.clicks, author.fields
        author.follows(f"Enter the clearance of {office.label}")
        author.fills("Name of the officer or member", f"Officer {number}")
        author.presses("Enter the clearance")
        assert (author.clicks - before[0], author.fields - before[1]) == (2, 1)
        verb = "office has" if number == 1 else "offices have"
        author.reads(re.compile(f"^{number} of 5 offices {verb.split()[1]} cleared the words as they stand."))


def _approves(director: Person) -> None:
    director.goes_to("Publish")
    director.follows(TITLE)
    director.follows("Clearance")
    director.presses("Approve")
    director.presses("Approve")
    director.reads("The document is approved. It can be published.")
    assert director.clicks - director.menus == 5


def _publishes(author: Person, draft: Draft) -> None:
    """From the document two presses; the PDF is one more."""
    author.goes_to("Publish")
    author.follows(TITLE)
    before = author.clicks
    author.presses("Publish")
    author.reads("What will be frozen")
    author.presses("Publish the edition")
    assert author.clicks - before == 2
    edition = Edition.objects.get(draft=draft)
    author.reads(f"Edition {edition.number} is published, and never changes from now on.")
    name, content = author.downloads("Download the PDF", role="button")
    assert author.clicks - before == 3
    assert name.endswith(".pdf")
    assert content == bytes(edition.pdf)


# What saves itself


@pytest.fixture
def section(template, world) -> DraftSection:
    draft = actions.begin_draft(
        authority=world.figures,
        template=template,
        as_at=AS_AT,
        audience="public",
        by=world.person(Role.REPORT_AUTHOR, world.figures),
    )
    yield draft.sections.get(key="numbers")
    draft.delete()


@pytest.fixture
def editor(section, page, server, world):
    """The section, open before its author."""
    Desk(page, server, world, Way.MOUSE, 1280).sits_down(Role.REPORT_AUTHOR)
    page.goto(server.url + reverse("reports:draft-section", args=[section.public_id]))
    yield page
    page.context.set_offline(False)
    page.goto("about:blank")


def text_of(section: DraftSection) -> str:
    section.refresh_from_db()
    return section.text


def test_what_is_typed_is_saved_as_it_is_typed_and_saved_again(editor, section):
    note = editor.locator("[data-autosave]")
    expect(note).to_have_text("What you type is saved as you go.")
    editor.get_by_label("Text", exact=True).fill("First words")
    expect(note).to_have_text(re.compile(r"^Saved at \d\d:\d\d\.$"))
    assert text_of(section) == "First words"
    editor.get_by_label("Text", exact=True).fill("First words, and second")
    expect(note).to_have_text("Not saved yet.")
    expect(note).to_have_text(re.compile("^Saved at"))
    assert text_of(section) == "First words, and second"
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("Numbers is saved.")).to_be_visible()


def test_save_pressed_while_a_saving_is_under_way_waits_for_it(editor, section):
    area = editor.get_by_label("Text", exact=True)
    held = []
    editor.route("**/documents/sections/*/", lambda route: held.append(route), times=1)
    area.fill("Half")
    editor.wait_for_timeout(3500)
    assert len(held) == 1
    area.fill("Half and the rest")
    editor.get_by_role("button", name="Save", exact=True).click()
    held[0].continue_()
    expect(editor.get_by_text("Numbers is saved.")).to_be_visible()
    assert text_of(section) == "Half and the rest"


def test_who_leaves_at_once_loses_nothing(editor, section, server):
    editor.get_by_label("Text", exact=True).fill("Typed, and gone")
    editor.get_by_role("link", name="Publish", exact=True).first.click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Publish")
    editor.wait_for_timeout(1000)
    assert text_of(section) == "Typed, and gone"


def test_without_a_network_it_says_so_keeps_the_words_and_tries_again(editor, section):
    note = editor.locator("[data-autosave]")
    editor.context.set_offline(True)
    editor.get_by_label("Text", exact=True).fill("Typed in a tunnel")
    expect(note).to_contain_text("the service cannot be reached")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_label("Text", exact=True)).to_have_value("Typed in a tunnel")
    assert text_of(section) == "[to write]"
    editor.context.set_offline(False)
    expect(note).to_have_text(re.compile("^Saved at"), timeout=15_000)
    assert text_of(section) == "Typed in a tunnel"


def test_what_somebody_else_wrote_is_not_written_over(editor, section, world):
    other = world.person(Role.ANALYST, world.figures)
    actions.write_section(
        section=section, version=1, text="Theirs", is_written=False, is_exempt=False, by=other
    )
    editor.get_by_label("Text", exact=True).fill("Mine")
    note = editor.locator("[data-autosave]")
    expect(note).to_contain_text("press Save to see both versions")
    assert text_of(section) == "Theirs"
    editor.get_by_role("button", name="Save", exact=True).click()
    both = editor.get_by_role("table", name="Both versions")
    expect(both).to_contain_text("Theirs")
    expect(both).to_contain_text("Mine")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("Numbers is saved.")).to_be_visible()
    assert text_of(section) == "Mine"


def test_without_scripts_the_button_does_all(browser, section, server, world):
    context = browser.new_context(java_script_enabled=False)
    user = world.person(Role.REPORT_AUTHOR, world.figures)
    context.add_cookies([world.cookie(user, server.url)])
    plain = context.new_page()
    plain.goto(server.url + reverse("reports:draft-section", args=[section.public_id]))
    plain.get_by_label("Text", exact=True).fill("By hand")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("Numbers is saved.")).to_be_visible()
    assert text_of(section) == "By hand"
    context.close()


def test_the_pages_of_a_document_at_both_widths(editor, section, server, world):
    """Each as its author finds it, with somebody else in the section."""
    other = world.person(Role.ANALYST, world.figures)
    actions.open_section(section=section, now=section.draft.recorded_at, by=other)
    names = (
        "draft-detail",
        "draft-head",
        "consultation-list",
        "draft-checks",
        "draft-clearance",
        "draft-publish",
    )
    addresses = [reverse(f"reports:{name}", args=[section.draft.public_id]) for name in names]
    for address in [reverse("reports:draft-section", args=[section.public_id]), *addresses]:
        for width in (1280, PHONE):
            look_at(editor, server.url + address, width)


def test_the_pages_on_the_way_to_approval_at_both_widths(template, page, server, world):
    """In clearance, with one office that cleared earlier words; each form as it is opened, and one that is refused."""
    author = world.person(Role.REPORT_AUTHOR, world.figures)
    draft = _in_clearance(template, world, author)
    clearance, entry = draft.clearances.first(), draft.consultations.get()
    paths = [
        *(
            reverse(f"reports:{name}", args=[draft.public_id])
            for name in (
                *("draft-clearance", "clearance-enter", "clearance-back", "decision-day"),
                *("draft-head", "consultation-list", "consultation-new", "draft-publish"),
            )
        ),
        reverse("reports:clearance-withdraw", args=[clearance.public_id]),
        reverse("reports:consultation-change", args=[entry.public_id]),
    ]
    Desk(page, server, world, Way.MOUSE, 1280).sits_down(Role.REPORT_AUTHOR)
    for path in paths:
        for width in (1280, PHONE):
            look_at(page, server.url + path, width)
    page.goto(server.url + reverse("reports:clearance-enter", args=[draft.public_id]))
    page.get_by_role("button", name="Enter the clearance").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the office that cleared it")
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of who cleared it")
    Desk(page, server, world, Way.MOUSE, 1280).sits_down(Role.DIRECTOR)
    for name in ("draft-clearance", "draft-approve", "draft-head", "draft-publish"):
        look_at(page, server.url + reverse(f"reports:{name}", args=[draft.public_id]), PHONE)
    page.goto("about:blank")
    draft.delete()


def _in_clearance(template: DocumentTemplate, world: World, author: User) -> Draft:
    draft = actions.begin_draft(
        authority=world.figures, template=template, as_at=AS_AT, audience="public", by=author
    )
    for section in draft.sections.all():
        _write(section, author, section.text)
    actions.log_consultation(
        draft=draft, consulted=actions.Consulted("Foster carers", "A survey", AS_AT), by=author
    )
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=author)
    actions.clear(draft=draft, office="legal", name="A. Officer", on=AS_AT, remark="", today=AS_AT, by=author)
    _write(draft.sections.get(key="where"), author, "Between us.", is_exempt=True)
    actions.clear(
        draft=draft, office="member", name="B. Member", on=AS_AT, remark="Soon.", today=AS_AT, by=author
    )
    return draft


def _write(section: DraftSection, author: User, text: str, *, is_exempt: bool = False) -> None:
    actions.write_section(
        section=section, version=section.version, text=text, is_written=True, is_exempt=is_exempt, by=author
    )
