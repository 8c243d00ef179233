"""What stands before the conversation in every channel: the closed door, reported faults, the notice, and the counting."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bot.buttons import Buttons
from bot.conversation import Incoming, Outgoing, Replies, Safeguards
from bot.insight.board import Board, Notice
from bot.insight.closed import ClosedDoor
from bot.insight.counts import TurnCounts
from bot.insight.fault_talk import FaultTalk
from bot.insight.insight import Insight
from bot.insight.reporting import FaultDesk
from bot.secrets import SigningKey

_REMEMBERED = 10_000


@dataclass(frozen=True)
class Front:
    """Answers in the conversation's place where it must, and notes what an answer was about."""

    board: Board
    door: ClosedDoor
    faults: FaultTalk
    counts: TurnCounts
    notices: Notices

    async def answer(self, owner: str, incoming: Incoming) -> Outgoing | None:
        """The replies where the conversation is not to be asked; else None."""
        replies = await self.faults.answer(owner, incoming)
        if replies is not None:
            return Outgoing(replies, is_served=True)
        _, closing = await self.board.current()
        return None if closing is None or self.door.lets_in(incoming) else self.door.answer(incoming, closing)

    async def with_notice(self, owner: str, incoming: Incoming, outgoing: Outgoing) -> Outgoing:
        """The replies, with the notice before them where this conversation has not had it."""
        notice, _ = await self.board.current()
        return Outgoing(self.notices.before(owner, incoming, outgoing.replies, notice), outgoing.is_served)


class Notices:
    """Gives each conversation a notice once; which have had it lives in memory."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[str, str], None] = OrderedDict()

    def before(self, owner: str, incoming: Incoming, replies: Replies, notice: Notice | None) -> Replies:
        """The replies with the notice first; where there is danger it waits for the next ones."""
        if notice is None or (owner, notice.id) in self._told or _is_acute(replies):
            return replies
        self._told[owner, notice.id] = None
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return [_told(incoming, replies, notice), *replies]


def open_front(insight: Insight, desk: FaultDesk, safeguards: Safeguards, key: SigningKey) -> Front:
    """The front, with the conversation's own safeguards."""
    return Front(
        insight.board,
        ClosedDoor(safeguards.acute, safeguards.own_data, insight.texts.closed),
        FaultTalk(desk, Buttons(key), safeguards.acute, insight.fault_texts),
        insight.counts,
        Notices(),
    )


def _is_acute(replies: Replies) -> bool:
    return any(reply.get("custom", {}).get("acute") for reply in replies)


def _told(incoming: Incoming, replies: Replies, notice: Notice) -> dict[str, Any]:
    """The notice as a reply; the first message of all carries where the user's message went."""
    route = next((each["custom"]["route"] for each in replies if "route" in each.get("custom", {})), None)
    custom = {"notice": notice.id, **({"route": route} if route else {})}
    return {"recipient_id": incoming.sender, "text": notice.text, "custom": custom}
