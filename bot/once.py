"""Answers a message that is sent again, after a lost connection or an impatient press, with the answer it already has."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import astuple, dataclass

from bot.conversation import Incoming, Outgoing

_SECONDS = 600.0
_MOST = 2_000  # answers of some 15 kB each


@dataclass(frozen=True)
class _Given:
    """An answer that is given or on its way, and when it was asked for."""

    at: float
    task: asyncio.Task[Outgoing]


class Once:
    """Remembers for ten minutes what each message with an id was answered; what was written is not kept."""

    def __init__(self, most: int = _MOST, now: Callable[[], float] = time.monotonic) -> None:
        """`most` is how many answers are remembered, the newest; `now` gives seconds."""
        self._most = most
        self._now = now
        self._key = secrets.token_bytes(32)
        self._given: OrderedDict[bytes, _Given] = OrderedDict()

    async def answer(self, incoming: Incoming, give: Callable[[Incoming], Awaitable[Outgoing]]) -> Outgoing:
        """The answer, made by `give` where this very message has none; a repeat waits for the first one's.

        One that failed may be tried anew. Raises what `give` raises.
        """
        if not incoming.message_id:
            return await give(incoming)
        self._forget_old()
        mark = self._mark(incoming)
        if mark not in self._given:
            task = asyncio.create_task(self._first(mark, incoming, give))
            self._given[mark] = _Given(self._now(), task)
        # Shielded: whoever sent it first may hang up while the repeat still waits.
        return await asyncio.shield(self._given[mark].task)

    async def _first(
        self, mark: bytes, incoming: Incoming, give: Callable[[Incoming], Awaitable[Outgoing]]
    ) -> Outgoing:
        is_served = False
        try:
            outgoing = await give(incoming)
            is_served = outgoing.is_served
        finally:
            if not is_served:
                self._given.pop(mark, None)
        return outgoing

    def _mark(self, incoming: Incoming) -> bytes:
        """What tells a message from all others. Its words are part of it: a client that uses an id twice is not misled."""
        return hashlib.blake2b(repr(astuple(incoming)).encode(), key=self._key).digest()

    def _forget_old(self) -> None:
        oldest = self._now() - _SECONDS
        while self._given:
            first = next(iter(self._given))
            if self._given[first].at > oldest and len(self._given) < self._most:
                return
            del self._given[first]
