"""Section and paragraph numbers: running, given once, never repeated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from string import ascii_uppercase

from reports.document import Paragraph, Section


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections 1, 2, … and after them annexes A, B, …; their paragraphs 1.1, 1.2, … and A.1, A.2, …"""
    result: list[Section] = []
    for section in sections:
        before = sum(earlier.is_annex == section.is_annex for earlier in result)
        number = ascii_uppercase[before] if section.is_annex else str(before + 1)
        blocks, paragraph = [], 0
        for block in section.blocks:
            if isinstance(block, Paragraph):
                paragraph += 1
                block = replace(block, number=f"{number}.{paragraph}")
            blocks.append(block)
        result.append(replace(section, number=number, blocks=tuple(blocks)))
    return tuple(result)
