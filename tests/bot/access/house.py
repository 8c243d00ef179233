"""The real application behind its entrance; only Rasa is a stand-in, which keeps what is said as the real one does."""

from __future__ import annotations

import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from actions.drafting.content import load_drafting
from actions.drafting.render import Renderer
from actions.present import DecisionPresenter
from actions.texts import load_texts
from actions.turn import Turn
from bot.acute import load_acute
from bot.app import create_app
from bot.conversation import Conversation, Safeguards
from bot.drafts import Documents, SignedDrafts
from bot.insight.front import open_front
from bot.insight.insight import open_insight
from bot.insight.reporting import Existing, FaultDesk
from bot.own_data import load_own_data
from bot.pdf import PdfMaker
from bot.privacy import People, Redacted
from bot.reception import Reception
from bot.safety_net import load_safety_net
from bot.secrets import load_signing_key
from bot.settings import Settings
from bot.store import Cipher, Conversations, Drafts, default_url, open_engine, sqlite_url, upgrade
from knowledge.insight.log import InsightLog
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook
from tests.actions.conftest import DATA
from tests.actions.drafting.kinds import origins
from tests.actions.drafting.writer import writer_of
from tests.support.identity_provider import CLIENT, SECRET, IdentityProvider

CHAT = "/webhooks/rest/webhook"
INTRANET = "https://intranett.example.no"
HOME = "http://127.0.0.1:8000"
WISH = "lag utkast"
EVENTS = (
    "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT, data TEXT)"
)


@dataclass
class Clock:
    """Seconds since 1970, which a test may put forward."""

    ahead: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class StandInRasa:
    """Keeps what was said under its sender, and makes a draft of whoever wishes for one."""

    file: Path
    drafts: SignedDrafts
    content: dict[str, Any]
    senders: list[str] = field(default_factory=list)

    async def send(self, sender: str, message: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        self.senders.append(sender)
        with closing(sqlite3.connect(self.file)) as database, database:
            database.execute(EVENTS)
            database.execute(
                "INSERT INTO events (sender_id, timestamp, data) VALUES (?, ?, ?)",
                (sender, time.time(), message),
            )
        if message != WISH:
            return [{"text": "Takk.", "buttons": [{"title": "Ja", "payload": "/velg{}"}]}]
        heard = SimpleNamespace(sender_id=sender, latest_message={"text": message}, latest_action_name=None)
        owner = Turn.from_tracker(heard).owner
        draft = self.drafts.create(owner, "meldeskjema", "Melding", self.content)
        return [
            {"text": "Utkastet.", "custom": {"draft": {"id": draft, "url": self.drafts.url(draft, owner)}}}
        ]

    async def is_healthy(self) -> bool:
        return True

    async def close(self) -> None:
        """Nothing is open."""

    def forget(self) -> None:
        self.senders.clear()
        self.file.unlink(missing_ok=True)

    @property
    def said(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as database:
            database.execute(EVENTS)
            return [row[0] for row in database.execute("SELECT data FROM events ORDER BY id")]


@dataclass
class House:
    """The application and what is behind it."""

    app: FastAPI
    rasa: StandInRasa
    drafts: SignedDrafts
    clock: Clock
    settings: Settings

    def reset(self) -> None:
        """Nobody has said anything yet, and it is now."""
        self.rasa.forget()
        self.app.state.services.store.delete_expired(datetime.now(UTC) + timedelta(days=365))
        self.clock.ahead = 0

    def client(self, base_url: str = HOME, **headers: str) -> TestClient:
        """Somebody who comes, and follows no redirect by itself."""
        return TestClient(
            self.app,
            base_url=base_url,
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        )


def login_settings(provider: IdentityProvider, **more: Any) -> dict[str, Any]:
    """The settings of a bot whose users log in there."""
    own = {
        "oidc_issuer": provider.issuer,
        "oidc_audience": CLIENT,
        "oidc_client_secret": SECRET,
        "public_url": HOME,
        "allowed_origins": INTRANET,
    }
    return {**own, **more}


def open_house(rulebook: Rulebook, folder: Path, **settings: Any) -> House:
    """An application with those settings; its files lie in the folder."""
    chosen = Settings(_env_file=None, var_dir=folder, **settings)
    clock = Clock()
    engine = open_engine(default_url(folder))
    upgrade(engine)
    store = Drafts(engine, Cipher((secrets.token_bytes(32),)), 30)
    key = load_signing_key(folder / "secret.key")
    drafts = SignedDrafts(store, key, chosen.link_minutes if chosen.has_login else None, clock)
    said = Conversations(open_engine(sqlite_url(folder / "samtaler.db")))
    rasa = StandInRasa(folder / "samtaler.db", drafts, _content(rulebook))
    drafting = load_drafting(DATA)
    safeguards = Safeguards(
        _as_it_is,
        load_acute(DATA / "acute.yml"),
        load_safety_net(DATA / "safety_net.yml"),
        load_own_data(DATA / "egne_data.yml", drafts, said),
        lambda _: None,
    )
    insight = open_insight(engine, key, DATA, InsightLog(folder / "innsikt.db"))
    existing = Existing(rulebook, Paths(var_dir=folder), frozenset(insight.texts.routes))
    faults = FaultDesk(insight.faults, existing, _as_it_is, insight.fault_texts)
    services: Any = SimpleNamespace(
        settings=chosen,
        rulebook=rulebook,
        presenter=DecisionPresenter(rulebook, load_texts(DATA / "texts.yml"), {}),
        drafts=drafts,
        store=store,
        said=said,
        documents=Documents(drafting, rulebook),
        renderer=Renderer(DATA / "templates", drafting.words.document),
        pdf=PdfMaker(),
        rasa=rasa,
        reception=Reception(
            Conversation(rasa, safeguards, key), open_front(insight, faults, safeguards, key)
        ),
        insight=insight,
        faults=faults,
    )
    return House(create_app(chosen, services), rasa, drafts, clock, chosen)


def _as_it_is(text: str, people: People | None = None) -> Redacted:
    return Redacted(text, ())


_made: dict[str, Any] = {}


def _content(rulebook: Rulebook) -> dict[str, Any]:
    """What a real draft holds, made once."""
    if not _made:
        writer = writer_of(rulebook, load_drafting(DATA), list(origins(rulebook)))
        writer.make("meldeskjema")
        _made.update(writer.store.content(writer.draft_id, "owner") or {})
    return _made
