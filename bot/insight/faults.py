"""The faults that users report in answers: what is wrong and where, never who said so."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, case, delete, insert, select, update

from bot.insight.about import About
from bot.insight.weeks import OSLO
from bot.store.database import transaction, wipe
from bot.store.drafts import utc_now
from bot.store.tables import FaultRow

NEW = "ny"
_ID_BYTES = 12


@dataclass(frozen=True)
class Reported:
    """A fault as it is reported; comment and question are already free of names."""

    kommune: str
    cause: str
    about: About = field(default_factory=About)
    comment: str = field(default="", repr=False)
    question: str = field(default="", repr=False)


@dataclass(frozen=True)
class Note:
    """What was done with a fault, on which day, and what state it then had."""

    day: date
    state: str
    text: str


@dataclass(frozen=True)
class Fault:
    """A reported fault, the day it came, and what has been done with it, the last thing last."""

    id: str
    day: date
    state: str
    reported: Reported
    notes: tuple[Note, ...]


class Faults:
    """The faults in the bot's database. Each call raises StoreUnavailableError where that fails."""

    def __init__(self, engine: Engine, days: int, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._days = days
        self._now = now

    def add(self, reported: Reported) -> str:
        """Keep a fault; returns its id."""
        fault_id = secrets.token_hex(_ID_BYTES)
        row = {
            "id": fault_id,
            "kommune": reported.kommune,
            "day": self._today(),
            "cause": reported.cause,
            "comment": reported.comment,
            "question": reported.question,
            "about": _packed(reported.about.as_json()),
            "state": NEW,
            "notes": "[]",
        }
        with transaction(self._engine) as connection:
            connection.execute(insert(FaultRow).values(row))
        return fault_id

    def add_comment(self, fault_id: str, comment: str) -> bool:
        """Add to a fault's comment; False where the fault is gone."""
        said = FaultRow.comment
        whole = case((said == "", comment), else_=said + f"\n{comment}")
        with transaction(self._engine) as connection:
            change = update(FaultRow).where(FaultRow.id == fault_id).values(comment=whole)
            return connection.execute(change).rowcount > 0

    def all(self) -> list[Fault]:
        """Every fault, the newest day first."""
        query = select(*FaultRow.__table__.columns).order_by(FaultRow.day.desc(), FaultRow.id)
        with transaction(self._engine) as connection:
            return [_fault(row) for row in connection.execute(query)]

    def get(self, fault_id: str) -> Fault | None:
        """One fault, or None where there is none."""
        query = select(*FaultRow.__table__.columns).where(FaultRow.id == fault_id)
        with transaction(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return _fault(row) if row else None

    def change(self, fault_id: str, state: str, text: str) -> bool:
        """Give a fault another state, with a note; False where the fault is gone."""
        note = {"day": self._today().isoformat(), "state": state, "text": text}
        own = FaultRow.id == fault_id
        with transaction(self._engine) as connection:
            # The state first: it holds the row, so that no other's note is lost between reading and writing.
            if not connection.execute(update(FaultRow).where(own).values(state=state)).rowcount:
                return False
            notes = connection.execute(select(FaultRow.notes).where(own)).scalar_one()
            packed = _packed([*json.loads(notes), note])
            connection.execute(update(FaultRow).where(own).values(notes=packed))
        return True

    def delete_old(self) -> None:
        """Delete, from the disk too, the faults that were reported longer ago than they are kept."""
        oldest = self._today() - timedelta(days=self._days)
        with transaction(self._engine) as connection:
            connection.execute(delete(FaultRow).where(FaultRow.day < oldest))
        wipe(self._engine)

    def _today(self) -> date:
        return self._now().astimezone(OSLO).date()


def _packed(content: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _fault(row: Row[Any]) -> Fault:
    about = About.from_json(json.loads(row.about))
    reported = Reported(row.kommune, row.cause, about, row.comment, row.question)
    return Fault(row.id, row.day, row.state, reported, tuple(map(_note, json.loads(row.notes))))


def _note(content: Mapping[str, str]) -> Note:
    return Note(date.fromisoformat(content["day"]), content["state"], content["text"])
