"""Open the bot's database: a SQLite file beside the bot, or PostgreSQL where a setting names it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import StoreSettingError, StoreUnavailableError

logger = logging.getLogger(__name__)

WAIT_SECONDS = 5
VARIABLE = "HVANA_DATABASE_URL"
_FILE = "hvana.db"
_POSTGRESQL = "postgresql+psycopg"
# Each connection must ask for these. Deleted content is overwritten with zeros; a commit survives a power cut.
_PRAGMAS = ("foreign_keys=ON", "secure_delete=ON", "synchronous=FULL")


def default_url(var_dir: Path) -> str:
    """The address of the SQLite file in the folder that everything made at run time lies in."""
    return sqlite_url(var_dir / _FILE)


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return URL.create("sqlite", database=str(path.resolve())).render_as_string()


def open_engine(url: str, wait_seconds: int = WAIT_SECONDS) -> Engine:
    """Make the engine for `sqlite:///path` or `postgresql://…`; nothing is connected to yet.

    A locked row, a busy file or a server out of reach is waited for `wait_seconds`.
    Raises StoreSettingError for any other address, which is not quoted: it may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreSettingError(_WRONG_URL) from None
    backend = parsed.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return _postgresql(parsed, wait_seconds)
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return _sqlite(Path(parsed.database).absolute(), wait_seconds)
    raise StoreSettingError(_WRONG_URL)


_WRONG_URL = (
    f"{VARIABLE} er ikke en adresse vi kan bruke. "
    "Skriv «postgresql://bruker:passord@tjener/database» eller «sqlite:////mappe/fil.db»."
)


def sqlite_file(engine: Engine) -> Path | None:
    """The file that an engine keeps its data in; None for PostgreSQL."""
    return engine.get_execution_options().get("sqlite_file")


def _sqlite(path: Path, wait_seconds: int) -> Engine:
    # mode=rw: a file that has gone away is an error, and not silently begun anew.
    # No pool: the next call finds a file that was put back, and the log is emptied when no one is connected.
    engine = create_engine(
        URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "rw", "uri": "true"}),
        connect_args={"timeout": wait_seconds},
        execution_options={"sqlite_file": path},
        poolclass=NullPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")  # the driver itself leaves changes of tables outside

    return engine


def _postgresql(url: URL, wait_seconds: int) -> Engine:
    limits: dict[str, object] = {"connect_timeout": wait_seconds, "tcp_user_timeout": wait_seconds * 1000}
    limits = {name: value for name, value in limits.items() if name not in url.query}
    # First, so that what the address itself asks for has the last word.
    limits["options"] = f"-c lock_timeout={wait_seconds}s {url.query.get('options', '')}"
    return create_engine(
        url.set(drivername=_POSTGRESQL),
        connect_args=limits,
        pool_pre_ping=True,
        pool_timeout=wait_seconds,
        hide_parameters=True,
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """All or nothing of a block. Raises StoreUnavailableError where the database fails, in whatever way."""
    with translated(), engine.begin() as connection:
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a database or a disk may raise into StoreUnavailableError."""
    try:
        yield
    except (DBAPIError, NoFreeConnectionError, OSError) as error:
        logger.error("The database failed: %s", _reason(error))
        # Without its cause: the driver's message may quote a row.
        raise StoreUnavailableError from None


def _reason(error: Exception) -> str:
    """Name an error by what no user wrote: its class, and SQLite's or PostgreSQL's own code."""
    original = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
    return f"{type(original or error).__name__} {code}".strip()


def wipe(engine: Engine) -> None:
    """Let what was deleted leave the disk too: SQLite's log is written into the file and cut to nothing.

    In PostgreSQL that is autovacuum's and the backups' matter. A reader in the way makes it wait for the next time.
    """
    if sqlite_file(engine) is None:
        return
    with translated(), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
