"""Take personal data out of a message and say where it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.privacy.contacts import find_addresses, find_emails
from bot.privacy.findings import MARKS, Finding, Redacted
from bot.privacy.identifiers import find_identifiers
from bot.privacy.lexicon import Lexicon, load_lexicon
from bot.privacy.names import Mention, find_names
from bot.privacy.people import same_people
from bot.privacy.tokens import tokenize

DATA_DIR = Path(__file__).resolve().parents[2] / "data" / "privacy"

_MARK = re.compile(r"\[(?:navn(?: (\d{1,4}))?|fødselsnummer|telefon|e-post|adresse)\]")


class Redactor:
    """Removes names and identifiers; made once from the word lists, and safe to share between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @classmethod
    def from_folder(cls, folder: Path = DATA_DIR) -> Redactor:
        """A redactor with the lists of a folder. Raises PrivacyDataError where one does not hold."""
        return cls(load_lexicon(folder))

    def redact(self, text: str) -> Redacted:
        """The text with marks instead of personal data; unchanged where nothing was found."""
        hard = self._hard_findings(text)
        masked = _replaced(text, hard)
        marks = list(_MARK.finditer(masked))
        tokens = tokenize(masked, [mark.span() for mark in marks])
        named = _named(find_names(masked, tokens, self._lexicon), _names_used(marks))
        findings = tuple(sorted([*hard, *_moved_back(named, hard)], key=lambda finding: finding.start))
        return Redacted(_replaced(text, findings), findings)

    def _hard_findings(self, text: str) -> list[Finding]:
        """E-mails, numbers and addresses; the first kind wins where two overlap; marks are left alone."""
        taken = bytearray(len(text))
        for mark in _MARK.finditer(text):
            taken[mark.start() : mark.end()] = b"x" * len(mark.group())
        findings = []
        for span in [*find_emails(text), *find_identifiers(text), *find_addresses(text, self._lexicon)]:
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"x" * (span.end - span.start)
                findings.append(Finding(span.kind, span.start, span.end, MARKS[span.kind]))
        return sorted(findings, key=lambda finding: finding.start)


@cache
def default_redactor() -> Redactor:
    """The redactor with the project's own lists, made at the first call."""
    return Redactor.from_folder()


def redact(text: str) -> Redacted:
    """Redact with the project's own lists; the first call reads them."""
    return default_redactor().redact(text)


def _names_used(marks: list[re.Match[str]]) -> int:
    """How many people the marks already in the text stand for."""
    names = [mark for mark in marks if mark.group().startswith("[navn")]
    numbered = [int(mark.group(1)) for mark in names if mark.group(1)]
    return max([*numbered, 1]) if names else 0


def _named(mentions: list[Mention], used: int) -> list[Finding]:
    """A finding for each mention; numbers only where the text has more than one person."""
    numbers = same_people([mention.words for mention in mentions])
    is_numbered = used + len(set(numbers)) > 1
    return [
        Finding(
            "navn",
            mention.start,
            mention.end,
            f"[navn {used + number + 1}]" if is_numbered else MARKS["navn"],
        )
        for mention, number in zip(mentions, numbers, strict=True)
    ]


def _moved_back(named: list[Finding], hard: list[Finding]) -> list[Finding]:
    """Findings in the text that already has marks, with their places in the original."""
    moved = []
    waiting = list(reversed(hard))
    shift = 0
    for finding in named:
        while waiting and waiting[-1].start - shift <= finding.start:
            earlier = waiting.pop()
            shift += (earlier.end - earlier.start) - len(earlier.mark)
        moved.append(replace(finding, start=finding.start + shift, end=finding.end + shift))
    return moved


def _replaced(text: str, findings: Sequence[Finding]) -> str:
    pieces, last = [], 0
    for finding in findings:
        pieces += [text[last : finding.start], finding.mark]
        last = finding.end
    return "".join([*pieces, text[last:]])
