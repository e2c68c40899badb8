"""What is kept from the public needs a reason in law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.checks.finding import Finding, Severity


def check(exempt: Sequence[str], *, paragraph: int | None) -> Iterator[Finding]:
    """`exempt` are the titles of the exempt sections, `paragraph` that of Schedule 12A by which they are (or None).

    Local Government Act 1972, section 100F and Schedule 12A: a part may be kept back only under one of its paragraphs.
    """
    if paragraph is None:
        for title in exempt:
            yield Finding(
                Severity.STOPS,
                title,
                "The section is exempt from publication, and no reason is given.",
                "Give the paragraph of Schedule 12A and the reason on the page of the report's head.",
            )
    elif not exempt:
        yield Finding(
            Severity.WARNS,
            "Head of the report",
            "It says that a part is exempt from publication, and no section is.",
            "Mark the section as exempt, or take the paragraph out.",
        )
