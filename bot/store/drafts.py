"""Keep drafts for their owners: locked on disk, seen by no one else, gone when their time is up."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, Engine, delete, insert, select, update

from bot.store.cipher import Cipher
from bot.store.database import transaction, wipe
from bot.store.errors import StoreUnavailableError, UnreadableError
from bot.store.tables import DraftRow

logger = logging.getLogger(__name__)

_ID_BYTES = 24
_ID = re.compile(r"[A-Za-z0-9_-]{32}")  # what 24 random bytes become; nothing else is looked up
_ENTRY = (
    DraftRow.id,
    DraftRow.kind,
    DraftRow.title,
    DraftRow.created,
    DraftRow.changed,
    DraftRow.expires,
)


@dataclass(frozen=True)
class DraftEntry:
    """What a list shows of a draft; times are UTC."""

    id: str
    kind: str
    title: str = field(repr=False)  # what someone wrote stays out of a log that shows the object
    created: datetime
    changed: datetime
    expires: datetime


@dataclass(frozen=True)
class Draft(DraftEntry):
    """A draft with what is written in it."""

    content: Mapping[str, Any] = field(repr=False)


def utc_now() -> datetime:
    """The time, as the store has it."""
    return datetime.now(UTC)


class Drafts:
    """The drafts in a database. Each call is one transaction, and raises StoreUnavailableError where that fails.

    `owner` is a keyed hash. A draft lives for `days` after it was last changed.
    """

    def __init__(
        self, engine: Engine, cipher: Cipher, days: int, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._engine = engine
        self._cipher = cipher
        self._days = timedelta(days=days)
        self._now = now

    def create(self, owner: str, kind: str, title: str, content: Mapping[str, Any]) -> str:
        """Store a new draft and return its id, which can't be guessed; content is what JSON can hold."""
        draft_id = secrets.token_urlsafe(_ID_BYTES)
        now = self._now()
        row = {"id": draft_id, "owner": owner, "kind": kind, "created": now}
        row |= self._written(draft_id, owner, title, content, now)
        with transaction(self._engine) as connection:
            connection.execute(insert(DraftRow).values(row))
        return draft_id

    def replace(self, draft_id: str, owner: str, title: str, content: Mapping[str, Any]) -> bool:
        """Write a draft anew, which gives it its full time again; False where `fetch` would find none."""
        if not _ID.fullmatch(draft_id):
            return False
        now = self._now()
        change = update(DraftRow).where(*_own(draft_id, owner), DraftRow.expires > now)
        change = change.values(self._written(draft_id, owner, title, content, now))
        with transaction(self._engine) as connection:
            return connection.execute(change).rowcount > 0

    def fetch(self, draft_id: str, owner: str) -> Draft | None:
        """The draft, or None where it is unknown, another's, expired, deleted or can't be unlocked."""
        if not _ID.fullmatch(draft_id):
            return None
        query = select(*_ENTRY, DraftRow.content).where(
            *_own(draft_id, owner), DraftRow.expires > self._now()
        )
        with transaction(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        _, kind, title, created, changed, expires, content = row
        try:
            return Draft(
                draft_id,
                kind,
                self._opened(title, draft_id, owner, "title"),
                created,
                changed,
                expires,
                self._opened(content, draft_id, owner, "content"),
            )
        except UnreadableError:
            _tell_unreadable(1)
            return None

    def of_owner(self, owner: str) -> list[DraftEntry]:
        """The owner's drafts, the last changed first; those that can't be unlocked are left out."""
        return self._entries(owner, DraftRow.expires > self._now())

    def expiring(self, owner: str, within_days: float) -> list[DraftEntry]:
        """Those of the owner's drafts that will be deleted within so many days."""
        now = self._now()
        end = now + timedelta(days=within_days)
        return self._entries(owner, DraftRow.expires > now, DraftRow.expires <= end)

    def delete(self, draft_id: str, owner: str) -> bool:
        """Delete one of the owner's drafts, from the disk too; False where there is none."""
        if not _ID.fullmatch(draft_id):
            return False
        return self._delete(delete(DraftRow).where(*_own(draft_id, owner))) > 0

    def delete_all(self, owner: str) -> int:
        """Delete all of the owner's drafts, from the disk too; returns how many."""
        return self._delete(delete(DraftRow).where(DraftRow.owner == owner))

    def delete_expired(self, now: datetime) -> int:
        """Delete everyone's drafts whose time is up, and wipe the disk of what was overwritten; returns how many."""
        return self._delete(delete(DraftRow).where(DraftRow.expires <= now))

    def _delete(self, statement: Delete) -> int:
        with transaction(self._engine) as connection:
            count = connection.execute(statement).rowcount
        # They are deleted whether or not the disk could be wiped just now; the next deletion wipes it.
        with suppress(StoreUnavailableError):
            wipe(self._engine)
        return count

    def _entries(self, owner: str, *conditions: ColumnElement[bool]) -> list[DraftEntry]:
        query = select(*_ENTRY).where(DraftRow.owner == owner, *conditions)
        with transaction(self._engine) as connection:
            rows = connection.execute(query.order_by(DraftRow.changed.desc(), DraftRow.id)).all()
        entries = []
        for draft_id, kind, title, created, changed, expires in rows:
            with suppress(UnreadableError):
                opened = self._opened(title, draft_id, owner, "title")
                entries.append(DraftEntry(draft_id, kind, opened, created, changed, expires))
        _tell_unreadable(len(rows) - len(entries))
        return entries

    def _written(
        self, draft_id: str, owner: str, title: str, content: Mapping[str, Any], now: datetime
    ) -> dict[str, Any]:
        """The columns that a change sets."""
        return {
            "title": self._sealed(title, draft_id, owner, "title"),
            "content": self._sealed(dict(content), draft_id, owner, "content"),
            "changed": now,
            "expires": now + self._days,
        }

    def _sealed(self, value: object, draft_id: str, owner: str, column: str) -> bytes:
        return self._cipher.seal(json.dumps(value, allow_nan=False).encode(), draft_id, owner, column)

    def _opened(self, sealed: bytes, draft_id: str, owner: str, column: str) -> Any:
        return json.loads(self._cipher.open(sealed, draft_id, owner, column))


def _own(draft_id: str, owner: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return DraftRow.id == draft_id, DraftRow.owner == owner


def _tell_unreadable(count: int) -> None:
    """Tell whoever runs the bot, who may have lost a key; whose drafts they are is not told."""
    if count:
        logger.error("%d draft(s) can't be unlocked: a key is missing, or they were altered", count)
