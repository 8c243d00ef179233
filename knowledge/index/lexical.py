"""BM25 over lists of tokens: the one file that owns bm25s."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

# bm25s reports its progress at debug level, and numpy's lack of numba; neither is news to anyone.
logging.getLogger("bm25s").setLevel(logging.ERROR)

Scores = NDArray[np.float32]
Weighted = tuple[Sequence[str], float]


class Field:
    """One way of reading texts: as stems, as runs of letters, as concepts."""

    def __init__(self, index: bm25s.BM25 | None, size: int) -> None:
        self._index = index
        self.size = size
        self.rarity = lru_cache(maxsize=65_536)(self._rarity)

    @classmethod
    def build(cls, documents: list[list[str]], k1: float, b: float) -> Field:
        """Index the texts' tokens, in the texts' order; where no text has any token, nothing is found."""
        if not any(documents):
            return cls(None, len(documents))
        index = bm25s.BM25(method="lucene", k1=k1, b=b)
        index.index(documents, show_progress=False)
        return cls(index, len(documents))

    @classmethod
    def load(cls, folder: Path, size: int) -> Field:
        """The field that `save` wrote, of `size` texts."""
        if not folder.is_dir():
            return cls(None, size)
        return cls(bm25s.BM25.load(folder, load_corpus=False, show_progress=False), size)

    def save(self, folder: Path) -> None:
        """Write the field into a folder of its own; an empty one leaves no folder."""
        if self._index:
            self._index.save(folder, show_progress=False)

    @property
    def vocabulary(self) -> list[str]:
        """Every token that some text has."""
        return [token for token in self._index.vocab_dict if token] if self._index else []

    def shares(self, groups: Sequence[Weighted]) -> Scores:
        """Score each text 0..1: how much of the first group's tokens it has, rare ones heaviest.

        The other groups say the same in other words, and add their weight; 1 is a text that has every token
        of the first group, often and in few words.
        """
        own, _ = groups[0]
        ideal = sum(self.rarity(token) for token in own)
        total = np.zeros(self.size, dtype=np.float32)
        if not self._index:
            return total
        for tokens, weight in groups:
            known = self._index.get_tokens_ids(list(tokens)) if tokens else []
            if known:
                total += self._index.get_scores_from_ids(known) * np.float32(weight)
        return total / np.float32(ideal) if ideal else total

    def _rarity(self, token: str) -> float:
        """Return the inverse document frequency as BM25 has it; a token that no text has is the rarest."""
        frequency = self.frequency(token)
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def frequency(self, token: str) -> int:
        """Return how many texts have the token."""
        return len(self.having(token))

    def having(self, token: str) -> NDArray[np.int64]:
        """Return the numbers of the texts that have the token."""
        number = self._index.vocab_dict.get(token) if self._index else None
        if self._index is None or number is None:
            return np.zeros(0, dtype=np.int64)
        starts = self._index.scores["indptr"]
        texts: NDArray[np.int64] = self._index.scores["indices"][starts[number] : starts[number + 1]]
        return texts
