"""Thresholds, deadlines and recipients on which two guides, or a guide and a kommune's threshold, say different things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from pydantic import Field

from knowledge.guides.model import Guide, Section
from knowledge.insight.model import Material, Report, make_report
from knowledge.insight.sentences import sentences_of
from knowledge.insight.words import Pattern, Strict, load_report_texts, read_settings

NAME = "motsetninger"


class Subject(Strict):
    """What guides may disagree on, and the patterns that tell it; data/contradictions.yml explains each."""

    title: str
    about: Pattern
    says: Pattern
    not_: Pattern = "(?!)"
    figures: tuple[str, ...] = ()
    recipients: dict[str, Pattern] = Field(default_factory=dict)
    silent: bool = False
    threshold: str | None = None
    note: str

    def is_in(self, section: Section, sentence: str) -> bool:
        """Tell whether a sentence is about the subject."""
        both = f"{' '.join(section.headings)}\n{sentence}"
        return bool(_has(self.about, both) and _has(self.says, sentence) and not _has(self.not_, both))


class Subjects(Strict):
    """All of data/contradictions.yml."""

    no_figure: str
    profile: str
    units: dict[str, Pattern]
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Claim:
    """What one place says of a subject: the figure or recipient, the sentence, whose it is, and where."""

    says: str
    sentence: str
    guide: str
    source: str


def report(material: Material) -> Report:
    """Every claim of each subject on which there are at least two different ones."""
    texts = load_report_texts(material.paths.data_dir)
    known = read_settings(material.paths.data_dir / "contradictions.yml", Subjects)
    reader = _Reader(known, _numbers(material), texts.not_own_words)
    rows = []
    disagreed = 0
    for subject in known.subjects:
        claims = [*reader.claims(subject, material), *reader.thresholds(subject, material)]
        if len({claim.says for claim in claims}) > 1:
            disagreed += 1
            rows += [(subject.title, c.says, c.sentence, c.guide, c.source, subject.note) for c in claims]
    figures = {"subjects": disagreed, "looked_at": len(known.subjects)}
    return make_report(NAME, texts.reports[NAME], figures, rows)


@dataclass(frozen=True)
class _Reader:
    known: Subjects
    numbers: dict[str, int]
    not_own_words: str

    def claims(self, subject: Subject, material: Material) -> Iterator[Claim]:
        """Yield what each guide says, once for each thing that it says."""
        for guide in material.guides.all():
            told = self._told(subject, guide)
            named = [claim for claim in told if claim.says != self.known.no_figure]
            yield from {claim.says: claim for claim in reversed(named or told[:1])}.values()

    def thresholds(self, subject: Subject, material: Material) -> Iterator[Claim]:
        """Yield the figure that the procedures divide days by in each kommune."""
        for place in material.rulebook.municipalities.all() if subject.threshold else ():
            rule = place.thresholds[str(subject.threshold)]
            said = f"{rule.value} {subject.figures[0]}"
            yield Claim(_plural(said), f"{self.known.profile}: {rule.kind}", place.title, rule.source)

    def _told(self, subject: Subject, guide: Guide) -> list[Claim]:
        found = []
        for section, sentence in sentences_of(guide, self.not_own_words):
            if subject.is_in(section, sentence):
                said = [*self._figures(subject, sentence), *self._recipients(subject, sentence)]
                said = said or [self.known.no_figure] * subject.silent
                found += [Claim(each, sentence, guide.info.title, section.source) for each in said]
        return found

    def _figures(self, subject: Subject, sentence: str) -> Iterator[str]:
        number = rf"\d+|{'|'.join(map(re.escape, sorted(self.numbers, key=len, reverse=True)))}"
        for unit in subject.figures:
            pattern = rf"\b({number})(?:\s?[–-]\s?({number}))?\s+{self.known.units[unit]}\b"
            for match in re.finditer(pattern, sentence, re.IGNORECASE):
                figures = [self._value(each) for each in match.groups() if each]
                yield _plural(f"{'–'.join(map(str, figures))} {unit}")

    def _value(self, word: str) -> int:
        return int(word) if word.isdigit() else self.numbers[word.lower()]

    def _recipients(self, subject: Subject, sentence: str) -> list[str]:
        return [name for name, pattern in subject.recipients.items() if _has(pattern, sentence)]


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _plural(figure: str) -> str:
    """«1 dag», «2 dager», «3–4 uker»."""
    if figure.startswith("1 "):
        return figure
    return f"{figure}r" if figure.endswith("e") else f"{figure}er"


def _numbers(material: Material) -> dict[str, int]:
    content = yaml.safe_load((material.paths.data_dir / "numbers.yml").read_text(encoding="utf-8"))
    return {str(word): int(number) for word, number in content["ones"].items()}
