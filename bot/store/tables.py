"""The tables of the bot's database, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, Dialect, Integer, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: UTC in SQLite, which knows no time zones, and `timestamptz` in PostgreSQL; always aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone, which could be two hours off."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put the zone back on."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""


class DraftRow(Base):
    """A draft. Title and content are locked to id and owner; the owner is a keyed hash, never a name."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    changed: Mapped[datetime] = mapped_column(UtcDateTime)
    expires: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class TurnCountRow(Base):
    """How many messages of a kommune went one way in an ISO week («2026-W14»); nothing of who wrote, or when in the week."""

    __tablename__ = "turn_counts"

    kommune: Mapped[str] = mapped_column(String(64), primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True, index=True)
    route: Mapped[str] = mapped_column(String(64), primary_key=True)
    procedure: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(64), primary_key=True)
    times: Mapped[int] = mapped_column(Integer)


class FaultRow(Base):
    """A fault that a user reported in an answer: of whom nothing is kept. `about` and `notes` are JSON."""

    __tablename__ = "faults"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kommune: Mapped[str] = mapped_column(String(64))
    day: Mapped[date] = mapped_column(Date, index=True)
    cause: Mapped[str] = mapped_column(String(32))
    comment: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(32))
    notes: Mapped[str] = mapped_column(Text)


class NoticeRow(Base):
    """A notice to all users, shown from one moment until another."""

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    begins: Mapped[datetime] = mapped_column(UtcDateTime)
    ends: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class ClosingRow(Base):
    """The one row there is while the bot is closed, with why."""

    __tablename__ = "closing"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    comment: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class AdminActRow(Base):
    """What someone with access to the insight read or changed; `who` is a keyed hash."""

    __tablename__ = "admin_acts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    who: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(Text)
