"""What was said is deleted on request and when it is old, from the file too; a conversation that goes on stays whole."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import (
    Conversations,
    StoreUnavailableError,
    delete_old_conversations_hourly,
    open_engine,
    sqlite_url,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
# As Rasa's tracker store makes it.
EVENTS = """
CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL,
    timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)
"""
SAID = [("gammel", 40), ("gammel", 31), ("lang", 40), ("lang", 1), ("ny", 0)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "samtaler.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(EVENTS)
        for sender, days in SAID:
            row = (sender, (NOW - timedelta(days=days)).timestamp(), f"hemmelig-{sender}-{days}")
            database.execute(
                "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, ?)", row
            )
    return path


def conversations(path: Path) -> Conversations:
    return Conversations(open_engine(sqlite_url(path)))


def left(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute("SELECT sender_id FROM events ORDER BY id")]


def test_one_conversation_is_deleted_and_no_other(file: Path) -> None:
    conversations(file).delete("lang")
    assert left(file) == ["gammel", "gammel", "ny"]
    assert b"hemmelig-lang" not in file.read_bytes()
    assert b"hemmelig-ny" in file.read_bytes()


def test_only_conversations_that_nobody_goes_on_with_are_old(file: Path) -> None:
    conversations(file).delete_older(NOW - timedelta(days=30))
    assert left(file) == ["lang", "lang", "ny"]
    assert b"hemmelig-gammel" not in file.read_bytes()


def test_nothing_said_yet_is_nothing_to_delete(tmp_path: Path) -> None:
    conversations(tmp_path / "mangler.db").delete("meg")
    assert not (tmp_path / "mangler.db").exists()


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "samtaler.db").write_bytes(b"ingen database" * 100)
    with pytest.raises(StoreUnavailableError):
        conversations(tmp_path / "samtaler.db").delete("meg")


async def test_the_hourly_job_deletes_and_tries_again_after_a_fault(file: Path) -> None:
    hidden, seconds = file.with_suffix(".borte"), []

    async def sleep(wait: float) -> None:
        seconds.append(wait)
        if len(seconds) == 1:
            hidden.rename(file)
        else:
            raise asyncio.CancelledError

    file.rename(hidden)
    with suppress(asyncio.CancelledError):
        await delete_old_conversations_hourly(conversations(file), 30, lambda: NOW, sleep)
    assert left(file) == ["lang", "lang", "ny"]
    assert seconds == [3600.0, 3600.0]
