"""Microsoft's side of Teams on this machine: what signs activities, gives tokens, and takes what the bot posts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

APP = "11111111-aaaa-4bbb-8ccc-222222222222"
TENANT = "33333333-dddd-4eee-8fff-444444444444"
USER = "55555555-1111-4222-8333-666666666666"
SECRET = "hemmelig-nok"
REPLY_TOKEN = "token-til-boten"
SECONDS = 10.0
ISSUER = "https://api.botframework.com"

_ids = count(1_700_000_000_000)


@dataclass(frozen=True)
class Posted:
    """One request of the bot to the connector."""

    method: str
    path: str
    body: dict[str, Any]
    authorization: str
    id: str

    @property
    def card(self) -> dict[str, Any]:
        """The card in it, empty where there is none."""
        attachments = self.body.get("attachments") or [{}]
        card: dict[str, Any] = attachments[0].get("content") or {}
        return card

    @property
    def text(self) -> str:
        """What is read of it where no cards are shown."""
        return str(self.body.get("text") or self.body.get("summary") or "")


@dataclass
class Teams:
    """The imitation: published keys, token service and connector at one address."""

    url: str = ""
    posted: list[Posted] = field(default_factory=list)
    failures: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """What the next posts of messages are answered instead of being taken."""
    endorsements: tuple[str, ...] = ("msteams", "webchat")
    are_keys_away: bool = False
    key_fetches: int = 0
    tokens_given: int = 0
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    key_id: str = "nokkel-1"
    changed: Condition = field(default_factory=Condition)

    @property
    def service_url(self) -> str:
        return f"{self.url}/emea/"

    def keys(self) -> dict[str, Any]:
        published = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {
            "keys": [{**published, "kid": self.key_id, "use": "sig", "endorsements": list(self.endorsements)}]
        }

    def claims(self, **changes: Any) -> dict[str, Any]:
        """The claims of a good token; a value of None takes a claim out."""
        now = int(time.time())
        good = {
            "iss": ISSUER,
            "aud": APP,
            "exp": now + 3600,
            "nbf": now - 10,
            "serviceurl": self.service_url,
        }
        return {name: value for name, value in {**good, **changes}.items() if value is not None}

    def token(self, **changes: Any) -> str:
        return jwt.encode(self.claims(**changes), self.key, "RS256", headers={"kid": self.key_id})

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token()}"}

    def said(self) -> list[Posted]:
        """What was posted as messages, in order."""
        return [each for each in self.posted if each.method == "POST" and each.body["type"] == "message"]

    def wait_for(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds of what was posted; fails after some seconds."""
        with self.changed:
            assert self.changed.wait_for(holds, SECONDS), [each.body for each in self.posted]

    def wait_for_messages(self, number: int) -> list[Posted]:
        self.wait_for(lambda: len(self.said()) >= number)
        return self.said()

    def take(self, method: str, path: str, body: dict[str, Any], authorization: str) -> str:
        with self.changed:
            taken = Posted(
                method, path, body, authorization, path.rsplit("/", 1)[1] if method == "PUT" else new_id()
            )
            self.posted.append(taken)
            self.changed.notify_all()
        return taken.id


def new_id() -> str:
    return str(next(_ids))


def activity(teams: Teams, **changes: Any) -> dict[str, Any]:
    """A message as Teams sends it, alone with the bot."""
    made = {
        "type": "message",
        "id": new_id(),
        "timestamp": f"2026-11-25T10:00:00.{next(_ids) % 1_000_000:06}Z",
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": "29:bruker", "name": "Kari Nordmann", "aadObjectId": USER},
        "conversation": {"id": "a:samtale", "conversationType": "personal", "tenantId": TENANT},
        "recipient": {"id": f"28:{APP}", "name": "Hva nå?"},
        "textFormat": "plain",
        "text": "En elev blir plaget i garderoben",
        "entities": [{"type": "clientInfo", "locale": "nb-NO", "platform": "Web"}],
        "channelData": {"tenant": {"id": TENANT}},
    }
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


def group(teams: Teams, text: str, **changes: Any) -> dict[str, Any]:
    """A message in a group, in which the bot is named."""
    return activity(
        teams,
        text=f"<at>Hva nå?</at> {text}",
        conversation={"id": "19:gruppe@thread.v2", "conversationType": "groupChat", "tenantId": TENANT},
        entities=[{"type": "mention", "mentioned": {"id": f"28:{APP}"}, "text": "<at>Hva nå?</at>"}],
        **changes,
    )


def press(teams: Teams, value: Any, card_id: str, **changes: Any) -> dict[str, Any]:
    """A button pressed in a card."""
    return activity(teams, text=None, value=value, replyToId=card_id, **changes)


@contextmanager
def running_teams() -> Iterator[Teams]:
    """The imitation on a free port for as long as the block lasts."""
    teams = Teams()

    class Handler(_Handler):
        microsoft = teams

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    teams.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield teams
    finally:
        server.shutdown()
        thread.join(SECONDS)
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    microsoft: Teams
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.microsoft.key_fetches += 1
        self._answer(503, {}) if self.microsoft.are_keys_away else self._answer(200, self.microsoft.keys())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/token":
            is_right = f"client_secret={SECRET}" in body.decode()
            self.microsoft.tokens_given += is_right
            given = {"access_token": REPLY_TOKEN, "token_type": "Bearer", "expires_in": 3600}
            self._answer(200, given) if is_right else self._answer(401, {"error": "invalid_client"})
            return
        read = json.loads(body)
        if read["type"] == "message" and self.microsoft.failures:
            status, headers = self.microsoft.failures.pop(0)
            self._answer(status, {}, headers)
            return
        self._answer(201, {"id": self._taken("POST", read)})

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        self._answer(200, {"id": self._taken("PUT", body)})

    def _taken(self, method: str, body: dict[str, Any]) -> str:
        return self.microsoft.take(method, self.path, body, self.headers.get("Authorization", ""))

    def _answer(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
