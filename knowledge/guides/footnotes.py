"""Footnotes, which break a sentence in two where a page ends, moved to the next paragraph break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.guides.lines import Line

_NOTE = re.compile(r"(\d{1,2}) ([A-ZÆØÅ].*)")


def set_apart(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Move each page's footnotes to the next paragraph break; return the lines and the notes' numbers."""
    body: list[Line] = []
    waiting: list[Line] = []
    numbers: list[str] = []
    for page in _pages(lines):
        at = _notes_begin(page, len(numbers) + 1)
        for line in page[:at]:
            if line.gap and waiting:
                body += waiting
                waiting = []
            body.append(line)
        for line in page[at:]:
            note = _NOTE.match(line.text)
            if note and note[1] == str(len(numbers) + 1):
                numbers.append(note[1])
                waiting.append(Line(f"Note {note[1]}: {note[2]}", 2))
            else:
                waiting.append(line)
    return body + waiting, numbers


def _pages(lines: list[Line]) -> Iterator[list[Line]]:
    starts = [index for index, line in enumerate(lines) if line.page or index == 0]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _notes_begin(page: list[Line], number: int, longest: int = 12) -> int:
    """Where a page's notes begin: among its last lines, numbered on from the page before; else the page's end."""
    for index in range(len(page) - 1, max(0, len(page) - longest), -1):
        note = _NOTE.match(page[index].text)
        if note and note[1] == str(number):
            return index
    return len(page)
