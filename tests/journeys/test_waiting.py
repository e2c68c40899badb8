"""What a page shows is asked with `expect`, which waits for it.

`count()`, `is_visible()` and their like answer at once. After a click they may read the page that was left, or half
of the page that is coming, so a test that asserts on them fails on a slow machine and on no other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
_AT_ONCE = {
    "all_inner_texts",
    "all_text_contents",
    "get_attribute",
    "inner_text",
    "input_value",
    "is_checked",
    "is_visible",
    "text_content",
}
_FINDERS = {"get_by_label", "get_by_role", "get_by_text", "locator"}


def _calls(asked: ast.AST) -> Iterator[str]:
    for node in ast.walk(asked):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def asks_at_once(source: str) -> list[int]:
    """The lines that assert on what a page shows without waiting for it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Assert):
            continue
        calls = set(_calls(node.test))
        if calls & _AT_ONCE or ("count" in calls and calls & _FINDERS):
            found.append(node.lineno)
    return found


@pytest.mark.parametrize("folder", ["journeys", "frontend"])
def test_what_a_page_shows_is_waited_for(folder):
    modules = sorted((TESTS / folder).rglob("*.py"))
    assert modules
    assert {path.name: lines for path in modules if (lines := asks_at_once(path.read_text()))} == {}


@pytest.mark.parametrize(
    "line",
    [
        'assert page.locator("#homes li").count() == 2',
        'assert page.get_by_role("heading").is_visible()',
        'assert "Moved" in page.get_by_role("heading", level=1).inner_text()',
    ],
)
def test_an_assertion_that_does_not_wait_is_found(line):
    assert asks_at_once(f"page.click()\n{line}\n") == [2]
    assert asks_at_once("assert Placement.objects.filter(child=wren).count() == 1\n") == []
