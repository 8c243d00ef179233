"""Talk to Rasa over one kept-alive connection, and turn its every way of failing into one error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import httpx


class RasaUnavailableError(Exception):
    """Rasa is down, slow or silent (it answers many faults with an empty list)."""


class Rasa(Protocol):
    """What the bot needs of Rasa."""

    async def send(self, sender: str, message: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The replies to a message. Raises RasaUnavailableError."""

    async def is_healthy(self) -> bool:
        """Whether it answers at all."""


class RasaClient:
    """Rasa through its own channel of ours (bot/rasa/channel.py)."""

    def __init__(self, base_url: str, token: str, seconds: float) -> None:
        self._seconds = seconds
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"x-hvana-token": token},
            timeout=httpx.Timeout(seconds, connect=1.0),
            limits=httpx.Limits(max_keepalive_connections=20),
            trust_env=False,
        )

    async def send(self, sender: str, message: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The replies to a message. Raises RasaUnavailableError where there are none within the time set."""
        body = {"sender": sender, "message": message, "metadata": dict(metadata)}
        try:
            response = await self._http.post("/webhooks/hvana/webhook", json=body)
            response.raise_for_status()
            replies = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailableError(type(error).__name__) from error
        if not replies:
            raise RasaUnavailableError("empty reply")
        return list(replies)

    async def is_healthy(self) -> bool:
        """Whether the channel answers."""
        try:
            return (await self._http.get("/webhooks/hvana/", timeout=1.0)).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Close the connection."""
        await self._http.aclose()
