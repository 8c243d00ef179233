"""Messages without personal data come back untouched, and no word of danger is ever taken out."""

from pathlib import Path

import pytest

from bot.privacy import redact

MESSAGES = [
    line
    for line in (Path(__file__).parent / "innocent_messages.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_there_are_enough_innocent_messages() -> None:
    assert len(set(MESSAGES)) >= 120


@pytest.mark.parametrize("message", MESSAGES)
def test_innocent_message_is_untouched(message: str) -> None:
    assert redact(message).text == message


@pytest.mark.parametrize("message", MESSAGES)
def test_innocent_message_is_untouched_beside_a_name(message: str) -> None:
    assert redact(f"{message}\nKari Nordmann så det.").text == f"{message}\n[navn] så det."
