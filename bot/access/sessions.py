"""The bot's own proof that a user has logged in: locked with its key, so that nobody else can read or make one."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from bot.access.identity import ROLES, Identity
from bot.secrets import SigningKey


class Seal:
    """Locks small things that a browser keeps for us; one made for another use doesn't open."""

    def __init__(self, key: SigningKey, use: str, seconds: int) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(key.derived(use)))
        self.seconds = seconds

    def sealed(self, content: dict[str, Any]) -> str:
        """The content, locked and stamped with the time."""
        return self._fernet.encrypt(json.dumps(content).encode()).decode("ascii")

    def opened(self, sealed: str) -> dict[str, Any] | None:
        """The content; None where it is not of our making, or too old."""
        try:
            content: dict[str, Any] = json.loads(self._fernet.decrypt(sealed.encode(), ttl=self.seconds))
        except (InvalidToken, ValueError):
            return None
        return content


@dataclass(frozen=True)
class Session:
    """A proof, and when it stops holding, in seconds since 1970."""

    token: str
    expires: int


class Sessions:
    """Gives proofs and reads them: as the cookie of the pages, and as the bearer token of a chat on another page."""

    def __init__(self, key: SigningKey, minutes: int) -> None:
        self._seal = Seal(key, "session", minutes * 60)

    @property
    def seconds(self) -> int:
        """How long one holds."""
        return self._seal.seconds

    def begun(self, user: Identity) -> Session:
        """A new proof for a user who has just logged in."""
        token = self._seal.sealed({"subject": user.subject, "roles": sorted(user.roles)})
        return Session(token, int(time.time()) + self.seconds)

    def identity(self, token: str) -> Identity | None:
        """The user whose proof it is; None where it doesn't hold."""
        content = self._seal.opened(token)
        if content is None:
            return None
        return Identity(content["subject"], frozenset(content["roles"]) & frozenset(ROLES))
