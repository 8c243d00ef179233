"""Real files as a municipality has them: PDF from a word processor, Word, saved pages, and those that can't be read."""

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader, PdfWriter

from knowledge.guides import Guides, ingest, withdraw
from knowledge.guides.model import Passage
from knowledge.paths import Paths
from tests.conftest import demand_tool

SECONDS = 120
PAGE_BREAK = '<p style="page-break-before:always">&nbsp;</p>'
PLAN = f"""<html><head><meta charset="utf-8"></head><body>
<div title="header"><p>Innmark kommune – Plan for skolemiljø</p></div>
<div title="footer"><p>Side <sdfield type=PAGE subtype=RANDOM format=PAGE>1</sdfield></p></div>
<h1>Plan for skolemiljø i Innmark</h1>
<p>Planen gjelder alle skolene i Innmark og tas opp med alle ansatte hver høst.</p>
<h2>Melde fra til rektor</h2>
<p>Den som er bekymret for en elev, sier fra til rektor samme dag. Rektor svarer innen to virkedager.</p>
<ul><li>Bruk skjemaet i Innmarkportalen.</li><li>Ring rektor dersom det haster.</li></ul>
{PAGE_BREAK}<h2>Frister</h2>
<p>Fristene under gjelder for alle skolene i kommunen, også i skolefritidsordningen.</p>
<table border="1" cellspacing="0"><tr><th>Oppgave</th><th>Hvem</th><th>Frist</th></tr>
<tr><td>Kartleggingssamtale</td><td>Kontaktlærer</td><td>Fem dager</td></tr>
<tr><td>Skriftlig plan</td><td>Rektor</td><td>Ti dager</td></tr></table>
{PAGE_BREAK}<h2>Evaluering</h2>
<p>Planen evalueres hver vår av samarbeidsutvalget, og resultatet legges fram for kommunestyret i juni.</p>
</body></html>"""
COLUMNS = {
    "Første dag": "Kontaktlæreren ringer hjem før klokka ti når ingen har sagt fra om fraværet. " * 4,
    "Etter en uke": "Rektor kaller inn til møte når en elev har vært borte i seks dager i halvåret. " * 5,
    "Etter en måned": "Skolen henviser til pedagogisk-psykologisk tjeneste når tiltakene ikke har hjulpet. "
    * 6,
}


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, and the PDFs that LibreOffice makes of them."""
    soffice = demand_tool("soffice", "libreoffice-writer")
    folder = tmp_path_factory.mktemp("dokumenter")
    (folder / "plan.html").write_text(PLAN, encoding="utf-8")
    _write_columns(folder / "spalter.docx")
    _write_hyphened(folder / "delt.html")
    profile = f"-env:UserInstallation=file://{folder}/profil"
    for name in ("plan.html", "spalter.docx", "delt.html"):
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), name]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
    return folder


def _write_columns(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Fraværsrutine for Innmark", 1)
    section = document.add_section(0)._sectPr
    columns = section.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section.append(columns)
    columns.set(qn("w:num"), "2")
    for heading, text in COLUMNS.items():
        document.add_heading(heading, 2)
        document.add_paragraph(text)
    document.save(str(path))


def _write_hyphened(path: Path) -> None:
    lines = "Skolen lager en plan for tilrette-<br>legging sammen med hjemmet og skole-<br>ledelsen, for barne-<br>"
    lines += "og ungdomsskolen."
    path.write_text(f'<meta charset="utf-8"><h1>Delte ord</h1><p>{lines}</p>', encoding="utf-8")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "var")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "veiledere"
    folder.mkdir()
    return folder


def sections(paths: Paths) -> dict[str, str]:
    return {
        " › ".join(section.headings): section.text
        for guide in Guides.load(paths).all()
        for section in guide.sections
    }


def passages(paths: Paths) -> dict[str, Passage]:
    return {passage.headings[-1]: passage for passage in Guides.load(paths).passages()}


@pytest.fixture
def plan(converted: Path, folder: Path, paths: Paths) -> Paths:
    (folder / "plan.pdf").write_bytes((converted / "plan.pdf").read_bytes())
    assert ingest(folder, paths).problems == []
    return paths


def test_headings_of_a_pdf_are_sections_under_its_title(plan: Paths) -> None:
    top = "Plan for skolemiljø i Innmark"
    assert list(sections(plan)) == [
        top,
        f"{top} › Melde fra til rektor",
        f"{top} › Frister",
        f"{top} › Evaluering",
    ]


def test_a_list_of_a_pdf_stays_a_list(plan: Paths) -> None:
    assert (
        "- Bruk skjemaet i Innmarkportalen.\n- Ring rektor dersom det haster."
        in passages(plan)["Melde fra til rektor"].text
    )


def test_a_table_of_a_pdf_is_read_row_by_row_with_its_columns_names(plan: Paths) -> None:
    assert "- Skriftlig plan – Hvem: Rektor; Frist: Ti dager" in passages(plan)["Frister"].text


def test_a_passage_knows_its_page(plan: Paths) -> None:
    pages = {heading: passage.page for heading, passage in passages(plan).items()}
    assert (pages["Melde fra til rektor"], pages["Frister"], pages["Evaluering"]) == (1, 2, 3)


def test_headers_footers_and_page_numbers_are_gone(plan: Paths) -> None:
    text = "\n".join(sections(plan).values())
    assert "Innmark kommune –" not in text
    assert "Side" not in text


def test_two_columns_are_read_one_after_the_other(converted: Path, folder: Path, paths: Paths) -> None:
    (folder / "spalter.pdf").write_bytes((converted / "spalter.pdf").read_bytes())
    ingest(folder, paths)
    found = passages(paths)
    assert list(found) == list(COLUMNS)
    for heading, text in COLUMNS.items():
        assert found[heading].text == text.strip()


def test_words_parted_at_a_lines_end_are_whole(converted: Path, folder: Path, paths: Paths) -> None:
    (folder / "delt.pdf").write_bytes((converted / "delt.pdf").read_bytes())
    ingest(folder, paths)
    (text,) = sections(paths).values()
    assert "tilrettelegging" in text
    assert "skoleledelsen" in text
    assert "barne- og ungdomsskolen" in text


def test_word_and_saved_pages_give_the_same_sections(converted: Path, folder: Path, paths: Paths) -> None:
    (folder / "spalter.docx").write_bytes((converted / "spalter.docx").read_bytes())
    (folder / "side.html").write_text(
        f"<nav>Meny Meny Meny</nav><script>alert(1)</script><main>{PLAN}</main><footer>Bunn</footer>",
        encoding="utf-8",
    )
    assert ingest(folder, paths).problems == []
    text = "\n".join(sections(paths).values())
    assert "- Skriftlig plan – Hvem: Rektor; Frist: Ti dager" in text
    assert COLUMNS["Etter en uke"].strip() in text
    assert not any(word in text for word in ("Meny", "alert", "Bunn"))


def test_a_page_without_text_is_told_and_the_rest_is_read(
    converted: Path, folder: Path, paths: Paths, tmp_path: Path
) -> None:
    writer = PdfWriter()
    writer.append(PdfReader(converted / "plan.pdf"))
    writer.append(PdfReader(_scanned(tmp_path)))
    writer.write(folder / "plan.pdf")
    report = ingest(folder, paths)
    assert [info.id for info in report.taken] == ["plan"]
    assert report.notes == [
        "plan.pdf: fant ingen tekst på side 4. Er de skannet, må de tekstgjenkjennes (OCR)."
    ]


def _scanned(folder: Path) -> Path:
    Image.new("RGB", (600, 800), "white").save(folder / "skannet.pdf")
    return folder / "skannet.pdf"


def test_files_that_cannot_be_read_are_named_with_what_to_do(
    converted: Path, folder: Path, paths: Paths, tmp_path: Path
) -> None:
    (folder / "plan.pdf").write_bytes((converted / "plan.pdf").read_bytes())
    (folder / "skannet.pdf").write_bytes(_scanned(tmp_path).read_bytes())
    locked = PdfWriter()
    locked.append(PdfReader(converted / "plan.pdf"))
    locked.encrypt("hemmelig")
    locked.write(folder / "laast.pdf")
    (folder / "brutt.pdf").write_bytes((converted / "plan.pdf").read_bytes()[:900])
    (folder / "brutt.docx").write_bytes(b"PK\x03\x04 ikke en Word-fil")
    (folder / "laast.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 100)
    (folder / "tom.pdf").write_bytes(b"")
    with (folder / "stor.pdf").open("wb") as file:
        file.truncate(200_000_000)
    with zipfile.ZipFile(folder / "bombe.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(4):
            bomb.writestr(f"word/{number}.xml", b"\x00" * 100_000_000)
    report = ingest(folder, paths)
    assert [info.id for info in report.taken] == ["plan"]
    reasons = dict(problem.split(": ", maxsplit=1) for problem in report.problems)
    assert "passord" in reasons["laast.pdf"]
    assert "passord" in reasons["laast.docx"]
    assert "skadet" in reasons["brutt.pdf"]
    assert "skadet" in reasons["brutt.docx"]
    assert "tom" in reasons["tom.pdf"]
    assert "OCR" in reasons["skannet.pdf"]
    assert "200 MB" in reasons["stor.pdf"]
    assert "pakkes ut" in reasons["bombe.docx"]


def test_only_what_has_changed_is_read_again_and_what_is_gone_is_withdrawn(
    folder: Path, paths: Paths
) -> None:
    for name in ("en", "to", "tre"):
        (folder / f"{name}.txt").write_text(
            f"1.1 Fravær\nRegel {name}: ring hjem samme dag før klokka ti.\n", "utf-8"
        )
    assert len(ingest(folder, paths).taken) == 3
    (folder / "to.txt").write_text("1.1 Fravær\nRegel to: ring hjem før klokka ni hver dag.\n", "utf-8")
    (folder / "tre.txt").unlink()
    report = ingest(folder, paths)
    assert [info.id for info in report.taken] == ["to"]
    assert [info.id for info in report.unchanged] == ["en"]
    assert report.withdrawn == ["tre"]
    assert {passage.guide for passage in Guides.load(paths).passages()} == {"en", "to"}


def test_a_guide_from_another_folder_stays(folder: Path, paths: Paths, tmp_path: Path) -> None:
    other = tmp_path / "annen"
    other.mkdir()
    for place in (folder, other):
        (place / f"{place.name}.txt").write_text("1.1 Fravær\nRing hjem samme dag før klokka ti.\n", "utf-8")
        ingest(place, paths)
    assert ingest(folder, paths).withdrawn == []
    assert len(Guides.load(paths).all()) == 2
    withdraw("annen", paths)


def test_progress_is_told_file_by_file(folder: Path, paths: Paths) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("1.1 Fravær\nRing hjem samme dag før klokka ti.\n", "utf-8")
    told: list[tuple[str, int, int]] = []
    ingest(folder, paths, lambda *step: told.append(step))
    assert told == [("a.txt", 1, 2), ("b.txt", 2, 2)]
