"""Both servers in the background for as long as a block lasts: for tests and measurements."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bot.run.errors import NotHealthyError
from bot.run.health import last_words, wait_until_healthy
from bot.run.index import GuidePlaces, ensure_index
from bot.run.model import ensure_model
from bot.run.places import ROOT, VAR
from bot.run.ports import free_port
from bot.run.servers import LOOPBACK, Addresses, commands, shared_environment

SECONDS_TO_STOP = 10.0
SHARED = ("index", "guides")
UNHURRIED = {"HVANA_TURNS_PER_MINUTE": "100000"}  # a test writes faster than any teacher


@contextmanager
def running_servers(
    port: int | None = None,
    rasa_port: int | None = None,
    var_dir: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Start the real Rasa and bot, yield the bot's address, and stop both whatever happens.

    Ports are free ones and `var_dir` (conversations, drafts, logs) is thrown away unless they are given; the
    model is the project's own and the index a copy of it. `settings` are further environment variables.
    Raises NotHealthyError where they don't become healthy, PortError and StepFailedError as the steps do.
    """
    with ExitStack() as stack:
        state = var_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hvana-")))
        at = Addresses(LOOPBACK, port or free_port(), rasa_port or free_port(), state)
        model = ensure_model(VAR)
        ensure_index(GuidePlaces(VAR))
        _copy_shared(state)
        env = shared_environment(at, {**_without_settings(os.environ), **UNHURRIED, **(settings or {})})
        started: list[subprocess.Popen[bytes]] = []
        stack.callback(stop_all, started, SECONDS_TO_STOP)
        for name, command in commands(at, model).items():
            started.append(_start(command, env, at.log(name)))
        _demand_healthy(at, started)
        yield at.url


def _without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out this machine's own settings, so that the block never touches real conversations."""
    return {name: value for name, value in environment.items() if not name.startswith("HVANA_")}


def _copy_shared(state: Path) -> None:
    """Copy what both read, so that nothing done in the block touches the project's own."""
    for name in SHARED:
        if (VAR / name).is_dir() and state.resolve() != VAR.resolve():
            shutil.copytree(VAR / name, state / name, dirs_exist_ok=True)


def _start(command: list[str], env: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


def _demand_healthy(at: Addresses, started: list[subprocess.Popen[bytes]]) -> None:
    if wait_until_healthy(at.url, lambda: all(process.poll() is None for process in started)):
        return
    said = "; ".join(f"{name}: {last_words(at.log(name))}" for name in ("rasa", "bot"))
    raise NotHealthyError(f"En av tjenestene stoppet før den var klar. Det siste som ble sagt: {said}")


def stop_all(started: list[subprocess.Popen[bytes]], seconds: float) -> None:
    """Stop each process with its own children: asked first, killed where it hasn't ended after `seconds`."""
    for process in started:
        _signal(process, signal.SIGTERM)
    end = time.monotonic() + seconds
    for process in started:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, end - time.monotonic()))
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it and its children have ended already
        os.killpg(process.pid, number)
