"""The duties of the guides as a person has read them: which step each is covered by, or why none is to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import Field, ValidationError, model_validator

from knowledge.errors import ReportError
from knowledge.guides.model import Guide
from knowledge.insight.sentences import sentences_of
from knowledge.insight.steps import Told
from knowledge.insight.words import Strict
from knowledge.language import Analyser

_DISTINCT = 40  # so many letters are the beginning of one sentence only, whatever section they stand in


class Reading(Strict):
    """What one sentence was found to be; data/duties.yml explains the fields."""

    says: str
    by: str | None = None
    step: str = ""
    outside: str | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Reading:
        if (self.by and self.outside) or bool(self.by) != bool(self.step):
            raise ValueError("by, step, outside")
        return self

    def step_among(self, steps: Sequence[Told]) -> Told | None:
        """Return the step that covers the sentence; None where there is none, or where the step no longer says so."""
        return next((each for each in steps if each.outcome == self.by and self.step in each.text), None)


class ReadGuide(Strict):
    """A file of data/duties: the readings by section, of our digest and of the original."""

    digest: dict[str, tuple[Reading, ...]] = Field(default_factory=dict)
    original: dict[str, tuple[Reading, ...]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A sentence of a guide with what it was found to be."""

    source: str
    sentence: str
    stems: frozenset[str]
    reading: Reading


class Readings:
    """All that has been read of one guide."""

    def __init__(self, read: Sequence[Read]) -> None:
        self._read = tuple(read)
        self._by_sentence = {(each.source, each.sentence): each.reading for each in read}

    def of(self, source: str, sentence: str) -> Reading | None:
        """Return what a sentence was found to be; None where no one has read it."""
        return self._by_sentence.get((source, sentence))

    def likest(self, stems: frozenset[str], sources: Set[str], bonus: float) -> tuple[float, Read | None]:
        """Return the most like sentence that has been read, and how like it is; one of `sources` gains `bonus`."""
        alike = (
            (likeness(stems, each.stems) + bonus * (each.source in sources), each) for each in self._read
        )
        return max(alike, key=lambda pair: pair[0], default=(0.0, None))


def load_readings(folder: Path, guide_id: str) -> ReadGuide:
    """Read data/duties/GUIDE.yml, nothing where there is no such file. Raises ReportError where it does not hold."""
    path = folder / f"{guide_id}.yml"
    if not path.is_file():
        return ReadGuide()
    try:
        return ReadGuide.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ReportError(f"duties/{path.name}: filen kan ikke leses. Se etter skrivefeil i den.") from error


def readings_of(guides: Sequence[Guide], read: ReadGuide, not_own_words: str, analyser: Analyser) -> Readings:
    """Return what has been read of a guide, each with the sentence of the digest or original that it begins."""
    found: list[Read] = []
    for guide in guides:
        by_section = read.digest if guide.origin == "digest" else read.original
        found += _found(guide, by_section, not_own_words, analyser)
    return Readings(found)


def _found(
    guide: Guide, by_section: Mapping[str, Sequence[Reading]], not_own_words: str, analyser: Analyser
) -> Iterator[Read]:
    for section, sentence in sentences_of(guide, not_own_words):
        fits = (
            reading
            for anchor, readings in by_section.items()
            for reading in readings
            if sentence.startswith(reading.says)
            and (anchor == section.anchor or len(reading.says) >= _DISTINCT)
        )
        if reading := next(fits, None):
            yield Read(section.source, sentence, frozenset(analyser.stems(sentence)), reading)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the stems that two texts share, divided by the geometric mean of how many they have; 0..1."""
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0
