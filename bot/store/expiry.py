"""Delete what has expired, drafts and conversations: every hour while the bot runs, and from the command line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.store.conversations import Conversations
from bot.store.drafts import Drafts, utc_now
from bot.store.errors import StoreUnavailableError

logger = logging.getLogger(__name__)

_HOUR = 3600.0


async def delete_expired_hourly(
    drafts: Drafts,
    now: Callable[[], datetime] = utc_now,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Delete expired drafts now and each hour until the task is cancelled; a database that is away is tried again."""
    while True:
        with suppress(StoreUnavailableError):  # logged where it was raised
            count = await asyncio.to_thread(drafts.delete_expired, now())
            logger.info("Expired drafts deleted: %d", count)
        await sleep(_HOUR)


async def delete_old_conversations_hourly(
    conversations: Conversations,
    days: int,
    now: Callable[[], datetime] = utc_now,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """The same for conversations in which nobody has said anything for so many days."""
    while True:
        with suppress(StoreUnavailableError):
            await asyncio.to_thread(conversations.delete_older, now() - timedelta(days=days))
        await sleep(_HOUR)


def delete_expired_now(drafts: Drafts, now: Callable[[], datetime] = utc_now) -> str:
    """Delete expired drafts and say in Norwegian how many. Raises StoreUnavailableError."""
    count = drafts.delete_expired(now())
    return f"Slettet {count} utkast som hadde gått ut." if count else "Ingen utkast hadde gått ut."
