"""What a guide is made of: sections for sources, passages for search."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Origin = Literal["digest", "original"]


@dataclass(frozen=True)
class GuideInfo:
    """Who wrote a guide, for whom, when and under which law; no `kommuner` = for none in particular."""

    id: str
    title: str
    owner: str = ""
    kommuner: tuple[str, ...] = ()
    date: str | None = None
    kind: str = "guide"
    law: str | None = None


@dataclass(frozen=True)
class Section:
    """The text under one heading; `start` and `end` are its place in the guide's text, in characters."""

    guide: str
    title: str
    headings: tuple[str, ...]
    anchor: str | None
    text: str
    start: int
    end: int

    @property
    def source(self) -> str:
        """How a procedure names the section, `guide#anchor`."""
        return f"{self.guide}#{self.anchor}" if self.anchor else self.guide


@dataclass(frozen=True)
class Guide:
    """A guide and its sections; `text` is Markdown without front matter, as it lies in `path`.

    `pages` says where in the text each page of the original begins: (offset in characters, number).
    """

    info: GuideInfo
    origin: Origin
    path: Path
    text: str
    sections: tuple[Section, ...]
    pages: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that a place in the text stands on; None where the guide has no pages."""
        begun = bisect_right(self.pages, (offset, 1_000_000))
        return self.pages[begun - 1][1] if begun else None


@dataclass(frozen=True)
class Passage:
    """A piece of one section, short enough to read at a glance: the guide's text from `start` to `end`.

    `id` is stable as long as the guide says the same: the guide's id and the beginning of the text's digest.
    """

    id: str
    guide: str
    title: str
    owner: str
    kommuner: tuple[str, ...]
    date: str | None
    kind: str
    law: str | None
    headings: tuple[str, ...]
    anchor: str | None
    text: str
    start: int
    end: int
    digest: str
    page: int | None = None

    @property
    def source(self) -> str:
        """The section that the passage stands in, `guide#anchor`."""
        return f"{self.guide}#{self.anchor}" if self.anchor else self.guide

    @property
    def section(self) -> str:
        """The heading path, outermost first; the guide's title where the text stands under no heading."""
        return " › ".join(self.headings) or self.title


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
