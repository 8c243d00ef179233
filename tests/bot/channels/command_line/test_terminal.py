"""The terminal chat: numbers choose, words work as well, and the document is saved beside the user."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from docx import Document

from bot.channels.command_line.client import BotClient
from tests.bot.channels.command_line import scripted as support
from tests.bot.channels.command_line.scripted import Scripted, Terminal
from tests.conftest import Running

STORY = "En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?"


def talking(url: str, folder: Path, kommune: str = "nasjonal") -> Terminal:
    """A chat with the real bot."""
    http = httpx.Client(base_url=url, timeout=20, trust_env=False)
    return support.terminal(BotClient(http, {"kommune": kommune, "rolle": "ansatt"}), folder)


def scripted(
    folder: Path, *replies: dict[str, Any], is_plain: bool = False, width: int = 100
) -> tuple[Terminal, Scripted]:
    """A chat with a bot that always gives these replies."""
    bot = Scripted(list(replies))
    return support.terminal(support.client_of(bot), folder, is_plain, width), bot


@pytest.fixture
def talk(running: Running, tmp_path: Path) -> Terminal:
    return talking(running.url, tmp_path, "bakas")


def buttons(**titles: str) -> list[dict[str, str]]:
    return [
        {"title": title, "payload": f'/{intent.rstrip("_")}{{"sak": "a"}}~x'}
        for intent, title in titles.items()
    ]


def test_buttons_of_one_kind_stand_together_and_keep_their_numbers(tmp_path: Path) -> None:
    offered = buttons(
        velg="Akutt fare", velg_="Eleven er innlagt", melde_fra="Eleven er utrygg", dine_svar="Dine svar"
    )
    talk, bot = scripted(tmp_path, {"text": "Ring hjem i dag.", "buttons": offered})
    talk.chat.say("mye fravær")
    assert talk.text.endswith(
        "  1. Akutt fare\n  2. Eleven er innlagt\n\n  3. Eleven er utrygg\n\n  4. Dine svar\n"
    )
    talk.chat.say("3")
    assert bot.sent == ["mye fravær", '/melde_fra{"sak": "a"}~x']


def test_the_ways_back_from_a_question_stand_apart_from_the_answers(tmp_path: Path) -> None:
    offered = buttons(velg="Ja", velg_="Nei", tilbake="Tilbake", dine_svar="Endre")
    talk, _ = scripted(tmp_path, {"text": "Har hjemmet gitt beskjed?", "buttons": offered})
    talk.chat.say("mye fravær")
    assert talk.text.endswith("  1. Ja\n  2. Nei\n\n  3. Tilbake\n  4. Endre\n")


def test_a_page_is_given_with_its_whole_address(tmp_path: Path) -> None:
    page = "/utkast?key=eier.signert"
    talk, _ = scripted(
        tmp_path, {"text": f"Utkastene dine: {page}", "custom": {"page": {"url": page, "title": "Åpne"}}}
    )
    talk.chat.say("mine utkast")
    assert f"http://bot.test:8000{page}" in talk.text


def test_the_calendar_is_given_with_its_whole_address(tmp_path: Path) -> None:
    calendar = "/api/arshjul.ics?kommune=steinkjer"
    text = f"Månedens oppgaver.\nSkriv ned: Kryss av.\nKalenderfil: {calendar}"
    talk, _ = scripted(tmp_path, {"text": text, "custom": {"decision": {"calendar": calendar}}})
    talk.chat.say("årshjul")
    assert "Skriv ned: Kryss av." in talk.text
    assert f"Kalenderfil: http://bot.test:8000{calendar}" in talk.text


def test_the_sentence_that_answers_is_shown_once_and_set_off_without_colour(tmp_path: Path) -> None:
    text = "Planen er skriftlig.\n- «Den gjelder i tre uker.»\n– Rutine (Prøve kommune): «Plan»"
    custom = {"route": "search", "answer": {"passages": [{"marked": "- Den gjelder i tre uker."}]}}
    talk, _ = scripted(tmp_path, {"text": text, "custom": custom})
    talk.chat.say("hvor lenge gjelder planen")
    assert "- ▸ Den gjelder i tre uker." in talk.text
    assert talk.text.count("Den gjelder i tre uker.") == 1


def test_where_nothing_answers_the_nearest_is_shown_as_it_says(tmp_path: Path) -> None:
    near = {"marked": "- Frukt på onsdager.", "title": "Årshjul", "section": "Mat", "text": "…"}
    custom = {"route": "search", "answer": {"abstained": True, "passages": [near]}}
    talk, _ = scripted(tmp_path, {"text": "Det nærmeste jeg fant, står under.", "custom": custom})
    talk.chat.say("får elevene frukt")
    assert "«Frukt på onsdager.»\n– Årshjul: «Mat»" in talk.text


@pytest.mark.servers
def test_numbers_lead_from_story_to_saved_document(talk: Terminal, tmp_path: Path) -> None:
    for line in (STORY, "1", "2", "2"):
        talk.chat.say(line)
    assert "Portalen" in talk.text
    assert "Elevens navn" in talk.text
    document = Document(str(tmp_path / "meldeskjema.docx"))
    assert STORY in "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.servers
def test_answers_make_the_saved_document_more_complete(talk: Terminal, tmp_path: Path) -> None:
    for line in ("en lærer dytta en elev", "lag meldeskjema", "I gymsalen på tirsdag", "ferdig"):
        talk.chat.say(line)
    assert "/utkast/" in talk.text
    assert [path.name for path in tmp_path.glob("*.docx")] == ["meldeskjema.docx"]
    document = Document(str(tmp_path / "meldeskjema.docx"))
    assert "I gymsalen på tirsdag" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_without_a_bot_it_says_how_to_start_it_and_whom_to_ring(tmp_path: Path) -> None:
    talk = talking("http://127.0.0.1:9", tmp_path)
    talk.chat.say("hei")
    assert "make run" in talk.text
    assert "113" in talk.text


@pytest.mark.servers
def test_a_folder_that_cannot_be_written_to_is_said_and_the_chat_goes_on(
    running: Running, tmp_path: Path
) -> None:
    talk = talking(running.url, tmp_path / "finnes" / "ikke")
    for line in ("en lærer dytta en elev", "lag meldeskjema", "hva er skjerpet plikt?"):
        talk.chat.say(line)
    assert "kunne ikke lagres" in talk.text
    assert "§ 12-5" in talk.text
