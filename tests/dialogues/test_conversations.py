"""Whole conversations against the real servers, one file each, grouped by kind."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Running
from tests.dialogues.client import Talk

pytestmark = pytest.mark.servers

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))


def check(talk: Talk, expected: dict[str, Any], place: str) -> None:
    """Hold the last replies against what a turn expects."""
    context = f"{place}: svarte {talk.replies}"
    question, decision = talk.custom("question"), talk.custom("decision")
    if "route" in expected:
        assert talk.route == expected["route"], context
    if "question" in expected:
        assert (question or {}).get("fact") == expected["question"], context
    if "decision" in expected:
        assert (decision or {}).get("outcome") == expected["decision"], context
    if "recipients" in expected:
        assert decision["recipients"] == expected["recipients"], context
    if expected.get("draft"):
        assert (talk.custom("draft") or {}).get("kind") == expected["draft"], context
    if "guide" in expected:
        passages = (talk.custom("answer") or {}).get("passages", [])
        assert passages, context
        assert passages[0]["guide"] == expected["guide"], context
    if "abstains" in expected:
        assert (talk.custom("answer") or {}).get("abstained", False) is expected["abstains"], context
    if "first_says" in expected:
        assert expected["first_says"] in talk.replies[0]["text"], context
    for words in expected.get("says", []):
        assert words in talk.text, f"«{words}» mangler. {context}"
    for words in expected.get("never_says", []):
        assert words not in talk.text, f"«{words}» skulle ikke vært der. {context}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_conversation(path: Path, running: Running) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    talk = Talk(running.url, content.get("kommune", "nasjonal"), content.get("rolle", "ansatt"))
    for number, turn in enumerate(content["turns"], start=1):
        if "press" in turn:
            talk.press(turn["press"])
        else:
            talk.say(turn["user"])
        check(talk, turn, f"{path.parent.name}/{path.name}, replikk {number}")


def test_there_are_conversations_of_every_kind() -> None:
    kinds = {path.parent.name for path in FILES}
    wanted = {"happy_path", "correction", "digression", "cancellation", "out_of_scope", "acute", "bad_input"}
    assert kinds >= wanted
