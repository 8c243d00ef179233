"""Text out of a PDF as lines that know how far apart they stood; page numbers and bare addresses are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

_CHARACTERS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": "  ", "\u00ad": None, "\ufeff": None, "\u200b": None}
    | {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "\uf0b7": "•", "\uf0a7": "▪", "\u2010": "-", "\u2011": "-"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FURNITURE = re.compile(r"(?:side )?\d{1,3}(?: (?:av|/|\|) \d{1,3})?|[\W_]+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[•▪-]\s*)?(?:https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS_LAST = re.compile(r"\s*[-–:]?\s*https?://\S+$")
_ADDRESS_TAIL = re.compile(r"[\w/%.?=&#~+-]*[/=_-][\w/%.?=&#~+-]*")
_COLUMNS = re.compile(r"([A-ZÆØÅ][^.:;!?•]{2,29}?)\s{2,}([A-ZÆØÅ].{19,})")
_TABLE_HEAD = re.compile(r"[^a-zæøå]+(?:\s{2,}[^a-zæøå]+){2,}")
_UPRIGHT = re.compile(r"[A-Za-zÆØÅæøå./]{1,2}")
_MARK = re.compile(r"[a-zA-Z0-9][.)]|o")
_SCRAP = re.compile(r"[A-ZÆØÅ][^\d.:;!?•]{1,22}[^\d.:;!?•/,-]")
_OFTEN = 3


@dataclass(frozen=True)
class Line:
    """One line, its white space tidied.

    `gap` counts the empty lines before it beyond the text's usual; `page` says that a page begins here,
    `margin` that it is a table's label, set beside its text in a column or upright. `number` is the page's,
    0 where the text has no form feeds to count.
    """

    text: str
    gap: int
    page: bool = False
    margin: Literal["", "column", "upright"] = ""
    number: int = 0


def read_lines(text: str) -> list[Line]:
    """Return the lines that carry words; a text with an empty line after every line reads as one set tight."""
    raw = text.translate(_CHARACTERS).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    lines = list(_upright(_worded(_CONTROL.sub("", raw))))
    tight = sum(1 for line in lines if line.gap == 0)
    usual = 1 if tight < len(lines) / 3 else 0
    return list(_without_scraps([replace(line, gap=max(0, line.gap - usual)) for line in lines]))


def _worded(text: str) -> Iterator[Line]:
    """Yield the lines worth keeping; a page begins at a form feed, a page number, or where one space was left."""
    raw = text.replace("\f", "\n\f").split("\n")
    one_space = sum(1 for line in raw if re.match(r" \S", line)) < len(raw) / 10
    gap, page, address = 0, True, False
    number = 1 if "\f" in text.lstrip("\f\n") and not text.lstrip("\n").startswith("\f") else 0
    for line in raw:
        number += line.startswith("\f")
        page = page or line.startswith("\f") or (one_space and re.match(r" \S", line) is not None)
        stripped = line.strip()
        address = _is_address(stripped, address)
        if address or not stripped or _FURNITURE.fullmatch(stripped) or _TABLE_HEAD.fullmatch(stripped):
            page = page or stripped.isdigit()
            gap += 1
            continue
        yield from _columns(Line(_ADDRESS_LAST.sub("", stripped), gap, page, number=number))
        gap, page = 0, False


def _is_address(text: str, after_address: bool) -> bool:
    """Whether the line holds nothing but a web address, or the rest of one broken at a hyphen."""
    return bool(_ADDRESS.fullmatch(text) or (after_address and _ADDRESS_TAIL.fullmatch(text)))


def _columns(line: Line) -> Iterator[Line]:
    """Part a table's label from the text beside it, two spaces away."""
    columns = _COLUMNS.fullmatch(line.text)
    if columns:
        yield Line(columns[1].strip(), max(2, line.gap), line.page, "column", line.number)
        yield Line(" ".join(columns[2].split()), 0, number=line.number)
    else:
        yield replace(line, text=" ".join(line.text.split()))


def _upright(lines: Iterator[Line]) -> Iterator[Line]:
    """Words set upright in a table's margin come out a letter or two a line; they are put together again."""
    run: list[Line] = []
    for line in lines:
        if _UPRIGHT.fullmatch(line.text) and not _MARK.fullmatch(line.text):
            run.append(line)
            continue
        yield from _together(run)
        run = []
        yield line
    yield from _together(run)


def _together(run: list[Line]) -> Iterator[Line]:
    word = "".join(line.text for line in run)
    if len(run) < 2 or len(word) < 3:
        yield from run
    else:
        yield replace(
            run[0], text=word[0].upper() + word[1:].lower(), gap=max(2, run[0].gap), margin="upright"
        )


def _without_scraps(lines: list[Line]) -> Iterator[Line]:
    """Drop what stands alone again and again: «Rektor», in the column of who is responsible, has lost its row."""
    alone = Counter(line.text for line in lines if line.gap and not line.margin)
    scraps = {text for text, times in alone.items() if times >= _OFTEN and _SCRAP.fullmatch(text)}
    page = False
    for line in lines:
        page = page or line.page
        if not (line.gap and line.text in scraps):
            yield replace(line, page=page)
            page = False
