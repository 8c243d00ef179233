"""Where every channel hands in a message: what holds for all of them stands here, once."""

from __future__ import annotations

from bot.conversation import Conversation, Incoming, Outgoing
from bot.insight.about import about
from bot.insight.front import Front
from bot.metrics import count_turn
from bot.once import Once


class Reception:
    """Answers for the web, Teams and the terminal alike."""

    def __init__(self, conversation: Conversation, front: Front) -> None:
        self._conversation = conversation
        self._front = front
        self._once = Once()

    async def answer(self, incoming: Incoming) -> Outgoing:
        """The replies to one message; one that is sent again gets the same."""
        return await self._once.answer(incoming, self._answer)

    def offers(self, incoming: Incoming) -> bool:
        """Whether the message is a button that was offered to its sender."""
        return self._conversation.offers(incoming)

    async def _answer(self, incoming: Incoming) -> Outgoing:
        """The replies, counted by where the message went and what it led to."""
        owner = self._conversation.owner_of(incoming)
        outgoing = await self._front.answer(owner, incoming)
        if outgoing is None:
            outgoing = await self._conversation.answer(incoming)
            self._front.faults.remember(owner, about(outgoing.replies, outgoing.is_served))
        what = about(outgoing.replies, outgoing.is_served)
        count_turn(what.route, outgoing.is_served)
        self._front.counts.note(incoming.kommune, what)
        return await self._front.with_notice(owner, incoming, outgoing)
