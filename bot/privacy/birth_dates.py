"""Find the dates that are told as somebody's day of birth; other dates stay."""

from __future__ import annotations

import re

from bot.privacy.findings import Span
from bot.privacy.word_lists import Rules

_SPACE = r"[ \t\u00a0\u202f]"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_FULL = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d\d|\d\d)"
_SIGN = rf"(?:{_SPACE}?[./\-–]{_SPACE}?)"
_NUMBERS = (
    rf"(?:19|20)\d\d[-.]{_MONTH}[-.]{_DAY}|{_FULL}{_YEAR}|{_FULL}|"
    rf"{_DAY}{_SIGN}{_MONTH}(?:(?:{_SIGN}|{_SPACE}){_YEAR})?"
)
_MARGIN = rf"(?:{_SPACE}|[:.,(«\"]){{0,4}}"


class BirthDates:
    """Finds days of birth by the words that tell of one: «født», «f.», «fyller»."""

    def __init__(self, rules: Rules) -> None:
        months = "|".join(sorted(rules.months, key=len, reverse=True))
        named = rf"{_DAY}\.?{_SPACE}?(?:{months})\b\.?(?:{_SPACE}?[-,]?{_SPACE}?{_YEAR})?"
        date = rf"(?P<date>{named}|{_NUMBERS})(?!\d|[.:/-]\d)"
        between = rf"(?:(?:{'|'.join(rules.born_between)})\b|\d{{1,2}}(?!\d|[./]\d))"
        told = rf"(?<![\w])(?:{'|'.join(rules.born)})(?!\w){_MARGIN}(?:{between}{_MARGIN}){{0,3}}{date}"
        turned = rf"(?P<date>{named})(?={_SPACE}(?:{'|'.join(rules.born_after)})\b)"
        self._told = [re.compile(pattern, re.IGNORECASE) for pattern in (told, turned)]

    def find(self, text: str) -> list[Span]:
        """The dates of birth, without the words that tell of them; they may come unsorted."""
        found = (each.span("date") for pattern in self._told for each in pattern.finditer(text))
        return [Span("fodselsdato", start, _trimmed(text, start, end)) for start, end in found]


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and not text[end - 1].isalnum():
        end -= 1
    return end
