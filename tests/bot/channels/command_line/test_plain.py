"""Plain lines for a screen reader: words in place of signs, and only where they are wanted."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from bot.channels.command_line.screen import must_be_plain
from tests.bot.channels.command_line import scripted as support
from tests.bot.channels.command_line.scripted import Scripted

PASSAGE = {"marked": "- Den gjelder i tre uker.", "title": "Rutine", "section": "Plan › Frist", "text": "…"}


class Window(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("is_wanted", "environment", "is_terminal", "is_plain"),
    [
        (False, {"TERM": "xterm"}, True, False),
        (False, {"NO_COLOR": ""}, True, False),
        (True, {"TERM": "xterm"}, True, True),
        (False, {"TERM": "dumb"}, True, True),
        (False, {"NO_COLOR": "1"}, True, True),
        (False, {"TERM": "xterm"}, False, True),
    ],
)
def test_plain_lines_are_shown_where_they_are_wanted(
    is_wanted: bool, environment: dict[str, str], is_terminal: bool, is_plain: bool
) -> None:
    out = Window() if is_terminal else io.StringIO()
    assert must_be_plain(is_wanted, environment, out) is is_plain


def plain(folder: Path, text: str, **custom: Any) -> str:
    """What a reply is shown as, line by line."""
    bot = support.client_of(Scripted([{"text": text, "custom": custom}]))
    talk = support.terminal(bot, folder, is_plain=True)
    talk.chat.say("…")
    return talk.text


def test_the_sentence_that_answers_comes_first_and_its_source_is_said_in_a_word(tmp_path: Path) -> None:
    text = "Planen er skriftlig.\n\n- «Den gjelder i tre uker.»\n– Rutine: «Plan › Frist»\nMerk: Gammel."
    assert plain(tmp_path, text, answer={"passages": [PASSAGE]}).splitlines() == [
        "Hva nå? svarer:",
        "Setningen som svarer: Den gjelder i tre uker.",
        "Planen er skriftlig.",
        "Den gjelder i tre uker.",
        "Kilde: Rutine: «Plan, Frist»",
        "Merk: Gammel.",
    ]


def test_the_nearest_are_said_with_their_sources(tmp_path: Path) -> None:
    shown = plain(tmp_path, "Jeg finner ikke svar.", answer={"abstained": True, "passages": [PASSAGE]})
    assert shown.splitlines()[1:] == [
        "Jeg finner ikke svar.",
        "Den gjelder i tre uker.",
        "Kilde: Rutine: «Plan, Frist»",
    ]


def test_danger_and_notices_are_told_apart_by_a_word(tmp_path: Path) -> None:
    assert plain(tmp_path, "Ring 113.", acute=True).startswith("Viktig:\nRing 113.")
    assert plain(tmp_path, "Stengt på mandag.", notice="n1").startswith(
        "Beskjed til alle:\nStengt på mandag."
    )


def test_what_was_understood_is_said_without_signs(tmp_path: Path) -> None:
    shown = plain(tmp_path, "Er saken alvorlig?", understood="Hvem: En elev · Sted: Skolegård")
    assert "Slik forsto jeg deg: Hvem: En elev, Sted: Skolegård\n" in shown


def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = "Hei\x1b[2J\x1b]0;eid\x07\r\x9b31m"
    bot = Scripted([{"text": hostile, "buttons": [{"title": hostile, "payload": "/velg{}~x"}]}])
    for is_plain in (True, False):
        talk = support.terminal(support.client_of(bot), tmp_path, is_plain)
        talk.chat.say("…")
        assert not {"\x1b", "\x07", "\r", "\x9b"} & set(talk.text)
