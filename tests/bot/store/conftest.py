"""A store on each database, with a clock that a test can move."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import URL, Engine

from bot.store import Cipher, Drafts, default_url, open_engine, upgrade
from bot.store.database import sqlite_file
from tests.conftest import missing
from tests.support.postgresql import NAMED
from tests.support.postgresql import postgresql as open_postgresql

KEY, OTHER_KEY = secrets.token_bytes(32), secrets.token_bytes(32)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAYS = 30


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def move(self, **much: float) -> None:
        self.time += timedelta(**much)


@dataclass(frozen=True)
class Store:
    """An opened store and what lies behind it."""

    engine: Engine
    clock: Clock

    @property
    def drafts(self) -> Drafts:
        return self.with_keys(KEY)

    def with_keys(self, *keys: bytes) -> Drafts:
        return Drafts(self.engine, Cipher(keys), DAYS, self.clock)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Whoever gets hold of the database itself; `?` stands for a value."""
        path = sqlite_file(self.engine)
        if path:
            with closing(sqlite3.connect(path)) as file, file:
                return file.execute(statement, values).fetchall()
        with psycopg.connect(dsn_of(self.engine), autocommit=True) as connection:
            cursor = connection.execute(statement.replace("?", "%s").encode(), values)
            return cursor.fetchall() if cursor.description else []

    def on_disk(self) -> bytes:
        """Everything that the database has written to its files."""
        path = sqlite_file(self.engine)
        if path is None:
            self.sql("CHECKPOINT")
            path = Path(str(self.sql("SHOW data_directory")[0][0])) / "base"
            if not path.is_dir():
                missing("PostgreSQL-tjeneren har filene sine et annet sted, så de kan ikke leses.")
        return b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


def url_of(dsn: str) -> str:
    """The same server, written as the setting wants it."""
    query = {name: str(value) for name, value in conninfo_to_dict(dsn).items()}
    return URL.create("postgresql", query=query).render_as_string(hide_password=False)


def dsn_of(engine: Engine) -> str:
    return make_conninfo("", **{name: str(value) for name, value in engine.url.query.items()})


@pytest.fixture
def postgresql_url(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty schema of this test's own."""
    monkeypatch.setenv(NAMED, postgresql)
    with open_postgresql() as own:
        yield url_of(own)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return default_url(tmp_path / "var")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@contextmanager
def opened(url: str) -> Iterator[Store]:
    engine = open_engine(url, wait_seconds=1)
    try:
        upgrade(engine)
        yield Store(engine, Clock())
    finally:
        engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with opened(url) as store:
        yield store


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    with opened(sqlite_url) as store:
        yield store


@pytest.fixture
def postgresql_store(postgresql_url: str) -> Iterator[Store]:
    with opened(postgresql_url) as store:
        yield store
