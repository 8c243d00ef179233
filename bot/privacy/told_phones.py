"""Find phone numbers by the word before them, «tlf», «mobil», «ring», however their digits are grouped."""

from __future__ import annotations

import re

from bot.privacy.findings import Span
from bot.privacy.word_lists import Rules

_BETWEEN = r"[^\d\n]{0,18}?"
_NUMBER = r"(?:\(?(?:\+|00)47\)?[ \u00a0]?)?\d(?:[ \t\u00a0.\-–/]{0,3}\d){7}(?![\d]|[.,/]\d)"
_DATE = re.compile(r"\d{1,2}[./ -]+\d{1,2}[./ -]+(?:19|20)\d\d|(?:19|20)\d\d[-/]")


class ToldPhones:
    """Finds eight digits that a word says to be a phone number."""

    def __init__(self, rules: Rules) -> None:
        words = "|".join(re.escape(word) for word in sorted(rules.phone_words, key=len, reverse=True))
        self._told = re.compile(rf"(?<!\w)(?:{words})(?!\w){_BETWEEN}(?P<number>{_NUMBER})", re.IGNORECASE)

    def find(self, text: str) -> list[Span]:
        """The numbers, in order; a date or the number of a case («2024/1234») is none."""
        found = (each.span("number") for each in self._told.finditer(text))
        return [Span("telefon", *span) for span in found if not _DATE.match(text, *span)]
