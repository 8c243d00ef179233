"""The terminal chat: numbers choose, words work as well, and the document is saved beside the user."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def scripted(folder: Path, *replies: dict[str, Any]) -> tuple[TerminalChat, io.StringIO, list[str]]:
    """A chat with a bot that always gives these replies; the list holds what it was sent."""
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content)["message"])
        return httpx.Response(200, json=list(replies))

    shown = io.StringIO()
    client = httpx.Client(base_url="http://bot.test:8000", transport=httpx.MockTransport(answer))
    words = load_texts(ROOT / "data" / "texts.yml").terminal
    return TerminalChat(client, Console(file=shown, width=100), words, {}, folder), shown, sent


def buttons(**titles: str) -> list[dict[str, str]]:
    return [
        {"title": title, "payload": f'/{intent.rstrip("_")}{{"sak": "a"}}~x'}
        for intent, title in titles.items()
    ]


def test_buttons_of_one_kind_stand_together_and_keep_their_numbers(tmp_path: Path) -> None:
    offered = buttons(
        velg="Akutt fare", velg_="Eleven er innlagt", melde_fra="Eleven er utrygg", dine_svar="Dine svar"
    )
    talk, shown, sent = scripted(tmp_path, {"text": "Ring hjem i dag.", "buttons": offered})
    talk.say("mye fravær")
    assert shown.getvalue().endswith(
        "  1. Akutt fare\n  2. Eleven er innlagt\n\n  3. Eleven er utrygg\n\n  4. Dine svar\n"
    )
    talk.say("3")
    assert sent == ["mye fravær", '/melde_fra{"sak": "a"}~x']


def test_the_ways_back_from_a_question_stand_apart_from_the_answers(tmp_path: Path) -> None:
    offered = buttons(velg="Ja", velg_="Nei", tilbake="Tilbake", dine_svar="Endre")
    talk, shown, _ = scripted(tmp_path, {"text": "Har hjemmet gitt beskjed?", "buttons": offered})
    talk.say("mye fravær")
    assert shown.getvalue().endswith("  1. Ja\n  2. Nei\n\n  3. Tilbake\n  4. Endre\n")


def test_a_page_is_given_with_its_whole_address(tmp_path: Path) -> None:
    page = "/utkast?key=eier.signert"
    talk, shown, _ = scripted(
        tmp_path, {"text": f"Utkastene dine: {page}", "custom": {"page": {"url": page, "title": "Åpne"}}}
    )
    talk.say("mine utkast")
    assert f"http://bot.test:8000{page}" in shown.getvalue()


def test_the_calendar_is_given_with_its_whole_address(tmp_path: Path) -> None:
    calendar = "/api/arshjul.ics?kommune=steinkjer"
    text = f"Månedens oppgaver.\nSkriv ned: Kryss av.\nKalenderfil: {calendar}"
    talk, shown, _ = scripted(tmp_path, {"text": text, "custom": {"decision": {"calendar": calendar}}})
    talk.say("årshjul")
    assert "Skriv ned: Kryss av." in shown.getvalue()
    assert f"Kalenderfil: http://bot.test:8000{calendar}" in shown.getvalue()


def test_the_sentence_that_answers_is_shown_once_and_set_off_without_colour(tmp_path: Path) -> None:
    text = "Planen er skriftlig.\n- «Den gjelder i tre uker.»\n– Rutine (Prøve kommune): «Plan»"
    custom = {"route": "search", "answer": {"passages": [{"marked": "- Den gjelder i tre uker."}]}}
    talk, shown, _ = scripted(tmp_path, {"text": text, "custom": custom})
    talk.say("hvor lenge gjelder planen")
    assert "- ▸ Den gjelder i tre uker." in shown.getvalue()
    assert shown.getvalue().count("Den gjelder i tre uker.") == 1


def test_where_nothing_answers_the_nearest_is_shown_as_it_says(tmp_path: Path) -> None:
    near = {"marked": "- Frukt på onsdager.", "title": "Årshjul", "section": "Mat", "text": "…"}
    custom = {"route": "search", "answer": {"abstained": True, "passages": [near]}}
    talk, shown, _ = scripted(tmp_path, {"text": "Det nærmeste jeg fant, står under.", "custom": custom})
    talk.say("får elevene frukt")
    assert "«Frukt på onsdager.»\n– Årshjul: «Mat»" in shown.getvalue()


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
def test_answers_make_the_saved_document_more_complete(
    chat: tuple[TerminalChat, io.StringIO], tmp_path: Path
) -> None:
    talk, shown = chat
    for line in ("en lærer dytta en elev", "lag meldeskjema", "I gymsalen på tirsdag", "ferdig"):
        talk.say(line)
    assert "/utkast/" in shown.getvalue()
    assert [path.name for path in tmp_path.glob("*.docx")] == ["meldeskjema.docx"]
    document = Document(str(tmp_path / "meldeskjema.docx"))
    assert "I gymsalen på tirsdag" in "\n".join(paragraph.text for paragraph in document.paragraphs)


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
