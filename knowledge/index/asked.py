"""The questions that passages answer: every question is indexed by itself, and leads to the passages that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Links:
    """Which passages each question leads to: `questions[i]` leads to `passages[i]`, ordered by passage."""

    questions: NDArray[np.int64]
    passages: NDArray[np.int64]

    @classmethod
    def of(cls, asked: Sequence[Sequence[int]]) -> Links:
        """`asked[p]` are the numbers of the questions that passage p answers."""
        pairs = [(question, passage) for passage, each in enumerate(asked) for question in each]
        questions, passages = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return cls(questions.copy(), passages.copy())

    def best(self, scores: NDArray[np.float32], size: int) -> NDArray[np.float32]:
        """Give each of `size` passages the score of its best question; 0 where it has none."""
        result = np.zeros(size, dtype=np.float32)
        if len(self.passages):
            starts = np.flatnonzero(np.diff(self.passages, prepend=-1))
            result[self.passages[starts]] = np.maximum.reduceat(scores[self.questions], starts)
        return result

    def of_passage(self, passage: int) -> NDArray[np.int64]:
        """Return the numbers of the questions that a passage answers."""
        first, last = np.searchsorted(self.passages, [passage, passage + 1])
        return self.questions[first:last]
