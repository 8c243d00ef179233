"""What is asked when a message may be two things: which route, the same case, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.casework import FIRST_PROCEDURE
from actions.message import Button, Message
from actions.texts import Texts
from actions.turn import Turn
from knowledge.rulebook import Rulebook

SEARCH = "spor_guide"
MEANT, GO_ON, START_ANEW = "mente", "fortsett", "begynn"
SAME_CASE = {"bekreft": GO_ON, "avkreft": START_ANEW}
NEW_CASE = {"bekreft": MEANT, "avkreft": GO_ON}
ONE_WAY_ON = {"bekreft": MEANT}
"""What a typed yes or no chooses of the buttons under the question."""
_CONTROL = {"route": "control"}


@dataclass(frozen=True)
class Choice:
    """What the user chose to have done with the message that waits; `route` where it is another route."""

    intent: str
    route: str


class Doubt:
    """Puts the questions; the user's message waits meanwhile, and what is chosen is done with it."""

    def __init__(self, rulebook: Rulebook, texts: Texts) -> None:
        self._rulebook = rulebook
        self._words = texts.buttons

    def is_route(self, name: str) -> bool:
        """Whether a message can be sent there."""
        return name == SEARCH or self._rulebook.has_procedure(name)

    def keep(self, turn: Turn, answers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The message that must wait, and what a typed yes or no will mean for it."""
        return {**turn.kept(), "answers": dict(answers or {})}

    def chosen(self, turn: Turn, waiting: Mapping[str, Any] | None) -> Choice | None:
        """What the user chose, by button or by a typed yes or no; None where the message is no such choice."""
        if turn.intent in (MEANT, GO_ON, START_ANEW):
            return Choice(turn.intent, turn.value("rute") or "")
        if waiting and turn.intent in waiting["answers"]:
            return Choice(waiting["answers"][turn.intent], waiting["intent"])
        return None

    def which(self, routes: tuple[str, ...]) -> tuple[Message, ...]:
        """«Mente du …?» with a button for each."""
        buttons = tuple(self._meant(route) for route in routes)
        return (Message(response="utter_mente_du", buttons=buttons, custom=_CONTROL),)

    def beside_answer(self, routes: tuple[str, ...]) -> tuple[Message, ...]:
        """Under what the guides say: the way on where the message was no question after all; nothing without a route."""
        return (self._or_a_case(tuple(self._meant(route) for route in routes)),) if routes else ()

    def report_beside_answer(self) -> Message:
        """Under what the guides say where no message waits: the way to report, begun anew."""
        title = self._rulebook.procedure(FIRST_PROCEDURE).title
        return self._or_a_case((Button(title, FIRST_PROCEDURE, {}),))

    def _or_a_case(self, buttons: tuple[Button, ...]) -> Message:
        return Message(response="utter_eller_en_sak", buttons=buttons, custom=_CONTROL)

    def new_case(self, route: str) -> tuple[Message, ...]:
        """Whether something else that was told in the middle of a case is a new one."""
        going_on = Button(self._words[GO_ON], GO_ON, {})
        return (Message(response="utter_ny_sak", buttons=(self._meant(route), going_on), custom=_CONTROL),)

    def same_case(self) -> tuple[Message, ...]:
        """Whether a message that may be news of the decided case is about it."""
        return self._same_case("utter_samme_sak")

    def same_case_after_hours(self) -> tuple[Message, ...]:
        """Whether a message that comes hours later belongs to the case that lies open."""
        return self._same_case("utter_sak_fra_for")

    def _same_case(self, response: str) -> tuple[Message, ...]:
        buttons = tuple(Button(self._words[each], each, {}) for each in (GO_ON, START_ANEW))
        return (Message(response=response, buttons=buttons, custom=_CONTROL),)

    def _meant(self, route: str) -> Button:
        title = self._words[SEARCH] if route == SEARCH else self._rulebook.procedure(route).title
        return Button(title, MEANT, {"rute": route})
