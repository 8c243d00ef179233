"""Cut a message into what the name pipeline reads: words, signs and line breaks, each with what the lists say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.privacy.findings import MARK
from bot.privacy.lexicon import Lexicon
from bot.privacy.tokens import Shape, fold

_PIECE = re.compile(r"[^\W\d_][\w\u0300-\u036f\u200b-\u200d\u00ad]*(?:['’‘`´][^\W\d_]\w*)*|\w+|\n+|[^\w\s]")
_LINE_BREAK = "⏎"
_MARK_WORD = "[navn]"
_MARK_CLASS = "merke"
_SIGN_CLASS = "tegn"


@dataclass(frozen=True)
class Piece:
    """One word or sign of a message."""

    word: str
    start: int
    """Position of its first character in the message."""
    word_class: str
    """What the lists say of it, as Lexicon.word_class tells."""


def cut(text: str, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a message, in order; a mark that stands for something removed is one piece."""
    pieces: list[Piece] = []
    last = 0
    for mark in MARK.finditer(text):
        pieces += _cut(text, last, mark.start(), lexicon)
        pieces.append(Piece(_MARK_WORD, mark.start(), _MARK_CLASS))
        last = mark.end()
    return pieces + _cut(text, last, len(text), lexicon)


def _cut(text: str, start: int, end: int, lexicon: Lexicon) -> list[Piece]:
    pieces: list[Piece] = []
    for found in _PIECE.finditer(text, start, end):
        word = found.group()
        if word[0].isalpha():
            word_class = lexicon.word_class(fold(word), _shape(word))
            pieces.append(Piece(_readable(word), found.start(), word_class))
        else:
            sign = _LINE_BREAK if word[0] == "\n" else _readable(word)
            pieces.append(Piece(sign, found.start(), _SIGN_CLASS))
    return pieces


def _shape(word: str) -> Shape:
    return Shape.ALL_CAPITALS if len(word) > 1 and word.removesuffix("s").isupper() else Shape.LOWER


def _readable(word: str) -> str:
    """The word without half characters, which spaCy can't read."""
    return word.encode("utf-8", "replace").decode("utf-8")
