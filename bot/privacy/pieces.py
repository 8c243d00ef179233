"""Cut a message into words, signs and line breaks, and hand them to spaCy with what the lists say of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.privacy.findings import MARK
from bot.privacy.lexicon import Lexicon
from bot.privacy.tokens import Shape, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PIECE = re.compile(r"[^\W\d_][\w\u0300-\u036f\u200b-\u200d\u00ad]*(?:['’‘`´][^\W\d_]\w*)*|\w+|\n+|[^\w\s]")
_LINE_BREAK = "⏎"
_MARK_WORD = "[navn]"
_MARK_CLASS = "merke"
_SIGN_CLASS = "tegn"


class Piece(NamedTuple):
    """One word or sign of a message."""

    word: str
    start: int
    """Position of its first character in the message."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word, no number, sign or mark."""
        return self.word[0].isalpha()


def cut(text: str) -> list[Piece]:
    """The pieces of a message, in order; a mark that stands for something removed is one piece."""
    pieces: list[Piece] = []
    last = 0
    for mark in MARK.finditer(text):
        pieces += _cut(text, last, mark.start())
        pieces.append(Piece(_MARK_WORD, mark.start()))
        last = mark.end()
    return pieces + _cut(text, last, len(text))


def _cut(text: str, start: int, end: int) -> list[Piece]:
    found = _PIECE.finditer(text, start, end)
    return [Piece(_LINE_BREAK if each.group()[0] == "\n" else each.group(), each.start()) for each in found]


def read_pieces(vocab: Vocab, pieces: Sequence[Piece], lexicon: Lexicon) -> Doc:
    """The pieces as spaCy reads them; what the lists say of a word stands as its lemma."""
    from spacy.tokens import Doc

    words = [_readable(piece.word) for piece in pieces]
    return Doc(vocab, words=words, lemmas=[_class_of(piece, lexicon) for piece in pieces])


def _class_of(piece: Piece, lexicon: Lexicon) -> str:
    if piece.word == _MARK_WORD:
        return _MARK_CLASS
    return lexicon.word_class(fold(piece.word), _shape(piece.word)) if piece.is_word else _SIGN_CLASS


def _shape(word: str) -> Shape:
    return Shape.ALL_CAPITALS if len(word) > 1 and word.removesuffix("s").isupper() else Shape.LOWER


def _readable(word: str) -> str:
    """The word without half characters, which spaCy can't read."""
    return word.encode("utf-8", "replace").decode("utf-8")
