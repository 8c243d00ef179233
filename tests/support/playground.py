"""Microsoft's local client for Teams, started against a running bot; it needs no network and no Microsoft account."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.run.background import stop_all
from bot.run.ports import free_port

_CLI = "@microsoft/m365agentsplayground/cli.js"
_SECONDS_TO_START = 30
_SECONDS_TO_STOP = 5.0


@contextmanager
def running_playground(modules: Path, bot: str, log: Path) -> Iterator[str]:
    """The address of the client, which talks to the bot at the address `bot`, for as long as the block lasts."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [str(shutil.which("node")), str(modules / _CLI), "start", "--disable-telemetry"]
    command += ["-e", f"{bot}/api/messages", "-c", "msteams", "-p", url.rpartition(":")[2]]
    command += ["--service-url", f"{url}/_connector"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
    try:
        _wait(url, process, log)
        yield url
    finally:
        stop_all([process], _SECONDS_TO_STOP)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, timeout=2, trust_env=False)
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(f"Microsofts testklient startet ikke: {log.read_text(errors='replace')[-500:]}")
