"""The case's form: Rasa runs it for each message while a case is open; all it decides stands in actions/dialogue.py."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.case import Case
from actions.dialogue import CaseDialogue
from actions.turn import Turn

SLOT = "sak"
WAITING = "venter"
"""A message of the user that a question of ours must settle first."""


class SakForm(Action):
    """Takes the place of Rasa's form of the same name: one call a turn, and each answer can be taken back."""

    def __init__(self, dialogue: CaseDialogue) -> None:
        self._dialogue = dialogue

    def name(self) -> str:
        """As in the domain's forms."""
        return "sak_form"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Reply to the latest message. Raises ActionExecutionRejection where the rules must answer it."""
        case, turn = Case.from_slot(tracker.get_slot(SLOT)), Turn.from_tracker(tracker)
        # In a thread: a draft takes a tenth of a second, and nobody else should wait for it.
        waiting = tracker.get_slot(WAITING)
        reply = await asyncio.to_thread(self._dialogue.reply, case, turn, waiting)
        if reply.messages is None:
            raise ActionExecutionRejection(self.name())
        for message in reply.messages:
            message.utter(dispatcher)
        return [
            SlotSet(SLOT, reply.case.to_slot() if reply.case else None),
            SlotSet(WAITING, reply.waiting),
            ActiveLoop(self.name()),
        ]


class ActionAvsluttSak(Action):
    """Puts the case away; a new one starts clean."""

    def name(self) -> str:
        """As in the domain's actions."""
        return "action_avslutt_sak"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Empty the slot and leave the form."""
        return [SlotSet(SLOT, None), SlotSet(WAITING, None), ActiveLoop(None)]
