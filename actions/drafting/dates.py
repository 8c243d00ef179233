"""Read a day out of what a user writes: «16.12», «16. desember», «om tre uker», «fredag», «i morgen»."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from actions.drafting.words import DateWords
from knowledge.arshjul import MONTHS

_DIGITS = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\b")
_NAMED = re.compile(rf"\b(\d{{1,2}})\.?\s*({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WEEK = re.compile(r"\b(?:uke|veke)\s+(\d{1,2})\b")
_CLOCK = re.compile(r"\b(?:kl|klokk[ae]n?)\.?\s*\d{1,2}(?:[.:]\d{2})?")
_LONG_AGO = 60  # days; a date without a year that would lie longer back than this is meant for the next time


class Dates:
    """Reads days; made once from the words."""

    def __init__(self, words: DateWords) -> None:
        self._words = words
        numbers, units = "|".join(words.numbers), "|".join(words.units)
        self._ahead = re.compile(rf"\b(?:om|etter)\s+(\d{{1,2}}|{numbers})\s+({units})\b")

    def read(self, text: str, today: date) -> date | None:
        """Return the day that the text names, seen from today; None where it names none or one that does not exist."""
        folded = _CLOCK.sub(" ", text.lower())  # «kl. 12.10» is no day in October
        try:
            return self._written(folded, today) or self._counted(folded, today)
        except (ValueError, OverflowError):
            return None

    def _written(self, text: str, today: date) -> date | None:
        if found := _ISO.search(text):
            return date(*map(int, found.groups()))
        if found := _NAMED.search(text):
            return _in_year(int(found[1]), MONTHS[found[2]], found[3], today)
        if found := _DIGITS.search(text):
            return _in_year(int(found[1]), int(found[2]), found[3], today)
        return None

    def _counted(self, text: str, today: date) -> date | None:
        words = self._words
        if found := self._ahead.search(text):
            count = words.numbers.get(found[1]) or int(found[1])
            return today + timedelta(days=count * words.units[found[2]])
        for name, days in words.today.items():
            if re.search(rf"\b{name}\b", text):
                return today + timedelta(days=days)
        for names in (words.weekdays, words.nynorsk_weekdays):
            for number, name in enumerate(names):
                if re.search(rf"\b{name}\b", text):
                    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
        if found := _WEEK.search(text):
            monday = date.fromisocalendar(today.year, int(found[1]), 1)
            is_past = monday + timedelta(days=6) < today
            return date.fromisocalendar(today.year + 1, int(found[1]), 1) if is_past else monday
        return None


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    """Return the day in the year written, or the first that lies ahead or not long ago. Raises ValueError for no such day."""
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    for each in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):  # 29 February, of which most years have none
            found = date(each, month, day)
            if (today - found).days <= _LONG_AGO:
                return found
    raise ValueError("no such day")
