"""Finding the Pythons that the two environments are made from: on the PATH, in pyenv, or through uv.

Standard library only, and readable by Python 3.8.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.run.errors import MissingInterpreterError, StepFailedError
from bot.run.places import ROOT, VAR
from bot.run.steps import run_logged, step

BOT_VERSIONS = ("3.11", "3.12", "3.13")
RASA_VERSION = "3.10"  # the last Python that Rasa 3.6 runs on
SECONDS_TO_ANSWER = 20
WHO = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
MODULES = "import venv, ensurepip"


def answers(python: Path, code: str) -> str | None:
    """Say what a Python prints for a piece of code; None where it is missing, broken or fails."""
    try:
        done = subprocess.run(
            [str(python), "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_TO_ANSWER,
            encoding="utf-8",
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def candidates(version: str) -> Iterator[Path]:
    """List where a Python of this version may be, likeliest first, our own environments left out."""
    named = shutil.which("python" + version)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = [Path(sys.executable).resolve(), *([Path(named)] if named else [])]
    found += sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)
    return (python for python in found if ROOT not in python.parents)


def _real(python: Path, version: str) -> Path | None:
    """Follow a Python to its own executable (pyenv's are scripts); None unless it runs and fits."""
    found, _, executable = (answers(python, WHO) or "").partition(" ")
    return Path(executable) if found == version else None


def bot_python() -> Path:
    """Find a Python for the bot's environment, 3.11 first.

    Raises MissingInterpreterError where there is none that can make environments.
    """
    lame = ""
    for version in BOT_VERSIONS:
        for python in candidates(version):
            real = _real(python, version)
            if real and answers(real, MODULES) is not None:
                return real
            lame = version if real else lame
    uv = shutil.which("uv")
    fetched = _through_uv(Path(uv), BOT_VERSIONS[0]) if uv else None
    if fetched:
        return fetched
    raise MissingInterpreterError(_lame(lame) if lame else _no_bot_python())


def _lame(version: str) -> str:
    return (
        f"Python {version} mangler delen som lager miljøer. På Debian og Ubuntu: "
        f"sudo apt install python{version}-venv. Kjør så samme kommando igjen."
    )


def _no_bot_python() -> str:
    return (
        f"Hva nå? trenger Python 3.11, men fant bare {platform.python_version()}. Installer "
        "Python 3.11 (Debian og Ubuntu: sudo apt install python3.11 python3.11-venv, Mac: brew install "
        "python@3.11) eller uv, og kjør samme kommando igjen."
    )


def rasa_python(uv: Path) -> Path:
    """Find a Python 3.10 for Rasa's environment, or let uv fetch one.

    Raises MissingInterpreterError where there is none and none can be fetched.
    """
    for python in candidates(RASA_VERSION):
        real = _real(python, RASA_VERSION)
        if real:
            return real
    fetched = _through_uv(uv, RASA_VERSION)
    if fetched:
        return fetched
    raise MissingInterpreterError(
        "Rasa trenger Python 3.10, og den verken finnes her eller lot seg hente. Installer Python 3.10 "
        "(for eksempel: pyenv install 3.10), eller gi maskinen nett, og kjør samme kommando igjen."
    )


def _through_uv(uv: Path, version: str) -> Path | None:
    """Ask uv for a Python it has, else for one it can fetch; None where it has neither."""
    return _known_to_uv(uv, version) or _fetch(uv, version, lambda: _known_to_uv(uv, version))


def _known_to_uv(uv: Path, version: str) -> Path | None:
    command = [str(uv), "python", "find", "--no-project", "--no-python-downloads", version]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", check=False
        )
    except OSError:
        return None
    return _real(Path(done.stdout.strip()), version) if done.returncode == 0 else None


def _fetch(uv: Path, version: str, find: Callable[[], Path | None]) -> Path | None:
    with step(f"Henter Python {version} med uv"):
        try:
            run_logged([str(uv), "python", "install", version], VAR / "log" / f"python-{version}.log")
        except (StepFailedError, OSError):
            return None
    return find()
