"""Clients that others have written, fetched by npm once and kept until what is asked for changes."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

_INSTALL = ("ci", "--no-audit", "--no-fund", "--ignore-scripts")
_SECONDS_TO_FETCH = 240
_STAMP = "hvana-stempel"  # a copy of the lock file, written last: without it the folder is half-made


class NoClientsError(Exception):
    """The packages can't be had here; the message says why."""


def npm_packages(folder: Path) -> Path:
    """The folder's `node_modules` as its lock file has it; fetched where it is missing, stale or half-made.

    Raises NoClientsError.
    """
    modules, lock = folder / "node_modules", folder / "package-lock.json"
    with (folder / "package.json").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two test runs at a time never fetch into the same folder
        stamp = modules / _STAMP
        if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
            _fetch(folder)
            shutil.copyfile(lock, stamp)
    return modules


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NoClientsError("Fant ikke npm; denne prøven trenger pakkene nodejs og npm.")
    try:
        done = subprocess.run(
            [npm, *_INSTALL],
            cwd=folder,
            env={**os.environ, "NODE_ENV": "development"},  # else npm leaves out what only tests use
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS_TO_FETCH,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoClientsError(f"npm fikk ikke hentet pakkene på {_SECONDS_TO_FETCH} sekunder.") from error
    if done.returncode:
        raise NoClientsError(f"npm fikk ikke hentet pakkene: {done.stderr[-1000:]}")
