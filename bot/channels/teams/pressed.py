"""What was pressed or chosen in a card, and the cards that can still be pressed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from bot.channels.teams.activity import Activity
from bot.channels.teams.cards import CHOICE

INVOKE = "adaptiveCard/action"
_PAYLOAD = "payload"
_MOST = 2_000  # cards of at most 25 kB each; those that wait for an answer are far smaller


def payload_of(activity: Activity) -> str:
    """The button that was pressed, or else what was chosen from the card's list; empty where it is none of ours."""
    value = activity.value
    if activity.type == "invoke":
        value = _part(_part(value, "action"), "data")
    found = (_part(value, name) for name in (_PAYLOAD, CHOICE))
    return next((each for each in found if isinstance(each, str) and each), "")


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


class ShownCards:
    """Remembers the newest cards that ask something, to show their answer in their place."""

    def __init__(self) -> None:
        self._cards: OrderedDict[tuple[str, str], Mapping[str, Any]] = OrderedDict()

    def keep(self, conversation: str, message_id: str, card: Mapping[str, Any]) -> None:
        """Remember a card that was sent."""
        self._cards[conversation, message_id] = card
        if len(self._cards) > _MOST:
            self._cards.popitem(last=False)

    def take(self, conversation: str, message_id: str) -> Mapping[str, Any] | None:
        """The card, which is forgotten with it; None where it is none that asks, or is forgotten already."""
        return self._cards.pop((conversation, message_id), None)
