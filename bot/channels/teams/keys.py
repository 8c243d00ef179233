"""The keys that Microsoft publishes, by which what comes from Teams is known to be theirs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from bot.channels.teams.errors import KeysUnavailableError

logger = logging.getLogger(__name__)

_DAY = 86_400.0
_BETWEEN_FETCHES = 60.0
_SECONDS_TO_ANSWER = 5.0
_AWAY = "Vi får ikke sjekket at meldingen kommer fra Teams akkurat nå. Prøv igjen om litt."


@dataclass(frozen=True)
class PublishedKey:
    """A key, and the channels that it may speak for; none named means that it says nothing of channels."""

    key: PyJWK
    endorsements: frozenset[str]

    def speaks_for(self, channel: str) -> bool:
        """Whether a token signed with the key may come from the channel."""
        return not self.endorsements or channel in self.endorsements


class PublishedKeys:
    """Fetched when first needed, daily, and when a key is unknown, yet at most once a minute; known keys stay when it fails."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds."""
        self._url = url
        self._now = now
        self._keys: dict[str, PublishedKey] = {}
        self._fetched = self._tried = -_DAY
        self._lock = asyncio.Lock()

    async def get(self, key_id: str) -> PublishedKey | None:
        """The key with that id, or None. Raises KeysUnavailableError where it is unknown and none can be fetched."""
        async with self._lock:
            is_old = self._now() - self._fetched >= _DAY
            is_time = self._now() - self._tried >= _BETWEEN_FETCHES
            if (key_id not in self._keys or is_old) and is_time:
                await self._fetch()
        if key_id not in self._keys and self._fetched < self._tried:
            raise KeysUnavailableError(_AWAY)
        return self._keys.get(key_id)

    async def _fetch(self) -> None:
        self._tried = self._now()
        try:
            async with httpx.AsyncClient(timeout=_SECONDS_TO_ANSWER) as http:
                response = (await http.get(self._url)).raise_for_status()
            listed = response.json()["keys"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            logger.error("Nøklene til Teams kan ikke hentes: %s", type(error).__name__)
            return
        self._keys = dict(filter(None, map(_read, listed)))
        self._fetched = self._tried


def _read(published: dict[str, Any]) -> tuple[str, PublishedKey] | None:
    """A key by its id; None for one of a kind that signs nothing for us."""
    try:
        key = PyJWK(published, algorithm="RS256")
        return str(published["kid"]), PublishedKey(key, frozenset(published.get("endorsements") or ()))
    except (PyJWTError, KeyError, TypeError, ValueError):
        return None
