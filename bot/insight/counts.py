"""Count messages by kommune, week, route, procedure and outcome; no answer waits for it, or fails because of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.insight.about import About
from bot.insight.weeks import OSLO, last_weeks, week_of
from bot.store.database import transaction
from bot.store.drafts import utc_now
from bot.store.errors import StoreUnavailableError
from bot.store.tables import TurnCountRow

_KEY = ("kommune", "week", "route", "procedure", "outcome")
_LONGEST = 64  # characters of each column


@dataclass(frozen=True, order=True)
class Turn:
    """What is kept of a message: nothing of who wrote it, or when in the week."""

    kommune: str
    week: str
    route: str
    procedure: str
    outcome: str


class TurnCounts:
    """The counts in the bot's database, kept for so many weeks."""

    def __init__(self, engine: Engine, weeks: int, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._weeks = weeks
        self._now = now
        self._waiting: Counter[Turn] = Counter()
        self._writing: asyncio.Task[None] | None = None

    def note(self, kommune: str, about: About) -> None:
        """Count one message, written a moment later; while the database is away, once it is back."""
        names = (each[:_LONGEST] for each in (about.route, about.procedure, about.outcome))
        self._waiting[Turn(kommune, week_of(self._today()), *names)] += 1
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def written(self) -> None:
        """Wait until what was noted is written, or can't be."""
        if self._writing is not None:
            await asyncio.wait({self._writing})

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, Counter()
            try:
                await asyncio.to_thread(self.add, batch)
            except StoreUnavailableError:  # logged where it was raised
                self._waiting.update(batch)
                return

    def add(self, turns: Counter[Turn]) -> None:
        """Add to the counts. Raises StoreUnavailableError."""
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        with transaction(self._engine) as connection:
            for turn, times in sorted(
                turns.items()
            ):  # in one order, so that two processes never wait for each other
                statement = dialect.insert(TurnCountRow).values(times=times, **vars(turn))
                added = TurnCountRow.times + statement.excluded.times
                connection.execute(
                    statement.on_conflict_do_update(index_elements=_KEY, set_={"times": added})
                )

    def of_weeks(self, weeks: Sequence[str]) -> dict[Turn, int]:
        """The counts of some weeks. Raises StoreUnavailableError."""
        columns = [getattr(TurnCountRow, name) for name in _KEY]
        query = select(*columns, func.sum(TurnCountRow.times)).where(TurnCountRow.week.in_(weeks))
        with transaction(self._engine) as connection:
            rows = connection.execute(query.group_by(*columns)).all()
        return {Turn(*row[:-1]): int(row[-1]) for row in rows}

    def weeks(self, count: int) -> tuple[str, ...]:
        """The last so many weeks, this one too, the oldest first."""
        return last_weeks(self._today(), min(count, self._weeks))

    def delete_old(self) -> None:
        """Delete what is older than the weeks that are kept. Raises StoreUnavailableError."""
        with transaction(self._engine) as connection:
            connection.execute(delete(TurnCountRow).where(TurnCountRow.week < self.weeks(self._weeks)[0]))

    def _today(self) -> datetime:
        return self._now().astimezone(OSLO)
