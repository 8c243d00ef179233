"""Where every channel hands in a message: what holds for all of them stands here, once."""

from __future__ import annotations

from bot.conversation import Conversation, Incoming, Outgoing, Replies
from bot.metrics import count_turn


class Reception:
    """Answers for the web, Teams and the terminal alike."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    async def answer(self, incoming: Incoming) -> Outgoing:
        """The replies to one message, counted by where it went."""
        outgoing = await self._conversation.answer(incoming)
        count_turn(_route(outgoing.replies), outgoing.is_served)
        return outgoing


def _route(replies: Replies) -> str:
    return str(replies[0].get("custom", {}).get("route", "none")) if replies else "none"
