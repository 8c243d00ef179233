"""GET /prosedyrer: a rektor finds every procedure, and its chart as it is in the kommune."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.errors import install_error_handlers
from bot.limits import SecurityHeaders
from bot.routes.procedures import router
from bot.settings import ROOT
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook, open_rulebook


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return open_rulebook(Paths(var_dir=tmp_path_factory.mktemp("var")))


@pytest.fixture(scope="module")
def client(rulebook: Rulebook) -> TestClient:
    app = FastAPI()
    settings = SimpleNamespace(kommune="nasjonal", data_dir=ROOT / "data")
    app.state.services = SimpleNamespace(rulebook=rulebook, settings=settings)
    install_error_handlers(app)
    app.add_middleware(SecurityHeaders)
    app.include_router(router)
    return TestClient(app)


def test_every_listed_procedure_has_a_chart_in_every_kommune(client: TestClient, rulebook: Rulebook) -> None:
    for kommune in rulebook.municipalities.all():
        page = client.get("/prosedyrer", params={"kommune": kommune.id}).text
        links = re.findall(r'href="(prosedyrer/[^"]+)"', page)
        assert len(links) == len(rulebook.procedures(kommune.id))
        for link in links:
            answer = client.get(f"/{link}")
            assert answer.status_code == 200, link
            assert answer.headers["content-type"] == "image/svg+xml"
            assert kommune.title in "".join(ElementTree.fromstring(answer.text).itertext())


def test_the_page_lists_titles_in_norwegian_and_marks_the_chosen_kommune(
    client: TestClient, rulebook: Rulebook
) -> None:
    page = client.get("/prosedyrer?kommune=steinkjer")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="nb">' in page.text
    assert re.findall(r'kommune=(\w+)" aria-current="page"', page.text) == ["steinkjer"]
    for procedure in rulebook.procedures("steinkjer"):
        assert procedure.title in page.text


def test_without_a_kommune_the_bot_s_own_is_shown(client: TestClient) -> None:
    assert (
        client.get("/prosedyrer/melde_fra").text == client.get("/prosedyrer/melde_fra?kommune=nasjonal").text
    )


def test_a_kommune_s_own_threshold_is_in_its_chart(client: TestClient, rulebook: Rulebook) -> None:
    def words(kommune: str) -> str:
        answer = client.get("/prosedyrer/fravaer", params={"kommune": kommune})
        return " ".join("".join(ElementTree.fromstring(answer.text).itertext()).split())

    for kommune in ("nasjonal", "raelingen"):
        limit = rulebook.municipalities.get(kommune).thresholds["fravaersdager"].value
        assert f"{limit} eller flere" in words(kommune)


@pytest.mark.parametrize(
    "address",
    [
        "/prosedyrer/finnes_ikke",
        "/prosedyrer/%3Cscript%3E",
        "/prosedyrer/melde_fra?kommune=oz",
        "/prosedyrer?kommune=oz",
    ],
)
def test_what_is_unknown_gets_a_norwegian_sentence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["detail"].startswith("Jeg kjenner ikke")


def test_the_page_holds_no_script_and_no_style_of_its_own(client: TestClient) -> None:
    answer = client.get("/prosedyrer")
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "<style" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_browser_may_use_the_style_that_a_chart_holds(client: TestClient) -> None:
    policies = client.get("/prosedyrer/melde_fra").headers.get_list("content-security-policy")
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")
