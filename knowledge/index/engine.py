"""One built index at work: what speaks for each passage is weighed, and the best answer, or none does."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.guides.model import Passage
from knowledge.index.evidence import WAYS, Evidence, Question, Table
from knowledge.index.loaded import Index
from knowledge.index.marking import Marker, Span
from knowledge.index.settings import SIGNS, SearchSettings


@dataclass(frozen=True)
class Hit:
    """A passage, its score, 0..1, that can be compared from question to question, and the place of the sentence that answers."""

    passage: Passage
    score: float
    marked: Span

    @property
    def sentence(self) -> str:
        """The sentence that answers."""
        return self.passage.text[self.marked.start : self.marked.end]

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
    """The passages found; `abstained` = none answers with enough certainty, and these are only the nearest.

    `near` are the first hits, where a short question may mean either and the user should choose.
    """

    hits: tuple[Hit, ...]
    abstained: bool
    near: tuple[Hit, ...] = ()


_CERTAIN = [WAYS.index(sign) for sign in SIGNS if sign in WAYS]
NOTHING = Answer((), abstained=True)


class Engine:
    """Answers from one index that never changes."""

    def __init__(self, index: Index, evidence: Evidence, marker: Marker, settings: SearchSettings) -> None:
        self._index = index
        self._evidence = evidence
        self._marker = marker
        self._settings = settings
        self._numbers = {passage.id: number for number, passage in enumerate(index.passages)}
        self._ranking = np.array([getattr(settings.weights, way) for way in WAYS])
        self._ceiling = float(self._ranking[self._ranking > 0].sum())
        self._curve = [
            ([SIGNS.index(sign) for sign in name.split("*")], weight)
            for name, weight in settings.abstain.weights.items()
        ]

    def answer(self, query: str, limit: int, kommune: str) -> Answer:
        """Return the best passages, best first, and whether they are no answer."""
        question = self._evidence.read(query[: self._settings.longest_query])
        if not question.words or limit < 1:
            return NOTHING
        table = self._evidence.table(question)
        if not len(table.passages):
            return NOTHING
        scores = self.scores(table, kommune)
        order = np.argsort(-scores, kind="stable")
        certainty = self._certainty(table, order)
        numbers = table.passages[order[:limit]].tolist()
        hits = tuple(
            Hit(
                passage=self._index.passages[number],
                score=min(1.0, max(0.0, float(scores[row])) / self._ceiling),
                marked=marked,
            )
            for number, row, marked in zip(numbers, order, self._marker.mark(question, numbers), strict=False)
        )
        abstained = certainty < self._settings.abstain.threshold
        return Answer(hits, abstained, () if abstained else self._near(question, table, order, scores, hits))

    def pinned(self, passage_id: str, query: str) -> Hit | None:
        """Return the passage with that id, marked for the question; None where there is none any more."""
        number = self._numbers.get(passage_id)
        if number is None:
            return None
        question = self._evidence.read(query[: self._settings.longest_query])
        return Hit(self._index.passages[number], 1.0, self._marker.mark(question, [number])[0])

    def _near(
        self,
        question: Question,
        table: Table,
        order: NDArray[np.int64],
        scores: NDArray[np.float64],
        hits: tuple[Hit, ...],
    ) -> tuple[Hit, ...]:
        """Return the two first hits where a short question fits both and they are about different things."""
        figures = self._settings.clarify
        if len(hits) < 2 or len(question.words) > figures.longest:
            return ()
        first, second = order[:2]
        if scores[second] < figures.near * scores[first] or hits[0].passage.source == hits[1].passage.source:
            return ()
        vectors = self._index.meaning.vectors(table.passages[[first, second]])
        return hits[:2] if float(vectors[0] @ vectors[1]) < figures.unlike else ()

    def scores(self, table: Table, kommune: str) -> NDArray[np.float64]:
        """Weigh the ways; the kommune's own guides and the weightier sources are lifted a little, none falls out."""
        lift = self._settings.lift
        passages = [self._index.passages[number] for number in table.passages]
        own = np.array([lift.own_kommune * (kommune in passage.kommuner) for passage in passages])
        kinds = np.array([lift.kinds.get(passage.kind, 0.0) for passage in passages])
        scores: NDArray[np.float64] = table.ways @ self._ranking + own + kinds
        return scores

    def _certainty(self, table: Table, order: NDArray[np.int64]) -> float:
        """Return how certain it is, 0..1, that one of the best passages answers."""
        figures = self._settings.abstain
        signs = signs_of(table, order[: figures.looked_at])
        weighed = sum(weight * float(signs[which].prod()) for which, weight in self._curve)
        return 1 / (1 + math.exp(-(figures.bias + weighed)))


def signs_of(table: Table, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return `settings.SIGNS` of a question: the best of some rows, way by way, and what lies in the question itself."""
    best = table.ways[rows].max(axis=0)
    return np.array([*best[_CERTAIN], *table.about], dtype=np.float64)
