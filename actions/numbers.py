"""Read how many school days a message speaks of, in digits or words, Bokmål, Nynorsk and dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class NumberWords(BaseModel):
    """The words of data/numbers.yml: figures, units in school days, and what makes a number something else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ones: dict[str, int]
    articles: list[str]
    tens: dict[str, int]
    units: dict[str, int]
    between: list[str]
    plus: str
    more_than: list[str]
    points_elsewhere_before: list[str]
    points_elsewhere_after: list[str]
    only_a_part_after: list[str]


def load_numbers(path: Path) -> Numbers:
    """Read data/numbers.yml."""
    return Numbers(NumberWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))))


class Numbers:
    """Finds whole numbers of days in running text."""

    def __init__(self, words: NumberWords) -> None:
        self._words = words
        self._figures = {**words.ones, **words.tens, **_joined(words)}
        written = "|".join(sorted(map(re.escape, self._figures), key=len, reverse=True))
        between = "|".join(words.between)
        unit = "|".join(sorted(map(re.escape, words.units), key=len, reverse=True))
        figure = rf"(?<![\w.,§-])(?P<figure>\d{{1,3}}(?!\d)|(?:{written})(?!\w))"
        self._quantity = re.compile(rf"{figure}(?:\s*|\s+(?:{between})\s+)(?P<unit>{unit})(?!\w)")
        self._bare = re.compile(rf"{figure}(?![\w,.-]*\w)(?!\.\s*\w)")
        self._alone = re.compile(rf"\W*{figure}\W*")
        self._before = re.compile(rf"({'|'.join(words.points_elsewhere_before)})\s*$")
        self._after = re.compile(rf"\s*({'|'.join(words.points_elsewhere_after)})\b")
        self._part = re.compile(rf"\W*({'|'.join(words.only_a_part_after)})\b")
        self._more = re.compile(rf"({'|'.join(words.more_than)})\s*$")

    def days(self, text: str, limit: int) -> int | None:
        """The school days that the text counts; of several the most, and None where it counts none.

        A count of a shorter time («tre dager denne uka») says only that there are at least so many, so it counts
        from `limit` up.
        """
        counted = self._all_days(text.lower())
        return max((days for days, is_part in counted if days >= limit or not is_part), default=None)

    def answer(self, text: str, limit: int) -> int | None:
        """As `days`, but a number alone counts as well: it answers the question that was asked."""
        low = text.lower()
        if self._quantity.search(low):
            return self.days(text, limit)
        alone = self._alone.fullmatch(low)
        if alone:
            return self._figure(alone["figure"])
        found = (match["figure"] for match in self._bare.finditer(low))
        return max((self._figure(each) for each in found if each not in self._words.articles), default=None)

    def _all_days(self, text: str) -> Iterator[tuple[int, bool]]:
        """Each number of days, and whether it is only of a part of the half-year."""
        end, days = 0, 0
        for found in self._quantity.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            if self._before.search(before) or self._after.match(after):
                continue
            more = 1 if self._more.search(before) else 0
            counted = (self._figure(found["figure"]) + more) * self._words.units[found["unit"]]
            is_sum = end and text[end : found.start()].strip() == self._words.plus
            days = days + counted if is_sum else counted
            end = found.end()
            yield days, bool(self._part.match(after))

    def _figure(self, words: str) -> int:
        return int(words) if words.isdecimal() else self._figures[words]


def _joined(words: NumberWords) -> dict[str, int]:
    """«tjueen», «tjue-en», «tjue en» and «enogtjue»."""
    return {
        written: ten + one
        for tens, ten in words.tens.items()
        for ones, one in words.ones.items()
        if 0 < one < 10
        for written in (f"{tens}{ones}", f"{tens}-{ones}", f"{tens} {ones}", f"{ones}og{tens}")
    }
