"""A case dialogue with the shipped rules, and a store that keeps drafts in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from actions.case import Case
from actions.dialogue import CaseDialogue, Reply
from actions.drafts import DraftMaker, SavedDraft
from actions.present import DecisionPresenter
from actions.texts import load_texts
from actions.turn import Entity, Turn
from actions.understand import Understanding, load_caution
from knowledge.guides import Guides
from knowledge.laws import load_laws
from knowledge.municipalities import load_municipalities
from knowledge.paths import Paths
from knowledge.procedures.load import load_procedures
from knowledge.rulebook import Rulebook
from tests.conftest import ROOT

DATA = ROOT / "data"


@dataclass
class MemoryDrafts:
    """A draft store for tests."""

    saved: list[tuple[str, str, bytes]] = field(default_factory=list)

    def save(self, owner: str, kind: str, title: str, content: bytes) -> SavedDraft:
        self.saved.append((owner, kind, content))
        return SavedDraft(str(len(self.saved)), f"/api/drafts/{len(self.saved)}")


@dataclass
class Chat:
    """Speaks to the dialogue as Rasa would, and remembers the case."""

    dialogue: CaseDialogue
    drafts: MemoryDrafts
    kommune: str = "nasjonal"
    rolle: str | None = None
    case: Case | None = None
    reply: Reply | None = None

    def say(
        self, intent: str, text: str = "…", *found: tuple[str, str] | tuple[str, str, float], **flags: bool
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
        )
        self.reply = self.dialogue.reply(self.case, turn, "owner")
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


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return Rulebook(
        load_procedures(DATA / "procedures"),
        load_municipalities(DATA / "municipalities"),
        load_laws(DATA / "laws.yml"),
        Guides.load(Paths()),
    )


@pytest.fixture
def chat(rulebook: Rulebook) -> Chat:
    texts, drafts = load_texts(DATA / "texts.yml"), MemoryDrafts()
    maker = DraftMaker(rulebook, texts, DATA / "templates", drafts, now=lambda: datetime(2026, 11, 20, 9, 30))
    understanding = Understanding(load_caution(DATA / "understanding.yml"))
    return Chat(CaseDialogue(rulebook, understanding, DecisionPresenter(rulebook, texts), maker), drafts)


@pytest.fixture
def new_chat(rulebook: Rulebook) -> Callable[..., Chat]:
    def make(**settings: str) -> Chat:
        texts, drafts = load_texts(DATA / "texts.yml"), MemoryDrafts()
        maker = DraftMaker(rulebook, texts, DATA / "templates", drafts)
        understanding = Understanding(load_caution(DATA / "understanding.yml"))
        dialogue = CaseDialogue(rulebook, understanding, DecisionPresenter(rulebook, texts), maker)
        return Chat(dialogue, drafts, **settings)

    return make
