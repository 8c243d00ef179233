"""Answer a question with the passages of the guides, ask which of two near meanings it has, or say that none answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rasa_sdk import Action

from actions.message import Button, Message
from actions.passages import PassagePresenter
from actions.turn import Turn
from knowledge.index.search import Answer, Hit

SHOWN = 3
"""The best passage, and up to two more."""
MORE = 10
NEAREST = 2
ROUTE = "search"
_INTENT = "spor_guide"


class Searching(Protocol):
    """Finds passages (knowledge.index.search.Search; a test may have its own)."""

    def answer(self, query: str, limit: int, kommune: str) -> Answer:
        """The best passages, and whether they are no answer."""

    def pinned(self, passage_id: str, query: str) -> Hit | None:
        """A passage shown before, or None where the guide has changed there since."""


class Insight(Protocol):
    """Keeps, for the guides' owner, what was shown and what was not answered; never who asked."""

    def shown(self, sources: Sequence[str], kommune: str) -> None:
        """Note the sections that were shown as an answer."""

    def unanswered(self, question: str, kommune: str, nearest: str = "") -> None:
        """Note a question, names already taken out, that nothing answered, and the section that came nearest to it."""


@dataclass(frozen=True)
class _Asked:
    """A question, from which place on its passages are wanted, and the one that the user chose of two."""

    text: str
    start: int = 0
    chosen: str | None = None

    @classmethod
    def in_turn(cls, turn: Turn) -> _Asked:
        """As typed, or as one of our buttons carries it."""
        if not turn.is_button:
            return cls(turn.text)
        return cls(turn.value("sporsmal") or "", int(turn.value("fra") or 0), turn.value("avsnitt"))


class PassageAnswer:
    """Answers with what the guides say."""

    def __init__(self, search: Searching, present: PassagePresenter, insight: Insight) -> None:
        self._search = search
        self._present = present
        self._insight = insight

    def answer(self, turn: Turn) -> Message:
        """The best passage with where it stands; the nearest two, said to be no answer, where none answers."""
        asked = _Asked.in_turn(turn)
        if asked.chosen:
            return self._chosen(asked, turn.kommune)
        return self._searched(asked, turn.kommune)

    def _searched(self, asked: _Asked, kommune: str) -> Message:
        found = self._search.answer(asked.text, MORE, kommune)
        if found.abstained:
            return self._abstained(asked, found, kommune)
        if found.near and not asked.start:
            return self._which(asked, found.near, kommune)
        return self._passages(asked, found.hits, kommune)

    def _passages(self, asked: _Asked, hits: Sequence[Hit], kommune: str) -> Message:
        shown, rest = hits[asked.start : asked.start + SHOWN], hits[asked.start + SHOWN :]
        self._insight.shown([hit.passage.source for hit in shown], kommune)
        more = {"sporsmal": asked.text, "fra": str(asked.start + SHOWN)}
        return Message(
            response="utter_svar_fra_guide",
            values={"svar": self._present.text(shown, kommune)},
            buttons=(Button(self._present.label("more"), _INTENT, more),) if rest and shown else (),
            custom={
                "route": ROUTE,
                "answer": {"passages": [self._present.json(hit, kommune) for hit in shown]},
            },
        )

    def _which(self, asked: _Asked, near: Sequence[Hit], kommune: str) -> Message:
        """Ask which of near meanings is meant, by the names of the sections that would answer each."""
        buttons = tuple(
            Button(
                self._present.name(hit),
                _INTENT,
                {"sporsmal": asked.text, "avsnitt": hit.passage.id},
            )
            for hit in near
        )
        passages = [self._present.json(hit, kommune) for hit in near]
        return Message(
            response="utter_hvilken_mener_du",
            buttons=buttons,
            custom={"route": ROUTE, "answer": {"passages": passages, "clarify": True}},
        )

    def _chosen(self, asked: _Asked, kommune: str) -> Message:
        """The passage that the user chose, as it was shown; searched anew where the guide has changed since."""
        hit = self._search.pinned(asked.chosen or "", asked.text)
        if hit is None:
            return self._searched(_Asked(asked.text), kommune)
        return self._passages(_Asked(asked.text), (hit,), kommune)

    def _abstained(self, asked: _Asked, found: Answer, kommune: str) -> Message:
        if asked.text:
            closest = found.hits[0].passage.source if found.hits else ""
            self._insight.unanswered(asked.text, kommune, closest)
        nearest = [self._present.json(hit, kommune) for hit in found.hits[:NEAREST]]
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
