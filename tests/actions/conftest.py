"""A case dialogue with the shipped rules, and a store that keeps drafts in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from actions.case import Case
from actions.casework import Reply, Tools
from actions.dialogue import CaseDialogue
from actions.drafts import DraftMaker, SavedDraft
from actions.message import Message
from actions.present import DecisionPresenter
from actions.texts import load_texts
from actions.turn import Entity, Turn
from actions.understand import load_understanding
from knowledge.rulebook import Rulebook
from tests.conftest import ROOT

NOW = datetime(2026, 11, 20, 9, 30)
DATA = ROOT / "data"


@dataclass
class MemoryDrafts:
    """A draft store for tests."""

    saved: list[tuple[str, str, bytes]] = field(default_factory=list)

    def save(self, owner: str, kind: str, title: str, content: bytes) -> SavedDraft:
        self.saved.append((owner, kind, content))
        return SavedDraft(str(len(self.saved)), f"/api/drafts/{len(self.saved)}")


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    seconds: float = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_hours(self, hours: float) -> None:
        self.seconds += hours * 3600


class FoundNothing:
    """Stands for the search of the guides."""

    def answer(self, turn: Turn) -> Message:
        return Message(response="utter_ikke_svar", values={"sokt": turn.text}, custom={"route": "search"})


@dataclass
class Chat:
    """Speaks to the dialogue as Rasa would, and remembers the case."""

    dialogue: CaseDialogue
    drafts: MemoryDrafts
    kommune: str = "nasjonal"
    rolle: str | None = None
    clock: Clock = field(default_factory=Clock)
    case: Case | None = None
    reply: Reply | None = None

    def say(
        self,
        intent: str,
        text: str = "…",
        *found: tuple[str, str] | tuple[str, str, float],
        ranking: tuple[tuple[str, float], ...] = (),
        **flags: bool,
    ) -> "Chat":
        entities = tuple(Entity(each[0], each[1], each[2] if len(each) > 2 else 1.0) for each in found)
        turn = Turn(
            intent=intent,
            text=text,
            entities=entities,
            kommune=self.kommune,
            rolle=self.rolle,
            is_acute=flags.get("acute", False),
            is_button=text.startswith("/"),
            is_after_digression=flags.get("after_digression", False),
            owner="owner",
            ranking=ranking,
        )
        self.reply = self.dialogue.reply(self.case, turn, self.reply.waiting if self.reply else None)
        self.case = self.reply.case
        return self

    def press(self, title: str) -> "Chat":
        button = next(each for message in self.messages for each in message.buttons if each.title == title)
        found = tuple(button.values.items())
        return self.say(button.intent, button.payload, *found)

    @property
    def messages(self) -> tuple:
        assert self.reply is not None
        assert self.reply.messages is not None
        return self.reply.messages

    @property
    def asks(self) -> str | None:
        return next(
            (each.custom["question"]["fact"] for each in self.messages if "question" in each.custom), None
        )

    @property
    def decides(self) -> str | None:
        found = (each.custom["decision"]["outcome"] for each in self.messages if "decision" in each.custom)
        return next(found, None)


@pytest.fixture
def chat(new_chat: Callable[..., Chat]) -> Chat:
    return new_chat()


@pytest.fixture
def new_chat(rulebook: Rulebook) -> Callable[..., Chat]:
    def make(**settings: str) -> Chat:
        texts, drafts, clock = load_texts(DATA / "texts.yml"), MemoryDrafts(), Clock()
        tools = Tools(
            rulebook=rulebook,
            understanding=load_understanding(DATA),
            presenter=DecisionPresenter(rulebook, texts, lambda: NOW),
            drafts=DraftMaker(rulebook, texts, DATA / "templates", drafts, lambda: NOW),
            texts=texts,
        )
        return Chat(CaseDialogue(tools, FoundNothing(), 3, clock), drafts, clock=clock, **settings)

    return make
