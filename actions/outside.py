"""Answer what was read as outside our field; a question that may be one for the guides is put to them first."""

from __future__ import annotations

from typing import Any, Protocol

from rasa_sdk import Action

from actions.doubt import Doubt
from actions.message import Message
from actions.sak_form import SLOT
from actions.turn import Turn
from actions.understand import Understanding

OUTSIDE = Message(response="utter_utenfor", custom={"route": "out_of_scope"})


class Answers(Protocol):
    """Answers a question with what the guides say."""

    def answer(self, turn: Turn) -> Message:
        """The passages found, or that none answers."""


class ActionOutside(Action):
    """Says what we can't help with, and what we can."""

    def __init__(self, understanding: Understanding, answers: Answers, doubt: Doubt) -> None:
        self._understanding = understanding
        self._answers = answers
        self._doubt = doubt

    def name(self) -> str:
        """As in the domain's actions."""
        return "action_utenfor"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Say so, or what the guides say, with the way to report where it may be about a pupil and no case is open."""
        turn = Turn.from_tracker(tracker)
        if not self._understanding.may_be_for_the_guides(turn):
            OUTSIDE.utter(dispatcher)
            return []
        self._answers.answer(turn).utter(dispatcher)
        if self._understanding.may_be_about_a_pupil(turn) and not tracker.get_slot(SLOT):
            self._doubt.report_beside_answer().utter(dispatcher)
        return []
