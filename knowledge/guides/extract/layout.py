"""Words with places on pages, put together as a reader would: columns, page furniture, headings, lists, paragraphs, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.language.forms import is_word

_BULLET = re.compile(r"[•▪●◦·‣\uf0b7\uf0a7–-]\s+(?=\S)")
_ITEM = re.compile(r"(?:[•▪●◦·‣\uf0b7\uf0a7]|[–-]\s|(?:\d{1,2}|[a-z])[.)]\s)")
_NUMBER = re.compile(r"(?:side\s+)?\d{1,4}(?:\s*(?:av|/|\|)\s*\d{1,4})?", re.IGNORECASE)
_JOINING = ("og ", "eller ", "samt ", "til ")  # «klasse- og skolemiljø» keeps its hyphen
_EDGE = 0.14  # of the page's height: where headers and footers stand
_FEW = 8  # pages; in a longer guide a line must stand on three to be furniture
_LARGER = 1.12  # times the body's size: a heading's
_LONGEST_HEADING = 110  # characters
_DEEPEST = 5
_NEXT_LINE = 0.75  # of a line's height: more space than this begins a new paragraph
_CHUNK = 1.2  # of a letter's size: more space than this parts columns
_FEWEST = 3  # lines; fewer side by side are no columns
_ALIGNED = 4  # points
_ACROSS = 0.2  # of a page's lines may run across a gutter: titles


@dataclass(frozen=True)
class Piece:
    """A place on a page in points, from its upper left corner; with `rows`, a table."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Word(Piece):
    """A word, or words that stand together, and how it is set."""

    text: str = ""
    size: float = 0.0
    is_bold: bool = False


@dataclass(frozen=True)
class Page:
    """A page's size in points and what stands on it."""

    width: float
    height: float
    pieces: tuple[Piece, ...]


def markdown(pages: Sequence[Page]) -> str:
    """Return the pages as Markdown, a form feed between two."""
    read = [_in_order(page) for page in pages]
    furniture = _furniture(read, pages)
    kept = [
        [piece for piece in pieces if not (_is_at_edge(piece, page) and _key(piece) in furniture)]
        for pieces, page in zip(read, pages, strict=True)
    ]
    lines = [piece for pieces in kept for piece in pieces if isinstance(piece, Word)]
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    levels = _levels(lines, body)
    header: tuple[str, ...] = ()
    texts = []
    for pieces in kept:
        rendered, header = _render(pieces, levels, header)
        texts.append(rendered)
    return "".join(f"\f\n{text}\n" for text in texts)


def _in_order(page: Page) -> list[Piece]:
    """Return lines and tables in the order they are read: down the left column, then down the right."""
    words = [piece for piece in page.pieces if isinstance(piece, Word)]
    tables = [piece for piece in page.pieces if piece.rows]
    rows = _rows(words)
    gutter = _gutter(rows)
    ordered: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []
    every: list[Sequence[Piece]] = [*rows, *([table] for table in tables)]
    for row in sorted(every, key=lambda each: each[0].top):
        if gutter is None or any(piece.x0 < gutter < piece.x1 for piece in row):
            ordered += [*left, *right, *([_line(row)] if not row[0].rows else row)]
            left, right = [], []
        else:
            left += [piece for piece in row if piece.x1 <= gutter]
            right += [piece for piece in row if piece.x0 >= gutter]
    return [*ordered, *left, *right]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Put words that stand at one height together, and those close to each other into one."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom, each.x0)):
        middle = (word.top + word.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last and last.top < middle < last.bottom and abs(last.bottom - word.bottom) < last.size / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [list(_chunks(sorted(row, key=lambda each: each.x0))) for row in rows]


def _chunks(row: Sequence[Word]) -> Iterator[Word]:
    begun = [row[0]]
    for word in row[1:]:
        if word.x0 - begun[-1].x1 > _CHUNK * word.size and not _BULLET.fullmatch(begun[-1].text + " x"):
            yield _line(begun)
            begun = []
        begun.append(word)
    yield _line(begun)


def _line(words: Sequence[Piece]) -> Word:
    """Make one of words beside each other; it is bold where all are."""
    parts = [word for word in words if isinstance(word, Word)]
    return Word(
        x0=parts[0].x0,
        top=min(part.top for part in parts),
        x1=parts[-1].x1,
        bottom=max(part.bottom for part in parts),
        text=" ".join(part.text for part in parts),
        size=Counter({part.size: len(part.text) for part in parts}).most_common(1)[0][0],
        is_bold=all(part.is_bold for part in parts),
    )


def _gutter(rows: Sequence[Sequence[Word]]) -> float | None:
    """Return the x that parts two columns: lines begin there again and again, and hardly any runs across it.

    None on a page of one column.
    """
    begins = Counter(round(word.x0) for row in rows for word in row[1:])
    if not begins:
        return None
    gutter = begins.most_common(1)[0][0] - 1.5
    right = sum(any(abs(word.x0 - gutter) < _ALIGNED for word in row) for row in rows)
    left = sum(row[0].x1 <= gutter for row in rows)
    across = sum(any(word.x0 < gutter < word.x1 for word in row) for row in rows)
    return gutter if min(left, right) >= _FEWEST and across <= _ACROSS * len(rows) else None


def _furniture(read: Sequence[Sequence[Piece]], pages: Sequence[Page]) -> set[str]:
    """Return what stands at the edge of page after page, whatever its numbers."""
    times = Counter(
        key
        for pieces, page in zip(read, pages, strict=True)
        for key in {_key(piece) for piece in pieces if _is_at_edge(piece, page)}
    )
    often = 2 if len(pages) < _FEW else 3
    return {
        key for key, number in times.items() if number >= often or _NUMBER.fullmatch(key.replace("#", "1"))
    }


def _is_at_edge(piece: Piece, page: Page) -> bool:
    return piece.bottom < _EDGE * page.height or piece.top > (1 - _EDGE) * page.height


def _key(piece: Piece) -> str:
    return re.sub(r"\d+", "#", piece.text.strip().lower()) if isinstance(piece, Word) else "|"


def _levels(lines: Sequence[Word], body: float) -> dict[tuple[float, bool], int]:
    """Give each way of setting a heading its level: the larger the higher, and bold text of the body's size the deepest."""
    candidates = [line for line in lines if _may_be_heading(line)]
    larger = sorted({line.size for line in candidates if line.size >= _LARGER * body}, reverse=True)
    levels = {
        (size, bold): min(level, _DEEPEST)
        for level, size in enumerate(larger, start=1)
        for bold in (True, False)
    }
    bold = [line for line in lines if line.is_bold and body <= line.size < _LARGER * body]
    if bold and sum(len(line.text) for line in bold) < sum(len(line.text) for line in lines) / 3:
        for size in {line.size for line in bold}:
            levels[size, True] = min(len(larger) + 1, _DEEPEST)
    return levels


def _may_be_heading(line: Word) -> bool:
    return len(line.text) <= _LONGEST_HEADING and any(letter.isalpha() for letter in line.text)


def _render(
    pieces: Sequence[Piece], levels: dict[tuple[float, bool], int], header: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Return a page's text, and the columns of the table it ends with, which the next page may go on with."""
    blocks: list[str] = []
    before: Word | None = None
    before_level = 0
    for piece in pieces:
        if not isinstance(piece, Word):
            goes_on = not blocks and len(header) == len(piece.rows[0])
            header = header if goes_on else piece.rows[0]
            rows = piece.rows if goes_on and piece.rows[0] != header else piece.rows[1:]
            blocks.append(_table(header, rows))
            before = None
            continue
        level = (
            0
            if _ITEM.match(piece.text) or not _may_be_heading(piece)
            else levels.get((piece.size, piece.is_bold), 0)
        )
        is_next = before is not None and _is_next(before, piece) and level == before_level
        if is_next and not _ITEM.match(piece.text):
            blocks[-1] = _joined(blocks[-1], piece.text)
        else:
            blocks.append(_begun(piece.text, level))
        before, before_level, header = piece, level, ()
    return "\n\n".join(blocks), header


def _is_next(before: Word, line: Word) -> bool:
    """Whether a line follows right under another, in the same column."""
    height = before.bottom - before.top
    return -height / 2 < line.top - before.bottom < _NEXT_LINE * height and line.x0 < before.x1


def _begun(text: str, level: int) -> str:
    if level:
        return f"{'#' * level} {text}"
    return "- " + _BULLET.sub("", text, count=1) if _BULLET.match(text) else text


def _joined(text: str, more: str) -> str:
    """Put a line to the one before; a word parted at the line's end is made whole."""
    if not text.endswith(("-", "\u00ad")) or not more[:1].islower() or more.startswith(_JOINING):
        return f"{text} {more}"
    first, last = text[:-1].split()[-1:], more.split(maxsplit=1)[0].strip(".,;:!?»)")
    is_two_words = bool(first) and not is_word(first[0] + last) and is_word(first[0]) and is_word(last)
    return text + more if is_two_words else text[:-1] + more


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)
