"""What was shown and what was not answered, kept for the guides' owner; never who asked."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from knowledge.errors import ReportError

logger = logging.getLogger(__name__)

_LONGEST = 300  # characters of a question that are kept
_WAIT = 2  # seconds for another process's write
_TABLES = """
CREATE TABLE IF NOT EXISTS shown (source TEXT, kommune TEXT, times INTEGER, last TEXT, PRIMARY KEY (source, kommune));
CREATE TABLE IF NOT EXISTS unanswered (question TEXT, kommune TEXT, times INTEGER, last TEXT, PRIMARY KEY (question, kommune));
CREATE TABLE IF NOT EXISTS nearest (question TEXT, kommune TEXT, source TEXT, PRIMARY KEY (question, kommune));
"""


@dataclass(frozen=True)
class Unanswered:
    """A question that nothing answered: how often it came, the day it last came (ISO), and the section nearest to it."""

    question: str
    kommune: str
    times: int
    last: str
    nearest: str = ""


class InsightLog:
    """Counts in a SQLite file; an answer never waits long for it, nor fails because of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def shown(self, sources: Sequence[str], kommune: str) -> None:
        """Note the sections, `guide#anchor`, that were shown as an answer."""
        self._count("shown", "source", [(source, kommune) for source in sources])

    def unanswered(self, question: str, kommune: str, nearest: str = "") -> None:
        """Note a question, names already taken out, and the section, `guide#anchor`, that came nearest to an answer.

        The same question in other letters or spaces counts as one.
        """
        folded = " ".join(question.lower().split())[:_LONGEST]
        if folded:
            self._count("unanswered", "question", [(folded, kommune)])
            self._write("INSERT OR REPLACE INTO nearest VALUES (?, ?, ?)", [(folded, kommune, nearest)])

    def times_shown(self) -> Mapping[str, int]:
        """Return how often each section was shown. Raises ReportError where the file can't be read."""
        rows = self._rows("SELECT source, SUM(times) FROM shown GROUP BY source")
        return {str(source): int(times) for source, times in rows}

    def unanswered_questions(self) -> list[Unanswered]:
        """Return the questions that nothing answered, the most frequent first. Raises ReportError as above."""
        query = (
            "SELECT question, kommune, times, last, COALESCE(source, '') FROM unanswered"
            " LEFT JOIN nearest USING (question, kommune) ORDER BY times DESC, last DESC, question"
        )
        return [
            Unanswered(str(row[0]), str(row[1]), int(row[2]), str(row[3]), str(row[4]))
            for row in self._rows(query)
        ]

    def forget_asked_before(self, day: date) -> None:
        """Delete, from the disk too, the questions that last came before a day."""
        self._write("DELETE FROM unanswered WHERE last < ?", [(day.isoformat(),)])
        kept = "SELECT 1 FROM unanswered WHERE unanswered.question = nearest.question AND unanswered.kommune = nearest.kommune"
        self._write(f"DELETE FROM nearest WHERE NOT EXISTS ({kept})", [()])

    def _count(self, table: str, what: str, rows: Sequence[tuple[str, str]]) -> None:
        today = datetime.now(UTC).date().isoformat()
        self._write(
            f"INSERT INTO {table} VALUES (?, ?, 1, ?) ON CONFLICT ({what}, kommune)"
            " DO UPDATE SET times = times + 1, last = excluded.last",
            [(*row, today) for row in rows],
        )

    def _write(self, statement: str, rows: Sequence[tuple[str, ...]]) -> None:
        try:
            with self._lock, closing(self._open()) as database, database:
                database.executemany(statement, rows)
        except (sqlite3.Error, OSError) as error:
            logger.warning("Innsikt ble ikke skrevet: %s", type(error).__name__)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        if not self._path.is_file():
            return []
        try:
            with closing(self._open()) as database:
                return list(database.execute(query))
        except (sqlite3.Error, OSError) as error:
            raise ReportError(
                f"{self._path.name} kan ikke leses. Prøv igjen; er filen ødelagt, flytt den bort, så lages en ny."
            ) from error

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=_WAIT)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA secure_delete=ON")
        database.executescript(_TABLES)
        return database
