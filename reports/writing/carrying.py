"""What a new document begins with: the sections of its template, and the words of the edition before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.models import Draft, DraftSection, Edition, TemplateSection

_SHARED = ("key", "order", "level", "title", "guidance", "marks", "is_annex")


def carried(
    draft: Draft, sections: Iterable[TemplateSection], follows: Edition | None
) -> Iterator[DraftSection]:
    """Each section of the template; where the edition before has its words, those.

    Sections that the edition had and the template has not come after the last one.
    """
    before = _words_of(follows)
    last = 0
    for section in sections:
        earlier = before.pop(section.key, None)
        last = max(last, section.order)
        yield DraftSection(
            draft=draft,
            **{name: getattr(section, name) for name in _SHARED},
            text=section.text if earlier is None else earlier.text,
            is_exempt=earlier is not None and earlier.is_exempt,
        )
    for place, earlier in enumerate(before.values(), start=1):
        own = {name: getattr(earlier, name) for name in _SHARED}
        yield DraftSection(
            draft=draft, **{**own, "order": last + place}, text=earlier.text, is_exempt=earlier.is_exempt
        )


def _words_of(edition: Edition | None) -> dict[str, DraftSection]:
    """The sections of the draft that an edition was made of; none of one that had no author."""
    if edition is None:
        return {}
    return {section.key: section for section in DraftSection.objects.filter(draft__edition=edition)}
