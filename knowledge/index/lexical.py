"""BM25 over lists of tokens: the one file that owns bm25s."""

from __future__ import annotations

import logging
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

# bm25s reports its progress at debug level, and numpy's lack of numba; neither is news to anyone.
logging.getLogger("bm25s").setLevel(logging.ERROR)

Scores = NDArray[np.float32]


class Field:
    """One way of reading the passages, as stems or as runs of letters."""

    def __init__(self, index: bm25s.BM25, size: int) -> None:
        self._index = index
        self.size = size

    @classmethod
    def build(cls, documents: list[list[str]], k1: float, b: float) -> Field:
        """Index the passages' tokens, in the passages' order."""
        index = bm25s.BM25(method="lucene", k1=k1, b=b)
        index.index(documents, show_progress=False)
        return cls(index, len(documents))

    @classmethod
    def load(cls, folder: Path, size: int) -> Field:
        """The field that `save` wrote, of `size` passages."""
        return cls(bm25s.BM25.load(folder, load_corpus=False, show_progress=False), size)

    def save(self, folder: Path) -> None:
        """Write the field into a folder of its own."""
        self._index.save(folder, show_progress=False)

    def scores(self, tokens: list[str]) -> Scores:
        """A score per passage; 0 for every passage where no token is known."""
        known = self._index.get_tokens_ids(tokens)
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        scores: Scores = self._index.get_scores_from_ids(known)
        return scores

    def frequency(self, token: str) -> int:
        """Return how many passages have the token."""
        number = self._index.vocab_dict.get(token)
        starts = self._index.scores["indptr"]
        return 0 if number is None else int(starts[number + 1] - starts[number])
