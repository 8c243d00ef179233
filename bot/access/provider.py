"""The login service as it describes itself: its addresses and the keys that it signs with, fetched and remembered."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import jwt

from bot.access.addresses import is_loopback, is_safe_url
from bot.access.errors import Reason, RefusedError

logger = logging.getLogger(__name__)

_DISCOVERY = "/.well-known/openid-configuration"
_SECONDS = 5.0
_RETRY = 60.0  # the least between two tries, so that forged key ids can't make us ask all the time
_FRESH = 3600.0  # after so long the keys are asked for anew, so that one that was withdrawn is forgotten
_ASYMMETRIC = ("RSA", "EC")


class Provider:
    """One login service. Its keys are fetched when they are needed; where it is away, those we know go on."""

    def __init__(self, issuer: str, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds that never go back."""
        self._issuer = issuer
        self._now = now
        self._metadata: dict[str, Any] = {}
        self._keys: dict[str, jwt.PyJWK] = {}
        self._tried = self._fetched = float("-inf")
        self._lock = asyncio.Lock()

    async def key(self, key_id: str) -> jwt.PyJWK:
        """The key of that id. Raises RefusedError: it is unknown, or may be and the service is away."""
        if key_id not in self._keys:
            async with self._lock:
                if key_id not in self._keys and self._may_try():
                    await self._fetch_keys()
        elif self._now() - self._fetched > _FRESH and self._may_try() and not self._lock.locked():
            async with self._lock:
                await self._fetch_keys()
        if key_id in self._keys:
            return self._keys[key_id]
        is_away = self._fetched < self._tried
        raise RefusedError(Reason.PROVIDER_AWAY if is_away else Reason.LOG_IN)

    async def endpoint(self, name: str) -> str:
        """An address of the service, such as `token_endpoint`. Raises RefusedError where it can't be learnt."""
        if name not in self._metadata:
            self._metadata = await self._described()
        return self._own(self._metadata, name)

    async def ask(self, url: str, bearer: str) -> Any:
        """What an address of the service answers a user's access token. Raises RefusedError where it doesn't."""
        return await self._send("GET", url, headers={"Authorization": f"Bearer {bearer}"})

    async def trade(self, url: str, form: Mapping[str, str]) -> Any:
        """What the service gives for a form. Raises RefusedError where it refuses or is away."""
        return await self._send("POST", url, data=dict(form))

    def _may_try(self) -> bool:
        return self._now() - self._tried >= _RETRY

    async def _fetch_keys(self) -> None:
        self._tried = self._now()
        try:
            metadata = await self._described()
            found = jwt.PyJWKSet.from_dict(await self._send("GET", self._own(metadata, "jwks_uri")))
        except (RefusedError, jwt.PyJWTError, AttributeError) as error:
            logger.error("The login service gave no keys: %s", type(error).__name__)
            return
        self._metadata = metadata
        self._keys = {each.key_id: each for each in found if each.key_id and each.key_type in _ASYMMETRIC}
        self._fetched = self._tried

    async def _described(self) -> dict[str, Any]:
        """The service's own description, which must be of the issuer that we trust."""
        described = await self._send("GET", self._issuer.rstrip("/") + _DISCOVERY)
        if not isinstance(described, dict) or described.get("issuer") != self._issuer:
            logger.error("The login service is not the one in HVANA_OIDC_ISSUER")
            raise RefusedError(Reason.PROVIDER_AWAY)
        return described

    @staticmethod
    def _own(metadata: Mapping[str, Any], name: str) -> str:
        address = str(metadata.get(name, ""))
        if not is_safe_url(address):
            raise RefusedError(Reason.PROVIDER_AWAY)
        return address

    async def _send(self, method: str, url: str, **more: Any) -> Any:
        is_near = is_loopback(httpx.URL(url).host)
        try:
            async with httpx.AsyncClient(timeout=_SECONDS, trust_env=not is_near) as client:
                answer = await client.request(method, url, **more)
            if answer.is_client_error and method == "POST":
                raise RefusedError(Reason.LOGIN_FAILED)
            return answer.raise_for_status().json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            # Without its cause: an address may hold what must not be logged.
            logger.error("The login service did not answer: %s", type(error).__name__)
            raise RefusedError(Reason.PROVIDER_AWAY) from None
