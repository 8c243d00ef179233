"""How often each text has each token, as a sparse table: a million texts are counted without an object for each word."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

_MOST = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Counts:
    """`times` has one row a text and one column a token; `tokens` names the columns."""

    times: sparse.csr_array
    tokens: Sequence[str]

    def read_as(self, reading: Callable[[str], Iterable[str]]) -> Counts:
        """Count what every token is read as instead (a word's stems, its runs of letters), reading each token once."""
        counter = Counter()
        for token in self.tokens:
            counter.add(reading(token))
        read = counter.counts()
        return Counts(self.times @ read.times, read.tokens)


class Counter:
    """Counts the tokens of one text after the other."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._found, self._ends = array("i"), array("q", [0])

    def add(self, tokens: Iterable[str]) -> None:
        """Count the next text."""
        self._found.extend(map(self._numbers.__getitem__, tokens))
        self._ends.append(len(self._found))

    def counts(self) -> Counts:
        """Return what has been counted."""
        columns = np.array(self._found, dtype=np.int32)
        # Half the memory, where there are not too many words for it.
        ends = np.array(self._ends, dtype=np.int32 if len(columns) < _MOST else np.int64)
        shape = len(ends) - 1, len(self._numbers)
        times = sparse.csr_array((np.ones(len(columns), dtype=np.float32), columns, ends), shape=shape)
        times.sum_duplicates()
        return Counts(times, list(self._numbers))
