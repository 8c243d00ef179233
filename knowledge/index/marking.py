"""Which sentence of a passage answers: the one that has most of what the question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from threading import Lock

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
    """A passage's sentences and lines: where they stand, what they have, and what they mean; what its heading has."""

    spans: tuple[Span, ...]
    tokens: tuple[frozenset[str], ...]
    vectors: Vectors
    heading: frozenset[str]


class Marker:
    """Weighs a passage's sentences and lines by a question, and by the question of ours that is most like it.

    A question that asks who, when, how much or where is best answered by a sentence that says it.
    """

    def __init__(self, index: Index, analyser: Analyser, embedder: Embedder, figures: Marking) -> None:
        self._index = index
        self._analyser = analyser
        self._embedder = embedder
        self._figures = figures
        self._known: dict[int, _Sentences] = {}
        self._lock = Lock()

    def mark(self, question: Question, numbers: Sequence[int]) -> list[Span]:
        """Return for each passage the place of the sentence that answers; all of it where it is a single one."""
        read = self._sentences(numbers)
        return [self._best(question, number, read[number]) for number in numbers]

    def _best(self, question: Question, number: int, sentences: _Sentences) -> Span:
        meant = question.vector + self._figures.asked * self._most_like(question, number)
        likeness = sentences.vectors @ meant
        weights = self._weights(question, sentences.heading)
        says = self._says(question)
        text = self._index.passages[number].text.lower()
        worth = [
            sum(weight for token, weight in weights.items() if token in has)
            + self._figures.meaning * float(each)
            + self._figures.wanted * bool(says and says.search(text, span.start, span.end))
            for span, has, each in zip(sentences.spans, sentences.tokens, likeness, strict=True)
        ]
        return sentences.spans[int(np.argmax(worth))]

    def _weights(self, question: Question, heading: frozenset[str]) -> dict[str, float]:
        """Return each word's share of the question: rare ones have most; what every sentence is about counts little."""
        stems, concepts = self._index.words.stems, self._index.words.concepts
        rarity = {
            **{stem: stems.rarity(stem) for stem in question.stems},
            **{concept: concepts.rarity(concept) for concept in question.concepts},
        }
        total = sum(rarity.values()) or 1.0
        shared = self._figures.heading
        return {token: rare / total * (shared if token in heading else 1.0) for token, rare in rarity.items()}

    def _says(self, question: Question) -> re.Pattern[str] | None:
        """Return what a sentence says that answers this kind of question; None where it asks for nothing of the kind."""
        asked = question.text.lower().rstrip(" ?!.")
        return next((kind.says for kind in self._figures.kinds if kind.asks.search(asked)), None)

    def _sentences(self, numbers: Sequence[int]) -> dict[int, _Sentences]:
        """Return the passages' sentences; those that are not remembered are read, and the oldest then forgotten."""
        with self._lock:
            known = {number: self._known[number] for number in numbers if number in self._known}
        new = self._read([number for number in numbers if number not in known])
        with self._lock:
            self._known |= new
            while len(self._known) > _REMEMBERED:
                del self._known[next(iter(self._known))]
        return known | new

    def _read(self, numbers: Sequence[int]) -> dict[int, _Sentences]:
        """Read passages' sentences; all at once, since each call of the model costs more than the sentences do."""
        if not numbers:
            return {}
        texts = [self._index.passages[number].text for number in numbers]
        spans = [tuple(Span(start, end) for start, end in units(text)) for text in texts]
        said = [
            [text[span.start : span.end] for span in each] for text, each in zip(texts, spans, strict=True)
        ]
        vectors = self._embedder.encode([sentence for each in said for sentence in each])
        places = pairwise(accumulate(map(len, said), initial=0))
        return {
            number: _Sentences(
                spans[at],
                tuple(map(self._tokens, said[at])),
                vectors[begin:end],
                self._tokens("\n".join(self._index.passages[number].headings)),
            )
            for at, (number, (begin, end)) in enumerate(zip(numbers, places, strict=True))
        }

    def _tokens(self, text: str) -> frozenset[str]:
        analyser = self._analyser
        words = analyser.words(text)
        return frozenset([*analyser.terms(words), *analyser.concepts(words)])

    def _most_like(self, question: Question, number: int) -> Vectors:
        """Return the vector of the passage's own question that is most like this one; nothing where it has none."""
        asked = self._index.links.of_passage(number)
        if not len(asked):
            return np.zeros_like(question.vector)
        vectors = self._index.asked.vectors(asked)
        best: Vectors = vectors[int(np.argmax(vectors @ question.vector))]
        return best
