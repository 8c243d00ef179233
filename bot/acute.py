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
    message: str
    unavailable: str

    def is_acute(self, text: str) -> bool:
        """Whether the text speaks of danger to life or health."""
        return self.pattern.search(text.lower()) is not None


def load_acute(path: Path) -> Acute:
    """Read data/acute.yml."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    pattern = re.compile("|".join(f"(?:{each})" for each in content["patterns"]))
    return Acute(pattern, content["message"], content["unavailable"])
