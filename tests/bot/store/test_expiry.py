"""Expired drafts are deleted at start and each hour, whatever happened the hour before."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.store import StoreUnavailableError, delete_expired_hourly, delete_expired_now
from bot.store.database import sqlite_file
from tests.bot.store.conftest import DAYS, Store


def hours(*happenings: Callable[[], object]) -> Callable[[float], Awaitable[None]]:
    """A sleep that takes no time: one happening an hour, and then the task is cancelled."""
    left = list(happenings)

    async def sleep(seconds: float) -> None:
        assert seconds == 3600
        if not left:
            raise asyncio.CancelledError
        left.pop(0)()

    return sleep


async def run(store: Store, *happenings: Callable[[], object]) -> None:
    with pytest.raises(asyncio.CancelledError):
        await delete_expired_hourly(store.drafts, store.clock, hours(*happenings))


def count(store: Store) -> object:
    return store.sql("SELECT count(*) FROM drafts")[0][0]


async def test_what_has_expired_is_deleted_at_start_and_what_expires_later_within_the_hour(
    store: Store,
) -> None:
    store.drafts.create("eier", "plan", "", {})
    store.clock.move(days=DAYS - 1)
    store.drafts.create("annen", "plan", "", {})
    seen: list[object] = []
    store.clock.move(days=1)
    await run(
        store, lambda: seen.append(count(store)), lambda: store.clock.move(days=DAYS), lambda: seen.append(count(store))
    )  # fmt: skip
    assert seen == [1, 0]


async def test_a_database_that_is_away_is_tried_again_the_next_hour(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store, path = sqlite_store, sqlite_file(sqlite_store.engine)
    assert path is not None
    store.drafts.create("eier", "plan", "", {})
    store.clock.move(days=DAYS)
    aside = path.rename(path.with_suffix(".borte"))
    await run(store, lambda: aside.rename(path), lambda: None)
    assert "The database failed" in caplog.text
    assert count(store) == 0


async def test_the_task_ends_when_it_is_cancelled(sqlite_store: Store) -> None:
    task = asyncio.create_task(delete_expired_hourly(sqlite_store.drafts))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_command_says_how_many(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.drafts.create("pseudonym-17", "plan", "Hemmelighetsord", {})
    assert delete_expired_now(store.drafts, store.clock) == "Ingen utkast hadde gått ut."
    store.clock.move(days=DAYS)
    with caplog.at_level(logging.DEBUG):
        assert delete_expired_now(store.drafts, store.clock) == "Slettet 1 utkast som hadde gått ut."
    assert "pseudonym-17" not in caplog.text


def test_the_command_fails_where_the_database_does(sqlite_store: Store) -> None:
    path = sqlite_file(sqlite_store.engine)
    assert path is not None
    path.unlink()
    with pytest.raises(StoreUnavailableError):
        delete_expired_now(sqlite_store.drafts)
