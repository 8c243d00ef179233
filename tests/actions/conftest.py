"""A case dialogue with the shipped rules, and a store that keeps drafts in memory."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from actions.case import Case
from actions.casework import Reply, Tools
from actions.dialogue import CaseDialogue
from actions.drafting.content import load_drafting
from actions.drafting.context import Context
from actions.drafting.desk import DraftDesk
from actions.drafting.document import Document, document_of
from actions.drafting.errors import DraftsUnavailableError
from actions.message import Message
from actions.present import DecisionPresenter
from actions.texts import load_texts
from actions.turn import Entity, Turn
from actions.understand import load_understanding
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook, open_rulebook
from tests.conftest import ROOT

NOW = datetime(2026, 11, 20, 9, 30)
DATA = ROOT / "data"


@dataclass
class MemoryDrafts:
    """A draft store for tests: each draft's content by its id, as JSON would give it back."""

    kept: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    is_away: bool = False

    def create(self, owner: str, kind: str, title: str, content: Mapping[str, Any]) -> str:
        self._demand()
        draft_id = f"draft-{len(self.kept) + 1}"
        self.kept[draft_id] = (owner, kind, json.dumps(content))
        return draft_id

    def replace(self, draft_id: str, owner: str, title: str, content: Mapping[str, Any]) -> bool:
        self._demand()
        if draft_id not in self.kept or self.kept[draft_id][0] != owner:
            return False
        self.kept[draft_id] = (owner, self.kept[draft_id][1], json.dumps(content))
        return True

    def content(self, draft_id: str, owner: str) -> Mapping[str, Any] | None:
        self._demand()
        kept = self.kept.get(draft_id)
        return json.loads(kept[2]) if kept and kept[0] == owner else None

    def url(self, draft_id: str, owner: str) -> str:
        return f"/api/drafts/{draft_id}?key={owner}"

    def pdf_url(self, draft_id: str, owner: str) -> str | None:
        return None

    def _demand(self) -> None:
        if self.is_away:
            raise DraftsUnavailableError("Jeg får ikke lagret utkast akkurat nå.")


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
    def document(self) -> Document:
        """The last draft, as it would be fetched now."""
        *_, (_, kind, content) = self.drafts.kept.values()
        kept = json.loads(content)
        drafting, context = load_drafting(DATA), Context.model_validate(kept["context"])
        labels, citation = drafting.words.head, open_rulebook(Paths()).citation
        return document_of(drafting.forms[kind], kept["values"], context, labels, citation)

    @property
    def says(self) -> str:
        return "\n".join(each.text or "" for each in self.messages)

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
        drafting = load_drafting(DATA)
        buttons = {kind: form.button for kind, form in drafting.forms.items()}
        tools = Tools(
            rulebook=rulebook,
            understanding=load_understanding(DATA),
            presenter=DecisionPresenter(rulebook, texts, buttons, lambda: NOW),
            drafts=DraftDesk(rulebook, texts, drafting, drafts, lambda: NOW),
            texts=texts,
        )
        return Chat(CaseDialogue(tools, FoundNothing(), 3, clock), drafts, clock=clock, **settings)

    return make
