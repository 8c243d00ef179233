"""What leaves the conversation has no names, the same person has the same mark, and the user is told once."""

import logging
from typing import Any

import pytest

from bot.acute import load_acute
from bot.conversation import Conversation, Incoming, Safeguards
from bot.privacy import redact
from bot.rasa_client import RasaUnavailableError
from bot.safety_net import load_safety_net
from bot.secrets import SigningKey
from tests.bot.fakes import own_data
from tests.conftest import ROOT

WHY = "Det er for å verne eleven"
SECRETS = ("Ola", "Kari", "Nordmann", "412 34 567", "kongen_2012", "3.4.2014")


class FakeRasa:
    """Keeps what it was sent, as the real one stores it."""

    def __init__(self, is_down: bool = False) -> None:
        self.sent: list[str] = []
        self._is_down = is_down

    async def send(self, sender: str, message: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        self.sent.append(f"{message} {metadata} {sender}")
        if self._is_down:
            raise RasaUnavailableError("nede")
        return [{"text": "Takk."}]


def conversation_with(rasa: FakeRasa) -> Conversation:
    safeguards = Safeguards(
        redact,
        load_acute(ROOT / "data" / "acute.yml"),
        load_safety_net(ROOT / "data" / "safety_net.yml"),
        own_data(),
        lambda _: None,
    )
    return Conversation(rasa, safeguards, SigningKey(b"k" * 32))  # type: ignore[arg-type]


async def texts_of(conversation: Conversation, *messages: str, sender: str = "a") -> list[str]:
    outgoing = [
        await conversation.answer(Incoming(sender, message, "nasjonal", None)) for message in messages
    ]
    return [reply["text"] for each in outgoing for reply in each.replies]


async def test_two_turns_name_the_same_person_alike() -> None:
    rasa = FakeRasa()
    await texts_of(conversation_with(rasa), "Ola slo Kari", "Ola gråt etterpå")
    assert rasa.sent[0].startswith("[navn 1] slo [navn 2] ")
    assert rasa.sent[1].startswith("[navn 1] gråt etterpå ")


async def test_another_sender_starts_with_nobody() -> None:
    rasa = FakeRasa()
    conversation = conversation_with(rasa)
    await texts_of(conversation, "Ola slo Kari", sender="a")
    await texts_of(conversation, "Kari gråt etterpå", sender="b")
    assert rasa.sent[1].startswith("[navn] gråt etterpå ")


async def test_to_look_at_ones_drafts_forgets_nobody_and_to_delete_forgets_all() -> None:
    rasa = FakeRasa()
    conversation = conversation_with(rasa)
    await texts_of(conversation, "Ola slo Kari", "mine utkast", "Kari gråt", "slett dataene mine", "Kari lo")
    assert [sent.split(" gråt")[0].split(" lo")[0] for sent in rasa.sent[1:]] == ["[navn 2]", "[navn]"]


async def test_user_is_told_once_what_was_removed_and_why() -> None:
    told = await texts_of(
        conversation_with(FakeRasa()), "Ola slo Kari, ring 412 34 567", "Ola gråt", "eleven gråt"
    )
    notices = [text for text in told if WHY in text]
    assert len(notices) == 1
    assert notices[0].startswith(
        "Jeg tok bort to navn og et telefonnummer før jeg leste og lagret meldingen. "
    )


async def test_user_is_not_told_where_nothing_was_removed() -> None:
    told = await texts_of(conversation_with(FakeRasa()), "en elev ble slått")
    assert not [text for text in told if WHY in text]


@pytest.mark.parametrize("is_down", [False, True])
async def test_nothing_removed_reaches_rasa_the_log_or_the_user(
    is_down: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rasa = FakeRasa(is_down)
    told = await texts_of(
        conversation_with(rasa),
        "Ola Nordmann (født 3.4.2014) slo Kari, ring 412 34 567. På snap heter han kongen_2012.",
    )
    everything = "\n".join([*rasa.sent, *told, caplog.text])
    assert not [secret for secret in SECRETS if secret in everything]
