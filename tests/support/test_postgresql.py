"""The database that tests are given: empty, writable, and gone afterwards."""

import shutil
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.conftest import ROOT, missing
from tests.support import postgresql as support
from tests.support.postgresql import NAMED, NoServerError
from tests.support.postgresql import postgresql as open_postgresql

SCHEMAS = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'hvana%'"


def test_a_named_server_s_own_tables_are_neither_seen_nor_touched(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAMED, postgresql)
    with psycopg.connect(postgresql, autocommit=True) as owner:
        owner.execute("CREATE TABLE utkast (tekst text)")
        owner.execute("INSERT INTO utkast VALUES ('eierens')")
        before = owner.execute(SCHEMAS).fetchone()
        with open_postgresql() as dsn, psycopg.connect(dsn) as guest:
            assert guest.execute("SELECT to_regclass('utkast')").fetchone() == (None,)
            guest.execute("CREATE TABLE utkast (tekst text)")
        assert owner.execute("SELECT tekst FROM utkast").fetchall() == [("eierens",)]
        assert owner.execute(SCHEMAS).fetchone() == before
        owner.execute("DROP TABLE utkast")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server is started here, also where another is named."""
    monkeypatch.delenv(NAMED, raising=False)
    try:
        with open_postgresql():
            pass
    except NoServerError as error:
        missing(str(error))


@pytest.mark.usefixtures("installed")
def test_a_server_that_was_started_is_gone_after_a_block_that_fails() -> None:
    with ExitStack() as afterwards:
        with suppress(ZeroDivisionError), open_postgresql() as dsn:
            folder = Path(str(conninfo_to_dict(dsn)["host"]))
            assert (folder / "data").is_dir()
            afterwards.enter_context(psycopg.connect(dsn))  # still open when the server is to stop
            1 / 0  # noqa: B018
        assert not folder.exists()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(dsn)


@pytest.mark.usefixtures("installed")
def test_a_server_that_was_started_stops_where_we_are_killed() -> None:
    program = (
        "from tests.support.postgresql import *\nwith postgresql() as dsn:\n  print(dsn, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        dsn = killed.stdout.readline().strip()
        with psycopg.connect(dsn, autocommit=True) as connection:
            killed.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(30)")
    shutil.rmtree(str(conninfo_to_dict(dsn)["host"]), ignore_errors=True)


def test_no_server_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(NAMED, raising=False)
    monkeypatch.setattr(support, "_INSTALLED", tmp_path)
    with pytest.raises(NoServerError, match="Installer pakken postgresql"), open_postgresql():
        pass


def test_a_named_server_that_doesn_t_answer_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAMED, f"host={tmp_path} user=ingen password=hemmelig")
    with pytest.raises(NoServerError, match=NAMED) as caught, open_postgresql():
        pass
    assert "hemmelig" not in str(caught.value)
