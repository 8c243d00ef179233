"""One at a time: two `make` in two windows must not make the same thing on top of each other.

Standard library only, and readable by Python 3.8.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.run.steps import step


@contextmanager
def alone(lock: Path, what: str) -> Iterator[None]:
    """Hold a lock file while the block lasts; who finds it held says what it waits for, and waits."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step(f"Venter på en annen make, som {what}"):
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
