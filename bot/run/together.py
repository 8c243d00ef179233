"""Running the servers under one process manager: they start together, and when one stops they all stop."""

import re
import shlex
import signal
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from honcho.manager import Manager

from bot.run.errors import NotHealthyError
from bot.run.health import last_words
from bot.run.places import ROOT

SECONDS_TO_STOP = 10.0
IMPORTANT = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b")
NAMES = {"rasa": "Rasa", "bot": "Boten"}


class Logs:
    """What the servers say: all of it in one file each, the bot's warnings on the console too."""

    width = 0  # the process manager sets it, for a layout that isn't used here

    def __init__(self, folder: Path, names: list[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files: dict[str, TextIO] = {name: _fresh(folder / f"{name}.log") for name in names}

    def write(self, message: object) -> None:
        """Take one line from the process manager (honcho's Message); its own remarks are left out."""
        file = self._files.get(getattr(message, "name", ""))
        data = getattr(message, "data", b"")
        if file is None or not isinstance(data, bytes):
            return
        line = data.decode("utf-8", errors="replace")
        file.write(line)
        file.flush()
        if getattr(message, "name", "") == "bot" and IMPORTANT.search(line):
            with suppress(OSError):  # the terminal may be gone
                print(line.rstrip(), flush=True)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()


def _fresh(log: Path) -> TextIO:
    """Begin a log, and keep the one from last time."""
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    return log.open("w", encoding="utf-8")


class Together(Manager):  # type: ignore[misc]  # honcho has no types
    """Honcho's manager, with an eye on who fell first and an end to all patience."""

    def __init__(self, logs: Logs, when_started: Callable[["Together"], None]) -> None:
        super().__init__(logs)
        self.fallen: dict[str, int] = {}
        self._when_started = when_started

    @property
    def is_running(self) -> bool:
        """Whether nothing has stopped and nobody has asked to stop."""
        return not self._terminating and not self._any_stopped()

    def _start(self) -> None:
        super()._start()
        threading.Thread(target=self._when_started, args=(self,), daemon=True).start()

    def terminate(self) -> None:
        """Stop all, once all have begun; those that don't listen are killed after a while."""
        if self._terminating:
            return
        if not self._all_started():
            later = threading.Timer(0.1, self.terminate)
            later.daemon = True
            later.start()
            return
        self.fallen = {name: it["returncode"] for name, it in self._processes.items() if "returncode" in it}
        threading.Thread(target=self._lose_patience, daemon=True).start()
        super().terminate()

    def _lose_patience(self) -> None:
        with suppress(OSError):
            print("\nStopper …", flush=True)
        time.sleep(SECONDS_TO_STOP)
        self.kill()


def run_together(
    commands: Mapping[str, list[str]],
    env: Mapping[str, str],
    log_folder: Path,
    when_started: Callable[[Together], None],
) -> None:
    """Run the commands until Ctrl-C, SIGTERM or a closed terminal; all have ended when it returns.

    Raises NotHealthyError where one of them stopped by itself.
    """
    logs = Logs(log_folder, list(commands))
    manager = Together(logs, when_started)
    for name, command in commands.items():
        manager.add_process(name, "exec " + shlex.join(command), env=dict(env), cwd=str(ROOT))
    signal.signal(signal.SIGHUP, lambda number, frame: manager.terminate())
    try:
        manager.loop()
    finally:
        logs.close()
    if manager.fallen:
        raise NotHealthyError(_obituary(manager.fallen, log_folder))


def _obituary(fallen: Mapping[str, int], log_folder: Path) -> str:
    name, code = next(iter(fallen.items()))
    log = log_folder / f"{name}.log"
    why = "stoppet av systemet, kanskje for lite minne" if code == -signal.SIGKILL else f"kode {code}"
    said = last_words(log)
    return "\n".join(
        [
            f"{NAMES.get(name, name)} stoppet uventet ({why}), og da er alt stoppet.",
            *([f"Det siste som ble sagt: {said}"] if said else []),
            f"Hele loggen: {log.relative_to(ROOT) if log.is_relative_to(ROOT) else log}",
        ]
    )
