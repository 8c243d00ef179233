"""What speaks for each passage as the answer to a question, way by way: a table that ranking and abstention read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.embedding.model import Embedder, Vectors
from knowledge.index.lexical import Scores, Shares, Weighted, best_of
from knowledge.index.loaded import Index, is_figure
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

    text: str
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

    `about` is what tells of the question itself whether anything answers it: those of settings.SIGNS that no way gives.
    """

    passages: Numbers
    ways: NDArray[np.float32]
    about: tuple[float, ...]


class Evidence:
    """Gathers, from one index that never changes, what speaks for each passage."""

    def __init__(
        self, index: Index, analyser: Analyser, embedder: Embedder, settings: SearchSettings
    ) -> None:
        self._index = index
        self._analyser = analyser
        self._embedder = embedder
        self._settings = settings
        self._spelt: dict[int, list[str]] = defaultdict(list)  # by how many letters
        for stem in sorted({*index.words.stems.vocabulary, *index.outside.vocabulary}):
            if len(stem) >= _SHORTEST_MISSPELT and stem.isalpha():
                self._spelt[len(stem)].append(stem)

    def read(self, text: str) -> Question:
        """Read a question; a word said twice counts once."""
        analyser = self._analyser
        words = list(dict.fromkeys(analyser.words(text)))
        return Question(
            text=text,
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
        index, depth = self._index, self._settings.depth
        lexical = list(self._lexical(question))
        near, _ = index.meaning.nearest(question.vector, depth)
        questions, likeness = self._asked(question)
        asked = index.links.led_to(questions, likeness, len(index.passages))
        found = (*(shares.read for shares in lexical), asked)
        candidates = np.unique(np.concatenate([*(best_of(scores, depth) for scores in found), near]))
        meaning = np.maximum(0.0, index.meaning.vectors(candidates) @ question.vector)
        columns = [*(shares.of(candidates) for shares in lexical), meaning, asked[candidates]]
        ways = np.stack([*columns, self._exact(question, candidates)], axis=1).astype(np.float32)
        return Table(candidates, ways, self._about(question, questions, likeness))

    def _about(self, question: Question, questions: Numbers, likeness: Scores) -> tuple[float, ...]:
        """Return the signs that lie in the question, given the questions nearest to it and how near each is."""
        index, nearest = self._index, self._settings.abstain.nearest
        is_inside = questions < index.inside
        unanswered = index.outside.shares(self._stem_groups(question), self._settings.postings)
        outside = unanswered.of(np.arange(index.outside.size)), likeness[~is_inside]
        return (
            *(float(each.max(initial=0.0)) for each in outside),
            *self._unknown(question),
            float(is_inside[:nearest].mean()) if len(questions) else 0.0,
            1 / len(question.words),
        )

    def _lexical(self, question: Question) -> Iterator[Shares]:
        words, most = self._index.words, self._settings.postings
        yield words.stems.shares(self._stem_groups(question), most)
        yield words.grams.shares([(question.grams, 1.0)], most)
        yield words.concepts.shares([(question.concepts, 1.0)], most)

    def _stem_groups(self, question: Question) -> list[Weighted]:
        words = self._settings.words
        return [(question.stems, 1.0), (question.parts, words.parts), (question.spelt, words.spelling)]

    def _asked(self, question: Question) -> tuple[Numbers, Scores]:
        """Return the nearest questions, and how like this one each is in meaning."""
        numbers, cosines = self._index.asked.nearest(question.vector, self._settings.depth * 4)
        return np.array(numbers, dtype=np.int64), np.maximum(0.0, np.array(cosines, dtype=np.float32))

    def _unknown(self, question: Question) -> tuple[float, float]:
        """Return the shares of the question's words, rare ones heaviest, and of its letters, that no guide has."""
        stems, grams = self._index.words.stems, self._index.words.grams
        total = sum(stems.rarity(stem) for stem in question.stems)
        strange = [stem for stem in question.stems if not self._knows(stem)]
        letters = sum(not grams.frequency(gram) for gram in question.grams)
        words = sum(stems.rarity(stem) for stem in strange) / total if total else 0.0
        return words, letters / max(1, len(question.grams))

    def _knows(self, stem: str) -> bool:
        return bool(self._index.words.stems.frequency(stem) or self._index.outside.frequency(stem))

    def _exact(self, question: Question, candidates: Numbers) -> Scores:
        """Numbers and provisions say just what they say: which share of the question's own stands in each passage."""
        figures = list(filter(is_figure, question.stems))
        stands = [self._index.figures.has(figure, candidates) for figure in figures]
        share = sum(stands, np.zeros(len(candidates))) / max(1, len(figures))
        return share.astype(np.float32)

    def _corrected(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the index's own word for each that no guide and no dictionary has, but for a slip or two."""
        for word in words:
            stem = self._analyser.stem(word)
            known = self._knows(stem) or is_word(word)
            if known or len(stem) < _SHORTEST_MISSPELT or not stem.isalpha():
                continue
            slips = 1 if len(stem) < 2 * _LONGEST_SLIP + _SHORTEST_MISSPELT - 1 else _LONGEST_SLIP
            lengths = range(len(stem) - slips, len(stem) + slips + 1)
            alike = [each for length in lengths for each in self._spelt.get(length, ())]
            found = process.extractOne(stem, alike, scorer=OSA.distance, score_cutoff=slips)
            if found:
                yield found[0]
