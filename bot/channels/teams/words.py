"""What the bot itself says in Teams, and how long it waits, from data/teams.yml."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Words(BaseModel):
    """The key `endpoint` of data/teams.yml; times are in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    welcome: str
    patience_seconds: float = Field(gt=0)
    most_seconds: float = Field(gt=0)
    patience: str
    too_late: str
    failed: str
    files: str
    empty: str
    too_long: str
    too_many: str
    unknown_button: str
    pressed: str
    group: str


def load_words(path: Path) -> Words:
    """Read data/teams.yml. Raises OSError, YAMLError or ValidationError where it does not hold."""
    return Words.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))["endpoint"])
