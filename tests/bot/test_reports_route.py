"""GET /rapporter: whoever owns a guide reads what is known of it."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from knowledge.insight.log import InsightLog
from knowledge.insight.reports import REPORTS
from knowledge.rulebook import Rulebook
from tests.bot.insight_house import open_insight_house


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def client(rulebook: Rulebook, var_dir: Path) -> TestClient:
    return open_insight_house(rulebook, var_dir).client()


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


def test_the_reports_are_found_from_the_procedures_and_lead_back(client: TestClient) -> None:
    assert 'href="rapporter"' in client.get("/prosedyrer").text
    assert 'href="innsikt"' in client.get("/").text
    listed, report = client.get("/rapporter").text, client.get("/rapporter/plikter").text
    assert 'href="./"' in listed
    assert 'href="prosedyrer"' in listed
    assert 'href="../rapporter"' in report
    assert 'href="../"' in report
    assert 'href="../innsikt"' in report


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
    for _ in range(5):
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


def test_a_question_that_is_asked_four_times_is_not_shown(client: TestClient, var_dir: Path) -> None:
    for _ in range(4):
        InsightLog(var_dir / "innsikt.db").unanswered("hvem betaler frukten?", "bakas")
    page = client.get("/rapporter/ubesvart").text
    assert "frukten" not in page
    assert "færre enn fem" in page
