"""`hva-na spør` and `hva-na chat` in processes of their own: piped, in a real terminal, and by exit code."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.__main__ import main
from tests.bot.channels.command_line.small_bot import SmallBot, small_bot
from tests.conftest import ROOT, Running

COMMAND = [sys.executable, "-m", "bot"]
BOXES = set("─│╭╮╰╯┌┐└┘━┃▸")
SECONDS = 30
DECISION = {
    "recipient_id": "a",
    "text": "Meld fra til rektor – straks.\n1. Du: Si fra i «Elements».\nHjemmel: opplæringslova § 12-4.",
    "custom": {"route": "melde_fra", "decision": {}},
}
QUESTION = {
    "recipient_id": "a",
    "text": "Hvem krenker?",
    "buttons": [
        {"title": "En elev", "payload": "/velg{}~x"},
        {"title": "Tilbake", "payload": "/tilbake{}~x"},
    ],
    "custom": {"route": "melde_fra", "question": {"options": [{"value": "elev", "title": "En elev"}]}},
}
ABSTAINED = {
    "text": "Jeg finner ikke noe sikkert svar.",
    "custom": {"answer": {"abstained": True, "passages": []}},
}
OUTSIDE = {"text": "Det kan jeg ikke hjelpe med.", "custom": {"route": "out_of_scope"}}
UNSERVED = {"text": "Ring 113.", "custom": {"acute": True}}
DETAIL = {"detail": "Du må logge inn."}


@pytest.fixture(scope="module")
def served() -> Iterator[SmallBot]:
    with small_bot() as bot:
        yield bot


@pytest.fixture
def bot(served: SmallBot) -> SmallBot:
    served.content, served.code = [DECISION], 200
    served.bodies.clear()
    served.headers.clear()
    return served


def environment(**changed: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "TERM", "COLUMNS", "LINES")
    }
    return {**kept, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **changed}


def run(*arguments: str, stdin: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(**changed),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )


@dataclass
class Done:
    """What a command that ran in this process came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def run_here(*arguments: str) -> Done:
        try:
            code = main(arguments)
        except SystemExit as error:
            code = int(str(error.code))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run_here


def in_terminal(arguments: list[str], lines: list[str], columns: int, **changed: str) -> str:
    """All that a real terminal shows, where each line is typed when «Du:» asks for it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [*COMMAND, *arguments], environment(**changed))
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    shown, waiting, end = b"", list(lines), time.monotonic() + SECONDS
    try:
        while time.monotonic() < end and (piece := _read(terminal)) is not None:
            shown += piece
            if waiting and not piece and shown.rstrip().removesuffix(b"\x1b[0m").endswith(b"Du:"):
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
                shown += b" "
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return shown.decode()


def _read(terminal: int) -> bytes | None:
    """What has come; nothing where the terminal is quiet, None where the program has ended."""
    if not select.select([terminal], [], [], 0.1)[0]:
        return b""
    try:
        return os.read(terminal, 65536) or None
    except OSError:
        return None


def test_a_pipe_gets_plain_lines(bot: SmallBot) -> None:
    done = run(
        "spør", "en elev", "blir fryst ut", "--url", bot.url, "--kommune", "steinkjer", "--rolle", "rektor"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Hva nå? svarer:",
        "Meld fra til rektor – straks.",
        "1. Du: Si fra i «Elements».",
        "Hjemmel: opplæringslova § 12-4.",
    ]
    [body] = bot.bodies
    assert body["message"] == "en elev blir fryst ut"
    assert (body["metadata"]["kommune"], body["metadata"]["rolle"]) == ("steinkjer", "rektor")


def test_the_question_may_come_on_standard_input_and_its_answers_are_numbered(bot: SmallBot) -> None:
    bot.content = [QUESTION]
    done = run("spor", "--url", bot.url, stdin="en elev blir fryst ut\n")
    assert bot.sent == ["en elev blir fryst ut"]
    assert "1. En elev\n" in done.stdout
    assert "Tilbake" not in done.stdout
    assert "hva-na chat" in done.stdout


def test_json_is_json_and_nothing_else(bot: SmallBot, call: Callable[..., Done]) -> None:
    assert json.loads(call("spør", "hei", "--json", "--url", bot.url).out) == [DECISION]


@pytest.mark.parametrize(
    ("answer", "ended", "told"),
    [
        ((200, [ABSTAINED]), 1, ""),
        ((200, [OUTSIDE]), 1, ""),
        ((401, DETAIL), 3, "HVANA_TOKEN"),
        ((503, [UNSERVED]), 4, ""),
        ((200, "noe annet enn boten"), 4, "make run"),
    ],
)
def test_the_exit_code_says_how_it_went(
    bot: SmallBot, call: Callable[..., Done], answer: tuple[int, Any], ended: int, told: str
) -> None:
    bot.code, bot.content = answer
    done = call("spør", "hei", "--url", bot.url)
    assert done.code == ended
    assert told in done.err
    if isinstance(bot.content, list):
        assert bot.content[0]["text"] in done.out


def test_without_a_bot_it_says_how_to_start_it_and_whom_to_ring(call: Callable[..., Done]) -> None:
    done = call("spør", "hei", "--url", "http://127.0.0.1:9")
    assert (done.code, done.out) == (4, "")
    assert "make run" in done.err
    assert "113" in done.err


@pytest.mark.parametrize("arguments", [["spør"], ["spør", "hei", "--url", "ftp://bot"], ["hei"], []])
def test_a_command_line_that_makes_no_sense_ends_with_2(
    call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    done = call(*arguments)
    assert done.code == 2
    assert done.err


def test_the_login_is_sent_where_it_is_set(
    bot: SmallBot, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HVANA_TOKEN", "hemmelig\n")
    call("spør", "hei", "--url", bot.url)
    assert bot.headers[0]["Authorization"] == "Bearer hemmelig"


def test_a_terminal_without_norwegian_letters_gets_the_nearest(bot: SmallBot) -> None:
    done = run("spor", "hei", "--url", bot.url, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert 'Hva naa? svarer:\nMeld fra til rektor - straks.\n1. Du: Si fra i "Elements".\n' in done.stdout
    assert "opplaeringslova paragraf 12-4" in done.stdout
    as_json = run("spor", "hei", "--url", bot.url, "--json", PYTHONIOENCODING="ascii")
    assert json.loads(as_json.stdout) == [DECISION]


def test_a_terminal_gets_panels_no_wider_than_itself(bot: SmallBot) -> None:
    bot.content = [QUESTION]
    shown = in_terminal(["chat", "--url", bot.url], ["en elev blir fryst ut", "1", "slutt"], 40)
    assert bot.sent == ["en elev blir fryst ut", "/velg{}~x"]
    assert "╭" in shown
    assert "  1. En elev\r\n\r\n  2. Tilbake" in shown
    drawn = [line for line in shown.split("\r\n") if BOXES & set(line)]
    assert max(map(len, drawn)) == 40


def test_a_screen_reader_gets_lines_of_words_alone(bot: SmallBot) -> None:
    bot.content = [QUESTION]
    shown = in_terminal(["chat", "--url", bot.url], ["en elev blir fryst ut", "slutt"], 40, HVANA_ENKEL="1")
    assert "\x1b" not in shown
    assert not BOXES & set(shown)
    assert "Hva nå? svarer:\r\nHvem krenker?\r\n\r\nDu kan velge:\r\n1. En elev\r\n" in shown


def test_a_conversation_may_be_piped_and_shows_both_sides(bot: SmallBot) -> None:
    done = run("chat", "--url", bot.url, stdin="en elev blir fryst ut\nhjelp\n")
    assert done.returncode == 0
    assert bot.sent == ["en elev blir fryst ut", "hjelp"]
    assert "Du: en elev blir fryst ut\n\nHva nå? svarer:\nMeld fra" in done.stdout
    assert "meld feil: " in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.servers
def test_one_question_to_the_real_bot_ends_in_a_saved_document(running: Running, tmp_path: Path) -> None:
    done = run(
        "spør", "En lærer dytta en elev i veggen", "--utkast", "--mappe", str(tmp_path), "--url", running.url
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "§ 12-5" in done.stdout
    assert f"Lagret som {tmp_path / 'meldeskjema.docx'}" in done.stdout
    document = Document(str(tmp_path / "meldeskjema.docx"))
    assert "En lærer dytta en elev i veggen" in "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.servers
def test_a_conversation_with_the_real_bot_in_a_terminal(running: Running, tmp_path: Path) -> None:
    lines = ["en elev blir fryst ut", "en annen elev", "nei", "hvorfor?", "slutt"]
    shown = in_terminal(["chat", "--url", running.url, "--mappe", str(tmp_path)], lines, 80)
    assert "Meld fra til rektor snarest." in shown
    assert "Hva ville endret dette?" in shown
    assert "Traceback" not in shown
