"""Which sentence of a passage answers: the one that has most of what the question asks about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.embedding.model import Embedder, Vectors
from knowledge.guides.passages import units
from knowledge.index.evidence import Question
from knowledge.index.loaded import Index
from knowledge.index.settings import Marking
from knowledge.language import Analyser

_REMEMBERED = 2048  # passages whose sentences are kept read: those that are asked for again and again


@dataclass(frozen=True)
class Span:
    """A place in a passage's text, in characters."""

    start: int
    end: int


@dataclass(frozen=True)
class _Sentences:
    """A passage's sentences and lines: where they stand, what they have, and what they mean."""

    spans: tuple[Span, ...]
    tokens: tuple[frozenset[str], ...]
    vectors: Vectors


class Marker:
    """Weighs a passage's sentences and lines by a question, and by the question of ours that is most like it."""

    def __init__(self, index: Index, analyser: Analyser, embedder: Embedder, figures: Marking) -> None:
        self._index = index
        self._analyser = analyser
        self._embedder = embedder
        self._figures = figures
        self._sentences_of = lru_cache(maxsize=_REMEMBERED)(self._sentences)

    def mark(self, question: Question, number: int) -> Span:
        """Return the place of the sentence that answers; the whole passage where it is a single one."""
        sentences = self._sentences_of(number)
        meant = question.vector + self._figures.asked * self._most_like(question, number)
        likeness = sentences.vectors @ meant
        stems, concepts = self._index.texts.stems, self._index.texts.concepts
        wanted = {
            **{stem: stems.rarity(stem) for stem in question.stems},
            **{concept: concepts.rarity(concept) for concept in question.concepts},
        }
        total = sum(wanted.values()) or 1.0
        worth = [
            sum(rarity for token, rarity in wanted.items() if token in has) / total
            + self._figures.meaning * float(each)
            for has, each in zip(sentences.tokens, likeness, strict=True)
        ]
        return sentences.spans[int(np.argmax(worth))]

    def _sentences(self, number: int) -> _Sentences:
        text = self._index.passages[number].text
        spans = tuple(Span(start, end) for start, end in units(text))
        texts = [text[span.start : span.end] for span in spans]
        return _Sentences(spans, tuple(map(self._tokens, texts)), self._embedder.encode(texts))

    def _tokens(self, text: str) -> frozenset[str]:
        analyser = self._analyser
        words = analyser.words(text)
        return frozenset([*analyser.terms(words), *analyser.concepts(words)])

    def _most_like(self, question: Question, number: int) -> Vectors:
        """Return the vector of the passage's own question that is most like this one; nothing where it has none."""
        asked = self._index.links.of_passage(number)
        if not len(asked):
            return np.zeros_like(question.vector)
        vectors = self._index.asked.meaning.vectors(asked)
        best: Vectors = vectors[int(np.argmax(vectors @ question.vector))]
        return best
