"""Somebody who does a task in the browser, by mouse or with the keyboard alone, and counts what it costs them.

The steps are intents ("follow this link", "fill this field"); how they are carried out depends on the way. With the
keyboard a control is reached by Tab from where the focus is, within a bound, and must be seen to have the focus; the
page itself takes note of any use of a mouse.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

# So many stops at most between one step and the next: a long filter, a year's list.
MOST_TABS = 150
PHONE = 390

# Notes, for the whole visit, that a mouse was used.
WATCH = "addEventListener('pointerdown', () => sessionStorage.setItem('mouse', 'used'), true);"

# What has the focus is in the window, on top, and looks as nothing without the focus does.
_SEEN = """one => {
  const drawn = [one, one.parentElement.querySelector(`label[for="${one.id}"]`)].filter(Boolean);
  const marked = ({outlineStyle, outlineWidth, outlineColor, boxShadow}) => boxShadow !== 'none'
    || (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 && !outlineColor.endsWith(', 0)'));
  const looks = drawn.flatMap(each => [getComputedStyle(each), getComputedStyle(each, '::before')]);
  if (!one.matches(':focus-visible') || !looks.some(marked)) return 'no mark of the focus';
  return drawn.some(each => {
    const {left, right, top, bottom} = each.getBoundingClientRect();
    const [x, y] = [(left + Math.min(right, innerWidth)) / 2, (top + bottom) / 2];
    const there = document.elementFromPoint(x, y);
    return there && drawn.some(part => part === there || part.contains(there) || there.contains(part));
  }) ? '' : 'out of sight or covered';
}"""
# Questions that stand open on the form: groups of radios are one, what is folded away is none.
_QUESTIONS = """form => new Set([...form.querySelectorAll('input, select, textarea')]
  .filter(one => one.name && !['hidden', 'search', 'submit'].includes(one.type)
    && one.checkVisibility()).map(one => one.name)).size"""


class Way(StrEnum):
    MOUSE = "mouse"
    KEYBOARD = "keyboard"


class Person:
    """At a page of the service. `clicks` are links and buttons, `fields` answers given."""

    def __init__(self, page: Page, way: Way, *, url: str) -> None:
        self.page, self.way, self.url = page, way, url
        self.clicks = self.fields = self.menus = 0

    # Where the task begins

    def begins_at(self, path: str) -> None:
        """The page that is open when the task begins; it costs nothing."""
        self.page.goto(f"{self.url}{path}")
        self.page.evaluate("sessionStorage.clear()")

    # Links and buttons

    def goes_to(self, section: str) -> None:
        """A section of the navigation; on a phone the menu is opened first."""
        if self.page.viewport_size["width"] == PHONE:
            self.activates(self.page.get_by_role("button", name="Menu", exact=True))
            self.menus += 1
        menu = self.page.get_by_role("navigation", name="Menu", exact=True)
        self._leaves(menu.get_by_role("link", name=section, exact=True))

    def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """A link, the first of that name."""
        self._leaves((within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)).first)

    def presses(self, name: str, *, within: Locator | None = None) -> None:
        """A button that leads to another page or sends a form."""
        self._leaves((within or self.page).get_by_role("button", name=name, exact=True).first)

    def downloads(self, name: str | re.Pattern[str], *, role: str = "link") -> tuple[str, bytes]:
        """The file's name and content."""
        wanted = self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first
        with self.page.expect_download() as download:
            self.activates(wanted)
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def chooses_files(self, *paths: Path) -> None:
        """The dialog of the operating system is beyond the page; it counts as one press."""
        with self.page.expect_file_chooser() as chooser:
            self.activates(self.page.locator("#id_files"))
        chooser.value.set_files(paths)

    def unfolds_filters(self) -> None:
        """On a phone they are folded away."""
        if self.page.viewport_size["width"] == PHONE:
            self.activates(self.page.get_by_role("button", name="Show filter", exact=True))
            self.menus += 1

    # Answers

    def fills(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if self.way is Way.MOUSE:
            field.click()
            field.fill(text)
        else:
            self._reach(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        self.fields += 1

    def ticks(self, label: str) -> None:
        """One of several answers in sight, or a box."""
        self._tick(
            self.page.get_by_role("radio", name=label, exact=True)
            .or_(self.page.get_by_role("checkbox", name=label, exact=True))
            .first
        )

    def ticks_home(self, name: str) -> None:
        """A home of the list that the form offers."""
        self._tick(self.page.locator("#homes").get_by_role("radio", name=name))

    def ticks_of(self, question: str, answer: str) -> None:
        """An answer to the question, where several have the same answers."""
        self._tick(
            self.page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True)
        )

    def picks(self, label: str, option: str) -> None:
        """One of a list that unfolds."""
        field = self.page.get_by_label(label, exact=True)
        if self.way is Way.MOUSE:
            field.select_option(label=option)
        else:
            self._reach(field)
            self.page.keyboard.type(option)
        assert field.evaluate("one => one.selectedOptions[0].label") == option
        self.fields += 1

    # What they see

    def sees(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def questions(self) -> int:
        """How many the form on the page asks in sight."""
        return self.page.locator("main form:has(.govuk-button:not(.govuk-button--secondary))").first.evaluate(
            _QUESTIONS
        )

    def used_a_mouse(self) -> bool:
        return self.page.evaluate("sessionStorage.getItem('mouse') === 'used'")

    # How it is done

    def _leaves(self, control: Locator) -> None:
        with self.page.expect_navigation():
            self.activates(control)

    def activates(self, control: Locator) -> None:
        """Click, or Tab and Enter."""
        if self.way is Way.MOUSE:
            control.click()
        else:
            self._reach(control)
            self.page.keyboard.press("Enter")
        self.clicks += 1

    def _tick(self, control: Locator) -> None:
        if self.way is Way.MOUSE:
            # As people do, on the words.
            name = control.get_attribute("id")
            self.page.locator(f'label[for="{name}"]').click()
        elif control.get_attribute("type") == "checkbox":
            self._reach(control)
            self.page.keyboard.press("Space")
        else:
            self._reach(control, group=True)
            # In a group Tab comes to the answer that is chosen, or the first; arrows go on to the next and choose it.
            for _ in range(40):
                if control.evaluate("one => one === document.activeElement"):
                    break
                self.page.keyboard.press("ArrowDown")
            if not control.is_checked():
                self.page.keyboard.press("Space")
        expect(control).to_be_checked()
        self.fields += 1

    def _reach(self, control: Locator, *, group: bool = False) -> None:
        """Tab until the control has the focus; of radios, any of its group."""
        expect(control).to_be_attached()
        reached = "one => one === document.activeElement" + (
            " || (document.activeElement.type === 'radio' && one.name === document.activeElement.name)"
            if group
            else ""
        )
        handle = control.element_handle()
        if not handle.evaluate(reached):
            for _ in range(MOST_TABS):
                self.page.keyboard.press("Tab")
                if handle.evaluate(reached):
                    break
            else:
                raise AssertionError(f"{control} is not reached within {MOST_TABS} times Tab")
        fault = self.page.evaluate(f"({_SEEN})(document.activeElement)")
        assert not fault, f"{control}: {fault}"
