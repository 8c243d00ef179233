"""What is said where others read along, as in a group: the guides' words to a general question, never a pupil's case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.asking import Asking
from actions.message import Button
from bot.privacy import Redacted

_SEARCH = "spor_guide"
_MARK = "["  # how the marks that stand where a name or a number was begin


@dataclass(frozen=True)
class SharedPlace:
    """Tells what may be answered before others, by the words of data/questions.yml."""

    asking: Asking
    private: str
    """What is said to a message that may be about somebody."""

    def payload(self, pressed: str | None, redacted: Redacted) -> str | None:
        """What asks the guides, and nothing else; None for another button, or where the message may be about somebody."""
        if pressed:
            return pressed if pressed.startswith(f"/{_SEARCH}{{") else None
        is_about_somebody = _MARK in redacted.text or self.asking.tells_of_somebody(redacted.text)
        return None if is_about_somebody else Button("", _SEARCH, {"sporsmal": redacted.text}).payload

    def fit(self, reply: Mapping[str, Any]) -> dict[str, Any]:
        """The reply with only the buttons that ask the guides for more."""
        asks = [each for each in reply.get("buttons", []) if each["payload"].startswith(f"/{_SEARCH}{{")]
        return {**{name: value for name, value in reply.items() if name != "buttons"}, "buttons": asks}
