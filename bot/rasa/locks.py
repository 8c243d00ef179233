"""Rasa's conversation locks with a quick poll: a user's overlapping messages wait milliseconds and not seconds."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockStore, RedisLockStore
from rasa.utils.endpoints import EndpointConfig

POLL_SECONDS = 0.02


class _QuickPoll(LockStore):
    """A lock store that looks every 20 ms whether it is its turn; Rasa looks once a second."""

    def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AbstractAsyncContextManager[TicketLock]:
        held: AbstractAsyncContextManager[Any] = super().lock(
            conversation_id, lock_lifetime, wait_time_in_seconds
        )
        return held


class QuickInMemoryLockStore(_QuickPoll, InMemoryLockStore):
    """The lock store of one Rasa process."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """Rasa hands every lock store its endpoint; this one needs nothing of it."""
        super().__init__()


class QuickRedisLockStore(_QuickPoll, RedisLockStore):
    """The lock store shared by several Rasa processes."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """As Rasa builds its own: the endpoint's url is the host, the rest are settings of the connection."""
        super().__init__(host=endpoint_config.url, **endpoint_config.kwargs)
