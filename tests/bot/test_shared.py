"""Where others read along the guides are asked, and nothing else: no case, no draft, no pupil."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from actions.drafting.content import load_drafting
from actions.drafting.wishes import Wishes
from bot.acute import load_acute
from bot.conversation import Conversation, Incoming, Safeguards
from bot.privacy import default_redactor
from bot.safety_net import load_safety_net
from bot.secrets import SigningKey
from tests.bot.fakes import own_data
from tests.conftest import ROOT

DATA = ROOT / "data"
ACUTE = load_acute(DATA / "acute.yml")
NET = load_safety_net(DATA / "safety_net.yml")


class Guides:
    """Stands for Rasa: remembers what it is sent, and answers with a passage and two buttons."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, sender: str, message: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        self.sent.append(message)
        buttons = [
            {"title": "Vis mer", "payload": '/spor_guide{"sporsmal": "x", "fra": "3"}'},
            {"title": "Meld fra om en elev", "payload": "/melde_fra{}"},
        ]
        return [{"text": "Det står i veilederen.", "buttons": buttons, "custom": {"route": "search"}}]

    async def is_healthy(self) -> bool:
        return True


@pytest.fixture
def guides() -> Guides:
    return Guides()


@pytest.fixture
def conversation(guides: Guides) -> Conversation:
    wished = Wishes(load_drafting(DATA)).kind
    safeguards = Safeguards(default_redactor().redact, ACUTE, NET, own_data(), wished)
    return Conversation(guides, safeguards, SigningKey(b"k" * 32))


def shared(message: str) -> Incoming:
    return Incoming("gruppe", message, "nasjonal", "ansatt", is_shared=True)


@pytest.mark.parametrize(
    "question", ["Hva er skjerpet plikt?", "Hvor lang frist har en tiltaksplan?", "aktivitetsplikten"]
)
async def test_general_question_asks_the_guides_and_nothing_else(
    conversation: Conversation, guides: Guides, question: str
) -> None:
    outgoing = await conversation.answer(shared(question))
    [sent] = guides.sent
    intent, _, values = sent.partition("{")
    assert intent == "/spor_guide"
    assert json.loads("{" + values) == {"sporsmal": question}
    assert outgoing.replies[0]["text"] == "Det står i veilederen."


@pytest.mark.parametrize(
    "story",
    [
        "En elev i klassen min blir slått",
        "Kari i 9A er lei seg",
        "Hva gjør jeg når en elev blir mobbet?",
        "Hun har vært borte i ni dager",
        "Ring meg på 412 34 567 om skolemiljøet",
    ],
)
async def test_what_may_be_about_somebody_reaches_nobody(
    conversation: Conversation, guides: Guides, story: str
) -> None:
    outgoing = await conversation.answer(shared(story))
    assert not guides.sent
    assert [each["text"] for each in outgoing.replies] == [NET.private]


async def test_danger_still_comes_first(conversation: Conversation, guides: Guides) -> None:
    outgoing = await conversation.answer(shared("En elev har tatt masse tabletter"))
    assert [each["text"] for each in outgoing.replies] == [ACUTE.message, NET.private]
    assert outgoing.replies[0]["custom"]["acute"] is True
    assert not guides.sent


@pytest.mark.parametrize("wish", ["slett dataene mine", "mine utkast", "lag en tiltaksplan", "/melde_fra{}"])
async def test_commands_are_mere_questions_to_the_guides(
    conversation: Conversation, guides: Guides, wish: str
) -> None:
    await conversation.answer(shared(wish))
    assert all(each.startswith("/spor_guide{") for each in guides.sent)


async def test_only_buttons_that_ask_the_guides_are_offered_and_obeyed(
    conversation: Conversation, guides: Guides
) -> None:
    outgoing = await conversation.answer(shared("Hva er skjerpet plikt?"))
    [more] = outgoing.replies[0]["buttons"]
    assert more["title"] == "Vis mer"
    await conversation.answer(shared(more["payload"]))
    assert guides.sent[1] == '/spor_guide{"sporsmal": "x", "fra": "3"}'
    alone = await conversation.answer(Incoming("gruppe", "Hva er skjerpet plikt?", "nasjonal", "ansatt"))
    report = next(each["payload"] for each in alone.replies[0]["buttons"] if each["title"] != "Vis mer")
    told = await conversation.answer(shared(report))
    assert told.replies[0]["text"] == NET.private
    assert len(guides.sent) == 3
