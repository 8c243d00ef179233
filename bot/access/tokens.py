"""Checks a token that the login service has signed: by whom, for whom, when, and with a key of its own."""

from __future__ import annotations

from typing import Any

import jwt

from bot.access.claims import entra_tenant
from bot.access.errors import Reason, RefusedError
from bot.access.provider import Provider

ALGORITHMS = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512")
_LONGEST = 16_000  # Entra ID's largest, with two hundred groups, are about half of it
_LEEWAY = 30  # seconds that two clocks may differ


class TokenCheck:
    """Reads the claims of tokens made for the bot, and of no others."""

    def __init__(self, provider: Provider, issuer: str, audience: str) -> None:
        self._provider = provider
        self._issuer = issuer
        self._audience = audience
        required = ["iss", "aud", "sub", "exp", "iat"]
        self._required = [*required, "nbf"] if entra_tenant(issuer) else required  # Feide's have no nbf

    async def claims(self, token: str) -> dict[str, Any]:
        """What the token says. Raises RefusedError: it doesn't hold, or its key can't be fetched just now."""
        key = await self._provider.key(_key_id(token))
        try:
            return jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._audience,
                issuer=self._issuer,
                leeway=_LEEWAY,
                options={"require": self._required},
            )
        except (jwt.PyJWTError, ValueError):
            raise RefusedError(Reason.LOG_IN) from None


def _key_id(token: str) -> str:
    """The id of the key that a token says it is signed with, before anything of it is believed."""
    try:
        header = jwt.get_unverified_header(token) if len(token) <= _LONGEST else {}
    except (jwt.PyJWTError, ValueError):
        header = {}
    key_id = header.get("kid")
    if header.get("alg") not in ALGORITHMS or not isinstance(key_id, str):
        raise RefusedError(Reason.LOG_IN)
    return key_id
