"""The accessibility statement, and the statement that its promises keep: failures are named, and whom to tell."""

from types import SimpleNamespace

import pytest
import yaml
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.routes.accessibility import router
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    app.state.services = SimpleNamespace(settings=SimpleNamespace(data_dir=ROOT / "data"))
    app.include_router(router)
    return TestClient(app)


def test_the_statement_tells_what_is_not_good_enough_and_whom_to_tell(client: TestClient) -> None:
    text = client.get("/tilgjengelighet").text
    written = yaml.safe_load((ROOT / "data" / "tilgjengelighet.yml").read_text(encoding="utf-8"))
    parts = {part["title"]: part for part in written["parts"]}
    for point in parts["Det vi vet ikke er godt nok"]["points"]:
        assert f"<li>{point}</li>" in text
    assert "Uutilsynet" in text
    assert "WCAG 2.1" in text
