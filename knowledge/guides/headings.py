"""Which paragraphs of a guide are its headings, and how deep each lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.guides.blocks import Block

Kind = Literal[
    "markdown", "part", "capitals", "numbered", "section", "label", "title", "text", "row", "scrap"
]

_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")
_PART = re.compile(r"(?:del|vedlegg|kapittel|kap\.) \d+\b.{0,130}", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÆØÅ«])")
_SECTION = re.compile(r"[A-ZÆØÅ].{2,60}\(§.{1,40}\)")
_CAPTION = re.compile(r"(?:figur|tabell|kilde|bilde|note)\b.*\d", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\w\. \w")
_TITLES = ("title", "label")
_LONGEST = 90
_STOPS = (".", ",", ";", ":", "!", "-", "–")


@dataclass(frozen=True)
class Marked:
    """A block and what it is; `level` counts from 1 and is 0 for what is no heading."""

    block: Block
    kind: Kind
    level: int = 0


def mark(blocks: list[Block]) -> list[Marked]:
    """Each block with its kind and level; «row» is a table's line, «scrap» a word that has lost its row."""
    if any(_MARKDOWN.match(block.text) for block in blocks):
        return [_markdown(block) for block in blocks]
    kinds = list(_kinds(blocks))
    times = Counter(zip((block.text for block in blocks), kinds, strict=True))
    kinds = [
        "scrap" if kind in _TITLES and times[block.text, "scrap"] > times[block.text, kind] else kind
        for block, kind in zip(blocks, kinds, strict=True)
    ]
    return list(_levels(_rows(blocks, kinds), blocks))


def _markdown(block: Block) -> Marked:
    heading = _MARKDOWN.match(block.text)
    return (
        Marked(replace(block, text=heading[2]), "markdown", len(heading[1]))
        if heading
        else Marked(block, "text")
    )


def _kinds(blocks: list[Block]) -> Iterator[Kind]:
    last = "0"
    for index, block in enumerate(blocks):
        number = _NUMBER.match(block.text)
        if number and _is_numbered(blocks, index, number[1], last):
            last = number[1]
            yield "numbered"
        elif block.margin and not _ABBREVIATED.search(block.text):
            yield "section" if block.margin == "upright" else "label"
        elif block.depth:
            yield "text"
        elif _PART.fullmatch(block.text):
            yield "part"
        elif _is_capitals(block.text):
            yield "capitals"
        elif _SECTION.fullmatch(block.text):
            yield "section"
        else:
            yield _title_kind(blocks, index)


def _is_numbered(blocks: list[Block], index: int, number: str, last: str) -> bool:
    """Whether the number follows the last heading's, and the block is neither a list's item nor a date."""
    text = blocks[index].text
    if not _follows(number, last) or len(text) > 2 * _LONGEST:
        return False
    if "." in number:
        return True
    near = [_NUMBER.match(each.text) for each in blocks[max(0, index - 1) : index + 2]]
    listed = any(other and other[1] in (str(int(number) - 1), str(int(number) + 1)) for other in near)
    return not listed and not text.endswith(_STOPS) and len(text) <= 1.5 * _LONGEST


def _follows(number: str, last: str) -> bool:
    """Whether a number may come next: 8.3 → 8.3.1, 8.4 or 9; the extraction may have lost one between."""
    new, old = [int(part) for part in number.split(".")], [int(part) for part in last.split(".")]
    if old == [0]:
        return new in ([1], [1, 1], [1, 0])
    if len(new) > len(old):
        return new[: len(old)] == old and new[len(old)] in (0, 1)
    head = len(new) - 1
    return new[:head] == old[:head] and 0 < new[head] - old[head] <= 2


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    worded = any(len(word) > 4 for word in text.split())
    return worded and capitals / max(1, len(letters)) > 0.8 and len(text) <= 2 * _LONGEST


def _is_title(text: str) -> bool:
    """Whether a paragraph looks like a title: short, a capital first, no full stop, no list of names."""
    words = text.split()
    if not (2 < len(text) <= _LONGEST and text[0].isupper() and not text.endswith(_STOPS)):
        return False
    capitals = sum(word[0].isupper() for word in words)
    names = "," in text and capitals * 2 > len(words)
    return not names and not _CAPTION.match(text) and not _ABBREVIATED.search(text)


def _title_kind(blocks: list[Block], index: int) -> Kind:
    """Tell a title, which stands over a text, from a scrap of a table, which doesn't."""
    if not _is_title(blocks[index].text):
        return "text"
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None or following.page or following.margin or _SECTION.fullmatch(following.text):
        return "scrap"
    over_text = following.depth or following.text.endswith((*_STOPS, "»")) or len(following.text) > _LONGEST
    return "title" if over_text or following.gap == 0 else "scrap"


def _rows(blocks: list[Block], kinds: list[Kind]) -> list[Kind]:
    """Tell rows of a table: four lines or more in a run that look like titles, and scraps that occur once."""
    times = Counter(block.text for block in blocks)
    result: list[Kind] = [
        "row" if kind == "scrap" and times[block.text] == 1 else kind
        for block, kind in zip(blocks, kinds, strict=True)
    ]
    start = 0
    for end in range(1, len(blocks) + 1):
        if end < len(blocks) and blocks[end].gap == 0 and _is_row(blocks[end]) and _is_row(blocks[end - 1]):
            continue
        if end - start >= 4:
            result[start:end] = ["row"] * (end - start)
        start = end
    return result


def _is_row(block: Block) -> bool:
    text = block.text
    return (
        not block.depth
        and not text[0].islower()
        and not text.endswith((*_STOPS, "?"))
        and len(text) <= _LONGEST
    )


def _levels(kinds: list[Kind], blocks: list[Block]) -> Iterator[Marked]:
    """Numbers tell their depth; a part is outermost; the rest lie under what came before them."""
    base, under_section = 0, 0
    previous: Kind = "text"
    for block, kind in zip(blocks, kinds, strict=True):
        level = 0
        if kind in ("numbered", "part", "capitals"):
            level = base = _depth(block, kind, base)
            under_section = 0
        elif kind == "section":
            level, under_section = base + 1, 1
        elif kind in _TITLES:
            level = base + 1 + under_section + (previous == "title")
        previous = kind
        yield Marked(block, kind, level)


def _depth(block: Block, kind: Kind, base: int) -> int:
    number = _NUMBER.match(block.text)
    if kind == "numbered" and number:
        return len(number[1].split("."))
    return 2 if kind == "capitals" and base and not block.page else 1
