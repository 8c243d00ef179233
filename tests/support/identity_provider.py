"""A login service of our own on this machine: discovery, keys, a consent that is given at once or in a form, and tokens."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

TENANT = "7d6f2a30-1b52-4a77-9a55-0d8f4b1c2e3f"
CLIENT = "hva-na"
SECRET = "hemmelig-hos-oss"  # a test's own, and nobody else's
KARI = {"sub": "kari-sub", "oid": "aaaaaaaa-0000-4000-8000-000000000001", "roles": ["ansatt"]}
REIDUN = {"sub": "reidun-sub", "oid": "bbbbbbbb-0000-4000-8000-000000000002", "roles": ["raadgiver"]}
PUPIL = {"sub": "elev-sub", "oid": "cccccccc-0000-4000-8000-000000000003", "roles": ["elev"]}
MINUTES = 60


@dataclass
class SigningPair:
    """A key that the service signs with."""

    kid: str
    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    @property
    def public(self) -> dict[str, Any]:
        """The public half, as the service shows it."""
        shown: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        return {**shown, "kid": self.kid, "use": "sig"}


class IdentityProvider:
    """Named by a tenant it is shaped as Entra ID, without as Feide. `user` is whoever logs in next."""

    def __init__(self, tenant: str | None = TENANT) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.tenant = tenant
        self.path = f"/{tenant}/v2.0" if tenant else ""
        self.issuer = self.url + self.path
        self._first = [SigningPair("a")]
        self.keys = self._first
        self.user: Mapping[str, Any] = KARI
        self.groups: list[dict[str, Any]] = []
        self.asks = False
        """Whether the user must press a button."""
        self.is_down = False
        self.told: dict[str, Any] = {}
        """Claims that the next tokens have beside the user's, or instead of them."""
        self.asked: Counter[str] = Counter()
        self._codes: dict[str, dict[str, str]] = {}

    def __enter__(self) -> IdentityProvider:
        config = uvicorn.Config(_app(self), log_level="warning", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def reset(self) -> None:
        """As it was at first."""
        self.keys = self._first
        self.user, self.groups, self.asks, self.is_down = KARI, [], False, False
        self.told.clear()
        self.asked.clear()

    def rotate(self) -> None:
        """Sign with a new key from now on, and show no other."""
        self.keys = [SigningPair(secrets.token_hex(4))]

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What a good token for the bot says, with changes; a claim that is None is left out."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "nbf": now, "exp": now + MINUTES * 60}
        if self.tenant:
            claims["tid"] = self.tenant
        return {
            name: value for name, value in {**claims, **self.user, **changes}.items() if value is not None
        }

    def token(self, key: SigningPair | None = None, **changes: Any) -> str:
        """A signed token."""
        key = key or self.keys[0]
        return jwt.encode(self.claims(**changes), key.private, "RS256", {"kid": key.kid})

    def code(self, asked: Mapping[str, str]) -> str:
        """A code that can be traded once for the tokens that were asked for."""
        code = secrets.token_urlsafe()
        self._codes[code] = dict(asked)
        return code

    def traded(self, form: Mapping[str, str]) -> Response:
        """The tokens for a code, where everything of it holds."""
        asked = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_right = (
            asked is not None
            and form.get("client_secret") == SECRET
            and form.get("redirect_uri") == asked["redirect_uri"]
            and challenge == asked["code_challenge"]
        )
        if asked is None or not is_right:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        id_token = self.token(**{"nonce": asked["nonce"], **self.told})
        return JSONResponse({"access_token": "tilgang", "token_type": "Bearer", "id_token": id_token})


def _app(provider: IdentityProvider) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def count(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        provider.asked[request.url.path.removeprefix(provider.path)] += 1
        return Response(status_code=503) if provider.is_down else await call_next(request)

    @app.get(f"{provider.path}/.well-known/openid-configuration")
    async def discovery() -> dict[str, str]:
        return {
            "issuer": provider.issuer,
            "jwks_uri": f"{provider.url}/keys",
            "authorization_endpoint": f"{provider.url}/authorize",
            "token_endpoint": f"{provider.url}/token",
        }

    @app.get("/keys")
    async def keys() -> dict[str, Any]:
        return {"keys": [each.public for each in provider.keys]}

    @app.get("/authorize")
    async def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        back = urlencode({"code": provider.code(asked), "state": asked["state"]})
        there = f"{asked['redirect_uri']}?{back}"
        if provider.asks:
            return HTMLResponse(
                f'<!doctype html><title>Logg inn</title><a href="{there}">Logg inn som Kari</a>'
            )
        return RedirectResponse(there, status_code=302)

    @app.post("/token")
    async def token(request: Request) -> Response:
        form = parse_qs((await request.body()).decode())
        return provider.traded({name: values[0] for name, values in form.items()})

    @app.get("/groups")
    async def groups(request: Request) -> Response:
        is_known = request.headers.get("authorization") == "Bearer tilgang"
        return JSONResponse(provider.groups) if is_known else Response(status_code=401)

    return app
