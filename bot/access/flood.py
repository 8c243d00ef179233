"""Holds back whoever sends too much in a minute, so that the others are not slowed."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.access.errors import Reason, RefusedError
from bot.settings import Settings


class Floods:
    """Counts the last minute in memory: of each user, and of each address. Each call raises RefusedError."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._turns = RateLimitItemPerMinute(settings.turns_per_minute)
        self._requests = RateLimitItemPerMinute(settings.requests_per_minute)
        self._addresses = RateLimitItemPerMinute(settings.address_requests_per_minute)

    def count_turn(self, sender: str) -> None:
        """Count a message of a user."""
        self._count(self._turns, "turn", sender, Reason.TOO_MANY_TURNS)

    def count_request(self, subject: str) -> None:
        """Count whatever a user asks for."""
        self._count(self._requests, "request", subject, Reason.TOO_MANY_REQUESTS)

    def count_address(self, address: str) -> None:
        """Count whatever comes from an address."""
        self._count(self._addresses, "address", address, Reason.TOO_MANY_REQUESTS)

    def _count(self, limit: RateLimitItem, kind: str, who: str, reason: Reason) -> None:
        if self._limiter.hit(limit, kind, who):
            return
        opens = self._limiter.get_window_stats(limit, kind, who).reset_time
        raise RefusedError(reason, max(1, math.ceil(opens - time.time())))
