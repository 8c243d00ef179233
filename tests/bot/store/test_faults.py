"""A database that fails is told in one kind sentence, leaves nothing half-written, and is used again once it is back."""

import os
import resource
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, event

from bot.store import StoreUnavailableError, default_url
from bot.store.database import sqlite_file
from tests.bot.store.conftest import Store, dsn_of, opened, url_of
from tests.bot.store.server import own_server
from tests.conftest import missing
from tests.support.postgresql import NoServerError

SECRET = "Hemmelighetsord"
NOBODY = 65534


def create(store: Store, size: int = 1) -> str:
    return store.drafts.create("pseudonym-17", "meldeskjema", SECRET, {"hva": SECRET * size})


def assert_unavailable(log: pytest.LogCaptureFixture, call: Callable[[], object]) -> None:
    """The sentence is told, and neither it nor the log says what was written or by whom."""
    log.clear()
    with pytest.raises(StoreUnavailableError, match="Prøv igjen om litt") as caught:
        call()
    assert "The database failed" in log.text
    assert [word for word in (SECRET, "pseudonym-17", "INSERT") if word in log.text] == []
    assert caught.value.__suppress_context__  # what the driver said is not told with it


def assert_works(store: Store, *draft_ids: str) -> None:
    """Everything that was stored is there, nothing else is, and more can be stored."""
    found = {entry.id for entry in store.drafts.of_owner("pseudonym-17")}
    assert found == set(draft_ids)
    for draft_id in draft_ids:
        assert store.drafts.fetch(draft_id, "pseudonym-17") is not None
    assert store.drafts.fetch(create(store), "pseudonym-17") is not None


def test_a_table_that_another_has_locked(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    draft_id = create(store)
    with _locked(store):
        assert_unavailable(caplog, lambda: create(store))
        assert_unavailable(caplog, lambda: store.drafts.replace(draft_id, "pseudonym-17", "", {}))
    assert_works(store, draft_id)


@contextmanager
def _locked(store: Store) -> Iterator[None]:
    path = sqlite_file(store.engine)
    if path:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with psycopg.connect(dsn_of(store.engine)) as connection:
            # So that the test fails, and doesn't hang, where the store would wait for ever.
            connection.execute("SET idle_in_transaction_session_timeout = '8s'")
            connection.execute("LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE")
            yield


def test_a_database_without_more_room(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite is told that the file can't grow, and says what it says when the disk is full."""
    store = sqlite_store
    draft_id = create(store)
    [(pages,)] = store.sql("PRAGMA page_count")

    def no_more(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(store.engine, "connect", no_more)
    assert_unavailable(caplog, lambda: create(store, size=2000))
    assert "SQLITE_FULL" in caplog.text
    assert_unavailable(
        caplog, lambda: store.drafts.replace(draft_id, "pseudonym-17", "x", {"hva": SECRET * 2000})
    )
    assert store.drafts.delete(draft_id, "pseudonym-17") is True  # room can always be made
    event.remove(store.engine, "connect", no_more)
    assert_works(store)


def test_a_disk_that_takes_half_of_what_is_written(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store = sqlite_store
    draft_id = create(store)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        assert_unavailable(caplog, lambda: create(store, size=20_000))
        assert_unavailable(
            caplog, lambda: store.drafts.replace(draft_id, "pseudonym-17", "x", {"hva": SECRET * 20_000})
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    draft = store.drafts.fetch(draft_id, "pseudonym-17")
    assert draft is not None
    assert draft.content == {"hva": SECRET}
    assert_works(store, draft_id)


def test_a_file_that_has_gone_away_is_not_begun_anew(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store, path = sqlite_store, sqlite_file(sqlite_store.engine)
    assert path is not None
    draft_id = create(store)
    aside = path.rename(path.with_suffix(".borte"))
    assert_unavailable(caplog, lambda: create(store))
    assert_unavailable(caplog, lambda: store.drafts.fetch(draft_id, "pseudonym-17"))
    assert not path.exists()
    aside.rename(path)
    assert_works(store, draft_id)


def test_a_file_that_is_damaged(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store, path = sqlite_store, sqlite_file(sqlite_store.engine)
    assert path is not None
    draft_id = create(store)
    whole = path.read_bytes()
    path.write_bytes(b"\xff" * len(whole))
    assert_unavailable(caplog, lambda: create(store))
    assert_unavailable(caplog, lambda: store.drafts.delete_all("pseudonym-17"))
    path.write_bytes(whole)
    assert_works(store, draft_id)


@contextmanager
def not_as_root() -> Iterator[None]:
    """For root, no file is read-only."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


def test_a_file_that_can_only_be_read(caplog: pytest.LogCaptureFixture) -> None:
    # Not in pytest's own folder, which is closed to others than root.
    with tempfile.TemporaryDirectory() as name, opened(default_url(Path(name))) as store:
        draft_id = create(store)
        path = sqlite_file(store.engine)
        assert path is not None
        Path(name).chmod(0o777)
        path.chmod(0o444)
        with not_as_root():
            assert store.drafts.fetch(draft_id, "pseudonym-17") is not None
            assert_unavailable(caplog, lambda: create(store))
            assert "SQLITE_READONLY" in caplog.text
            assert_unavailable(caplog, lambda: store.drafts.delete(draft_id, "pseudonym-17"))
        path.chmod(0o600)
        assert_works(store, draft_id)


def test_a_server_that_only_lets_itself_be_read(
    postgresql_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store = postgresql_store
    draft_id = create(store)

    def read_only(connection: psycopg.Connection, _: object) -> None:
        connection.execute("SET default_transaction_read_only = on")
        connection.commit()

    store.engine.dispose()
    event.listen(store.engine, "connect", read_only)
    assert store.drafts.fetch(draft_id, "pseudonym-17") is not None
    assert_unavailable(caplog, lambda: create(store))
    event.remove(store.engine, "connect", read_only)
    store.engine.dispose()
    assert_works(store, draft_id)


def backend(connection: Connection) -> int:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver.info.backend_pid


def terminate(store: Store, pid: int) -> None:
    """Let the server end another's connection, as an administrator or a restart does."""
    assert store.sql("SELECT pg_terminate_backend(?, 5000)", pid) == [(True,)]


def test_a_connection_that_was_ended_meanwhile_is_not_noticed(postgresql_store: Store) -> None:
    store = postgresql_store
    draft_id = create(store)
    with store.engine.connect() as connection:
        pid = backend(connection)
    terminate(store, pid)
    assert_works(store, draft_id)


@pytest.mark.parametrize("moment", ["before_cursor_execute", "after_cursor_execute"])
def test_a_connection_that_is_ended_in_the_middle_leaves_nothing_half_written(
    postgresql_store: Store, caplog: pytest.LogCaptureFixture, moment: str
) -> None:
    store = postgresql_store
    draft_id = create(store)

    def end(connection: Connection, *_: object) -> None:
        terminate(store, backend(connection))

    event.listen(store.engine, moment, end)
    assert_unavailable(caplog, lambda: create(store))
    assert_unavailable(caplog, lambda: store.drafts.replace(draft_id, "pseudonym-17", "ny", {}))
    event.remove(store.engine, moment, end)
    draft = store.drafts.fetch(draft_id, "pseudonym-17")
    assert draft is not None
    assert draft.title == SECRET
    assert_works(store, draft_id)


def test_a_server_that_stops_and_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(own_server())
        except NoServerError as error:
            missing(str(error))
        store = stack.enter_context(opened(url_of(server.dsn)))
        draft_id = create(store)
        server.stop()
        assert_unavailable(caplog, lambda: create(store))
        assert_unavailable(caplog, lambda: store.drafts.fetch(draft_id, "pseudonym-17"))
        assert_unavailable(caplog, lambda: store.drafts.delete_all("pseudonym-17"))
        server.start()
        assert_works(store, draft_id)
