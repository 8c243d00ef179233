"""Judges the duties of a guide: as a person has read them, else as one that says the same, else by what they look like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from re import IGNORECASE, search

from knowledge.guides.model import Guide
from knowledge.guides.passages import passages_of
from knowledge.index.inherit import likest_sections
from knowledge.index.settings import load_settings
from knowledge.insight.model import Material
from knowledge.insight.readings import Reading, Readings, load_readings, readings_of
from knowledge.insight.sentences import sentences_of, with_list
from knowledge.insight.steps import Told, steps_in
from knowledge.insight.words import Pattern, Strict, load_report_texts, read_settings
from knowledge.language import Analyser, Vocabulary
from knowledge.municipalities import NATIONAL


class Outside(Strict):
    """What, unread, is not for the procedures to cover: a pattern, the kinds of guide it holds for (all), and why."""

    pattern: Pattern
    kinds: tuple[str, ...] = ()
    reason: str


class Judged(Strict):
    """How a duty was judged, in the words that a reader sees."""

    read: str
    like: str
    pattern: str


class DutyRules(Strict):
    """All of data/duties.yml."""

    duty: Pattern
    denies: Pattern
    same: float
    section: float
    judged: Judged
    reasons: dict[str, str]
    unread: tuple[Outside, ...]

    def reason(self, kind: str, sentence: str) -> str | None:
        """Why a duty that no one has read is out of scope; None where it isn't."""
        fits = (
            self.reasons[each.reason]
            for each in self.unread
            if (not each.kinds or kind in each.kinds) and search(each.pattern, sentence, IGNORECASE)
        )
        return next(fits, None)


@dataclass(frozen=True)
class Duty:
    """A sentence that says someone must do something; `judged` says how it was judged, None that no one has.

    A judged duty is covered by `step`, out of scope for `reason`, or else covered by nothing.
    """

    sentence: str
    source: str
    judged: str | None = None
    step: Told | None = None
    reason: str | None = None


class Judge:
    """Finds the duties of guides and judges them, by the rules and the readings of data/."""

    def __init__(self, material: Material) -> None:
        data = material.paths.data_dir
        self.rules = read_settings(data / "duties.yml", DutyRules)
        self._material = material
        settings = load_settings(data / "search.yml")
        self._inherit = settings.inherit
        self._analyser = Analyser(Vocabulary.load(material.paths), settings.build.gram)
        self._not_own_words = load_report_texts(data).not_own_words

    def readings(self, *known: Guide) -> Readings:
        """Return what has been read of a guide: of its digest, its original, or both."""
        read = load_readings(self._material.paths.data_dir / "duties", known[0].info.id)
        return readings_of(known, read, self._not_own_words, self._analyser)

    def duties(self, guide: Guide, readings: Readings | None = None) -> Iterator[Duty]:
        """Yield the duties of a guide, by what has been read of it and the procedures of the kommune that owns it."""
        digest = self._material.guides.digest(guide.info.id)
        known = {each.origin: each for each in (digest, guide) if each}
        readings = readings or self.readings(*known.values())
        steps = steps_in(self._owner(guide), self._material.rulebook)
        digested = self._digested(guide, digest)
        for section, sentence in sentences_of(guide, self._not_own_words):
            if search(self.rules.duty, sentence, IGNORECASE):
                duty = Duty(sentence, section.source)
                reading, judged = self._read(duty, digested.get(section.source, frozenset()), readings)
                found = self._found(duty, reading, judged, steps, guide.info.kind)
                yield replace(found, sentence=with_list(section, sentence))

    def _read(self, duty: Duty, digested: Set[str], readings: Readings) -> tuple[Reading | None, str | None]:
        if reading := readings.of(duty.source, duty.sentence):
            return reading, self.rules.judged.read
        stems = frozenset(self._analyser.stems(duty.sentence))
        score, read = readings.likest(stems, {duty.source, *digested}, self.rules.section)
        if not read or score < self.rules.same or self._denies(duty.sentence) != self._denies(read.sentence):
            return None, None
        return read.reading, self.rules.judged.like

    def _denies(self, sentence: str) -> bool:
        return search(self.rules.denies, sentence, IGNORECASE) is not None

    def _found(
        self, duty: Duty, reading: Reading | None, judged: str | None, steps: Sequence[Told], kind: str
    ) -> Duty:
        if reading:
            reason = self.rules.reasons[reading.outside] if reading.outside else None
            return replace(duty, judged=judged, step=reading.step_among(steps), reason=reason)
        reason = self.rules.reason(kind, duty.sentence)
        return replace(duty, judged=self.rules.judged.pattern if reason else None, reason=reason)

    def _owner(self, guide: Guide) -> str:
        kommune, owners = self._material.kommune, guide.info.kommuner
        return kommune if kommune in owners else next(iter(owners), kommune or NATIONAL)

    def _digested(self, guide: Guide, digest: Guide | None) -> Mapping[str, Set[str]]:
        """The digest's sections that each section of an original says the same as."""
        if guide.origin == "digest" or digest is None:
            return {}
        passages = passages_of(guide)
        likest = likest_sections(passages, digest, self._analyser, self._inherit)
        found: dict[str, set[str]] = {}
        for passage, section in zip(passages, likest, strict=True):
            if section:
                found.setdefault(passage.source, set()).add(section.source)
        return found
