"""The meldeskjema as a Word file: opened again, and safe against what a user or a guide may hold."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened

from tests.actions.conftest import Chat
from tests.conftest import demand_tool


def opened(chat: Chat) -> Opened:
    return Document(io.BytesIO(chat.drafts.saved[-1][2]))


def rows(document: Opened) -> dict[str, str]:
    """Label and value of each row of the form's tables."""
    return {row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows}


def make(chat: Chat, story: str, *found: tuple[str, str]) -> Opened:
    chat.say("melde_fra", story, *found)
    chat.press("Lag meldeskjema")
    return opened(chat)


def test_the_form_says_to_whom_how_fast_where_and_why(chat: Chat) -> None:
    chat.kommune = "steinkjer"
    form = rows(make(chat, "En elev fryser ut en annen", ("krenker", "elev"), ("alvorlig", "ja")))
    assert form["Til"] == "Rektor, som melder videre til sektorleder skole"
    assert form["Frist"] == "Straks"
    assert "Elements" in form["Lever slik"]
    assert form["Plikten"] == "opplæringslova § 12-4"
    assert form["Om saken er alvorlig"] == "Ja"


def test_a_report_of_leadership_goes_past_rektor(chat: Chat) -> None:
    chat.kommune = "bakas"
    form = rows(make(chat, "…", ("krenker", "ledelse")))
    assert form["Til"].startswith("UDA")
    assert "Portalen" not in form["Lever slik"]
    assert "§ 12-5" in form["Plikten"]


def test_names_are_blanks_to_fill_in(chat: Chat) -> None:
    form = rows(make(chat, "…", ("krenker", "ansatt")))
    assert form["Elevens navn"] == ""
    assert "Den som melder (navn og stilling)" in form


@pytest.mark.parametrize(
    "story",
    [
        "{{ 7 * 7 }} {% for x in y %} {{ self.__class__ }}",
        "<w:p><w:r><w:t>xml</w:t></w:r></w:p> & </w:document>",
        "😀 émoji og «anførsel» – \u2028 linje",
        "x" * 10_000,
        "\u202eomvendt tekst",
    ],
    ids=["jinja", "xml", "emoji", "long", "right-to-left"],
)
def test_a_hostile_story_stands_as_text_and_breaks_nothing(chat: Chat, story: str) -> None:
    document = make(chat, story, ("krenker", "ansatt"))
    assert story in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_form_opens_in_a_word_processor(chat: Chat, tmp_path: Path) -> None:
    soffice = demand_tool("soffice", "libreoffice-writer")
    make(chat, "En elev blir fryst ut", ("krenker", "ansatt"))
    (tmp_path / "skjema.docx").write_bytes(chat.drafts.saved[-1][2])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "skjema.docx")], check=True, timeout=120, capture_output=True)
    text = (tmp_path / "skjema.txt").read_text(encoding="utf-8-sig")
    assert "Fylles ut av den som melder" in text
    assert "opplæringslova § 12-5" in text
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
