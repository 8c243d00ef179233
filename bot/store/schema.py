"""Bring the database's tables up to date at start, also where several processes start at once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from bot.store.database import sqlite_file, transaction, translated
from bot.store.errors import StoreSettingError

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_LOCK = 0x6876616E61  # «hvana» in ASCII: the number that PostgreSQL knows this lock by
_OWNER_ALONE = 0o600


def upgrade(engine: Engine) -> None:
    """Make a missing SQLite file and carry out the migrations that are lacking, all or none.

    Raises StoreUnavailableError, and StoreSettingError where a newer version has made the tables.
    """
    path = sqlite_file(engine)
    if path is None:
        with transaction(engine) as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            _migrate(connection)
        return
    with translated(), _alone(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ALONE))
        with closing(engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA journal_mode=WAL")  # stays with the file
        with transaction(engine) as connection:
            _migrate(connection)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock file beside the database: SQLite itself doesn't wait when two switch to WAL at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreSettingError(
            "Databasen er laget av en annen versjon av «Hva nå?» enn denne. Start den nyeste versjonen, "
            "eller hent fram en sikkerhetskopi fra før oppgraderingen."
        ) from error
