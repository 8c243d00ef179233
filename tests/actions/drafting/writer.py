"""A writer at the desk: opens a draft of any kind through the dialogue, answers it, and looks at the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from actions.casework import Tools
from actions.dialogue import CaseDialogue
from actions.drafting.content import Drafting
from actions.drafting.context import Context
from actions.drafting.desk import DraftDesk
from actions.drafting.document import Document, document_of
from actions.drafting.form import Form
from actions.drafting.sitting import DraftStore
from actions.drafting.values import Place
from actions.message import Button
from actions.present import DecisionPresenter
from actions.texts import Texts, load_texts
from actions.understand import Understanding, load_understanding
from knowledge.rulebook import Rulebook
from tests.actions.conftest import DATA, NOW, Chat, FoundNothing, MemoryDrafts
from tests.actions.drafting.kinds import Origin

STORY = "Det har vært vanskelig i flere uker, og det blir ikke bedre"
REQUEST = "Lag utkastet"
"""A message that asks for a draft and tells nothing."""
ANSWER = "Vi ser an, og skriver det ned samme dag"
OWNER = "owner"
"""Whom a chat says that its drafts belong to."""
ROWS = 2
"""How many rows a writer fills in in each table."""


@dataclass
class Writer(Chat):
    """A chat that is at a draft. `drafting`, `rulebook` and `origins` are of the shipped rules."""

    drafting: Drafting = field(kw_only=True)
    rulebook: Rulebook = field(kw_only=True)
    origins: list[Origin] = field(kw_only=True)
    store: DraftStore = field(kw_only=True)
    kind: str = ""
    draft_id: str = ""
    case_buttons: tuple[Button, ...] = ()
    """The buttons under the decision that the draft was made from."""

    def make(self, kind: str, told: str = STORY, origin: Origin | None = None) -> Writer:
        """Open a case whose decision has a draft of this kind, and press its button."""
        origin = origin or next(each for each in self.origins if each.kind == kind)
        self.case, self.reply = None, None
        self.say(origin.procedure, told)
        for name, value in origin.facts.items():
            assert self.case is not None
            self.say("velg", "/velg", ("sak", self.case.id), ("faktum", name), ("verdi", value))
        self.case_buttons, self.kind = self.buttons, kind
        self.press(self.form(kind).button)
        self.draft_id = self.card["id"]
        return self

    def form(self, kind: str) -> Form:
        return self.drafting.forms[kind]

    def write(self, text: str, intent: str = "svar", acute: bool = False) -> Writer:
        """Write something while the draft is open, as Rasa would pass it on."""
        self.say(intent, text, acute=acute)
        return self

    def press(self, title: str) -> Writer:
        super().press(title)
        return self

    def press_button(self, button: Button) -> Writer:
        """Press a button that may be of an earlier message."""
        self.say(button.intent, button.payload, *button.values.items())
        return self

    def skip(self) -> Writer:
        return self.press(self.drafting.words.buttons["skip"])

    def skip_all(self) -> Writer:
        """Skip every question; answer those that can't be skipped with their first choice."""
        while self.asks:
            if self.can_skip:
                self.skip()
            else:
                self.press(self.options[0])
        return self

    def answer(self, text: str = ANSWER, number: int = 0) -> Writer:
        """Answer the open question: with a choice (by its number), a suggested day, or the text; end a table in time."""
        assert self.asks is not None
        place = Place.of(self.asks)
        if self.options:
            return self.press(self.options[number % len(self.options)])
        is_next_row = place.row is None and len(self.rows(place.part)) >= ROWS
        return self.skip() if is_next_row else self.write(text)

    def answer_all(self, text: str = ANSWER) -> Writer:
        """Answer every question, the first choice of each."""
        while self.asks:
            self.answer(text)
        return self

    def rows(self, part: str) -> list[dict[str, str]]:
        return self.values.get(part, []) if isinstance(self.values.get(part, []), list) else []

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(each for message in self.messages for each in message.buttons)

    @property
    def options(self) -> list[str]:
        """What may be pressed as an answer to the open question."""
        return [each.title for each in self.buttons if each.values.get("handling") == "svar"]

    @property
    def can_skip(self) -> bool:
        return any(each.values.get("handling") == "skip" for each in self.buttons)

    @property
    def card(self) -> dict[str, Any]:
        """The draft's card in the last reply."""
        return next(dict(each.custom["draft"]) for each in self.messages if "draft" in each.custom)

    @property
    def content(self) -> Mapping[str, Any]:
        """What the store holds of the draft."""
        content = self.store.content(self.draft_id, OWNER)
        assert content is not None
        return content

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = self.content["values"]
        return values

    @property
    def document(self) -> Document:
        """The draft, as it would be fetched now."""
        content = self.content
        context = Context.model_validate(content["context"])
        return document_of(
            self.form(self.kind), content["values"], context, self.drafting.words.head, self.rulebook.citation
        )


def writer_of(
    rulebook: Rulebook,
    drafting: Drafting,
    origins: list[Origin],
    store: DraftStore | None = None,
    **settings: Any,
) -> Writer:
    """A writer with the shipped rules, and drafts in memory where no store is given."""
    drafts = MemoryDrafts()
    store = store or drafts
    texts, understanding = _words()
    buttons = {kind: form.button for kind, form in drafting.forms.items()}
    presenter = DecisionPresenter(rulebook, texts, buttons, lambda: NOW)
    desk = DraftDesk(rulebook, texts, drafting, store, lambda: NOW)
    dialogue = CaseDialogue(Tools(rulebook, understanding, presenter, desk, texts), FoundNothing(), 3)
    return Writer(
        dialogue, drafts, drafting=drafting, rulebook=rulebook, origins=origins, store=store, **settings
    )


@cache
def _words() -> tuple[Texts, Understanding]:
    return load_texts(DATA / "texts.yml"), load_understanding(DATA)
