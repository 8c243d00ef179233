"""A PostgreSQL server of one's own that can be stopped and started again, its data kept."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo

from tests.support import postgresql as support


class Server:
    """Reached on a socket in its folder; `start` returns when it answers, `stop` when it is gone."""

    def __init__(self, folder: Path) -> None:
        self._programs = support._programs()
        self._folder = folder
        if os.getuid() == 0:
            support._give_away(folder)
        support._make_cluster(self._programs, folder)
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def dsn(self) -> str:
        return make_conninfo("", host=str(self._folder), user="hvana", dbname="postgres")

    def start(self) -> None:
        self._running = support._start(self._programs, self._folder)
        support._wait_until_open(self._running, self.dsn)

    def stop(self) -> None:
        if self._running:
            support._stop(self._running)
            self._running = None


@contextmanager
def own_server() -> Iterator[Server]:
    """Yield a started server that is gone after the block. Raises NoServerError."""
    with tempfile.TemporaryDirectory(prefix="hvana-pg-", ignore_cleanup_errors=True) as name:
        server = Server(Path(name))
        try:
            server.start()
            yield server
        finally:
            server.stop()
