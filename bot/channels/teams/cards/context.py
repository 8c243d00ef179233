"""What cards are drawn with: the words of data/teams.yml, and the address that links lead to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from actions.texts import Texts, load_texts

Style = Literal["default", "emphasis", "accent", "good", "attention", "warning"]


class CardLimits(BaseModel):
    """How much a card holds; sizes are in bytes, as the card is sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bytes: int
    buttons: int
    button_chars: int
    passage_chars: tuple[int, ...]
    sources: int


class CardWords(BaseModel):
    """The key `cards` of data/teams.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limits: CardLimits
    look: dict[str, Style]
    labels: dict[str, str]
    buttons: dict[str, str]
    asides: tuple[str, ...]


@dataclass(frozen=True)
class CardContext:
    """What all cards share; `public_url` is where a browser reaches the bot, `has_pdf` whether drafts come as PDF too."""

    words: CardWords
    texts: Texts
    public_url: str
    has_pdf: bool

    def link(self, path: str) -> str | None:
        """The whole address of a path of ours; None where it is no path, so that a card never leads elsewhere."""
        is_own = path.startswith("/") and not path.startswith(("//", "/\\"))
        return f"{self.public_url.rstrip('/')}{path}" if is_own else None


def load_card_context(data_dir: Path, public_url: str, has_pdf: bool) -> CardContext:
    """Read the words. Raises OSError or ValidationError where data/teams.yml or data/texts.yml does not hold."""
    content = yaml.safe_load((data_dir / "teams.yml").read_text(encoding="utf-8"))
    words = CardWords.model_validate(content["cards"])
    return CardContext(words, load_texts(data_dir / "texts.yml"), public_url, has_pdf)
