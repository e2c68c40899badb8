"""What the accessibility statement may say: what the tests really look at, and nothing else.

`tests/core/test_accessibility_statement.py` holds each claim to a test that exists, and each page to a file of tests
that looks at pages and speaks of that address.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """Something that people can do, and the tests that try it."""

    text: str
    proved_by: tuple[str, ...]


CLAIMS = (
    Claim(
        "Use the service without scrolling sideways on a screen 390 pixels wide, which is how a page at 1280 pixels "
        "looks when it is made more than three times as large. Wide tables scroll within themselves.",
        ("tests/journeys/test_pages.py::look_at",),
    ),
    Claim(
        "Work the calendar, a move, a decision and the warning before a session ends by keyboard alone.",
        (
            "tests/journeys/test_pages.py::test_the_calendar_is_worked_by_keyboard",
            "tests/journeys/test_operations_pages.py::test_signing_by_keyboard",
            "tests/journeys/test_placement_desk.py::test_a_move_by_keyboard_with_the_brother",
            "tests/journeys/test_sign_in_journey.py::test_the_warning_is_answered_by_keyboard",
        ),
    ),
    Claim(
        "Read every chart as a table, and use the service without JavaScript: charts are then their tables.",
        ("tests/journeys/test_pages.py::test_pages_read_without_javascript",),
    ),
    Claim(
        "Read published statements as tagged PDF with headings, table heads and words for each chart.",
        ("tests/reports/test_statement_pdf.py::test_tags_title_language_and_bookmarks",),
    ),
)

# The routes whose pages are looked at in a browser at both widths, by the file of tests that does it.
LOOKED_AT: dict[str, tuple[str, ...]] = {
    "tests/journeys/test_access_pages.py": (
        "access:break-glass",
        "access:child-access",
        "access:child-connect",
        "access:child-propose",
        "access:child-who-looked",
        "access:closed-list",
        "access:opening-detail",
        "access:opening-list",
        "access:proposal-detail",
        "audit:checks",
        "audit:event-list",
        "audit:record",
    ),
    "tests/journeys/test_carers_journey.py": (
        "carers:address-change",
        "carers:address-reveal",
        "carers:approval-end",
        "carers:check-list",
        "carers:check-new",
        "carers:details-change",
        "carers:hold-new",
        "carers:household-detail",
        "carers:household-list",
        "carers:household-new",
        "carers:review-list",
        "carers:review-record",
        "carers:terms-change",
        "carers:upload-new",
        "carers:vacancy-confirm",
    ),
    "tests/journeys/test_editions_journey.py": (
        "reports:edition-correct",
        "reports:edition-detail",
        "reports:edition-figures",
        "reports:edition-html",
        "reports:style",
        "reports:template-detail",
        "reports:template-list",
        "reports:template-section",
    ),
    "tests/journeys/test_files_journey.py": (
        "files:request",
        "files:request-list",
        "placements:child-list-ask",
    ),
    "tests/journeys/test_operations_pages.py": (
        "operations:certificate-detail",
        "operations:due-list",
        "operations:health",
        "operations:hold-list",
        "operations:hold-new",
        "operations:hold-release",
        "operations:proposal-detail",
        "operations:rule-list",
        "operations:settings",
    ),
    "tests/journeys/test_pages.py": (
        "accessibility",
        "reports:comparison",
        "reports:conflict-list",
        "reports:dashboard",
        "reports:definition-list",
        "reports:edition-list",
        "reports:edition-new",
        "reports:indicator-children",
        "reports:indicator-detail",
        "reports:indicator-list",
    ),
    "tests/journeys/test_placement_desk.py": (
        "placements:child-away",
        "placements:child-detail",
        "placements:child-list",
        "placements:child-move",
        "placements:deed-detail",
        "search",
    ),
    "tests/journeys/test_providers_journey.py": (
        "carers:provider-change",
        "carers:provider-detail",
        "carers:provider-list",
        "carers:provider-new",
    ),
    "tests/journeys/test_returns_journey.py": (
        "exchange:import-detail",
        "exchange:import-discard",
        "exchange:import-list",
        "exchange:import-load",
        "exchange:import-undo",
    ),
    "tests/journeys/test_sign_in_journey.py": (
        "account",
        "account-password",
        "people:password-link",
        "people:person",
        "people:person-list",
        "people:person-new",
        "people:request",
        "people:request-list",
        "people:role-end",
        "people:role-new",
        "sign-in-code",
        "sign-in-set-up",
    ),
}
