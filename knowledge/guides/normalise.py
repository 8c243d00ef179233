"""An original's text, as a PDF or a converter left it, set in the digests' Markdown: headings, paragraphs, lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.guides.blocks import read_blocks
from knowledge.guides.headings import Marked, mark
from knowledge.guides.lines import read_lines
from knowledge.guides.markup import is_markdown, plain_lines
from knowledge.guides.naming import ascii_name

# A heading over fewer words than this says too little alone; it becomes a line in the section before.
_SMALL = 25
_DEEPEST = 6
_ANCHOR_WORDS = 8
# Private characters that stand for pages while the text is put together; there are 6,400 of them.
_FIRST_MARK, _MOST_PAGES = 0xE000, 6400
_MARK = re.compile(" ?[\ue001-\uf8ff]")
_NUMBER = re.compile(r"^[\d.]+\s+")


@dataclass
class _Part:
    """A heading and the Markdown lines under it, up to the next heading."""

    level: int
    heading: str
    lines: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(line.split()) for line in self.lines)


@dataclass(frozen=True)
class Normalised:
    """A guide's text, and where in it each page begins: (offset in characters, the page's number)."""

    text: str
    pages: tuple[tuple[int, int], ...] = ()


def normalise(text: str, markdown: bool = False) -> Normalised:
    """Return the text as Markdown with anchored headings; wording and order are the original's.

    `markdown` says that its headings are marked `#`; else that is told by looking.
    """
    composed = unicodedata.normalize("NFC", text)
    markdown = markdown or is_markdown(composed)
    lines = read_lines(plain_lines(composed) if markdown else composed)
    marked = mark(read_blocks(lines, wrapped=not markdown))
    return _paged("\n".join(_render(_without_small(list(_parts(_numbered(marked)))))))


def _numbered(marked: Iterable[Marked]) -> Iterator[Marked]:
    """Put a mark for the page into the first block that begins on it; `_paged` takes the marks out again."""
    last = 0
    for each in marked:
        block = each.block
        if last < block.number < _MOST_PAGES:
            last = block.number
            mark_of_page = chr(_FIRST_MARK + last)
            text = f"{block.text} {mark_of_page}" if each.level else mark_of_page + block.text
            yield replace(each, block=replace(block, text=text))
        else:
            yield each


def _paged(text: str) -> Normalised:
    pages: list[tuple[int, int]] = []
    plain: list[str] = []
    at = length = 0
    for found in _MARK.finditer(text):
        plain.append(text[at : found.start()])
        length += found.start() - at
        pages.append((length, ord(found[0].strip()) - _FIRST_MARK))
        at = found.end()
    return Normalised("".join([*plain, text[at:]]), tuple(pages))


def _parts(marked: Iterable[Marked]) -> Iterator[_Part]:
    part = _Part(0, "")
    for each in marked:
        block = each.block
        if each.level:
            yield part
            part = _Part(each.level, block.text)
        elif block.depth or each.kind == "row":
            part.lines.append(f"{'  ' * max(0, block.depth - 1)}- {block.text}")
        elif each.kind != "scrap":
            part.lines += ["", block.text, ""]
    yield part


def _without_small(parts: list[_Part]) -> list[_Part]:
    """Small parts set into the one before, where it lies as deep or is the one they belong to."""
    kept: list[_Part] = []
    for index, part in enumerate(parts):
        before = kept[-1] if kept else None
        leads = index + 1 < len(parts) and parts[index + 1].level > part.level
        if not part.words and not leads:
            part.lines.append(_NUMBER.sub("", part.heading))  # a heading that is the whole of what is said
        near = before and before.lines and part.level >= before.level > 1 and part.level > 2
        near = near and not part.heading[0].isdigit()
        if before and near and not leads and part.words < _SMALL:
            before.lines += ["", part.heading, "", *part.lines]
        else:
            kept.append(part)
    return kept


def _render(parts: Iterable[_Part]) -> Iterator[str]:
    used: set[str] = set()
    for part in parts:
        if part.heading:
            yield f"{'#' * min(part.level, _DEEPEST)} {part.heading} {{#{_anchor(part.heading, used)}}}\n"
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(part.lines)).strip("\n")
        if body:
            yield body + "\n"


def _anchor(heading: str, used: set[str]) -> str:
    """Make an ASCII name for the heading, the same at every ingestion, unique in the guide."""
    name = "-".join(ascii_name(heading).split("-")[:_ANCHOR_WORDS]) or "avsnitt"
    unique, number = name, 2
    while unique in used:
        unique, number = f"{name}-{number}", number + 1
    used.add(unique)
    return unique
