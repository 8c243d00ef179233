"""Tell which mentions are the same person, so that each keeps one mark in a message and through a conversation."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.privacy.findings import MARK, MARKS, Finding
from bot.privacy.lexicon import genitive_stems
from bot.privacy.tokens import tokenize

Words = tuple[str, ...]

_KEY_BYTES = 16
_DIGEST_BYTES = 12
_MOST_SPELLINGS = 2_000


@dataclass(frozen=True)
class _Part:
    """One word of a full name, as digests: the word, what it may be the genitive of, and its first letter."""

    word: bytes
    stems: frozenset[bytes]
    initial: bytes
    is_initial: bool

    def fits(self, other: _Part) -> bool:
        """Whether the two may be spellings of one word."""
        if self.is_initial or other.is_initial:
            return self.initial == other.initial
        return self.word == other.word or self.word in other.stems or other.word in self.stems


class People:
    """The people named so far. It keeps digests under a key of its own, so no name can be read from it.

    A full name, its first name alone, its surname alone, its initials and their genitives are one person;
    where two people share the word, the one named last is meant.
    """

    def __init__(self) -> None:
        self._secret = os.urandom(_KEY_BYTES)
        self._full_names: dict[int, tuple[_Part, _Part]] = {}
        self._by_words: dict[bytes, int] = {}
        self._by_key: dict[bytes, list[int]] = defaultdict(list)
        self.count = 0
        """The highest number that any person has."""

    def number_of(self, words: Words) -> int:
        """The number of the person whom these folded words name, counted from 1; a new one if none fits."""
        number = self._by_words.get(self._digest(" ".join(words)))
        if number is None:
            candidates = [at for key in _keys(words) for at in self._by_key.get(self._digest(key), ())]
            number = max((at for at in candidates if self._can_be(words, at)), default=self.count + 1)
        self.count = max(self.count, number)
        self._remember(words, number)
        return number

    def _can_be(self, words: Words, number: int) -> bool:
        """A part of a name fits whoever has it; two full names must agree in first and last word."""
        full = self._full_names.get(number)
        if full is None or len(words) == 1 or _is_initials(words):
            return True
        return self._part(words[0]).fits(full[0]) and self._part(words[-1]).fits(full[1])

    def _remember(self, words: Words, number: int) -> None:
        # Past the bound nothing more is learned: a new person then gets a new number each time, never another's.
        whole = self._digest(" ".join(words))
        if whole in self._by_words or len(self._by_words) >= _MOST_SPELLINGS:
            return
        self._by_words[whole] = number
        if len(words) > 1 and not _is_initials(words):
            self._full_names[number] = (self._part(words[0]), self._part(words[-1]))
        for key in _keys(words):
            self._by_key[self._digest(key)].append(number)

    def _part(self, word: str) -> _Part:
        stems = frozenset(self._digest(stem) for stem in genitive_stems(word))
        return _Part(self._digest(word), stems, self._digest(word[0]), len(word) == 1)

    def _digest(self, word: str) -> bytes:
        return blake2b(
            word.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES, key=self._secret
        ).digest()


def numbered(text: str, findings: Sequence[Finding], people: People | None = None) -> list[Finding]:
    """The findings with each person's mark; numbers only where more than one person is known.

    «[navn]» in an earlier text and «[navn 1]» in a later one are the same person.
    """
    known = People() if people is None else people
    known.count = max(known.count, _highest(text))
    numbers = [
        known.number_of(_words(text[finding.start : finding.end])) if finding.kind == "navn" else 0
        for finding in findings
    ]
    if known.count <= 1:
        return list(findings)
    return [
        replace(finding, mark=_mark(number)) if number else finding
        for finding, number in zip(findings, numbers, strict=True)
    ]


def _mark(number: int) -> str:
    return f"{MARKS['navn'][:-1]} {number}]"


def _highest(text: str) -> int:
    """How many people the marks that a text already has stand for."""
    names = [mark for mark in MARK.finditer(text) if mark.group().startswith(MARKS["navn"][:-1])]
    return max((int(mark.group(1) or 1) for mark in names), default=0)


def _words(name: str) -> Words:
    return tuple(token.key for token in tokenize(name)) or (name,)


def _keys(words: Words) -> set[str]:
    """What a mention is found by: its first and last word with their genitive stems, and its initials."""
    initials = "".join(word[0] for word in words)
    if _is_initials(words):
        return {f"{initials}."}
    ends = {word for word in (words[0], words[-1]) if len(word) > 1}
    stems = {stem for word in ends for stem in genitive_stems(word)}
    return ends | stems | ({f"{initials}."} if len(words) > 1 else set())


def _is_initials(words: Words) -> bool:
    return all(len(word) == 1 for word in words)
