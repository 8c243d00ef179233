"""What goes in and out of every request: a body of bounded size, and headers that keep a browser strict."""

from __future__ import annotations

import json
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors "
)
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin-allow-popups",  # the login may open in a window of its own
}
_ONLY_HTTPS = {b"strict-transport-security": b"max-age=31536000"}
_TOO_LARGE = json.dumps({"detail": "Forespørselen er for stor. Skriv kortere."}, ensure_ascii=False).encode()
_ACTIONS = "/actions"
_ACTION_BYTES = 1_000_000  # Rasa's own calls carry the whole case


class BodyLimit:
    """Refuses a body over the limit as soon as that much of it has come."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _read(receive, _ACTION_BYTES if scope["path"] == _ACTIONS else self._max_bytes)
        if body is None:
            await _refuse(send)
            return

        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The whole body, or None as soon as it is over the limit."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return body


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _TOO_LARGE})


class SecurityHeaders:
    """Adds the headers to every response; one that a response has set itself stands (a chart's own policy).

    `origins` are pages elsewhere that may hold ours in a frame.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = (), is_https: bool = False) -> None:
        self._app = app
        policy = _PAGE_POLICY + " ".join(("'self'", *origins))
        https = _ONLY_HTTPS if is_https else {}
        self._headers = {b"content-security-policy": policy.encode(), **_HEADERS, **https}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to the answer's own."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = dict(message.get("headers", []))
                message["headers"] = [
                    *message.get("headers", []),
                    *((name, value) for name, value in self._headers.items() if name not in own),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)
