"""Keep a conversation's cost flat: Rasa reads the whole session each turn, so a long one is continued in a new session."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

logger = logging.getLogger(__name__)

TURNS_PER_SESSION = 20
COUNTED_SENDERS = 10_000


class FreshSessions:
    """Counts each sender's turns and starts a new session every twentieth, the open case carried over.

    The count lives in memory: after a restart a session may get up to twice as long, and nothing is lost.
    """

    def __init__(self) -> None:
        self._turns: OrderedDict[str, int] = OrderedDict()

    def count_turn(self, app: Sanic, sender: str) -> None:
        """Count one turn; the new session is started in the background, after the reply has gone out."""
        turns = self._turns.pop(sender, 0) + 1
        if turns >= TURNS_PER_SESSION:
            app.add_task(start_fresh_session(app.ctx.agent, sender))
            return
        self._turns[sender] = turns
        if len(self._turns) > COUNTED_SENDERS:
            self._turns.popitem(last=False)


async def start_fresh_session(agent: Any, sender: str) -> None:
    """Append a new session to the stored conversation, under its lock, with slots and active loop as they are."""
    try:
        async with agent.lock_store.lock(sender):
            tracker = await agent.tracker_store.get_or_create_tracker(sender)
            tracker.update_with_events(carried_over(tracker), agent.domain)
            await agent.tracker_store.save(tracker)
    except Exception as error:
        # The old session goes on, only slower; the next twentieth turn tries again.
        logger.warning("No fresh session: %s", type(error).__name__)


def carried_over(tracker: DialogueStateTracker) -> list[Event]:
    """The events that open a new session in the state in which the old one stands."""
    slots = [
        SlotSet(name, value) for name, value in tracker.current_slot_values().items() if value is not None
    ]
    loop = [ActiveLoop(tracker.active_loop_name)] if tracker.active_loop_name else []
    return [SessionStarted(), *slots, *loop, ActionExecuted(ACTION_LISTEN_NAME)]
