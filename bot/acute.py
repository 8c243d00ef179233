"""Notice acute danger in a message, so that the emergency numbers come first, also when nothing else works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Acute:
    """The expressions of danger, and what is said first; all of it from data/acute.yml."""

    pattern: re.Pattern[str]
    calm: re.Pattern[str]
    message: str
    unavailable: str

    def is_acute(self, text: str) -> bool:
        """Whether the text speaks of danger to life or health, what plainly denies it left aside."""
        return self.pattern.search(self.calm.sub(" ", text.lower())) is not None


def load_acute(path: Path) -> Acute:
    """Read data/acute.yml."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Acute(
        pattern=_any_of(content["patterns"]),
        calm=_any_of(content["calm"]),
        message=content["message"],
        unavailable=content["unavailable"],
    )


def _any_of(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in expressions))
