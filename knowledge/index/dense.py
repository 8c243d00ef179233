"""Nearest neighbours of a question's vector, all compared exactly until the texts are very many: the one file that owns FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.index.settings import Coarse

Vectors = NDArray[np.float32]
_AT_ONCE = 100_000  # vectors added at once, so that it takes little memory
_EXAMPLES = 50_000  # vectors that the rough code is learnt from


class Dense:
    """The texts' unit vectors; inner product is then cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, coarse: Coarse) -> Dense:
        """Index unit vectors, one row a text."""
        known = np.ascontiguousarray(vectors, dtype=np.float32)
        return cls(_coded(known, coarse.again) if len(known) > coarse.above else _flat(known))

    @classmethod
    def load(cls, path: Path) -> Dense:
        """The index that `save` wrote."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    @property
    def size(self) -> tuple[int, int]:
        """How many vectors, and of how many dimensions."""
        return self._index.ntotal, self._index.d

    def all(self) -> Vectors:
        """Return every vector, one row a text."""
        vectors: Vectors = self._index.reconstruct_n(0, self._index.ntotal)
        return vectors

    def nearest(self, vector: Vectors, limit: int) -> tuple[list[int], list[float]]:
        """The nearest texts' numbers and cosines, nearest first."""
        many = min(limit, self._index.ntotal)
        if not many:
            return [], []
        cosines, numbers = self._index.search(vector.reshape(1, -1), many)
        return numbers[0].tolist(), cosines[0].tolist()

    def vectors(self, numbers: NDArray[np.int64]) -> Vectors:
        """Return the vectors of some texts, one row each."""
        if not len(numbers):
            return np.zeros((0, self._index.d), dtype=np.float32)
        vectors: Vectors = self._index.reconstruct_batch(np.ascontiguousarray(numbers))
        return vectors


def _flat(vectors: Vectors) -> Any:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def _coded(vectors: Vectors, again: int) -> Any:
    """Keep half a byte for each two numbers, which reads a million texts in some milliseconds, and all in half precision."""
    size, dimensions = vectors.shape
    index: Any = faiss.index_factory(
        dimensions, f"PQ{dimensions // 2}x4fs,Refine(SQfp16)", faiss.METRIC_INNER_PRODUCT
    )
    index.k_factor = again
    index.train(vectors[:: max(1, size // _EXAMPLES)].copy())
    for begin in range(0, size, _AT_ONCE):
        index.add(vectors[begin : begin + _AT_ONCE])
    return index
