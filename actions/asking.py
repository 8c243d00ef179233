"""Tell a question about what holds for all from the story of somebody, by the words of data/questions.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class _Words(BaseModel):
    """All of data/questions.yml: regular expressions against a message in small letters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asks: list[str]
    tells: list[str]
    mentions: list[str]


@dataclass(frozen=True)
class Asking:
    """What a message looks like that asks, tells of somebody, or mentions pupils."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]
    mentions: re.Pattern[str]

    def is_general(self, text: str) -> bool:
        """Whether the message asks about what holds for all; where it tells of somebody as well, it does not."""
        return self.is_question(text) and not self.tells_of_somebody(text)

    def is_question(self, text: str) -> bool:
        """Whether the message is worded as a question, whomever it is about."""
        return self.asks.search(text.lower()) is not None

    def tells_of_somebody(self, text: str) -> bool:
        """Whether the message tells of somebody, of what has happened, or asks what to do now."""
        return self.tells.search(text.lower()) is not None

    def may_be_about_a_pupil(self, text: str) -> bool:
        """Whether something that happened to a pupil may lie behind the message: in doubt it may."""
        return not self.is_general(text) or bool(self.mentions.search(text.lower()))


def load_asking(path: Path) -> Asking:
    """Read data/questions.yml."""
    words = _Words.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return Asking(*(re.compile("|".join(each)) for each in (words.asks, words.tells, words.mentions)))
