"""Drafts over HTTP: only whoever holds the link opens one, as a page, a Word file or a PDF that can be read aloud."""

import io
import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import docx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pypdf import PdfReader

from actions.drafting.content import Drafting, load_drafting
from actions.drafting.render import Renderer
from bot.access.dependencies import identity_of
from bot.access.identity import ANYONE
from bot.drafts import Documents, SignedDrafts
from bot.errors import install_error_handlers
from bot.pdf import PdfMaker
from bot.routes.drafts import GONE, router
from bot.secrets import SigningKey
from bot.store import Cipher, Drafts, default_url, open_engine, upgrade
from knowledge.rulebook import Rulebook
from tests.actions.conftest import DATA
from tests.actions.drafting.kinds import Origin, origins
from tests.actions.drafting.writer import ANSWER, REQUEST, Writer, writer_of
from tests.conftest import demand_tool

DAYS = 30
START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


Shipped = tuple[Rulebook, Drafting, list[Origin]]


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


class Site:
    """The routes over a real SQLite file, and a writer whose drafts lie in it."""

    def __init__(self, shipped: Shipped, folder: Path, templates: Path) -> None:
        self.clock, self.folder = Clock(), folder
        rulebook, drafting, origins = shipped
        engine = open_engine(default_url(folder))
        self.file = folder / "hvana.db"
        self.key = SigningKey(secrets.token_bytes(32))
        store = Drafts(engine, Cipher((secrets.token_bytes(32),)), DAYS, self.clock)
        self.pdf = PdfMaker()
        self.drafts = SignedDrafts(store, self.key, has_pdf=self.pdf.is_there)
        app = FastAPI()
        app.state.services = SimpleNamespace(
            drafts=self.drafts,
            documents=Documents(drafting, rulebook),
            renderer=Renderer(templates, drafting.words.document),
            pdf=self.pdf,
            settings=SimpleNamespace(data_dir=DATA, draft_days=DAYS),
        )
        app.dependency_overrides[identity_of] = lambda: ANYONE  # nobody logs in here
        install_error_handlers(app)
        app.include_router(router)
        self.client = TestClient(app, raise_server_exceptions=False)
        self.writer: Writer = writer_of(rulebook, drafting, origins, store=self.drafts)

    def get(self, url: str) -> Any:
        return self.client.get(url)


@pytest.fixture(scope="module")
def shipped(rulebook: Rulebook) -> Shipped:
    return rulebook, load_drafting(DATA), list(origins(rulebook))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, brought up to date once."""
    folder = tmp_path_factory.mktemp("database")
    upgrade(open_engine(default_url(folder)))
    return folder / "hvana.db"


@pytest.fixture
def site(shipped: Shipped, database: Path, tmp_path: Path) -> Iterator[Site]:
    shutil.copy(database, tmp_path)
    site = Site(shipped, tmp_path, DATA / "templates")
    yield site
    site.client.close()


def said(answer: Any) -> str:
    """The sentence of an error; it is a sentence, and shows nothing of the inside."""
    detail = str(answer.json()["detail"])
    assert detail.endswith(".")
    assert not {"Traceback", "Error", "sqlite", "/"} & set(detail.replace(".", " ").split())
    return detail


def test_the_links_of_the_card_open_the_draft(site: Site) -> None:
    card = site.writer.make("tiltaksplan", REQUEST).card
    word = site.get(card["url"])
    assert word.status_code == 200
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert word.headers["content-disposition"] == 'attachment; filename="tiltaksplan.docx"'
    assert docx.Document(io.BytesIO(word.content)).paragraphs[0].text == card["title"]
    page = site.get(card["page"])
    assert page.headers["content-type"].startswith("text/html")
    assert BeautifulSoup(page.text, "html.parser").h1.get_text() == card["title"]  # type: ignore[union-attr]
    assert "Ikke komplett" in page.text


def test_the_same_link_shows_what_has_been_answered_since(site: Site) -> None:
    card = site.writer.make("meldeskjema", REQUEST).card
    assert ANSWER not in site.get(card["page"]).text
    site.writer.answer_all()
    page = site.get(card["page"]).text
    assert page.count(ANSWER) == 5
    assert "Ikke komplett" not in page
    assert ANSWER in str(
        [each.text for each in docx.Document(io.BytesIO(site.get(card["url"]).content)).paragraphs]
    )


def test_the_pages_own_links_work(site: Site) -> None:
    page = BeautifulSoup(site.get(site.writer.make("meldeskjema").card["page"]).text, "html.parser")
    links = {each.get_text(): str(each["href"]) for each in page.find_all("a")}
    assert list(links)[-1] == "Til samtalen"
    word = site.get(f"/utkast/{links['Hent i Word']}")
    assert word.status_code == 200
    assert word.content[:2] == b"PK"
    assert ("Hent som PDF" in links) == site.pdf.is_there


def test_nothing_of_a_draft_is_kept_by_a_browser_or_sent_on(site: Site) -> None:
    card = site.writer.make("meldeskjema").card
    for url in (card["url"], card["page"], site.drafts.list_url("owner")):
        headers = site.get(url).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_pdf_is_tagged_for_a_screen_reader(site: Site) -> None:
    demand_tool("soffice", "libreoffice-writer")
    card = site.writer.make("tiltaksplan", REQUEST).answer_all().card
    answer = site.get(card["pdf"])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="tiltaksplan.pdf"'
    pdf = PdfReader(io.BytesIO(answer.content))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).lower().startswith("nb")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert card["title"] in text
    assert ANSWER in text
    assert "æ" in text


def test_without_libreoffice_the_word_file_is_pointed_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.pdf, "_program", None)
    card = site.writer.make("meldeskjema").card
    answer = site.get(card["url"].replace("?", "/pdf?"))
    assert answer.status_code == 404
    assert "Hent utkastet i Word" in said(answer)
    assert "PDF" not in site.get(card["page"]).text


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n", "ikke et program", None])
def test_a_libreoffice_that_fails_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str | None
) -> None:
    path = tmp_path / "soffice"
    if program is not None:
        path.write_text(program, encoding="utf-8")
        path.chmod(0o700)
    monkeypatch.setattr(site.pdf, "_program", str(path))
    answer = site.get(site.writer.make("meldeskjema").card["url"].replace("?", "/pdf?"))
    assert answer.status_code == 503
    assert "Hent utkastet i Word" in said(answer)


def test_a_libreoffice_that_hangs_is_stopped_with_its_children(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bot.pdf._SECONDS", 0.5)
    path, child = tmp_path / "soffice", tmp_path / "child"
    path.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {child}\nwait\n", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setattr(site.pdf, "_program", str(path))
    answer = site.get(site.writer.make("meldeskjema").card["url"].replace("?", "/pdf?"))
    assert answer.status_code == 503
    state = Path(f"/proc/{child.read_text().strip()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def addresses(url: str) -> list[str]:
    """The same draft in each of its shapes."""
    return [url, url.replace("?", "/pdf?"), url.replace("/api/drafts/", "/utkast/")]


def test_a_changed_key_opens_nothing(site: Site) -> None:
    url = site.writer.make("meldeskjema").card["url"]
    address, _, key = url.partition("?key=")
    owner, _, signature = key.rpartition(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    for wrong in (
        "", key[:-1], key + "A", f"{owner}.{flipped}", signature, f".{signature}", owner, f"{owner}x.{signature}",
        key.upper(), "æ.ø", "%00", key.replace(".", ".."), f"other.{signature}", f"{owner}.{'A' * 16}",
    ):  # fmt: skip
        for each in addresses(f"{address}?key={quote(wrong, safe='%')}"):
            answer = site.get(each)
            assert answer.status_code == 404, each
            assert said(answer) == GONE
    assert site.get(address).status_code == 404


def test_a_key_opens_no_other_draft_and_no_list(site: Site) -> None:
    first = site.writer.make("meldeskjema").card
    second = site.writer.make("referat", REQUEST).card
    key = first["url"].partition("?key=")[2]
    for url in (*addresses(f"/api/drafts/{second['id']}?key={key}"), f"/utkast?key={key}"):
        assert site.get(url).status_code == 404
        assert said(site.get(url)) == GONE
    list_key = site.drafts.list_url("owner").partition("?key=")[2]
    assert site.get(f"/api/drafts/{first['id']}?key={list_key}").status_code == 404


def test_another_owners_link_opens_nothing(site: Site) -> None:
    draft_id = site.writer.make("meldeskjema").card["id"]
    for url in addresses(site.drafts.url(draft_id, "another")):
        assert site.get(url).status_code == 404
        assert said(site.get(url)) == GONE


@pytest.mark.parametrize(
    "draft_id",
    ["..", "../..", "..%2F..%2Fetc%2Fpasswd", "%2e%2e%2f%2e%2e%2fhvana.db", "x" * 32, "' OR 1=1 --", "%00", "æøå",
     "x" * 5000, "*", "%25"],
)  # fmt: skip
def test_an_id_that_is_none_opens_nothing_even_when_signed(site: Site, draft_id: str) -> None:
    site.writer.make("meldeskjema")
    for url in addresses(
        f"/api/drafts/{draft_id}?key=" + site.drafts.url(draft_id, "owner").partition("?key=")[2]
    ):
        answer = site.get(url)
        assert answer.status_code == 404, url
        said(answer)


def test_a_key_of_no_reasonable_length_is_refused_in_words(site: Site) -> None:
    answer = site.get(f"/api/drafts/x?key={'a' * 5000}")
    assert answer.status_code == 422
    assert "a" * 50 not in said(answer)


def test_a_draft_is_gone_when_its_time_is_up(site: Site) -> None:
    card = site.writer.make("meldeskjema").card
    site.clock.time = START + timedelta(days=DAYS) - timedelta(seconds=1)
    assert site.get(card["url"]).status_code == 200
    site.clock.time = START + timedelta(days=DAYS)
    for url in addresses(card["url"]):
        assert site.get(url).status_code == 404
        assert said(site.get(url)) == GONE
    assert "Du har ingen utkast" in site.get(site.drafts.list_url("owner")).text


def test_a_deleted_draft_is_gone_from_its_link_and_the_talk(site: Site) -> None:
    card = site.writer.make("meldeskjema").card
    assert site.drafts.delete_all("owner") == 1
    assert site.get(card["url"]).status_code == 404
    assert "finnes ikke lenger" in site.writer.write(ANSWER).says


def test_the_list_shows_ones_own_drafts_and_when_they_are_deleted(site: Site) -> None:
    site.drafts.create("another", "referat", "Andres utkast", {})
    for kind in ("meldeskjema", "tiltaksplan"):
        site.writer.make(kind)
    page = BeautifulSoup(site.get(site.drafts.list_url("owner")).text, "html.parser")
    links = page.select("ul a")
    assert {each.get_text() for each in links} == {
        "Melding om at en elev kanskje ikke har det trygt og godt på skolen",
        "Tiltaksplan for et trygt og godt skolemiljø",
    }
    assert "Slettes 20. desember 2026" in page.get_text()
    assert f"{DAYS} dager" in page.get_text()
    for each in links:
        opened = site.get(f"/{each['href']}")
        assert opened.status_code == 200
        assert each.get_text() in opened.text


@pytest.mark.parametrize("key", ["", "owner", "owner.", "owner.AAAAAAAAAAAAAAAA", ".", "æ"])
def test_the_list_is_shown_to_no_one_else(site: Site, key: str) -> None:
    site.writer.make("meldeskjema")
    answer = site.get(f"/utkast?key={quote(key)}")
    assert answer.status_code == 404
    assert said(answer) == GONE


def test_a_hostile_title_is_text_in_the_list(site: Site) -> None:
    site.drafts.create("owner", "referat", "<script>alert(1)</script>{{ 7 * 7 }}", {})
    page = BeautifulSoup(site.get(site.drafts.list_url("owner")).text, "html.parser")
    assert page.find("script") is None
    assert "<script>alert(1)</script>{{ 7 * 7 }}" in page.get_text()


def test_a_store_that_is_away_is_told_and_the_next_try_works(site: Site) -> None:
    card = site.writer.make("meldeskjema").card
    asked, away = site.writer.asks, site.folder / "borte"
    os.rename(site.file, away)
    for url in (*addresses(card["url"]), site.drafts.list_url("owner")):
        answer = site.get(url)
        assert answer.status_code == 503, url
        assert "Prøv igjen om litt" in said(answer)
    assert "Prøv igjen om litt" in site.writer.write(ANSWER).says
    os.rename(away, site.file)
    assert ANSWER not in site.get(card["page"]).text
    assert site.writer.write(ANSWER).asks not in (None, asked)
    assert ANSWER in site.get(card["page"]).text


def test_a_broken_template_is_told_and_the_page_still_works(
    shipped: Shipped, database: Path, tmp_path: Path
) -> None:
    shutil.copy(database, tmp_path)
    (tmp_path / "utkast.docx").write_bytes(b"halv")
    for page in ("head.html", "utkast.html"):
        shutil.copy(DATA / "templates" / page, tmp_path)
    site = Site(shipped, tmp_path, tmp_path)
    card = site.writer.make("meldeskjema").card
    assert site.get(card["page"]).status_code == 200
    for url in addresses(card["url"])[:2] if site.pdf.is_there else [card["url"]]:
        answer = site.get(url)
        assert answer.status_code == 503
        assert "Word-malen er ødelagt" in said(answer)


def test_what_is_stored_is_locked(site: Site) -> None:
    site.writer.make("meldeskjema", "En setning som ingen skal lese på disken")
    files = [path.read_bytes() for path in site.folder.iterdir() if path.is_file()]
    assert any(files)
    assert not any(b"ingen skal lese" in each for each in files)
