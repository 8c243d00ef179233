"""Thresholds, deadlines and recipients on which two guides, or a guide and the bot, say different things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml
from pydantic import Field

from knowledge.guides.model import Guide, Section
from knowledge.insight.model import Material, Report, make_report
from knowledge.insight.sentences import sentences_of
from knowledge.insight.steps import steps_in
from knowledge.insight.words import Pattern, Strict, load_report_texts, read_settings
from knowledge.municipalities import Municipality

NAME = "motsetninger"


class Step(Strict):
    """A step that the bot goes by: its procedure and outcome (`fravaer/tiltak`), and words of it."""

    by: str
    says: str


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
    steps: tuple[Step, ...] = ()
    note: str

    def is_in(self, section: Section, sentence: str) -> bool:
        """Tell whether a sentence is about the subject."""
        both = f"{' '.join(section.headings)}\n{sentence}"
        return bool(_has(self.about, both) and _has(self.says, sentence) and not _has(self.not_, both))


class Subjects(Strict):
    """All of data/contradictions.yml."""

    no_figure: str
    binding: tuple[str, ...]
    no_answer: str
    bot: str
    everywhere: str
    profile: str
    kinds: dict[str, str]
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
    """Every claim of each subject on which there are at least two different ones, the bot's own with them."""
    texts = load_report_texts(material.paths.data_dir)
    known = read_settings(material.paths.data_dir / "contradictions.yml", Subjects)
    reader = _Reader(known, _numbers(material), texts.not_own_words)
    rows = []
    disagreed = 0
    for subject in known.subjects:
        guides, bot = [*reader.claims(subject, material)], [*reader.bot(subject, material)]
        if _differ({c.says for c in guides}, {c.says for c in bot} - {known.no_answer}):
            disagreed += 1
            rows += [
                (subject.title, c.says, c.sentence, c.guide, c.source, subject.note) for c in guides + bot
            ]
    figures = {"subjects": disagreed, "looked_at": len(known.subjects)}
    return make_report(NAME, texts.reports[NAME], figures, rows)


@dataclass(frozen=True)
class _Reader:
    known: Subjects
    numbers: dict[str, int]
    not_own_words: str

    def claims(self, subject: Subject, material: Material) -> Iterator[Claim]:
        """Yield what each guide says, once for each thing that it says."""
        for guide in material.chosen():
            told = self._told(subject, guide)
            named = [claim for claim in told if claim.says != self.known.no_figure]
            yield from {claim.says: claim for claim in reversed(named or told[:1])}.values()

    def bot(self, subject: Subject, material: Material) -> Iterator[Claim]:
        """Yield what the bot itself goes by, once for the kommuner in which it is the same."""
        everywhere = material.rulebook.municipalities.all()
        same: dict[tuple[str, str], list[Claim]] = {}
        for place in everywhere:
            if material.kommune in (None, place.id):
                for claim in self._of_bot(subject, place, material):
                    key = claim.sentence if subject.threshold else claim.source
                    same.setdefault((claim.says, key), []).append(claim)
        for claims in same.values():
            titles = ", ".join(claim.guide for claim in claims)
            where = self.known.everywhere if len(claims) == len(everywhere) else titles
            yield replace(claims[0], guide=self.known.bot.format(where=where))

    def _of_bot(self, subject: Subject, place: Municipality, material: Material) -> Iterator[Claim]:
        """What the procedures say of the subject in a kommune: its threshold, or the step that is named."""
        if subject.threshold:
            rule = place.thresholds[subject.threshold]
            said = _plural(f"{rule.value} {subject.figures[0]}")
            yield Claim(
                said, f"{self.known.profile}: {self.known.kinds[rule.kind]}", place.title, rule.source
            )
        for told in steps_in(place.id, material.rulebook):
            if any(told.outcome == step.by and step.says in told.text for step in subject.steps):
                found = [*self._figures(subject, told.text), *self._recipients(subject, told.text)]
                yield Claim(
                    ", ".join(dict.fromkeys(found)) or self.known.no_answer,
                    told.text,
                    place.title,
                    told.place,
                )

    def _told(self, subject: Subject, guide: Guide) -> list[Claim]:
        found = []
        for section, sentence in sentences_of(guide, self.not_own_words):
            if subject.is_in(section, sentence):
                said = [*self._figures(subject, sentence), *self._recipients(subject, sentence)]
                may_be_silent = subject.silent and guide.info.kind in self.known.binding
                said = said or [self.known.no_figure] * may_be_silent
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


def _differ(guides: set[str], bot: set[str]) -> bool:
    """Tell whether guides say different things, or something that the bot doesn't say."""
    return len(guides) > 1 or bool(guides and bot and not guides <= bot)


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
