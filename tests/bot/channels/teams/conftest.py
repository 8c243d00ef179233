"""The real app with Teams set up, Microsoft's side imitated, and a desk that answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.channels.teams import setup
from bot.channels.teams.words import Words, load_words
from bot.conversation import Incoming, Outgoing
from bot.settings import Settings
from knowledge.rulebook import Rulebook
from tests.conftest import ROOT
from tests.support.teams import APP, SECONDS, SECRET, TENANT, Teams, running_teams

QUESTION = {
    "text": "Hvem krenker?",
    "buttons": [
        {"title": "En elev", "payload": '/svar{"krenker": "elev"}~underskrift12345'},
        {"title": "En ansatt", "payload": '/svar{"krenker": "ansatt"}~underskrift12345'},
    ],
    "custom": {
        "route": "melde_fra",
        "question": {
            "procedure": "melde_fra",
            "fact": "krenker",
            "options": ["elev", "ansatt"],
            "why": "Det avgjør.",
        },
    },
}


def free_to_answer() -> Event:
    free = Event()
    free.set()
    return free


@dataclass
class Desk:
    """Stands for the reception: notes what it hears, and answers with `replies`."""

    heard: list[Incoming] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=lambda: [{"text": "Si fra til rektor."}])
    free: Event = field(default_factory=free_to_answer)
    """Cleared, it holds every answer back."""
    is_served: bool = True
    error: Exception | None = None

    async def answer(self, incoming: Incoming) -> Outgoing:
        self.heard.append(incoming)
        await asyncio.to_thread(self.free.wait, SECONDS)
        if self.error:
            raise self.error
        return Outgoing([{**each, "recipient_id": incoming.sender} for each in self.replies], self.is_served)

    def offers(self, incoming: Incoming) -> bool:
        offered = [button["payload"] for each in self.replies for button in each.get("buttons", [])]
        return incoming.message in offered


@dataclass
class Door:
    """The app as Teams reaches it."""

    client: TestClient
    teams: Teams
    desk: Desk

    def post(self, activity: dict[str, Any], headers: dict[str, str] | None = None) -> httpx.Response:
        """Post as Teams does."""
        return self.client.post("/api/messages", json=activity, headers=headers or self.teams.headers)


def settings_for(teams: Teams, var_dir: Path, **changes: Any) -> Settings:
    """Teams set up against the imitation."""
    given = {
        "var_dir": var_dir,
        "teams_app_id": APP,
        "teams_tenant": TENANT,
        "teams_secret": SECRET,
        "teams_service_hosts": "smba.trafficmanager.net,127.0.0.1",
        "teams_keys_url": f"{teams.url}/keys",
        "teams_token_url": f"{teams.url}/token",
        "public_url": "https://hvana.kommune.no",
    }
    return Settings(_env_file=None, **{**given, **changes})


def app_with(settings: Settings, desk: Desk, rulebook: Rulebook) -> FastAPI:
    """The real app round a desk of the test's own."""
    parts = SimpleNamespace(reception=desk, rulebook=rulebook, pdf=SimpleNamespace(is_there=True))
    return create_app(settings, parts)  # type: ignore[arg-type]


def client_of(app: FastAPI, address: str = "127.0.0.1") -> TestClient:
    """Reaches the app from an address, without the jobs that it starts for the parts that aren't here."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if hasattr(app.state, "teams"):
            await app.state.teams.close()

    app.router.lifespan_context = lifespan
    return TestClient(app, base_url="http://127.0.0.1", client=(address, 50_000))


@pytest.fixture(scope="session")
def microsoft() -> Iterator[Teams]:
    with running_teams() as teams:
        yield teams


@pytest.fixture
def teams(microsoft: Teams) -> Teams:
    """The imitation with nothing posted to it yet."""
    microsoft.posted.clear()
    microsoft.failures.clear()
    return microsoft


@pytest.fixture
def words() -> Words:
    return load_words(ROOT / "data" / "teams.yml")


@pytest.fixture
def door(
    teams: Teams, tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, words: Words
) -> Iterator[Door]:
    """Signed, and impatient: what takes ten seconds in Teams takes a tenth of that here."""
    hurried = words.model_copy(update={"patience_seconds": 0.4, "most_seconds": 1.5})
    monkeypatch.setattr(setup, "load_words", lambda _: hurried)
    desk = Desk()
    with client_of(app_with(settings_for(teams, tmp_path), desk, rulebook)) as client:
        yield Door(client, teams, desk)
        desk.free.set()
