"""Markdown as converters write it, with emphasis, links and wide tables, made plain lines with `#` headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_STEP = re.compile(r"\*\*(\d{1,2}\. ([^*]+?))(\.?)\*\*\s*(\S.*)")
_BOLD_LINE = re.compile(r"\*\*([^*:]{3,60})\*\*")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BREAK = re.compile(r"(?:<br\s*/?>\s*)+", re.IGNORECASE)
_NESTED = re.compile(r"^[-*] o (?=\S)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_ADDRESS = re.compile(r"https?://\S+")


def is_markdown(text: str) -> bool:
    """Whether a text is written in Markdown: it has at least three `#` headings."""
    return len(re.findall(r"^#{1,6}\s+\S", text, re.MULTILINE)) >= 3


def plain_lines(text: str) -> str:
    """Return the text with headings marked `#`, rows as list items that name their columns, and no other marks."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    level, columns = 1, list[str]()
    for line in text.split("\n"):
        if line == "\f":
            yield line
            continue
        stripped = line.strip()
        if stripped.startswith("|"):
            cells = _cells(stripped)
            if columns:
                yield from _row(columns, cells)
            else:
                columns = cells
            continue
        columns = []
        heading, step, bold = (pattern.fullmatch(stripped) for pattern in (_HEADING, _STEP, _BOLD_LINE))
        if heading:
            level = len(heading[1])
            yield f"\n{heading[1]} {_plain(heading[2])}\n"
        elif step:
            yield f"\n{'#' * level} {_plain(step[1])}\n\n{_plain(step[2])}{step[3]} {_plain(step[4])}"
        elif bold:
            yield f"\n{'#' * max(4, level)} {_plain(bold[1])}\n"
        else:
            yield _NESTED.sub("o ", _plain(stripped))


def _cells(line: str) -> list[str]:
    return [_plain(_BREAK.sub(" / ", cell.strip())) for cell in line.strip("|").split("|")]


def _row(columns: list[str], cells: list[str]) -> Iterator[str]:
    """One row as a list item that can be read alone: «Mandag – Tidspunkt: 08.45; Sted: Benken»."""
    if all(not cell.strip(":- ") for cell in cells):
        return
    named = [(name.rstrip(":"), cell) for name, cell in zip(columns, cells, strict=False) if cell]
    texts = [
        cell if index == 0 or not name else f"{name}: {cell}" for index, (name, cell) in enumerate(named)
    ]
    yield "\n- " + texts[0] + (" – " + "; ".join(texts[1:]) if texts[1:] else "")


def _plain(text: str) -> str:
    words = _LINK.sub(r"\1", _TAG.sub("", _BREAK.sub(" ", text)))
    return " ".join(_EMPHASIS.sub("", _ADDRESS.sub("", words)).split())
