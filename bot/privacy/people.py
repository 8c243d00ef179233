"""Tell which mentions are the same person, so that each person keeps one mark in a message."""

from __future__ import annotations

from collections import defaultdict

from bot.privacy.lexicon import genitive_stems

Words = tuple[str, ...]


def same_people(mentions: list[Words]) -> list[int]:
    """For each mention the number of its person, counted from 0 in the order of first appearance.

    A full name, its first name alone, its surname alone, its initials and their genitives are one person;
    where two people share the word, the one named last is meant.
    """
    people = _People()
    return [people.number_of(words) for words in mentions]


class _People:
    """The people met so far, found by their words without comparing everyone with everyone."""

    def __init__(self) -> None:
        self._full_names: list[Words | None] = []
        self._by_words: dict[Words, int] = {}
        self._by_key: dict[str, list[int]] = defaultdict(list)

    def number_of(self, words: Words) -> int:
        number = self._by_words.get(words)
        if number is None:
            candidates = (at for key in _keys(words) for at in self._by_key.get(key, ()))
            number = max((at for at in candidates if self._can_be(words, at)), default=len(self._full_names))
        self._remember(words, number)
        return number

    def _can_be(self, words: Words, number: int) -> bool:
        """A part of a name fits whoever has it; two full names must agree in first and last word."""
        full = self._full_names[number]
        if full is None or len(words) == 1 or _is_initials(words) or _is_initials(full):
            return True
        return _is_same_word(words[0], full[0]) and _is_same_word(words[-1], full[-1])

    def _remember(self, words: Words, number: int) -> None:
        if number == len(self._full_names):
            self._full_names.append(None)
        if len(words) > 1 and (self._full_names[number] is None or not _is_initials(words)):
            self._full_names[number] = words
        if words not in self._by_words:
            self._by_words[words] = number
            for key in _keys(words):
                self._by_key[key].append(number)


def _keys(words: Words) -> set[str]:
    """What a mention is found by: its first and last word with their genitive stems, and its initials."""
    initials = "".join(word[0] for word in words)
    if _is_initials(words):
        return {f"{initials}."}
    ends = {words[0], words[-1]}
    stems = {stem for word in ends for stem in genitive_stems(word)}
    return ends | stems | ({f"{initials}."} if len(words) > 1 else set())


def _is_initials(words: Words) -> bool:
    return all(len(word) == 1 for word in words)


def _is_same_word(one: str, other: str) -> bool:
    return one == other or one in genitive_stems(other) or other in genitive_stems(one)
