"""The words of data/utkast.yml: what is said about a draft, and what is understood as a command."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class DateWords(BaseModel):
    """How a day is written: units in days, numbers in words, and days by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    units: dict[str, int]
    numbers: dict[str, int]
    today: dict[str, int]
    weekdays: list[str]
    nynorsk_weekdays: list[str]


class DraftWords(BaseModel):
    """All of data/utkast.yml; the commands, `finished`, `request` and `wish` are patterns against a message in small letters.

    `small_words` name no place of a draft («endre det som står i …»).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: dict[str, str]
    head: dict[str, str]
    document: dict[str, str]
    buttons: dict[str, str]
    commands: dict[str, re.Pattern[str]]
    finished: re.Pattern[str]
    request: re.Pattern[str]
    wish: re.Pattern[str]
    ordinals: dict[str, int]
    small_words: frozenset[str]
    dates: DateWords


def load_draft_words(path: Path) -> DraftWords:
    """Read data/utkast.yml."""
    return DraftWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
