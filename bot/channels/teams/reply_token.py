"""The bot's own token from Entra ID, with which it may write in Teams: fetched when needed, kept while it lasts."""

from __future__ import annotations

import asyncio
import time

import httpx

from bot.channels.teams.errors import ReplyTokenError

_SCOPE = "https://api.botframework.com/.default"
_SECONDS_TO_ANSWER = 5.0
_MARGIN = 300.0  # seconds before its end from which a token is no longer used


class ReplyTokens:
    """One token for all conversations (OAuth 2, client credentials)."""

    def __init__(self, app_id: str, secret: str, url: str) -> None:
        self._app_id = app_id
        self._secret = secret
        self._url = url
        self._token = ""
        self._ends = 0.0
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """The token. Raises ReplyTokenError where Entra ID gives none."""
        async with self._lock:
            if time.time() >= self._ends - _MARGIN:
                await self._fetch()
            return self._token

    async def _fetch(self) -> None:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": self._secret,
            "scope": _SCOPE,
        }
        try:
            async with httpx.AsyncClient(timeout=_SECONDS_TO_ANSWER) as http:
                given = (await http.post(self._url, data=asked)).raise_for_status().json()
            self._token, self._ends = str(given["access_token"]), time.time() + float(given["expires_in"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise ReplyTokenError(f"Entra ID ga ikke noe token: {type(error).__name__}") from error
