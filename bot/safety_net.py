"""Offer to report where a message speaks of a pupil and was yet taken for small talk: nobody is waved away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_WAVED_AWAY = frozenset({"control", "out_of_scope"})
_PAYLOAD = "/melde_fra{}"


@dataclass(frozen=True)
class SafetyNet:
    """The words that speak of a pupil, and the offer; all of it from data/safety_net.yml."""

    words: re.Pattern[str]
    message: str
    button: str

    def offer(self, text: str, replies: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
        """The offer to report, or None where the message is answered in a case or speaks of nobody."""
        is_in_case = any("question" in reply.get("custom", {}) for reply in replies)
        is_waved_away = replies[0].get("custom", {}).get("route") in _WAVED_AWAY
        if is_in_case or not is_waved_away or not self.words.search(text.lower()):
            return None
        return {"text": self.message, "buttons": [{"title": self.button, "payload": _PAYLOAD}]}


def load_safety_net(path: Path) -> SafetyNet:
    """Read data/safety_net.yml."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return SafetyNet(re.compile("|".join(content["words"])), content["message"], content["button"])
