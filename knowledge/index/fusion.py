"""Several rankings made one: reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ranking = Sequence[int]


def fuse(rankings: Sequence[tuple[Ranking, float]], rank_constant: float, size: int) -> NDArray[np.float64]:
    """Give every item a score in 0..1: 1 where each ranking has it first, 0 where none has it.

    A ranking adds weight / (rank_constant + place), which rewards what several agree on and asks for no common scale.
    """
    scores = np.zeros(size)
    for ranking, weight in rankings:
        places = np.arange(1, len(ranking) + 1)
        scores[list(ranking)] += weight / (rank_constant + places)
    ceiling = sum(weight for _, weight in rankings) / (rank_constant + 1)
    return scores / ceiling if ceiling else scores


def ranked(scores: NDArray[np.float32], depth: int) -> list[int]:
    """Return the numbers of the best scores above 0, best first; ties in the order of the guides."""
    best = np.argsort(-scores, kind="stable")[:depth]
    return [int(number) for number in best if scores[number] > 0]
