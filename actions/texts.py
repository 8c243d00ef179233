"""The words that are put together around a decision, read from data/texts.yml."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class Texts(BaseModel):
    """Words by use; the keys are the ids of urgencies, recipients, labels and buttons."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    urgency: dict[str, str]
    recipients: dict[str, str]
    drafts: dict[str, str]
    labels: dict[str, str]
    kinds: dict[str, str]
    disclaimer: str
    buttons: dict[str, str]
    terminal: dict[str, str]


def load_texts(path: Path) -> Texts:
    """Read data/texts.yml."""
    return Texts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
