"""Delete what was said: Rasa keeps it, and has no way of its own to delete it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, column, delete, func, select, table
from sqlalchemy.sql.expression import ColumnElement

from bot.store.database import sqlite_file, transaction, wipe

_EVENTS = table("events", column("sender_id"), column("timestamp"))  # as Rasa's tracker store makes it


class Conversations:
    """The conversations in Rasa's tracker store. Each call raises StoreUnavailableError where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def delete(self, owner: str) -> None:
        """Delete all that one user and the bot have said to each other, in every conversation, from the disk too."""
        start = f"{owner}."
        is_theirs = func.substr(_EVENTS.c.sender_id, 1, len(start)) == start
        self._delete(is_theirs | (_EVENTS.c.sender_id == owner))

    def delete_older(self, than: datetime) -> None:
        """Delete the conversations that nobody has said anything in since."""
        spoken = select(_EVENTS.c.sender_id).where(_EVENTS.c.timestamp >= than.timestamp())
        self._delete(_EVENTS.c.sender_id.not_in(spoken))

    def _delete(self, which: ColumnElement[bool]) -> None:
        file = sqlite_file(self._engine)
        if file is not None and not file.exists():
            return  # nothing has been said yet
        with transaction(self._engine) as connection:
            connection.execute(delete(_EVENTS).where(which))
        wipe(self._engine)
