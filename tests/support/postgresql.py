"""A PostgreSQL database for as long as a block lasts: on the server that is named, or on one started for the block."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

NAMED = "HVANA_TEST_POSTGRES"
_INSTALLED = Path("/usr/lib/postgresql")  # where Debian and Ubuntu put each version's programs
_ACCOUNT = "postgres"  # what their package makes; the server refuses to run as root
_SECONDS_TO_MAKE = 120
_SECONDS_TO_START = 30.0
_SECONDS_TO_STOP = 10.0
_CONNECT = {"connect_timeout": 5}
# Fast shutdown, immediate shutdown, and what no process can refuse.
_STOPPING = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)


class NoServerError(Exception):
    """There is no PostgreSQL server to be had here; the message says why, and what to do."""


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the DSN of an empty schema that is gone after the block, and the server with it where it was started here.

    A server is named by HVANA_TEST_POSTGRES (a DSN); otherwise the newest one installed is started on a socket in a
    temporary folder, as another user where we are root. It is stopped also where this process is killed.
    Raises NoServerError.
    """
    with ExitStack() as stack:
        server = os.environ.get(NAMED) or stack.enter_context(_started())
        yield stack.enter_context(_own_schema(server))


@contextmanager
def _own_schema(server: str) -> Iterator[str]:
    """Make a schema that a named server has nothing in, so that no table there is read or written."""
    schema = f"hvana_{uuid4().hex}"
    _carry_out(server, "CREATE SCHEMA {}", schema)
    try:
        yield make_conninfo(server, options=f"-csearch_path={schema}")
    finally:
        _carry_out(server, "DROP SCHEMA {} CASCADE", schema)


def _carry_out(server: str, statement: str, schema: str) -> None:
    try:
        with psycopg.connect(server, autocommit=True, **_CONNECT) as connection:
            connection.execute("SET lock_timeout = '10s'")  # someone may have left a connection open
            connection.execute(sql.SQL(statement).format(sql.Identifier(schema)))
    except psycopg.Error as error:
        raise NoServerError(
            f"PostgreSQL svarer ikke som ventet ({type(error).__name__}). Se etter om {NAMED} er riktig."
        ) from error


@contextmanager
def _started() -> Iterator[str]:
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="hvana-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.getuid() == 0:
            _give_away(folder)
        _make_cluster(programs, folder)
        server = _start(programs, folder)
        try:
            dsn = make_conninfo(host=name, user="hvana", dbname="postgres")
            _wait_until_open(server, dsn)
            yield dsn
        finally:
            _stop(server)


def _programs() -> Path:
    """Find the folder of the newest version's programs."""
    found = [path.parent for path in _INSTALLED.glob("*/bin/postgres")]
    if not found:
        raise NoServerError(
            f"Fant ingen PostgreSQL-tjener. Installer pakken postgresql, eller oppgi en i {NAMED}."
        )
    return max(found, key=lambda path: float(path.parent.name))


def _give_away(folder: Path) -> None:
    try:
        shutil.chown(folder, _ACCOUNT, _ACCOUNT)
    except LookupError as error:
        raise NoServerError(
            f"PostgreSQL kjører ikke som root, og brukeren {_ACCOUNT} finnes ikke her."
        ) from error


def _make_cluster(programs: Path, folder: Path) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "hvana", "--auth=trust"]
    # C.UTF-8 is on every machine, and knows that Å is a large å; nothing here must survive a power cut.
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        subprocess.run(
            _as_its_own_user(command), cwd=folder, check=True, capture_output=True, timeout=_SECONDS_TO_MAKE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoServerError(f"{programs / 'initdb'} kunne ikke lage en database.") from error


def _start(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    command += ["-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            _as_its_own_user(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _as_its_own_user(command: list[str]) -> list[str]:
    """Let the process be replaced by the command, which is then told to stop when we end, however we end."""
    user = [f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups"] if os.getuid() == 0 else []
    return ["setpriv", *user, "--pdeathsig=INT", "--", *command]


def _wait_until_open(server: subprocess.Popen[bytes], dsn: str) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while server.poll() is None and time.monotonic() < end:
        with suppress(psycopg.OperationalError):
            psycopg.connect(dsn, **_CONNECT).close()
            return
        time.sleep(0.1)
    raise NoServerError("PostgreSQL-tjeneren kom ikke i gang.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    for each in _STOPPING:
        server.send_signal(each)
        with suppress(subprocess.TimeoutExpired):
            server.wait(_SECONDS_TO_STOP)
            return
