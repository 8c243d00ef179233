"""What a redaction gives back: the text without personal data, and where something was taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "navn", "fodselsnummer", "d_nummer", "fodselsdato", "telefon", "epost", "brukernavn", "adresse"
]

MARKS: dict[Kind, str] = {
    "navn": "[navn]",
    "fodselsnummer": "[fødselsnummer]",
    "d_nummer": "[fødselsnummer]",
    "fodselsdato": "[fødselsdato]",
    "telefon": "[telefon]",
    "epost": "[e-post]",
    "brukernavn": "[brukernavn]",
    "adresse": "[adresse]",
}

MARK = re.compile(r"\[(?:navn(?: (\d{1,4}))?|fødselsnummer|fødselsdato|telefon|e-post|brukernavn|adresse)\]")
"""Any mark in a text; the group is a person's number."""


@dataclass(frozen=True)
class Finding:
    """One place where something was removed; it never holds what stood there, so it may be logged."""

    kind: Kind
    start: int
    """Position of the first removed character in the original text."""
    end: int
    """Position after the last removed character in the original text."""
    mark: str
    """What stands there instead."""


@dataclass(frozen=True)
class Redacted:
    """A text that may be stored, with the findings in the order of the text."""

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Span:
    """A stretch of the original text that must go, before it has its mark."""

    kind: Kind
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end
