"""The address of the database: what is taken, and what is refused without being quoted."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.store import StoreSettingError, default_url, open_engine, upgrade
from bot.store.database import sqlite_file
from tests.bot.store.conftest import Store

WRONG = [
    "",
    "hemmelig",
    "mysql://u:hemmelig@h/d",
    "sqlite://",
    "sqlite:///:memory:",
    "http://hemmelig",
    "://",
]
WRONG += ["postgresql://u:hemmelig@h:ingenport/d"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+psycopg2"])
def test_postgresql_is_reached_by_the_driver_we_have_however_it_is_written(scheme: str) -> None:
    engine = open_engine(f"{scheme}://bruker:hemmelig@tjener:5433/db?sslmode=require")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.url.query == {"sslmode": "require"}
    assert sqlite_file(engine) is None
    assert "hemmelig" not in repr(engine)


@pytest.mark.parametrize("wrong", WRONG)
def test_any_other_address_is_refused_and_not_quoted(wrong: str) -> None:
    with pytest.raises(StoreSettingError, match="HVANA_DATABASE_URL") as caught:
        open_engine(wrong)
    assert "hemmelig" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("name", ["var", "med mellomrom", "æøå", "a?b#c%20d", "100%", "a&b=c"])
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    engine = open_engine(default_url(tmp_path / name))
    upgrade(engine)
    assert sqlite_file(engine) == tmp_path / name / "hvana.db"
    assert sorted(each.name for each in tmp_path.iterdir()) == [name]
    assert (tmp_path / name / "hvana.db").stat().st_size > 0


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar_one()


def test_each_connection_deletes_for_good_waits_and_keeps_a_log(sqlite_store: Store) -> None:
    engine = sqlite_store.engine
    assert pragma(engine, "secure_delete") == 1
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "busy_timeout") == 1000
