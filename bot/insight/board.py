"""What is told to all users: a notice from one moment until another, and that the bot is closed, in every process alike."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from bot.store.database import transaction
from bot.store.drafts import utc_now
from bot.store.errors import StoreUnavailableError
from bot.store.tables import ClosingRow, NoticeRow

_FRESH_SECONDS = 5.0
_WAIT_SECONDS = 1.0  # for a slow database; then what was last known stands
_ID_BYTES = 9
_ONLY = 1


@dataclass(frozen=True)
class Notice:
    """A notice to all users; times are UTC."""

    id: str
    text: str
    begins: datetime
    ends: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it is shown now."""
        return self.begins <= now < self.ends


@dataclass(frozen=True)
class Closing:
    """Why the bot is closed, and since when."""

    comment: str
    since: datetime


@dataclass(frozen=True)
class Posted:
    """All that stands on the board: the notices that have not ended, the last begun first, and the closing, if any."""

    notices: tuple[Notice, ...] = ()
    closing: Closing | None = None

    def notice(self, now: datetime) -> Notice | None:
        """The notice that is shown now: of several, the one that began last."""
        return next((each for each in self.notices if each.holds(now)), None)


class Board:
    """The board in the bot's database; a change is seen by every process within some seconds."""

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime] = utc_now,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._now = now
        self._seconds = seconds
        self._posted = Posted()
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def current(self) -> tuple[Notice | None, Closing | None]:
        """The notice that is shown now and the closing, as read some seconds ago at most; the last known if that fails."""
        if self._seconds() - self._read_at > _FRESH_SECONDS:
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._refresh())
            await asyncio.wait({self._reading}, timeout=_WAIT_SECONDS)
        return self._posted.notice(self._now()), self._posted.closing

    async def _refresh(self) -> None:
        with suppress(StoreUnavailableError):  # logged where it was raised
            await asyncio.to_thread(self.read)

    def read(self) -> Posted:
        """What stands on the board now. Raises StoreUnavailableError, as do all below."""
        query = select(NoticeRow.id, NoticeRow.text, NoticeRow.begins, NoticeRow.ends)
        query = query.where(NoticeRow.ends > self._now()).order_by(NoticeRow.begins.desc(), NoticeRow.id)
        with transaction(self._engine) as connection:
            notices = tuple(Notice(*row) for row in connection.execute(query))
            row = connection.execute(select(ClosingRow.comment, ClosingRow.since)).one_or_none()
        self._posted = Posted(notices, Closing(*row) if row else None)
        self._read_at = self._seconds()
        return self._posted

    def post(self, text: str, begins: datetime, ends: datetime) -> str:
        """Put up a notice; returns its id. Those that have ended are taken down."""
        notice_id = secrets.token_hex(_ID_BYTES)
        row = {"id": notice_id, "text": text, "begins": begins, "ends": ends}
        with transaction(self._engine) as connection:
            connection.execute(delete(NoticeRow).where(NoticeRow.ends <= self._now()))
            connection.execute(insert(NoticeRow).values(row))
        self.read()
        return notice_id

    def take_down(self, notice_id: str) -> None:
        """Take a notice down; one that is gone stays gone."""
        with transaction(self._engine) as connection:
            connection.execute(delete(NoticeRow).where(NoticeRow.id == notice_id))
        self.read()

    def close(self, comment: str) -> None:
        """Close the bot, or tell another reason why it is closed."""
        with transaction(self._engine) as connection:
            connection.execute(delete(ClosingRow))
            row = {"id": _ONLY, "comment": comment, "since": self._now()}
            connection.execute(insert(ClosingRow).values(row))
        self.read()

    def open(self) -> None:
        """Open the bot again."""
        with transaction(self._engine) as connection:
            connection.execute(delete(ClosingRow))
        self.read()
