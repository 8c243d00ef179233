"""A draft made by talking: thirty turns full of names and numbers leave none of them anywhere, and all can be deleted."""

import io
import time
from pathlib import Path

import httpx
import pytest
from docx import Document

from tests.conftest import Running
from tests.dialogues.client import Talk

pytestmark = pytest.mark.servers

PLANTED = [
    "Ingvild", "Tormodsrud", "Fatima", "Ahmed", "Nguyen", "Oskarsen", "99887766", "998 87 766", "41424344",
    "ingvild.tormodsrud@example.no", "Granliveien 14", "01010750160", "010107 50160", "kongen_2012",
]  # fmt: skip
STORY = "Ingvild Tormodsrud i 6B blir fryst ut av Fatima Ahmed og Oskarsen. Mor har 998 87 766."
# What is answered to the questions of a tiltaksplan, one after the other; each holds somebody's name or number.
ANSWERS = [
    "Ingvild går alene hvert friminutt, og Fatima ler av henne",
    "Ingvild vil ha noen å gå sammen med, og ringer mor på 998 87 766",
    "mor til Ingvild (ingvild.tormodsrud@example.no) vil ha fast voksen",
    "det er best for Ingvild at Oskarsen flyttes i klasserommet, bor i Granliveien 14",
    "fast voksen ute, avtalt med Nguyen",
    "Hele skolen",
    "hvert storefri fra mandag, ring 41424344",
    "assistenten, ikke Fatima Ahmed",
    "om tre uker",
    "samtale med Ingvild hver fredag, fødselsnummer 010107 50160",
    "Eleven",
    "hver fredag etter mat, Ingvild kommer",
    "kontaktlærer, ikke Oskarsen",
    "16. desember",
    "nei",
    "om tre uker",
]
CHANGES = [
    "endre tiltak 1: to voksne ute, Nguyen og en til",
    "endre elevens syn",
    "Ingvild sier at brukernavn kongen_2012 sender stygge ting på snap",
    "legg til et tiltak på klassenivå",
    "klassemøte der Fatima ikke får lede",
    "neste uke, sier Nguyen",
    "kontaktlærer",
    "ferdig",
    "slett tiltak 3",
    "hva er skjerpet plikt?",
]


def fetched(url: str, address: str) -> httpx.Response:
    return httpx.get(f"{url}{address}", timeout=60, trust_env=False)


def words_of(document: bytes) -> str:
    opened = Document(io.BytesIO(document))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def written(folder: Path) -> bytes:
    """All that the servers have written: conversations, drafts, logs; not the index and the model, which they only read."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and not {"index", "models"} & set(path.parts)
    )
    return b"".join(path.read_bytes() for path in files)


def test_thirty_turns_leave_no_identifier_and_then_nothing_at_all(running: Running) -> None:
    talk = Talk(running.url, "steinkjer")
    talk.say(STORY)
    assert "to navn" in talk.text or "tre navn" in talk.text
    talk.press("En annen elev")
    talk.press("Nei")
    talk.say("lag tiltaksplan")
    talk.press("Lag tiltaksplan")
    first = talk.custom("draft")
    assert first["complete"] is False
    assert any("§ 12-4" in each for each in first["missing"])
    for answer in ANSWERS:
        talk.say(answer)
    done = talk.custom("draft")
    assert done["id"] == first["id"]
    assert done["missing"] == []
    for change in CHANGES:
        talk.say(change)

    document = words_of(fetched(running.url, done["url"]).content)
    page = fetched(running.url, done["page"])
    assert page.status_code == 200
    assert "to voksne ute" in document
    assert "sender stygge ting på snap" in document
    assert "klassemøte" not in document
    assert "[navn" in document
    metrics = fetched(running.url, "/metrics").text
    kept = written(running.var_dir)
    for planted in PLANTED:
        for place in (document, page.text, metrics):
            assert planted not in place
        assert planted.encode() not in kept, f"{planted} ligger på disken"
    assert "ikke komplett" not in document.lower()

    talk.say("mine utkast")
    mine = fetched(running.url, talk.text[talk.text.index("/utkast?") :].split()[0])
    assert "Tiltaksplan" in mine.text
    talk.say("slett dataene mine")
    assert "ett utkast" in talk.text
    assert fetched(running.url, done["url"]).status_code == 404
    time.sleep(0.5)  # Rasa's connection lets go of the file
    assert b"to voksne ute" not in written(running.var_dir)


def test_a_draft_says_to_whom_and_is_another_pages_404(running: Running) -> None:
    talk = Talk(running.url, "bakas")
    talk.say("læreren slo en elev")
    talk.press("Lag meldeskjema")
    draft = talk.custom("draft")
    assert "§ 12-5" in words_of(fetched(running.url, draft["url"]).content)
    other = draft["page"].replace(draft["id"], "A" * len(draft["id"]))
    for address in (
        other,
        draft["page"].split("?")[0],
        "/utkast?key=x.y",
        "/utkast/..%2F..%2Fsecret.key?key=a.b",
    ):
        response = fetched(running.url, address)
        assert response.status_code == 404
        assert "Traceback" not in response.text


def test_a_draft_is_asked_for_by_its_name(running: Running) -> None:
    talk = Talk(running.url, "sondre_land")
    talk.say("kan du lage en innkalling til kartleggingssamtale?")
    assert talk.custom("draft")["kind"] == "innkalling"
    assert talk.custom("question") is not None
