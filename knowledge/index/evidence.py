"""How much of a question's meaning a passage carries: the ground for saying «this I don't know»."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from knowledge.guides.model import Passage
from knowledge.index.lexical import Field
from knowledge.index.loaded import searched_text
from knowledge.index.settings import Abstain
from knowledge.index.tokens import Tokenizer

# What a question's word counts for where the passage has not the word itself, but another word for it or most of its letters.
_OTHER_WORD = 0.8


class Evidence:
    """Weighs a question's words by how rare they are, and finds how many of them a passage has."""

    def __init__(self, stems: Field, tokenizer: Tokenizer, figures: Abstain) -> None:
        self._stems = stems
        self._tokenizer = tokenizer
        self._figures = figures
        self._tokens_of = lru_cache(maxsize=4096)(self._tokens)

    def of(self, words: Sequence[str], passage: Passage, cosine: float) -> float:
        """Return 0..1: the share of the question's words, rare ones heaviest, and likeness of meaning beside it."""
        share = self._coverage(words, passage)
        return (1 - self._figures.meaning) * share + self._figures.meaning * max(0.0, cosine)

    def _coverage(self, words: Sequence[str], passage: Passage) -> float:
        words = [
            word for word in words if not word.isdigit()
        ] or words  # «17» stands everywhere, and says nothing
        weights = [self._weight(self._tokenizer.stem(word)) for word in words]
        found = [self._found(word, passage) for word in words]
        total = sum(weights)
        return (
            sum(weight * part for weight, part in zip(weights, found, strict=True)) / total if total else 0.0
        )

    def _weight(self, stem: str) -> float:
        """Return the inverse document frequency; a word that no guide has counts as the rarest, times a figure."""
        size, frequency = self._stems.size, self._stems.frequency(stem)
        if frequency:
            return math.log(1 + size / frequency)
        return math.log(1 + size) * self._figures.unknown_idf

    def _found(self, word: str, passage: Passage) -> float:
        stems, grams = self._tokens_of(passage)
        stem = self._tokenizer.stem(word)
        if stem in stems:
            return 1.0
        if any(other in stems for other in self._tokenizer.synonyms(stem)):
            return _OTHER_WORD
        own = self._tokenizer.grams(word)
        shared = sum(gram in grams for gram in own) / len(own) if own else 0.0
        return _OTHER_WORD * shared if shared >= 0.5 else 0.0

    def _tokens(self, passage: Passage) -> tuple[frozenset[str], frozenset[str]]:
        text = searched_text(passage)
        return frozenset(self._tokenizer.stems(text)), frozenset(self._tokenizer.grams(text))
