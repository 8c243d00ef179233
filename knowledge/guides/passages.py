"""Sections cut into passages: whole sentences and lines, never more than a reader takes in at a glance."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from knowledge.guides.model import Guide, Passage, Section, digest_of

# The most characters a passage may have: a contract of the search interface (design, section 6).
LIMIT = 1200
# Fewer words than this answer nothing («Sted, dato:»).
_LEAST_WORDS = 8

_SENTENCE_END = re.compile(
    r"(?<!\d\.)(?<!\bjf\.)(?<!\bkap\.)(?<!\bnr\.)(?<!\bpkt\.)(?<!\bev\.)(?<!\beks\.)(?<!\bca\.)(?<!\bfl\.)(?<!\bmfl\.)"
    r"(?<=[.!?])([»”\")]*)\s+(?=[A-ZÆØÅ«“\"–])"
)
_Span = tuple[int, int]


def passages_of(guide: Guide) -> tuple[Passage, ...]:
    """Return the guide's passages in the order of its text; a text that stands there twice gives one passage."""
    passages: dict[str, Passage] = {}
    for section in guide.sections:
        for passage in _passages(guide, section):
            passages.setdefault(passage.digest, passage)
    return tuple(passages.values())


def _passages(guide: Guide, section: Section) -> Iterator[Passage]:
    info = guide.info
    for start, end in _pack(section.text):
        text = section.text[start:end]
        if len(text.split()) < _LEAST_WORDS:
            continue
        digest = digest_of(text)
        yield Passage(
            id=f"{info.id}-{digest[:16]}",
            guide=info.id,
            title=info.title,
            owner=info.owner,
            kommuner=info.kommuner,
            date=info.date,
            kind=info.kind,
            law=info.law,
            headings=section.headings,
            anchor=section.anchor,
            text=text,
            start=section.start + start,
            end=section.start + end,
            digest=digest,
            page=guide.page_at(section.start + start),
        )


def _pack(text: str) -> Iterator[_Span]:
    """Pieces of about the same length, the fewest that keep within the limit."""
    pieces = list(units(text))
    first = 0
    for index, (start, end) in enumerate(pieces):
        begin = pieces[first][0]
        left = len(text) - begin
        goal = left / math.ceil(left / LIMIT)
        new_line = text.rfind("\n", begin, start) >= pieces[index - 1][1] - 1
        enough = left > LIMIT and (start + end) / 2 - begin > goal * (0.9 if new_line else 1.1)
        if index > first and (end - begin > LIMIT or enough):
            last = _keep_with_next(text, pieces, first, index)
            yield begin, pieces[last - 1][1]
            first = last
    if pieces:
        yield pieces[first][0], pieces[-1][1]


def _keep_with_next(text: str, pieces: list[_Span], first: int, index: int) -> int:
    """Keep a line that announces a list with the list: «… skal omfatte:» never ends a passage."""
    start, end = pieces[index - 1]
    fits = pieces[index][1] - start <= LIMIT
    return index - 1 if text[start:end].endswith(":") and fits and index - 1 > first else index


def units(text: str) -> Iterator[_Span]:
    """Yield what may not be parted: sentences and lines, cut at a word only where one is too long."""
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        ends = [mark.end(1) for mark in _SENTENCE_END.finditer(text, line.start(), line.end())]
        for end in [*ends, line.end()]:
            yield from _cut(text, at, end)
            at = end


def _cut(text: str, start: int, end: int) -> Iterator[_Span]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    while end - start > LIMIT:
        space = text.rfind(" ", start, start + LIMIT)
        middle = space if space > start else start + LIMIT
        yield start, middle
        start = middle + (space > start)
    if start < end:
        yield start, end
