"""What speaks for each passage as the answer to a question, way by way: a table that ranking and abstention read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.embedding.model import Embedder, Vectors
from knowledge.index.lexical import Scores, Weighted
from knowledge.index.loaded import Index, Texts
from knowledge.index.settings import SearchSettings, Weights
from knowledge.language import Analyser
from knowledge.language.forms import is_word

Numbers = NDArray[np.int64]
WAYS = tuple(Weights.model_fields)
_LONGEST_SLIP = 2  # letters wrong in a word; more is another word
_SHORTEST_MISSPELT = 5  # letters; a shorter word is too near too many others


@dataclass(frozen=True)
class Question:
    """A question read: its content words, their stems, and what stands for them in other words."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    parts: tuple[str, ...]
    spelt: tuple[str, ...]
    concepts: tuple[str, ...]
    grams: tuple[str, ...]
    vector: Vectors


@dataclass(frozen=True)
class Table:
    """One row a candidate: `passages` are their numbers, `ways` how well each is found by each of WAYS, 0..1.

    `against` is what speaks for no answer at all: how like the question is, in words and in meaning, to the likest one
    that no guide answers, and the shares of its words and of its letters that no guide has.
    """

    passages: Numbers
    ways: NDArray[np.float32]
    against: tuple[float, ...]


class Evidence:
    """Gathers, from one index that never changes, what speaks for each passage."""

    def __init__(
        self, index: Index, analyser: Analyser, embedder: Embedder, settings: SearchSettings
    ) -> None:
        self._index = index
        self._analyser = analyser
        self._embedder = embedder
        self._settings = settings
        self._spelt = [
            stem
            for stem in {*index.texts.stems.vocabulary, *index.asked.stems.vocabulary}
            if len(stem) >= _SHORTEST_MISSPELT and stem.isalpha()
        ]

    def read(self, text: str) -> Question:
        """Read a question; a word said twice counts once."""
        analyser = self._analyser
        words = list(dict.fromkeys(analyser.words(text)))
        return Question(
            words=tuple(words),
            stems=tuple(map(analyser.stem, words)),
            parts=tuple(analyser.parts(words)),
            spelt=tuple(self._corrected(words)),
            concepts=tuple(analyser.concepts(words)),
            grams=tuple(analyser.grams(words)),
            vector=self._embedder.encode([text])[0],
        )

    def table(self, question: Question) -> Table:
        """Return the passages that any way finds among its first, with what each way says of them."""
        index, size, depth = self._index, len(self._index.passages), self._settings.depth
        by_question = [*self._lexical(index.asked, question), self._asked_meaning(question)]
        *asked_lexical, asked = (index.links.best(scores, size) for scores in by_question)
        lexical = [*self._lexical(index.texts, question), *asked_lexical]
        near, _ = index.texts.meaning.nearest(question.vector, depth)
        candidates = np.unique(
            np.concatenate([*(_first(scores, depth) for scores in (*lexical, asked)), near])
        )
        stems, grams, concepts, asked_stems, asked_grams, asked_concepts = (
            each[candidates] for each in lexical
        )
        meaning = np.maximum(0.0, index.texts.meaning.vectors(candidates) @ question.vector)
        exact = self._exact(question, candidates)
        columns = [stems, grams, concepts, meaning]
        columns += [asked_stems, asked_grams, asked_concepts, asked[candidates], exact]
        ways = np.stack(columns, axis=1).astype(np.float32)
        outside = [float(each[index.outside :].max(initial=0.0)) for each in (by_question[0], by_question[3])]
        return Table(candidates, ways, (*outside, *self._unknown(question)))

    def _lexical(self, texts: Texts, question: Question) -> Iterator[Scores]:
        words = self._settings.words
        groups: list[Weighted] = [
            (question.stems, 1.0),
            (question.parts, words.parts),
            (question.spelt, words.spelling),
        ]
        yield texts.stems.shares(groups)
        yield texts.grams.shares([(question.grams, 1.0)])
        yield texts.concepts.shares([(question.concepts, 1.0)])

    def _asked_meaning(self, question: Question) -> Scores:
        """Return how like each of the nearest questions is to this one."""
        scores = np.zeros(len(self._index.questions), dtype=np.float32)
        if len(scores):
            numbers, cosines = self._index.asked.meaning.nearest(question.vector, self._settings.depth * 4)
            scores[numbers] = np.maximum(0.0, cosines)
        return scores

    def _unknown(self, question: Question) -> tuple[float, float]:
        """Return the shares of the question's words, rare ones heaviest, and of its letters, that no guide has."""
        stems, asked, grams = self._index.texts.stems, self._index.asked.stems, self._index.texts.grams
        total = sum(stems.rarity(stem) for stem in question.stems)
        strange = [s for s in question.stems if not stems.frequency(s) and not asked.frequency(s)]
        letters = sum(not grams.frequency(gram) for gram in question.grams)
        words = sum(stems.rarity(stem) for stem in strange) / total if total else 0.0
        return words, letters / max(1, len(question.grams))

    def _exact(self, question: Question, candidates: Numbers) -> Scores:
        """Numbers and provisions say just what they say: which share of the question's own stands in each passage."""
        figures = [stem for stem in question.stems if stem[0].isdigit()]
        stands = [np.isin(candidates, self._index.texts.stems.having(figure)) for figure in figures]
        share = sum(stands, np.zeros(len(candidates))) / max(1, len(figures))
        return share.astype(np.float32)

    def _corrected(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the index's own word for each that no guide and no dictionary has, but for a slip or two."""
        stems, asked = self._index.texts.stems, self._index.asked.stems
        for word in words:
            stem = self._analyser.stem(word)
            known = stems.frequency(stem) or asked.frequency(stem) or is_word(word)
            if known or len(stem) < _SHORTEST_MISSPELT or not stem.isalpha():
                continue
            slips = 1 if len(stem) < 2 * _LONGEST_SLIP + _SHORTEST_MISSPELT - 1 else _LONGEST_SLIP
            found = process.extractOne(stem, self._spelt, scorer=OSA.distance, score_cutoff=slips)
            if found:
                yield found[0]


def _first(scores: Scores, depth: int) -> Numbers:
    """Return the numbers of the best scores above 0, in no order."""
    if len(scores) > depth:
        best = np.argpartition(-scores, depth)[:depth]
        return best[scores[best] > 0]
    return np.flatnonzero(scores > 0)
