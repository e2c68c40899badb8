"""Section and paragraph numbers: running, given once, never repeated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from string import ascii_uppercase

from reports.document import Numbering, Paragraph, Prose, Section


def numbered(sections: Iterable[Section], numbering: Numbering = Numbering.BY_SECTION) -> tuple[Section, ...]:
    """Sections 1, 2, … and after them annexes A, B, …; their paragraphs as the document numbers them.

    By section: 1.1, 1.2, … and A.1, A.2, …; a section within section 6 is 6.1, its paragraphs 6.1.1, …, and where 6
    has paragraphs of its own before it, the next number after theirs. Running: 1 to the last; sections have none.
    """
    result: list[Section] = []
    counts = {False: 0, True: 0}
    within: dict[str, int] = {}
    running = 0
    above = ""
    for section in sections:
        if section.level == 1 or not above:
            counts[section.is_annex] += 1
            number = ascii_uppercase[counts[True] - 1] if section.is_annex else str(counts[False])
            above = number
        else:
            within[above] = within.get(above, 0) + 1
            number = f"{above}.{within[above]}"
        blocks = []
        for block in section.blocks:
            if isinstance(block, Paragraph | Prose) and not section.is_unnumbered:
                if numbering is Numbering.BY_SECTION:
                    within[number] = within.get(number, 0) + 1
                    block = replace(block, number=f"{number}.{within[number]}")
                elif numbering is Numbering.RUNNING:
                    running += 1
                    block = replace(block, number=str(running))
            blocks.append(block)
        shown = number if numbering is Numbering.BY_SECTION else ""
        result.append(replace(section, number=shown, blocks=tuple(blocks)))
    return tuple(result)
