"""How many names are found in a hundred messages, and how many innocent words are lost."""

import re
from pathlib import Path

from bot.privacy import redact

MESSAGES = [
    line
    for line in (Path(__file__).parent / "messages_with_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def plain(message: str) -> tuple[str, list[range]]:
    """The message without braces, and where its names stand."""
    text, names = "", []
    for piece in re.split(r"(\{[^}]*\})", message):
        if piece.startswith("{"):
            names.append(range(len(text), len(text) + len(piece) - 2))
        text += piece.strip("{}")
    return text, names


def removed(text: str) -> set[int]:
    return {at for finding in redact(text).findings for at in range(finding.start, finding.end)}


def test_there_are_a_hundred_messages_and_each_has_a_name() -> None:
    assert len(MESSAGES) == 100
    assert all(plain(message)[1] for message in MESSAGES)


def test_nine_of_ten_names_are_removed_whole() -> None:
    found = total = 0
    for message in MESSAGES:
        text, names = plain(message)
        gone = removed(text)
        total += len(names)
        found += sum(all(at in gone for at in name if text[at].isalpha()) for name in names)
    assert found / total >= 0.9


def test_at_most_one_innocent_word_in_a_hundred_is_lost() -> None:
    lost = total = 0
    for message in MESSAGES:
        text, names = plain(message)
        gone = removed(text)
        for word in re.finditer(r"\w+", text):
            if any(word.start() in name for name in names):
                continue
            total += 1
            lost += any(at in gone for at in range(*word.span()))
    assert total > 500
    assert lost / total <= 0.01
