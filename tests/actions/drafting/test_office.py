"""Every kind of draft in a word processor: LibreOffice opens it and finds the same text."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.drafting.document import Document
from actions.drafting.render import Renderer
from tests.actions.drafting.conftest import KINDS
from tests.actions.drafting.hostile import HOSTILE
from tests.actions.drafting.writer import ANSWER, REQUEST, Writer
from tests.conftest import demand_tool

SHORT = [line for line in HOSTILE if len(line) < 200 and "\u202e" not in line and "\u200d" not in line]


@pytest.fixture(scope="module")
def documents(new_writer: Callable[..., Writer]) -> dict[str, Document]:
    """Each kind answered to the end, and one with hostile answers."""
    made = {name: new_writer().make(name, REQUEST).answer_all().document for name in KINDS}
    hostile = new_writer().make("tiltaksplan", REQUEST).answer_all("\n".join(SHORT))
    return {**made, "ondsinnet": hostile.document}


@pytest.fixture(scope="module")
def texts(
    documents: dict[str, Document],
    renderer: Renderer,
    drafting: object,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """What LibreOffice reads in each, all in one call."""
    soffice = demand_tool("soffice", "libreoffice-writer")
    folder: Path = tmp_path_factory.mktemp("utkast")
    for name, document in documents.items():
        template = "utkast_liggende" if name in ("fravaersplan", "ukeplan") else "utkast"
        (folder / f"{name}.docx").write_bytes(renderer.docx(document, template))
    profile = f"-env:UserInstallation=file://{folder}/profil"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(folder),
    ]
    files = [str(folder / f"{name}.docx") for name in documents]
    subprocess.run([*command, *files], check=True, timeout=180, capture_output=True)
    return {name: (folder / f"{name}.txt").read_text(encoding="utf-8-sig") for name in documents}


def test_a_word_processor_finds_the_whole_text(
    documents: dict[str, Document], texts: dict[str, str], kind: str
) -> None:
    document, text = documents[kind], " ".join(texts[kind].split())
    assert ANSWER in text
    for said in (document.title, document.intro, *document.sources, document.disclaimer):
        assert " ".join(said.split()) in text
    for block in document.blocks:
        for said in (block.label, *block.items, *block.columns, *block.paragraphs):
            assert " ".join(said.split()) in text, said


def test_a_word_processor_shows_hostile_text_as_it_was_written(texts: dict[str, str]) -> None:
    assert len(SHORT) > 8
    assert [line for line in SHORT if line not in texts["ondsinnet"]] == []
