"""Remember through a conversation who has which mark: in memory only, bounded, and forgotten after some hours."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from bot.privacy.people import People
from bot.privacy.word_lists import Memory, read_settings

_SECONDS = 3600


class PeopleMemory:
    """The people of each conversation that is going on. Nothing of it is ever written anywhere."""

    def __init__(self, bounds: Memory, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that never go back."""
        self._bounds = bounds
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, People]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def of(self, conversation: str) -> People:
        """The people of a conversation; nobody yet where it is new, or was silent too long."""
        now = self._clock()
        self._forget(now)
        _, people = self._known.pop(conversation, (now, People()))
        self._known[conversation] = (now, people)
        if len(self._known) > self._bounds.conversations:
            self._known.popitem(last=False)
        return people

    def forget(self, owner: str) -> None:
        """Drop all of a user's conversations at once: that of the name, and those named after it."""
        for each in [name for name in self._known if name.partition(".")[0] == owner]:
            del self._known[each]

    def _forget(self, now: float) -> None:
        """Drop the conversations that were last spoken in too long ago; the oldest stand first."""
        while self._known:
            oldest = next(iter(self._known))
            if now - self._known[oldest][0] < self._bounds.hours * _SECONDS:
                return
            del self._known[oldest]


def load_people_memory(folder: Path) -> PeopleMemory:
    """An empty memory with the bounds of settings.yml. Raises PrivacyDataError where they can't be read."""
    return PeopleMemory(read_settings(folder / "settings.yml").memory)
