"""Offer to report where a message speaks of a pupil and was yet taken for small talk, or for a mere question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.asking import Asking, load_asking

_WAVED_AWAY = frozenset({"control", "out_of_scope"})
_SEARCH = "search"
_REPORT = "melde_fra"
_PAYLOAD = f"/{_REPORT}{{}}"
_ABOUT_AN_ANSWER = "/spor_guide{"


@dataclass(frozen=True)
class SafetyNet:
    """The words that speak of a pupil, and the offer, from data/safety_net.yml; what asks in general, from data/questions.yml."""

    asking: Asking
    words: re.Pattern[str]
    message: str
    button: str
    private: str
    """What is said to a story of somebody where others read along."""

    def offer(self, text: str, replies: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
        """The offer to report, or None where the message is answered in a case or speaks of nobody."""
        is_in_case = any("question" in reply.get("custom", {}) for reply in replies)
        route = replies[0].get("custom", {}).get("route")
        speaks = self.words.search(text.lower()) is not None
        is_waved_away = route in _WAVED_AWAY and speaks
        is_told = speaks or self.asking.tells_of_somebody(text)
        is_left = route == _SEARCH and is_told and self._is_left_with_an_answer(text, replies)
        is_offered = any(_REPORT in payload for payload in _payloads(replies))
        if is_in_case or is_offered or not (is_waved_away or is_left):
            return None
        return {"text": self.message, "buttons": [{"title": self.button, "payload": _PAYLOAD}]}

    def _is_left_with_an_answer(self, text: str, replies: Sequence[Mapping[str, Any]]) -> bool:
        """Whether a message that is typed, and no mere question, got an answer from the guides and no way on."""
        has_way_on = any(not payload.startswith(_ABOUT_AN_ANSWER) for payload in _payloads(replies))
        says_nothing = any(reply.get("custom", {}).get("answer", {}).get("abstained") for reply in replies)
        is_answered = self.asking.is_general(text) and not says_nothing
        return not (text.startswith("/") or has_way_on or is_answered)


def _payloads(replies: Sequence[Mapping[str, Any]]) -> list[str]:
    return [button["payload"] for reply in replies for button in reply.get("buttons", [])]


def load_safety_net(path: Path) -> SafetyNet:
    """Read data/safety_net.yml, and data/questions.yml beside it."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = re.compile("|".join(content["words"]))
    asking = load_asking(path.with_name("questions.yml"))
    return SafetyNet(asking, words, content["message"], content["button"], content["private"])
