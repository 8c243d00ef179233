"""One built index at work: the words, the letters and the meaning of a question, ranked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.model import Embedder, Vectors
from knowledge.guides.model import Passage
from knowledge.index.evidence import Evidence
from knowledge.index.fusion import fuse, ranked
from knowledge.index.lexical import Scores
from knowledge.index.loaded import Index
from knowledge.index.settings import SearchSettings
from knowledge.index.tokens import Tokenizer


@dataclass(frozen=True)
class Hit:
    """A passage and its score, 0..1: how high all rankings have it, times how much of the question it can answer.

    The second factor is one for the whole question, so the scores keep the ranking's order and can still be
    compared from question to question.
    """

    passage: Passage
    score: float

    def as_json(self) -> dict[str, str | float]:
        """The hit as the search interface has it."""
        return {
            "guide": self.passage.guide,
            "section": self.passage.section,
            "text": self.passage.text,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True)
class Answer:
    """The passages found; `abstained` = none carries enough of the question, and these are only the nearest."""

    hits: tuple[Hit, ...]
    abstained: bool


NOTHING = Answer((), abstained=True)


class Engine:
    """Answers from one index that never changes."""

    def __init__(
        self, index: Index, tokenizer: Tokenizer, embedder: Embedder, settings: SearchSettings
    ) -> None:
        self._index = index
        self._tokenizer = tokenizer
        self._embedder = embedder
        self._settings = settings
        self._evidence = Evidence(index.stems, tokenizer, settings.abstain)

    def answer(self, query: str, limit: int, kommune: str) -> Answer:
        """Return the best passages, best first, and whether they are no answer."""
        text = query[: self._settings.longest_query]
        words = self._tokenizer.words(text)
        if not words or limit < 1:
            return NOTHING
        vector = self._embedder.encode([text])[0]
        scores = self._lift(self._fused(words, text, vector), kommune)
        order = [int(number) for number in np.argsort(-scores, kind="stable") if scores[number] > 0]
        evidence = max(
            self._evidence.of(words, self._index.passages[number], self._index.meaning.cosine(vector, number))
            for number in order[: self._settings.abstain.looked_at]
        )
        hits = tuple(
            Hit(self._index.passages[number], float(scores[number]) * evidence) for number in order[:limit]
        )
        return Answer(hits, abstained=evidence < self._settings.abstain.threshold)

    def _fused(self, words: Sequence[str], text: str, vector: Vectors) -> NDArray[np.float64]:
        figures, index = self._settings.fusion, self._index
        nearest, _ = index.meaning.nearest(vector, figures.depth)
        rankings = [
            (ranked(self._stem_scores(words), figures.depth), figures.stems),
            (ranked(index.grams.scores(self._tokenizer.grams(text)), figures.depth), figures.grams),
            (nearest, figures.meaning),
        ]
        return fuse(rankings, figures.rank_constant, len(index.passages))

    def _stem_scores(self, words: Sequence[str]) -> Scores:
        """Score the question's own words in full, and other words for the same in part."""
        own = [self._tokenizer.stem(word) for word in words]
        others = sorted({other for stem in own for other in self._tokenizer.synonyms(stem)} - set(own))
        scores: Scores = self._index.stems.scores(own)
        if others:
            scores = scores + self._index.stems.scores(others) * np.float32(self._settings.fusion.synonyms)
        return scores

    def _lift(self, scores: NDArray[np.float64], kommune: str) -> NDArray[np.float64]:
        """Lift the kommune's own guides; others keep their score, so nothing is lost."""
        own = np.array([kommune in passage.kommuner for passage in self._index.passages])
        return np.minimum(1.0, scores * np.where(own, 1 + self._settings.fusion.own_kommune, 1.0))
