"""Exact nearest neighbours of a question's vector: the one file that owns FAISS."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Dense:
    """The passages' unit vectors; inner product is then cosine, and exact search is fastest below 100 000 passages."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> Dense:
        """Index unit vectors, one row a passage."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

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
        """The nearest passages' numbers and cosines, nearest first."""
        cosines, numbers = self._index.search(vector.reshape(1, -1), min(limit, self._index.ntotal))
        return numbers[0].tolist(), cosines[0].tolist()

    def vectors(self, numbers: NDArray[np.int64]) -> Vectors:
        """Return the vectors of some texts, one row each."""
        if not len(numbers):
            return np.zeros((0, self._index.d), dtype=np.float32)
        vectors: Vectors = self._index.reconstruct_batch(np.ascontiguousarray(numbers))
        return vectors
