"""While the bot runs, what is too old is deleted without anybody asking for it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from fastapi.testclient import TestClient

from bot.app import create_app
from bot.settings import Settings

SECONDS = 10


@dataclass
class Deleting:
    """Stands for the drafts and for the conversations: remembers how old what it is told to delete is."""

    done: Event = field(default_factory=Event)
    than: datetime | None = None

    def delete_expired(self, now: datetime) -> int:
        self.than = now
        self.done.set()
        return 0

    def delete_older(self, than: datetime) -> None:
        self.than = than
        self.done.set()


@dataclass
class Insight:
    """Stands for the insight: remembers that it was told to delete, and that its counts were waited for."""

    done: Event = field(default_factory=Event)
    is_written: bool = False

    @property
    def counts(self) -> "Insight":
        return self

    def delete_old(self) -> None:
        self.done.set()

    async def written(self) -> None:
        self.is_written = True


@dataclass
class Closing:
    """Stands for Rasa."""

    is_closed: bool = False

    async def close(self) -> None:
        self.is_closed = True


@dataclass
class Parts:
    """The services that an app without requests needs."""

    store: Deleting = field(default_factory=Deleting)
    said: Deleting = field(default_factory=Deleting)
    insight: Insight = field(default_factory=Insight)
    rasa: Closing = field(default_factory=Closing)


def test_old_drafts_and_conversations_are_deleted_from_the_start(tmp_path: Path) -> None:
    parts = Parts()
    settings = Settings(var_dir=tmp_path, conversation_days=7)
    with TestClient(create_app(settings, parts)):  # type: ignore[arg-type]
        assert parts.store.done.wait(SECONDS)
        assert parts.said.done.wait(SECONDS)
        assert parts.insight.done.wait(SECONDS)
    assert parts.insight.is_written
    assert parts.rasa.is_closed
    assert parts.said.than is not None
    age = datetime.now(UTC) - parts.said.than
    assert timedelta(days=7) <= age < timedelta(days=7, minutes=5)
