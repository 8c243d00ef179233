"""One message of ours to Teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Post:
    """A card with what is read where cards aren't shown, or a text alone, which is plain unless it is our own Markdown."""

    text: str
    card: Mapping[str, Any] | None = None
    is_markdown: bool = False
