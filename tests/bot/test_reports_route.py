"""GET /rapporter: whoever owns a guide reads what is known of it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.errors import install_error_handlers
from bot.limits import SecurityHeaders
from bot.routes import procedures, status
from bot.routes.reports import router
from bot.settings import ROOT
from knowledge.insight.log import InsightLog
from knowledge.insight.reports import REPORTS
from knowledge.paths import Paths
from knowledge.rulebook import open_rulebook


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def client(var_dir: Path) -> TestClient:
    app = FastAPI()
    settings = SimpleNamespace(kommune="nasjonal", data_dir=ROOT / "data", var_dir=var_dir)
    rulebook = open_rulebook(Paths(var_dir=var_dir))
    app.state.services = SimpleNamespace(rulebook=rulebook, settings=settings)
    install_error_handlers(app)
    app.add_middleware(SecurityHeaders)
    for each in (router, procedures.router, status.router):
        app.include_router(each)
    return TestClient(app)


def test_every_report_is_listed_and_opens(client: TestClient) -> None:
    listed = client.get("/rapporter").text
    for name in REPORTS:
        assert f'href="rapporter/{name}"' in listed
        page = client.get(f"/rapporter/{name}").text
        assert '<html lang="nb">' in page
        assert page.count("<h1>") == 1
        assert "<script" not in page


def test_tables_have_headings_with_scope(client: TestClient) -> None:
    page = client.get("/rapporter/motsetninger").text
    assert '<th scope="col">Tema</th>' in page
    assert '<th scope="row">Fraværsgrense</th>' in page


def test_the_reports_are_found_from_the_chat_and_the_procedures_and_lead_back(client: TestClient) -> None:
    for address in ("/", "/prosedyrer"):
        assert 'href="rapporter"' in client.get(address).text
    listed, report = client.get("/rapporter").text, client.get("/rapporter/plikter").text
    assert 'href="./"' in listed
    assert 'href="prosedyrer"' in listed
    assert 'href="../rapporter"' in report
    assert 'href="../"' in report


def test_contradictions_can_be_seen_for_one_kommune(client: TestClient) -> None:
    page = client.get("/rapporter/motsetninger?kommune=steinkjer").text
    assert 'href="motsetninger?kommune=steinkjer" aria-current="page"' in page
    assert "Boten (Steinkjer kommune)" in page
    assert "bakas-skolemiljoplan" not in page


def test_a_table_without_rows_says_so(client: TestClient) -> None:
    page = client.get("/rapporter/motsetninger?kommune=bakas").text
    assert "Ingenting å vise." in page
    assert "<table" not in page


def test_a_question_is_shown_as_text_and_never_as_markup(client: TestClient, var_dir: Path) -> None:
    InsightLog(var_dir / "innsikt.db").unanswered("<script>alert(1)</script>", "steinkjer")
    page = client.get("/rapporter/ubesvart?kommune=steinkjer").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;script&gt;" not in client.get("/rapporter/ubesvart?kommune=bakas").text


@pytest.mark.parametrize("address", ["/rapporter/finnes_ikke", "/rapporter/ubesvart?kommune=oz"])
def test_what_is_unknown_gets_a_norwegian_sentence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("Jeg kjenner ikke")
