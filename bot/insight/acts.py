"""The log of what those with access to the insight read and changed: who, by a keyed hash, what, and when."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select

from bot.secrets import SigningKey
from bot.store.database import transaction
from bot.store.drafts import utc_now
from bot.store.tables import AdminActRow

_ID_BYTES = 12
SHOWN = 300


@dataclass(frozen=True)
class Act:
    """Something read or changed; `who` is empty where nobody logs in, `at` is UTC."""

    at: datetime
    who: str
    act: str
    what: str


class Acts:
    """The log in the bot's database. Each call raises StoreUnavailableError where that fails."""

    def __init__(
        self, engine: Engine, key: SigningKey, days: int, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._engine = engine
        self._key = key
        self._days = timedelta(days=days)
        self._now = now

    def note(self, subject: str, act: str, what: str = "") -> None:
        """Write that somebody did something; `what` holds ids, never what anyone wrote."""
        who = self._key.sign("admin", subject) if subject else ""
        row = {"id": secrets.token_hex(_ID_BYTES), "at": self._now(), "who": who, "act": act, "what": what}
        with transaction(self._engine) as connection:
            connection.execute(insert(AdminActRow).values(row))

    def newest(self) -> list[Act]:
        """The newest acts, the last one first."""
        query = select(AdminActRow.at, AdminActRow.who, AdminActRow.act, AdminActRow.what)
        query = query.order_by(AdminActRow.at.desc(), AdminActRow.id).limit(SHOWN)
        with transaction(self._engine) as connection:
            return [Act(*row) for row in connection.execute(query)]

    def delete_old(self) -> None:
        """Delete what is older than the log is kept."""
        with transaction(self._engine) as connection:
            connection.execute(delete(AdminActRow).where(AdminActRow.at < self._now() - self._days))
