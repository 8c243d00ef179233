"""The questions that passages answer: every question is indexed by itself, and leads to the passages that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Links:
    """Which passages each question leads to: `questions[i]` leads to `passages[i]`, ordered by passage."""

    questions: Numbers
    passages: Numbers

    @classmethod
    def of(cls, asked: Sequence[Sequence[int]]) -> Links:
        """`asked[p]` are the numbers of the questions that passage p answers."""
        questions = np.fromiter(chain.from_iterable(asked), dtype=np.int64)
        return cls(questions, np.repeat(np.arange(len(asked)), [len(each) for each in asked]))

    @cached_property
    def _by_question(self) -> tuple[Numbers, Numbers]:
        """Return the questions in order, and the passage that each leads to."""
        order = np.argsort(self.questions, kind="stable")
        return self.questions[order], self.passages[order]

    def led_to(self, questions: Numbers, scores: NDArray[np.float32], size: int) -> NDArray[np.float32]:
        """Give each of `size` passages the score of the best of some questions; 0 where none leads to it."""
        result = np.zeros(size, dtype=np.float32)
        ordered, passages = self._by_question
        first = np.searchsorted(ordered, questions)
        many = np.searchsorted(ordered, questions, side="right") - first
        along = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        np.maximum.at(result, passages[np.repeat(first, many) + along], np.repeat(scores, many))
        return result

    def of_passage(self, passage: int) -> Numbers:
        """Return the numbers of the questions that a passage answers."""
        first, last = np.searchsorted(self.passages, [passage, passage + 1])
        return self.questions[first:last]
