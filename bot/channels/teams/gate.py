"""Lets in only what Microsoft has signed, for this bot, from a tenant that we serve."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import jwt
from jwt.exceptions import PyJWTError

from bot.access.addresses import is_loopback
from bot.channels.teams.activity import Activity
from bot.channels.teams.errors import TokenError
from bot.channels.teams.keys import PublishedKeys
from bot.channels.teams.service_urls import ServiceUrls, is_same

_CHANNEL = "msteams"
_ALGORITHM = "RS256"
_REQUIRED = ["exp", "nbf", "iss", "aud", "serviceurl"]
_LEEWAY = 60.0  # seconds that two clocks may differ
_LONGEST = 8_000  # characters of a token; Microsoft's have some 1,500


class Gate(Protocol):
    """Says whether an activity may come in."""

    async def admit(self, authorization: str, client: str, activity: Activity) -> None:
        """Raises TokenError, KeysUnavailableError. `client` is the address that it came from."""


@dataclass(frozen=True)
class SignedGate:
    """The gate where Teams is set up."""

    app_id: str
    issuer: str
    keys: PublishedKeys
    service_urls: ServiceUrls
    tenants: Collection[str]

    async def admit(self, authorization: str, client: str, activity: Activity) -> None:
        """Let in a valid token whose every claim fits the activity. Raises TokenError, KeysUnavailableError."""
        claims = await self._claims(_bearer(authorization))
        _demand(
            is_same(str(claims["serviceurl"]), activity.service_url), "another service url than the token's"
        )
        _demand(self.service_urls.is_allowed(activity.service_url), "a service url that is not on the list")
        _demand(activity.tenant in self.tenants, "another tenant")
        _demand(str(claims.get("tid", activity.tenant)).lower() in self.tenants, "another tenant's token")
        _demand(activity.type != "message" or bool(activity.from_.aad_object_id), "no user")

    async def _claims(self, token: str) -> Mapping[str, Any]:
        """What a token says that we can trust, checked against a published key."""
        try:
            head = jwt.get_unverified_header(token)
            _demand(head.get("alg") == _ALGORITHM, "another algorithm")
            published = await self.keys.get(str(head.get("kid", "")))
            if published is None or not published.speaks_for(_CHANNEL):
                raise TokenError("an unknown key, or one for other channels")
            claims: Mapping[str, Any] = jwt.decode(
                token,
                published.key,
                algorithms=[_ALGORITHM],
                audience=self.app_id,
                issuer=self.issuer,
                leeway=_LEEWAY,
                options={"require": _REQUIRED, "strict_aud": True},
            )
        except (PyJWTError, ValueError, RecursionError) as error:
            raise TokenError(type(error).__name__) from error
        return claims


@dataclass(frozen=True)
class OpenGate:
    """The gate for a test client on this machine: unsigned, but from here and answered here only."""

    service_urls: ServiceUrls

    async def admit(self, authorization: str, client: str, activity: Activity) -> None:
        """Let in what comes from this machine and is to be answered on it. Raises TokenError."""
        _demand(is_loopback(client), "from another machine")
        _demand(
            self.service_urls.is_allowed(activity.service_url), "a service url that is not on this machine"
        )


def _bearer(authorization: str) -> str:
    kind, _, token = authorization.partition(" ")
    _demand(kind.lower() == "bearer" and 0 < len(token) <= _LONGEST, "no token")
    return token


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise TokenError(otherwise)
