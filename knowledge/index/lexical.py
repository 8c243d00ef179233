"""BM25 over counted tokens, where only the texts that have a question's tokens are read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from knowledge.index.counts import Counts

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Weighted = tuple[Sequence[str], float]
_AT_ONCE = 1 << 24  # postings weighed at once in a build, so that it takes little memory
_SAMPLED = 64  # among very many scores, one of so many tells which the best must at least have


@dataclass(frozen=True)
class Postings:
    """Token n stands in the texts `texts[starts[n] : starts[n + 1]]`, in order; there its rarity counts `scores` times."""

    scores: Scores
    texts: NDArray[np.int32]
    starts: NDArray[np.int64]

    def of(self, token: int) -> slice:
        """Return where a token's postings lie."""
        return slice(int(self.starts[token]), int(self.starts[token + 1]))


class Field:
    """One way of reading texts: as stems, as runs of letters, as concepts."""

    def __init__(self, postings: Postings, tokens: Sequence[str], size: int) -> None:
        self._postings = postings
        self._numbers = {token: number for number, token in enumerate(tokens)}
        self.size = size
        self.rarity = lru_cache(maxsize=65_536)(self._rarity)

    @classmethod
    def build(cls, counts: Counts, k1: float, b: float) -> Field:
        """Weigh each token in each text as BM25 does (Lucene's variant): by how often it stands there and the text's length."""
        lengths = counts.times.sum(axis=1, dtype=np.float64)
        slow = (k1 * (1 - b + b * lengths / max(1.0, lengths.sum()) * len(lengths))).astype(np.float32)
        columns = counts.times.tocsc()
        postings = Postings(
            columns.data, columns.indices.astype(np.int32, copy=False), columns.indptr.astype(np.int64)
        )
        for begin in range(0, columns.nnz, _AT_ONCE):
            times = postings.scores[begin : begin + _AT_ONCE]
            times /= times + slow[postings.texts[begin : begin + _AT_ONCE]]
        return cls(postings, counts.tokens, columns.shape[0])

    @classmethod
    def load(cls, folder: Path, size: int) -> Field:
        """The field that `save` wrote, of `size` texts; what no question asks for is never read from disk."""
        tokens = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
        scores, texts, starts = (
            np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
            for name in ("scores", "texts", "starts")
        )
        if not len(scores) == len(texts) == starts[-1] or len(starts) != len(tokens) + 1:
            raise ValueError(f"{folder.name}: the parts are not of one build")
        return cls(Postings(scores, texts, starts), tokens, size)

    def save(self, folder: Path) -> None:
        """Write the field into a folder of its own."""
        folder.mkdir()
        for name in ("scores", "texts", "starts"):
            np.save(folder / f"{name}.npy", getattr(self._postings, name))
        (folder / "tokens.json").write_text(json.dumps(self.vocabulary, ensure_ascii=False), encoding="utf-8")

    @property
    def vocabulary(self) -> list[str]:
        """Every token that some text has."""
        return list(self._numbers)

    def shares(self, groups: Sequence[Weighted], most: int) -> Shares:
        """Score each text 0..1: how much of the first group's tokens it has, rare ones heaviest.

        The other groups say the same in other words, and add their weight; 1 is a text that has every token
        of the first group, often and in few words. At most `most` postings are read at first, the rarest tokens'.
        """
        weights: dict[int, float] = {}
        for tokens, weight in groups:
            for token in tokens:
                if (number := self._numbers.get(token)) is not None:
                    weights[number] = weights.get(number, 0.0) + weight * self.rarity(token)
        ideal = sum(self.rarity(token) for token in groups[0][0]) or 1.0
        rarest = sorted(weights, key=self._frequency)
        read = np.cumsum([self._frequency(number) for number in rarest])
        first = max(1, int(np.searchsorted(read, most, side="right")))
        asked = {number: weights[number] / ideal for number in rarest}
        return Shares(self._postings, self._all(rarest[:first], asked), rarest[first:], asked)

    def _all(self, tokens: Sequence[int], weights: dict[int, float]) -> Scores:
        """Score every text by some tokens."""
        if not tokens:
            return np.zeros(self.size, dtype=np.float32)
        places = [self._postings.of(token) for token in tokens]
        scores = np.concatenate([self._postings.scores[place] for place in places])
        texts = np.concatenate([self._postings.texts[place] for place in places])
        starts = np.cumsum([0, *(place.stop - place.start for place in places)], dtype=np.int32)
        columns = sparse.csc_array((scores, texts, starts), shape=(self.size, len(tokens)))
        total: Scores = columns @ np.array([weights[token] for token in tokens], dtype=np.float32)
        return total

    def _rarity(self, token: str) -> float:
        """Return the inverse document frequency as BM25 has it; a token that no text has is the rarest."""
        frequency = self.frequency(token)
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def _frequency(self, number: int) -> int:
        return int(self._postings.starts[number + 1] - self._postings.starts[number])

    def frequency(self, token: str) -> int:
        """Return how many texts have the token."""
        number = self._numbers.get(token)
        return 0 if number is None else self._frequency(number)

    def has(self, token: str, texts: Numbers) -> NDArray[np.bool_]:
        """Tell which of some texts have the token."""
        number = self._numbers.get(token)
        if number is None:
            return np.zeros(len(texts), dtype=bool)
        return _looked_up(self._postings, number, texts) > 0


@dataclass(frozen=True)
class Shares:
    """How much each text has of a question: `read` in every text by its rarest tokens, `left` looked up where wanted."""

    postings: Postings
    read: Scores
    left: Sequence[int]
    weights: dict[int, float]

    def of(self, texts: Numbers) -> Scores:
        """Return the whole score of some texts."""
        scores = self.read[texts]
        for token in self.left:
            scores += _looked_up(self.postings, token, texts) * np.float32(self.weights[token])
        return scores


def best_of(scores: Scores, depth: int) -> Numbers:
    """Return the numbers of the best scores above 0, in no order."""
    part = scores[::_SAMPLED]
    if len(part) > depth:  # the best of all are no worse than the best of a part
        least = -np.partition(-part, depth)[depth]
        worth = np.flatnonzero(scores >= least if least > 0 else scores > 0)
        return worth[np.argpartition(-scores[worth], depth)[:depth]] if len(worth) > depth else worth
    if len(scores) > depth:
        best = np.argpartition(-scores, depth)[:depth]
        return best[scores[best] > 0]
    return np.flatnonzero(scores > 0)


def _looked_up(postings: Postings, token: int, texts: Numbers) -> Scores:
    """Return what a token counts in some texts, 0 where it does not stand."""
    place = postings.of(token)
    listed, sought = postings.texts[place], texts.astype(np.int32)
    at = np.minimum(np.searchsorted(listed, sought), len(listed) - 1)
    found: Scores = np.where(listed[at] == sought, postings.scores[place][at], np.float32(0))
    return found
