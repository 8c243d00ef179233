"""Take personal data out of a message and say where it stood."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.privacy.birth_dates import BirthDates
from bot.privacy.contacts import find_addresses, find_emails
from bot.privacy.findings import MARK, MARKS, Finding, Redacted, Span
from bot.privacy.identifiers import find_identifiers
from bot.privacy.lexicon import Lexicon, load_lexicon
from bot.privacy.names import Mention, NameFinder
from bot.privacy.people import People, numbered
from bot.privacy.person_reader import PersonReader, load_person_reader
from bot.privacy.tokens import tokenize
from bot.privacy.told_phones import ToldPhones
from bot.privacy.usernames import Usernames

DATA_DIR = Path(__file__).resolve().parents[2] / "data" / "privacy"

_MOST_ROUNDS = 12


class Redactor:
    """Removes names and identifiers; made once from the word lists, and safe to share between threads."""

    def __init__(self, lexicon: Lexicon, reader: PersonReader | None) -> None:
        """Without a reader the rules are alone: for measuring, never for what is stored."""
        self._lexicon = lexicon
        self._reader = reader
        self._birth_dates = BirthDates(lexicon.rules)
        self._told_phones = ToldPhones(lexicon.rules)
        self._usernames = Usernames(lexicon)

    @classmethod
    def from_folder(cls, folder: Path = DATA_DIR) -> Redactor:
        """A redactor with the lists and the pipeline of a folder. Raises PrivacyDataError where one does not hold."""
        lexicon = load_lexicon(folder)
        return cls(lexicon, load_person_reader(folder, lexicon))

    def redact(self, text: str, people: People | None = None) -> Redacted:
        """The text with marks instead of personal data; unchanged where nothing was found.

        `people` are those met earlier in the conversation: each keeps the number they have there.
        """
        spans: list[Span] = []
        for _ in range(_MOST_ROUNDS):
            # What a round removes changes what stands beside the rest, so that is read once more.
            found = self._round(_replaced(text, [_finding(span) for span in spans]))
            if not found:
                break
            spans = sorted([*spans, *_moved_back(found, spans)], key=lambda span: span.start)
        findings = numbered(text, [_finding(span) for span in spans], people)
        return Redacted(_replaced(text, findings), tuple(findings))

    def _round(self, text: str) -> list[Span]:
        """What is found in a text that may have marks already; the pipeline reads where the rules find nothing more."""
        hard = self._identifiers(text)
        masked = _replaced(text, [_finding(span) for span in hard])
        marks = [mark.span() for mark in MARK.finditer(masked)]
        finder = NameFinder(masked, tokenize(masked, marks), self._lexicon)
        mentions = finder.by_rules()
        if not (hard or mentions) and self._reader is not None:
            doubts = finder.doubts()
            mentions = (
                finder.by_likelihoods(self._reader.likelihoods(masked, doubts), doubts) if doubts else []
            )
        names = _moved_back([_as_span(mention) for mention in mentions], hard)
        return sorted([*hard, *names], key=lambda span: span.start)

    def _identifiers(self, text: str) -> list[Span]:
        """All but names; the first kind wins where two overlap; marks are left alone."""
        taken = bytearray(len(text))
        for mark in MARK.finditer(text):
            taken[mark.start() : mark.end()] = b"x" * len(mark.group())
        kept = []
        for span in self._candidates(text):
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"x" * (span.end - span.start)
                kept.append(span)
        return sorted(kept, key=lambda span: span.start)

    def _candidates(self, text: str) -> list[Span]:
        return [
            *find_emails(text),
            *self._birth_dates.find(text),
            *find_identifiers(text),
            *self._told_phones.find(text),
            *find_addresses(text, self._lexicon),
            *self._usernames.find(text),
        ]


@cache
def default_redactor() -> Redactor:
    """The redactor with the project's own lists, made at the first call."""
    return Redactor.from_folder()


def redact(text: str, people: People | None = None) -> Redacted:
    """Redact with the project's own lists; the first call reads them."""
    return default_redactor().redact(text, people)


def _as_span(mention: Mention) -> Span:
    return Span("navn", mention.start, mention.end)


def _finding(span: Span) -> Finding:
    return Finding(span.kind, span.start, span.end, MARKS[span.kind])


def _moved_back(spans: list[Span], earlier: list[Span]) -> list[Span]:
    """Spans in the text that has marks for the earlier ones, with their places in the text before."""
    moved = []
    waiting = list(reversed(earlier))
    shift = 0
    for span in spans:
        while waiting and waiting[-1].start - shift <= span.start:
            passed = waiting.pop()
            shift += (passed.end - passed.start) - len(MARKS[passed.kind])
        moved.append(Span(span.kind, span.start + shift, span.end + shift))
    return moved


def _replaced(text: str, findings: Sequence[Finding]) -> str:
    pieces, last = [], 0
    for finding in findings:
        pieces += [text[last : finding.start], finding.mark]
        last = finding.end
    return "".join([*pieces, text[last:]])
