"""The insight's parts on a database of a test's own, with an app round them, without Rasa and without search."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from actions.drafting.content import load_drafting
from bot.access.errors import RefusedError
from bot.access.identity import RAADGIVER, Identity
from bot.acute import load_acute
from bot.conversation import Conversation, Incoming, Safeguards
from bot.errors import install_error_handlers
from bot.insight.front import open_front
from bot.insight.insight import Insight, open_insight
from bot.insight.reporting import Existing, FaultDesk
from bot.limits import SecurityHeaders
from bot.privacy import redact
from bot.reception import Reception
from bot.routes import feil, innsikt, page, procedures, reports
from bot.safety_net import load_safety_net
from bot.secrets import SigningKey
from bot.settings import ROOT
from bot.store import default_url, open_engine, upgrade
from knowledge.insight.log import InsightLog
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook
from tests.bot.fakes import own_data

DATA = ROOT / "data"
ANNE = Identity("entra:t:anne", frozenset({RAADGIVER}))
DECISION: dict[str, Any] = {
    "text": "Meld fra til rektor.",
    "custom": {
        "route": "melde_fra",
        "decision": {
            "procedure": "melde_fra",
            "outcome": "meld_rektor",
            "sources": [{"guide": "steinkjer-veileder-2025", "section": "Skjerpet plikt (§ 12-5)"}],
        },
    },
}


@dataclass
class ScriptedRasa:
    """Gives the same replies to all, and keeps what it was sent."""

    replies: list[dict[str, Any]] = field(default_factory=lambda: [DECISION])
    sent: list[str] = field(default_factory=list)

    async def send(self, sender: str, message: str, metadata: Any) -> list[dict[str, Any]]:
        self.sent.append(message)
        return [dict(each) for each in self.replies]


@dataclass
class InsightHouse:
    """An app, who is logged in there, and what lies behind it."""

    app: FastAPI
    insight: Insight
    faults: FaultDesk
    reception: Reception
    rasa: ScriptedRasa
    user: Identity = ANNE

    def client(self) -> TestClient:
        """A browser that follows no redirect by itself and says where its forms stood."""
        return TestClient(self.app, follow_redirects=False, headers={"sec-fetch-site": "same-origin"})

    async def say(self, message: str, sender: str = "a", kommune: str = "steinkjer") -> list[dict[str, Any]]:
        """The replies to a message; what was counted is written."""
        outgoing = await self.reception.answer(Incoming(sender, message, kommune, None))
        await self.insight.counts.written()
        return outgoing.replies


def open_insight_house(rulebook: Rulebook, folder: Path) -> InsightHouse:
    """An app whose files lie in the folder; a second one there shares the database, as another process would."""
    engine = open_engine(default_url(folder), wait_seconds=1)
    upgrade(engine)
    key = SigningKey(b"k" * 32)
    insight = open_insight(engine, key, DATA, InsightLog(folder / "innsikt.db"))
    existing = Existing(rulebook, Paths(var_dir=folder), frozenset(insight.texts.routes))
    desk = FaultDesk(insight.faults, existing, redact, insight.fault_texts)
    safeguards = Safeguards(
        redact,
        load_acute(DATA / "acute.yml"),
        load_safety_net(DATA / "safety_net.yml"),
        own_data(),
        lambda _: None,
    )
    rasa = ScriptedRasa()
    reception = Reception(Conversation(rasa, safeguards, key), open_front(insight, desk, safeguards, key))
    app = FastAPI()
    app.state.services = SimpleNamespace(
        settings=SimpleNamespace(kommune="nasjonal", data_dir=DATA, var_dir=folder),
        rulebook=rulebook,
        insight=insight,
        faults=desk,
        documents=SimpleNamespace(drafting=load_drafting(DATA)),
    )
    house = InsightHouse(app, insight, desk, reception, rasa)

    @app.middleware("http")
    async def log_in(request: Request, call_next: Any) -> Any:
        request.state.user = house.user
        return await call_next(request)

    install_error_handlers(app)
    app.add_exception_handler(RefusedError, lambda _, error: page_refused(error))
    app.add_middleware(SecurityHeaders)
    for routes in (innsikt, feil, reports, procedures, page):
        app.include_router(routes.router)
    return house


def page_refused(error: Exception) -> Any:
    from fastapi.responses import JSONResponse

    return JSONResponse({"detail": str(error)}, 403)
