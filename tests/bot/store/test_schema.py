"""The tables are made at start, by whoever comes first, and are then left as they are."""

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.store import Drafts, StoreSettingError, StoreUnavailableError, default_url, open_engine, upgrade
from bot.store.cipher import Cipher
from bot.store.database import sqlite_file
from bot.store.tables import Base
from tests.bot.store.conftest import KEY, Store

TOGETHER = 4


def test_the_migrations_make_what_the_code_expects(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": "hvana_version"}
        )
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == "0002"


def test_doing_it_again_changes_nothing(store: Store) -> None:
    draft_id = store.drafts.create("eier", "plan", "Tittel", {})
    upgrade(store.engine)
    assert store.drafts.fetch(draft_id, "eier") is not None
    assert store.sql("SELECT version_num FROM hvana_version") == [("0002",)]


def test_a_database_of_a_newer_version_is_told_and_left_alone(store: Store) -> None:
    store.sql("UPDATE hvana_version SET version_num = '9999'")
    with pytest.raises(StoreSettingError, match="Start den nyeste versjonen"):
        upgrade(store.engine)
    assert store.sql("SELECT version_num FROM hvana_version") == [("9999",)]


def test_a_migration_that_fails_midway_leaves_nothing_behind(url: str) -> None:
    engine = open_engine(url, wait_seconds=1)
    if path := sqlite_file(engine):
        path.parent.mkdir()
        path.touch()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ix_drafts_owner (x INTEGER)"))  # in the way of an index
    with pytest.raises(StoreUnavailableError):
        upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE ix_drafts_owner"))
    upgrade(engine)
    assert Drafts(engine, Cipher([KEY]), 1).create("eier", "plan", "", {})
    engine.dispose()


def open_at_once(url: str, barrier: Barrier) -> None:
    engine = open_engine(url)
    barrier.wait(60)
    upgrade(engine)
    Drafts(engine, Cipher([KEY]), 1).create("eier", "plan", "", {})
    engine.dispose()


def test_processes_that_start_at_once_make_the_tables_once(url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(TOGETHER)
    started = [spawn.Process(target=open_at_once, args=(url, barrier)) for _ in range(TOGETHER)]
    for process in started:
        process.start()
    for process in started:
        process.join(90)
    assert [process.exitcode for process in started] == [0] * TOGETHER
    engine = open_engine(url)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM drafts")).scalar_one() == TOGETHER
    engine.dispose()


def test_a_folder_that_can_not_be_made_is_told_at_start(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(StoreUnavailableError):
        upgrade(open_engine(default_url(tmp_path / "var")))


def test_a_server_that_is_not_there_is_told_at_start(tmp_path: Path) -> None:
    engine = open_engine(f"postgresql://bruker:hemmelig@/db?host={tmp_path}", wait_seconds=1)
    with pytest.raises(StoreUnavailableError) as caught:
        upgrade(engine)
    assert "hemmelig" not in str(caught.value)
