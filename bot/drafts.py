"""Keep drafts for their owners in SQLite; a link is signed, so that only who was given it can fetch the document."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from actions.drafts import SavedDraft
from bot.secrets import SigningKey

_TABLE = """
CREATE TABLE IF NOT EXISTS drafts (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    content BLOB NOT NULL, expires TEXT NOT NULL
)
"""


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it is kept: a Word document."""

    kind: str
    title: str
    content: bytes


class SqliteDrafts:
    """The drafts of one machine. A draft holds no names: those are added in Word."""

    def __init__(self, path: Path, key: SigningKey, days: int) -> None:
        self._path = path
        self._key = key
        self._days = days
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._database() as database:
            database.execute(_TABLE)

    def save(self, owner: str, kind: str, title: str, content: bytes) -> SavedDraft:
        """Store a draft for its owner; what has expired is deleted on the way."""
        draft_id = secrets.token_urlsafe(16)
        expires = datetime.now(UTC) + timedelta(days=self._days)
        with self._database() as database:
            database.execute("DELETE FROM drafts WHERE expires < ?", (datetime.now(UTC).isoformat(),))
            database.execute(
                "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)",
                (draft_id, owner, kind, title, content, expires.isoformat()),
            )
        signature = self._key.sign("draft", draft_id, owner)
        return SavedDraft(draft_id, f"/api/drafts/{draft_id}?key={signature}")

    def fetch(self, draft_id: str, signature: str) -> StoredDraft | None:
        """The draft, or None where it is unknown, expired, or the link was not given to its owner by us."""
        with self._database() as database:
            row = database.execute(
                "SELECT owner, kind, title, content FROM drafts WHERE id = ? AND expires >= ?",
                (draft_id, datetime.now(UTC).isoformat()),
            ).fetchone()
        if row is None or not self._key.is_signed(signature, "draft", draft_id, row[0]):
            return None
        return StoredDraft(kind=row[1], title=row[2], content=row[3])

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self._path, timeout=5)
        try:
            with database:
                yield database
        finally:
            database.close()
