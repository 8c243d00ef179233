"""Measure a guard: what it found of each kind, what it took too much, and how long it needs."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.privacy import Kind, Redacted
from tests.evaluation.privacy.messages import Message

_RUNS = 3
_WORD = re.compile(r"\w+")

Guard = Callable[[str], Redacted]


@dataclass(frozen=True)
class Figures:
    """What a guard did to a set of messages."""

    marks: Counter[Kind]
    """How many there are of each kind."""
    whole: Counter[Kind]
    """How many of them lost every letter and digit."""
    partly: Counter[Kind]
    """How many lost some letters or digits, but not all."""
    words: int
    """Words that are no part of any mark."""
    lost: int
    """Words among them of which something was removed."""
    clean: int
    """Messages without personal data."""
    touched: int
    """Messages among them of which something was removed."""
    milliseconds: tuple[float, float]
    """The median and the 95th percentile of one message's time on one core, the best of three: others' work is left out."""

    def recall(self, kind: Kind) -> float:
        """The share of a kind's marks that are wholly gone. Raises ZeroDivisionError where the set has none."""
        return self.whole[kind] / self.marks[kind]

    @property
    def lost_share(self) -> float:
        """The share of innocent words that were lost."""
        return self.lost / self.words


def measure(messages: Sequence[Message], guard: Guard) -> Figures:
    """What the guard does to these messages. Raises ValueError where there is nothing to measure."""
    if not any(message.marks for message in messages):
        raise ValueError("ingen merkede meldinger å måle på")
    marks: Counter[Kind] = Counter()
    whole: Counter[Kind] = Counter()
    partly: Counter[Kind] = Counter()
    words = lost = clean = touched = 0
    times = []
    for message in messages:
        runs = [_timed(guard, message.text) for _ in range(_RUNS)]
        findings = runs[0][0].findings
        times.append(min(milliseconds for _, milliseconds in runs))
        gone = {at for finding in findings for at in range(finding.start, finding.end)}
        for mark in message.marks:
            signs = [at for at in range(mark.start, mark.end) if message.text[at].isalnum()]
            marks[mark.kind] += 1
            whole[mark.kind] += gone.issuperset(signs)
            partly[mark.kind] += not gone.issuperset(signs) and not gone.isdisjoint(signs)
        innocent = innocent_words(message)
        words += len(innocent)
        lost += sum(not gone.isdisjoint(range(*word)) for word in innocent)
        clean += not message.marks
        touched += not message.marks and bool(findings)
    p50, p95 = np.percentile(times, [50, 95])
    return Figures(marks, whole, partly, words, lost, clean, touched, (float(p50), float(p95)))


def _timed(guard: Guard, text: str) -> tuple[Redacted, float]:
    start = time.thread_time()
    redacted = guard(text)
    return redacted, (time.thread_time() - start) * 1000


def innocent_words(message: Message) -> list[tuple[int, int]]:
    """Where the words stand that share no character with a mark."""
    marked = {at for mark in message.marks for at in range(mark.start, mark.end)}
    spans = (word.span() for word in _WORD.finditer(message.text))
    return [span for span in spans if marked.isdisjoint(range(*span))]
