"""Slow steps told to whoever waits: what is going on, how far it is, how long it took.

Standard library only, and readable by Python 3.8: the set-up uses it before there is any environment.
"""

from __future__ import annotations

import collections
import errno
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.run.causes import DISK_FULL, NO_ACCESS, cause_of
from bot.run.errors import RunError, StepFailedError

LAST_LINES = 8
SECONDS_BETWEEN_SIGNS_OF_LIFE = 30.0
SECONDS_TO_STOP = 10.0
NUISANCE = re.compile(r"\x1b\[[0-9;]*m")


class Progress:
    """One slow step; `detail` says how far it is and may change all the time."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.started = time.monotonic()

    @property
    def line(self) -> str:
        """The step as one line, with whole seconds."""
        detail = " (" + self.detail + ")" if self.detail else ""
        return f"  {self.title} … {time.monotonic() - self.started:.0f} s{detail}"


@contextmanager
def step(title: str) -> Iterator[Progress]:
    """Show a step while it lasts, and its seconds afterwards."""
    progress = Progress(title)
    done = threading.Event()
    shower = threading.Thread(target=_show, args=(progress, done), daemon=True)
    shower.start()
    try:
        yield progress
        progress.detail = ""
    finally:
        done.set()
        shower.join()
        print(("\r\x1b[K" if sys.stdout.isatty() else "") + progress.line, flush=True)


def _show(progress: Progress, done: threading.Event) -> None:
    """On a terminal a line that counts; elsewhere a line now and then, so that a log isn't silent."""
    if sys.stdout.isatty():
        while not done.wait(0.5):
            print("\r\x1b[K" + progress.line, end="", flush=True)
        return
    print(f"  {progress.title} …", flush=True)
    while not done.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
        print(progress.line, flush=True)


def run_logged(
    command: Sequence[str],
    log: Path,
    on_line: Callable[[str], None] = lambda line: None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run a command with all it prints in a log file.

    Raises StepFailedError with the cause, the last lines and the log's place. What ends the wait ends the
    command.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    last: collections.deque[str] = collections.deque(maxlen=200)
    with log.open("w", encoding="utf-8") as file:
        process = _start(command, env, cwd)
        try:
            for line in process.stdout or ():
                file.write(line)
                last.append(NUISANCE.sub("", line.rstrip()))
                on_line(last[-1])
            exit_code = process.wait()
        except BaseException:
            _stop(process)
            raise
    if exit_code:
        raise StepFailedError(_explain([line for line in last if line], exit_code, log))


def _start(command: Sequence[str], env: Mapping[str, str] | None, cwd: Path | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=None if env is None else dict(env),
        cwd=str(cwd) if cwd else None,
        encoding="utf-8",
        errors="replace",
    )


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _explain(lines: list[str], exit_code: int, log: Path) -> str:
    cause = cause_of("\n".join(lines), exit_code) or "Det siste som ble sagt, var:"
    tail = ["    " + line[:200] for line in lines[-LAST_LINES:]]
    return "\n".join(["Steget gikk ikke. " + cause, *tail, f"Hele loggen: {log}"])


def tell(action: Callable[[], object]) -> int:
    """Run an action and tell what went wrong in plain words; returns the exit code."""
    try:
        action()
    except RunError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        print("\nAvbrutt. Kjør samme kommando igjen, så fortsetter det der det kan.", file=sys.stderr)
        return 130
    except OSError as error:
        sentence = {
            errno.ENOSPC: DISK_FULL,
            errno.EDQUOT: DISK_FULL,
            errno.EACCES: NO_ACCESS,
            errno.EPERM: NO_ACCESS,
            errno.EROFS: NO_ACCESS,
        }.get(error.errno or 0)
        return _complain(sentence or f"Noe gikk galt med filene: {error}.")
    return os.EX_OK


def _complain(sentence: str) -> int:
    print("\n" + sentence, file=sys.stderr, flush=True)
    return 1
