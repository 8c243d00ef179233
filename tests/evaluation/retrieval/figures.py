"""What is measured of a search: how often the answer is first, among the first five, and how high it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.guides.model import Passage

DEPTH = 10
Searcher = Callable[[str], Sequence[Passage]]


class Answerable(Protocol):
    """A question of which it is known what answers it."""

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether the passage is one of those that answer."""


@dataclass(frozen=True)
class Figures:
    """Of `asked` questions: recall at 1 and 5, and the mean of 1/place among the first ten (MRR@10)."""

    asked: int
    first: float
    five: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:.3f}  {self.five:.3f}  {self.reciprocal:.3f}"


def place(asked: Answerable, found: Sequence[Passage]) -> int:
    """Return the place of the first passage that answers, from 1; 0 where none of the first ten does."""
    for number, passage in enumerate(found[:DEPTH], start=1):
        if asked.is_answered_by(passage):
            return number
    return 0


def figures(places: Iterable[int]) -> Figures:
    """Sum up. Raises ValueError where nothing was asked."""
    listed = list(places)
    if not listed:
        raise ValueError("Ingen spørsmål å måle på.")
    size = len(listed)
    return Figures(
        asked=size,
        first=sum(each == 1 for each in listed) / size,
        five=sum(0 < each <= 5 for each in listed) / size,
        reciprocal=sum(1 / each for each in listed if each) / size,
    )
