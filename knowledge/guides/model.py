"""What a guide is made of: sections for sources, passages for search."""

from __future__ import annotations

import hashlib
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
    """A guide and its sections; `text` is Markdown without front matter, as it lies in `path`."""

    info: GuideInfo
    origin: Origin
    path: Path
    text: str
    sections: tuple[Section, ...]


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

    @property
    def section(self) -> str:
        """The heading path, outermost first; the guide's title where the text stands under no heading."""
        return " › ".join(self.headings) or self.title


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
