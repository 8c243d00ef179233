"""The main job through the HTTP contract: what happened, what to do now, the document opened."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from docx import Document

from tests.conftest import Running
from tests.dialogues.client import Talk

pytestmark = pytest.mark.servers

STORY = "En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?"


def text_of(document: bytes) -> str:
    """All text of a Word file, tables included."""
    opened = Document(io.BytesIO(document))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def draft_after(talk: Talk) -> bytes:
    talk.say(STORY)
    talk.press("En annen elev")
    talk.press("Nei")
    talk.press("Lag meldeskjema")
    draft = talk.custom("draft")
    response = httpx.get(f"{talk.url}{draft['url']}", timeout=10, trust_env=False)
    assert response.status_code == 200
    return response.content


@pytest.mark.parametrize(
    ("kommune", "local", "elsewhere"),
    [
        ("steinkjer", ["Elements", "Steinkjer kommune"], ["Portalen", "Websak"]),
        ("bakas", ["Portalen", "Websak", "Bakås skole"], ["Elements"]),
        ("nasjonal", ["Skolens eget skjema", "skolens eget skjema"], ["Elements", "Portalen"]),
    ],
)
def test_from_story_to_opened_document(
    running: Running, kommune: str, local: list[str], elsewhere: list[str]
) -> None:
    text = text_of(draft_after(Talk(running.url, kommune)))
    assert STORY in text
    assert "opplæringslova § 12-4" in text
    assert "Rektor" in text
    assert "Snarest" in text
    assert "En annen elev" in text
    assert "Elevens navn" in text
    assert "Skolen avgjør" in text
    assert any(words in text for words in local)
    assert not any(words in text for words in elsewhere)
    assert "{{" not in text
    assert "{%" not in text


def test_serious_report_of_staff_names_sharpened_duty_and_school_owner(running: Running) -> None:
    talk = Talk(running.url, "steinkjer")
    talk.say("en lærer dytta en elev i veggen")
    talk.press("Lag meldeskjema")
    document = httpx.get(f"{talk.url}{talk.custom('draft')['url']}", timeout=10, trust_env=False).content
    text = text_of(document)
    assert "opplæringslova § 12-5" in text
    assert "sektorleder skole" in text
    assert "Straks" in text


def test_draft_is_its_owners_alone(running: Running) -> None:
    talk = Talk(running.url)
    draft_after(talk)
    draft = talk.custom("draft")
    for address in (
        f"/api/drafts/{draft['id']}",
        f"/api/drafts/{draft['id']}?key=AAAAAAAAAAAAAAAA",
        "/api/drafts/finnes-ikke?key=AAAAAAAAAAAAAAAA",
        "/api/drafts/..%2F..%2Fsecret.key?key=AAAAAAAAAAAAAAAA",
    ):
        response = httpx.get(f"{running.url}{address}", timeout=10, trust_env=False)
        assert response.status_code == 404
        assert STORY not in response.text


def test_another_conversation_cannot_press_this_ones_button(running: Running) -> None:
    mine = Talk(running.url)
    mine.say(STORY)
    payload = mine.payload("En annen elev")
    other = Talk(running.url)
    other.say(STORY)
    other.say(payload)
    assert (other.custom("question") or {}).get("fact") != "alvorlig"


def test_no_identifier_reaches_the_disk(running: Running) -> None:
    planted = ["Ingvild", "Tormodsrud", "99887766", "ingvild.tormodsrud@example.no", "Granlia 14"]
    talk = Talk(running.url)
    talk.say(
        "Ingvild Tormodsrud i 6B blir fryst ut. Mor har 998 87 766 og ingvild.tormodsrud@example.no, "
        "de bor i Granliveien 14."
    )
    assert "et navn, et telefonnummer" in talk.text
    talk.press("En annen elev")
    talk.press("Ja")
    talk.press("Lag meldeskjema")
    document = httpx.get(f"{talk.url}{talk.custom('draft')['url']}", timeout=10, trust_env=False).content
    stored = b"".join(_files(running.var_dir)) + text_of(document).encode()
    for word in [*planted, "998 87 766", "Granliveien 14"]:
        assert word.encode() not in stored, f"{word} ligger på disken"
    assert talk.sender.encode() not in stored
    assert "blir fryst ut" in text_of(document)


def _files(folder: Path) -> list[bytes]:
    """What the servers have written: conversations, drafts, logs; not the index and the guides they only read."""
    written = [path for path in folder.rglob("*") if path.is_file() and "index" not in path.parts]
    return [path.read_bytes() for path in written]


def test_a_long_conversation_keeps_its_case(running: Running) -> None:
    """Past the twentieth turn the conversation goes on in a fresh session, with the case as it stood."""
    talk = Talk(running.url)
    talk.say(STORY)
    for _ in range(22):
        talk.say("hva er skjerpet plikt?")
        assert talk.custom("question")["fact"] == "krenker"
    assert _longest_history(running.var_dir) >= 2, "samtalen ble ikke ført videre i en ny økt"
    talk.say("en annen elev")
    assert talk.custom("question")["fact"] == "alvorlig"
    talk.press("Nei")
    assert talk.custom("decision")["outcome"] == "meld_rektor"


def _longest_history(var_dir: Path) -> int:
    """How many sessions Rasa has stored of the conversation that has most of them."""
    counted = "SELECT count(*) FROM events WHERE type_name = 'session_started' GROUP BY sender_id"
    with closing(sqlite3.connect(var_dir / "samtaler.db")) as database:
        return max(count for (count,) in database.execute(counted))


def test_absence_question_is_answered_by_the_absence_routine(running: Running) -> None:
    talk = Talk(running.url)
    talk.say("hvor mange dager borte før rektor skal vite det?")
    assert talk.route == "search"
    passages = talk.custom("answer")["passages"]
    assert passages[0]["guide"] == "sondre-land-fravaersrutine-2024"
    assert "åtte dager" in passages[0]["text"] or "8 dager" in passages[0]["text"]
