"""Markdown with anchored headings, read into sections that know their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.errors import GuideError
from knowledge.guides.model import GuideInfo, Section

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)(?:[ \t]+\{#([a-z0-9][a-z0-9-]*)\})?[ \t]*$", re.MULTILINE)


def read_sections(text: str, info: GuideInfo, name: str, begin: int = 0) -> tuple[Section, ...]:
    """Return the sections from `begin` on, in order. Raises GuideError where two carry the same anchor."""
    sections = tuple(_sections(text, info, begin))
    seen: set[str] = set()
    for section in sections:
        if section.anchor in seen:
            raise GuideError(f"{name}: to avsnitt heter «#{section.anchor}». Gi dem hvert sitt navn.")
        if section.anchor:
            seen.add(section.anchor)
    return sections


def _sections(text: str, info: GuideInfo, begin: int) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    anchor: str | None = None
    at = begin
    for heading in _HEADING.finditer(text, begin):
        yield from _section(text, info, path, anchor, (at, heading.start()))
        level = len(heading[1])
        path = [outer for outer in path if outer[0] < level] + [(level, heading[2])]
        anchor, at = heading[3], heading.end()
    yield from _section(text, info, path, anchor, (at, len(text)))


def _section(
    text: str, info: GuideInfo, path: list[tuple[int, str]], anchor: str | None, place: tuple[int, int]
) -> Iterator[Section]:
    """Yield the section at that place, without white space at its ends; none where only a heading stands."""
    whole = text[place[0] : place[1]]
    start = place[0] + len(whole) - len(whole.lstrip())
    end = place[0] + len(whole.rstrip())
    if start < end:
        headings = tuple(name for _, name in path)
        yield Section(info.id, info.title, headings, anchor, text[start:end], start, end)
