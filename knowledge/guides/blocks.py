"""Lines put together into paragraphs and list items: wraps and hyphens undone, footnotes moved out of the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.guides.footnotes import set_apart
from knowledge.guides.lines import Line

_BULLET = re.compile(
    r"(?:[•▪●◦·*]|[-–])\s+(?=\S)|(o)\s+(?=\S)|(?=(?:\d{1,2}|[a-zA-Z])\)\s+\S)|(?=\d{1,2}\.\s+[^a-zæøå\s])"
)
_STARTS = re.compile(r"\d+(?:\.\d+)*\.?\s+[A-ZÆØÅ«]|#")
_JOINING = ("og ", "eller ", "samt ", "til ")  # «klasse- og skolemiljø» keeps its hyphen
_ENDS = (".", "!", "?", ":", ";")
_NARROW = 22  # characters; wider columns hold running text
_HEADING_WRAPS = 60  # a numbered heading shorter than this stands on one line
_WRAPS = 40  # a line shorter than this ended because its writer ended it


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list item at depth 1 or 2; `gap`, `page`, `margin` and `number` as for its first line."""

    text: str
    gap: int = 1
    page: bool = False
    margin: str = ""
    depth: int = 0
    number: int = 0


def read_blocks(lines: list[Line], wrapped: bool = True) -> list[Block]:
    """Return the blocks in reading order; footnotes follow the paragraph they interrupted.

    `wrapped` says that the lines end at a width, as in a PDF, and not where a paragraph ends.
    """
    if not wrapped:
        return list(_put_together(lines, wrapped))
    body, notes = set_apart(lines)
    blocks = list(_put_together(list(_labels(body)), wrapped))
    marks = re.compile(rf"([^\W\d]{{3}}[.,»)]?)(?:{'|'.join(notes)})(?=[\s.,;:)]|$)") if notes else None
    return [replace(block, text=marks.sub(r"\1", block.text)) for block in blocks] if marks else blocks


def _put_together(lines: list[Line], wrapped: bool) -> Iterator[Block]:
    block: Block | None = None
    for index, line in enumerate(lines):
        mark = _mark(lines, index)
        if block and not mark and not _STARTS.match(line.text) and _goes_on(lines, index - 1, wrapped):
            block = replace(block, text=_join(block.text, line.text))
            continue
        if block:
            yield block
        depth = 0 if not mark else 2 if mark[1] else 1
        text = line.text[mark.end() :] if mark else line.text
        block = Block(text, line.gap, line.page, line.margin, depth, line.number)
    if block:
        yield block


def _mark(lines: list[Line], index: int) -> re.Match[str] | None:
    """Match the line's bullet or number, unless its dash is the dash of a sentence that goes on."""
    text = lines[index].text
    sentence = re.match(r"– [a-zæøå]", text) and index and _is_full(lines, index - 1)
    return None if sentence and not lines[index - 1].text.endswith(_ENDS) else _BULLET.match(text)


def _goes_on(lines: list[Line], index: int, wrapped: bool) -> bool:
    """Whether the line after this one belongs to the same paragraph."""
    line, after = lines[index], lines[index + 1]
    if line.margin or after.margin or line.text.startswith("#"):
        return False
    if after.text[0].islower() or after.text[0] in "(/–":
        return after.gap == 0 or not line.text.endswith(_ENDS)
    if line.text.endswith(("-", "kap.", "nr.", "§")) and after.gap <= 1:
        return True
    return wrapped and _wraps(lines, index)


def _wraps(lines: list[Line], index: int) -> bool:
    """Whether the line broke off before a capital only because it was full."""
    line, after = lines[index], lines[index + 1]
    if _STARTS.match(line.text) and len(line.text) < _HEADING_WRAPS:
        return False
    if after.gap == 1:  # the rest of a list's item, indented, and so set apart
        return bool(_BULLET.match(line.text)) and not line.text.endswith(_ENDS) and _is_full(lines, index)
    both_capitals = line.text.isupper() and after.text.isupper()
    return after.gap == 0 and (both_capitals or (_is_full(lines, index) and not _in_table(lines, index)))


def _is_full(lines: list[Line], index: int, reach: int = 8) -> bool:
    """Whether the line ended because the column did: the next line's first word would not have fitted in."""
    near = sorted(len(line.text) for line in lines[max(0, index - reach) : index + reach + 1])
    width = max(_WRAPS, near[int(len(near) * 0.8)])  # not the widest: notes and addresses stick out
    return len(lines[index].text) + 1 + len(lines[index + 1].text.split()[0]) > width


def _in_table(lines: list[Line], index: int) -> bool:
    """Whether the line and its neighbours begin with a capital and end without a stop, as a table's rows do."""
    near = lines[max(0, index - 1) : index + 3]
    return all(line.text[0].isupper() and not line.text.endswith((*_ENDS, ",")) for line in near)


def _labels(lines: list[Line]) -> Iterator[Line]:
    """Make one line of the words of a narrow left column, wrapped beside the text they name."""
    index = 0
    while index < len(lines):
        end = _label_end(lines, index)
        if end:
            text = lines[index].text
            for line in lines[index + 1 : end]:
                text = _join(text, line.text)
            yield replace(lines[index], text=text, margin="column")
        else:
            yield lines[index]
        index = end or index + 1


def _label_end(lines: list[Line], index: int) -> int:
    """Where a label that begins here ends; 0 where none begins."""
    if not lines[index].text[0].isupper() or _is_label_line(lines, index - 1):
        return 0
    end = index
    while end < len(lines) and _is_label_line(lines, end) and (end == index or lines[end].gap == 0):
        end += 1
    if not 2 <= end - index <= 6 or end == len(lines) or lines[end].page:
        return 0
    goes_into_text = _BULLET.match(lines[end].text) or len(lines[end].text) > _WRAPS
    return end if goes_into_text and not lines[end].text[0].islower() else 0


def _is_label_line(lines: list[Line], index: int) -> bool:
    text = lines[index].text if index >= 0 else ""
    return 0 < len(text) <= _NARROW and not _BULLET.match(text) and not text.endswith((":", ";"))


def _join(text: str, more: str) -> str:
    if re.search(r"\w-$", text):
        if not more[0].islower():
            return text + more
        return f"{text} {more}" if more.startswith(_JOINING) else text[:-1] + more
    return text + more if text.endswith("/") or more[0] == "/" else f"{text} {more}"
