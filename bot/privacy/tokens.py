"""Cut a message into words, each knowing its place, its spelling for look-up and how it is capitalised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

# Letters first, so «9A» and «3b» are no words; combining and invisible characters stay inside their word.
_WORD = re.compile(
    r"(?<![\w\u0300-\u036f])[^\W\d_][\w\u0300-\u036f\u200b-\u200d\u00ad]*"
    r"(?:['’‘`´][^\W\d_][\w\u0300-\u036f]*)*"
)
# Not the Latin letters of Norwegian, of Sámi and of loanwords; not what other alphabets have either.
_FOREIGN = frozenset("çğışţțřćńñłąęőűýāēīūėįųľťďňăơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u00ad]")
_APOSTROPHE = str.maketrans("’‘`´", "''''")
# Letters that Unicode does not take apart, or that Norwegian spells with a letter of its own.
_OWN_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ŋ": "n", "ŧ": "t"})


class Shape(Enum):
    """How a word is capitalised."""

    LOWER = "lower"
    CAPITAL = "capital"
    ALL_CAPITALS = "all capitals"
    LETTER = "letter"
    """One capital letter alone, as in initials."""
    OTHER = "other"
    """With capitals inside, or digits."""


class Token(NamedTuple):
    """One word of a message; a tuple, since thousands are made."""

    start: int
    end: int
    key: str
    """The spelling that word lists use: small letters, no accents except æ, ø and å."""
    shape: Shape
    gap: str
    """What stands between the word before and this one."""
    is_foreign: bool
    """Whether it has a letter that neither Norwegian nor Sámi words have («Şevval»)."""
    follower: str
    """The character after the word; empty at the end."""

    @property
    def is_joined(self) -> bool:
        """Whether only spaces or a hyphen part it from the word before, on the same line."""
        return self.gap in _JOINTS


_JOINTS = {" ", "  ", "\t", "\u00a0", "\u202f", "-", "\u2010", "\u2011"}


def fold(word: str) -> str:
    """The look-up spelling of a word, the same for a list and for a message."""
    if word.isascii() and word.isalpha():
        return word.lower()
    low = unicodedata.normalize("NFC", _INVISIBLE.sub("", word)).lower()
    low = low.translate(_APOSTROPHE).translate(_OWN_LETTERS)
    if low.isascii():
        return low
    kept = "".join(letter if letter in "æøå" else unicodedata.normalize("NFD", letter) for letter in low)
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def tokenize(text: str, without: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The words of a text, in order; `without` are stretches, sorted, that count as no words."""
    tokens: list[Token] = []
    skipped = iter([*without, (len(text) + 1, len(text) + 1)])
    skip_start, skip_end = next(skipped)
    last = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        while skip_end <= start:
            skip_start, skip_end = next(skipped)
        if start >= skip_start:
            continue
        word = found.group()
        tokens.append(
            Token(
                start,
                end,
                fold(word),
                _shape(word),
                text[last:start],
                not word.isascii() and not _FOREIGN.isdisjoint(word.lower()),
                text[end : end + 1],
            )
        )
        last = end
    return tokens


def _shape(word: str) -> Shape:
    if not word.isalpha() and any(sign.isdigit() for sign in word):
        return Shape.OTHER
    if word.islower():
        return Shape.LOWER
    if not word[0].isupper():
        return Shape.OTHER
    if len(word) == 1:
        return Shape.LETTER
    # «PPTs» is «PPT» in the genitive.
    stem = word.removesuffix("s")
    return Shape.ALL_CAPITALS if stem.isupper() and len(stem) > 1 else Shape.CAPITAL
