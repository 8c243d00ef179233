"""What the real servers answer today becomes cards that Teams can show."""

import pytest
import yaml

from bot.channels.teams.cards import card_of, fallback_of
from tests.conftest import Running
from tests.dialogues.client import Talk
from tests.support import adaptive_cards as cards

pytestmark = pytest.mark.servers

CONTEXT = cards.context()
TALKS = {
    "melding": ["en elev blir fryst ut i friminuttene", "en annen elev", "nei", "lag meldeskjema", "ferdig"],
    "fravær": ["en elev har vært borte i tolv dager, mor har meldt fra", "dine svar", "nei", "hvorfor"],
    "fare": ["hun skriver at hun ikke vil leve lenger", "hva ville endret dette"],
    "spørsmål": ["hva er skjerpet plikt?", "hva sier læreplanen om geologi i Portugal?"],
}


@pytest.mark.parametrize("words", TALKS.values(), ids=TALKS)
def test_every_answer_can_be_shown(running: Running, words: list[str]) -> None:
    talk = Talk(running.url, "steinkjer")
    for each in words:
        for reply in talk.say(each):
            card = card_of(reply, CONTEXT)
            assert card is None or cards.problems(card) == [], reply
            assert card or not reply.get("buttons"), reply
            assert fallback_of(reply, CONTEXT)


def test_every_command_of_the_app_is_understood(running: Running) -> None:
    manifest = yaml.safe_load((cards.DATA / "teams_app" / "manifest.yml").read_text(encoding="utf-8"))
    commands = [each for listed in manifest["bots"][0]["commandLists"] for each in listed["commands"]]
    assert commands
    for command in commands:
        talk = Talk(running.url, "steinkjer")
        talk.say(command.get("prompt", command["title"]))
        assert talk.route not in (None, "out_of_scope"), command
        assert not (talk.custom("answer") or {}).get("abstained"), command
