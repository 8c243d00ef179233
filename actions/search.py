"""Answer a question with the passages of the guides, or say that none answers it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action

from actions.message import Message
from actions.present import SHOWN_PASSAGES, passages_text
from actions.texts import Texts
from actions.turn import Turn
from knowledge.index.search import Hit, Search

NEAREST = 2
ROUTE = "search"


class PassageAnswer:
    """Answers with what the guides say."""

    def __init__(self, search: Search, texts: Texts) -> None:
        self._search = search
        self._texts = texts

    def answer(self, turn: Turn) -> Message:
        """The best passage with where it stands; the nearest two, said to be no answer, where none answers."""
        found = self._search.answer(turn.text, SHOWN_PASSAGES, turn.kommune)
        if not found.abstained:
            passages = [_shown(hit) for hit in found.hits]
            return Message(
                response="utter_svar_fra_guide",
                values={"svar": passages_text(found.hits, self._texts)},
                custom={"route": ROUTE, "answer": {"passages": passages}},
            )
        nearest = [_shown(hit) for hit in found.hits[:NEAREST]]
        return Message(
            response="utter_ikke_svar" if nearest else "utter_ikke_svar_uten_treff",
            custom={"route": ROUTE, "answer": {"abstained": True, "passages": nearest}},
        )


class ActionSearch(Action):
    """Searches the guides for the latest message."""

    def __init__(self, answers: PassageAnswer) -> None:
        self._answers = answers

    def name(self) -> str:
        """As in the domain's actions."""
        return "action_search"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Say what was found."""
        self._answers.answer(Turn.from_tracker(tracker)).utter(dispatcher)
        return []


def _shown(hit: Hit) -> dict[str, Any]:
    """A passage with who says so, and when."""
    passage = hit.passage
    return {**hit.as_json(), "title": passage.title, "owner": passage.owner, "date": passage.date}
