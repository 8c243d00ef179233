"""Read messages in which the personal data is marked, and NorNE's sentences in the same form."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from bot.privacy import Kind

HERE = Path(__file__).parent
SETS = ("development", "blind")

_LINE_BREAK = "⏎"
_MARK = re.compile(r"\{([a-z_]+)\|([^{}|]+)\}")
_PERSON = ("B-PER", "I-PER")
_NO_SPACE_BEFORE = frozenset(".,:;!?)»…")


class MarkingError(ValueError):
    """A message is marked wrongly; the sentence names the file and the line, never what stands there."""


@dataclass(frozen=True)
class Mark:
    """Personal data in a message: its kind, and from which character to which it stands."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Message:
    """A message as the bot gets it, and what must be gone from it."""

    text: str
    marks: tuple[Mark, ...]


def read_set(name: str) -> list[Message]:
    """The messages of `development` or `blind`. Raises MarkingError where a line is marked wrongly."""
    path = HERE / f"{name}.txt"
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [_message(line, f"{path.name}:{at}") for at, line in lines if line and not line.startswith("#")]


def _message(line: str, where: str) -> Message:
    line = line.replace(_LINE_BREAK, "\n")
    text, marks, last = "", [], 0
    for found in _MARK.finditer(line):
        text += line[last : found.start()]
        kind = next((kind for kind in get_args(Kind) if kind == found.group(1)), None)
        if kind is None:
            raise MarkingError(f"{where}: ukjent slag «{found.group(1)}»")
        marks.append(Mark(kind, len(text), len(text) + len(found.group(2))))
        text += found.group(2)
        last = found.end()
    text += line[last:]
    if "{" in text or "}" in text:
        raise MarkingError(f"{where}: en klamme mangler sin make")
    return Message(text, tuple(marks))


def read_norne(folder: Path) -> list[Message]:
    """NorNE's dev sentences, Bokmål and Nynorsk, with one mark for each word of a person's name."""
    return [message for form in ("nob", "nno") for message in _norne(folder / f"{form}-dev.tsv.gz")]


def _norne(path: Path) -> Iterator[Message]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[tuple[str, str]] = []
        for line in [*lines, "\n"]:
            if line.strip():
                word, _, _, tag = line.rstrip("\n").split("\t")
                rows.append((word, tag))
            elif rows:
                yield _sentence(rows)
                rows = []


def _sentence(rows: list[tuple[str, str]]) -> Message:
    text, marks = "", []
    for word, tag in rows:
        if text and word not in _NO_SPACE_BEFORE and not text.endswith(("(", "«")):
            text += " "
        if tag in _PERSON:
            marks.append(Mark("navn", len(text), len(text) + len(word)))
        text += word
    return Message(text, tuple(marks))
