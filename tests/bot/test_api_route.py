"""POST /api/decide and the calendar file: facts as the contract has them, and bad ones refused in words."""

from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar

from actions.present import DecisionPresenter
from actions.texts import load_texts
from bot.errors import install_error_handlers
from bot.routes.api import router
from bot.settings import ROOT
from knowledge.rulebook import Rulebook
from tests.actions.conftest import NOW


@pytest.fixture(scope="module")
def client(rulebook: Rulebook) -> TestClient:
    app = FastAPI()
    presenter = DecisionPresenter(rulebook, load_texts(ROOT / "data" / "texts.yml"), {}, lambda: NOW)
    settings = SimpleNamespace(kommune="nasjonal")
    app.state.services = SimpleNamespace(rulebook=rulebook, presenter=presenter, settings=settings)
    install_error_handlers(app)
    app.include_router(router)
    return TestClient(app, raise_server_exceptions=False)


def decide(client: TestClient, procedure: str, **facts: Any) -> Any:
    return client.post("/api/decide", json={"procedure": procedure, "facts": facts})


@pytest.mark.parametrize("days", [9, "9"])
def test_days_may_come_as_number_or_text(client: TestClient, days: object) -> None:
    known = {"melding": "ja", "kontakt": "nei", "kommune": "sondre_land"}
    decision = decide(client, "fravaer", dager=days, **known).json()["decision"]
    assert decision["outcome"] == "kontakt_foresatte"
    assert decision["receipt"]["facts"]["dager"] == "9"


def test_both_sides_of_each_kommunes_threshold(client: TestClient) -> None:
    known = {"melding": "ja", "kontakt": "ja", "bekymringsfullt": "nei", "evaluert": "nei"}
    for kommune, limit in (("sondre_land", 8), ("raelingen", 10), ("nasjonal", 8)):
        for days, outcome in ((limit - 1, "folg_med"), (limit, "rektor_og_hjem")):
            decision = decide(client, "fravaer", dager=days, kommune=kommune, **known).json()["decision"]
            assert decision["outcome"] == outcome, (kommune, days)


def test_the_next_question_comes_with_its_options(client: TestClient) -> None:
    question = decide(client, "fravaer", melding="ja", kontakt="ja").json()["question"]
    assert question["fact"] == "dager"
    assert [option["value"] for option in question["options"]] == ["under_grensen", "fra_grensen", "vet_ikke"]


def test_the_role_belongs_to_every_procedure(client: TestClient) -> None:
    assert decide(client, "klasseregler", rolle="rektor").json()["decision"]["outcome"]


@pytest.mark.parametrize("days", [-1, 1000, "ni", "9.5", 9.5, True, None, [9]])
def test_days_that_make_no_sense_are_refused_in_words(client: TestClient, days: object) -> None:
    answer = decide(client, "fravaer", dager=days)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text


def test_every_procedure_can_be_decided_with_what_it_asks_for(client: TestClient, rulebook: Rulebook) -> None:
    for procedure in rulebook.procedures():
        facts = {fact.id: fact.values[-1] for fact in procedure.facts if fact.is_asked}
        decision = decide(client, procedure.id, **facts).json()["decision"]
        assert 1 <= len(decision["steps"]) <= 5
        assert decision["sources"]
        assert decision["document"]


def test_the_year_wheel_comes_as_a_calendar_file(client: TestClient) -> None:
    answer = client.get("/api/arshjul.ics", params={"kommune": "bakas"})
    assert answer.headers["content-type"].startswith("text/calendar")
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) > 10
    assert client.get("/api/arshjul.ics", params={"kommune": "ukjent"}).status_code == 404
