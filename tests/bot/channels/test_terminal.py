"""The terminal chat: numbers choose, words work as well, and the document is saved beside the user."""

import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from docx import Document
from rich.console import Console

from actions.texts import load_texts
from bot.channels.terminal import TerminalChat
from tests.conftest import ROOT, Running

STORY = "En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?"


def terminal(url: str, folder: Path, kommune: str = "nasjonal") -> tuple[TerminalChat, io.StringIO]:
    shown = io.StringIO()
    client = httpx.Client(base_url=url, timeout=20, trust_env=False)
    words = load_texts(ROOT / "data" / "texts.yml").terminal
    metadata = {"kommune": kommune, "rolle": "ansatt"}
    return TerminalChat(client, Console(file=shown, width=100), words, metadata, folder), shown


@pytest.fixture
def chat(running: Running, tmp_path: Path) -> Iterator[tuple[TerminalChat, io.StringIO]]:
    return terminal(running.url, tmp_path, "bakas")


@pytest.mark.servers
def test_numbers_lead_from_story_to_saved_document(
    chat: tuple[TerminalChat, io.StringIO], tmp_path: Path
) -> None:
    talk, shown = chat
    for line in (STORY, "1", "2", "2"):
        talk.say(line)
    assert "Portalen" in shown.getvalue()
    assert "Elevens navn" in shown.getvalue()
    document = Document(str(tmp_path / "meldeskjema.docx"))
    assert STORY in "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.servers
def test_a_second_document_does_not_replace_the_first(
    chat: tuple[TerminalChat, io.StringIO], tmp_path: Path
) -> None:
    talk, _ = chat
    for line in ("en lærer dytta en elev", "lag meldeskjema", "lag meldeskjema"):
        talk.say(line)
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["meldeskjema-2.docx", "meldeskjema.docx"]


def test_without_a_bot_it_says_how_to_start_it_and_whom_to_ring(tmp_path: Path) -> None:
    talk, shown = terminal("http://127.0.0.1:9", tmp_path)
    talk.say("hei")
    assert "make run" in shown.getvalue()
    assert "113" in shown.getvalue()


@pytest.mark.servers
def test_a_folder_that_cannot_be_written_to_is_said_and_the_chat_goes_on(
    running: Running, tmp_path: Path
) -> None:
    talk, shown = terminal(running.url, tmp_path / "finnes" / "ikke")
    for line in ("en lærer dytta en elev", "lag meldeskjema", "hva er skjerpet plikt?"):
        talk.say(line)
    assert "kunne ikke lagres" in shown.getvalue()
    assert "§ 12-5" in shown.getvalue()
