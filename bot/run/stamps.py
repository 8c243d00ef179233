"""What a Python environment is made from, and whether it is whole, stale, half-made or missing.

Standard library only, and readable by Python 3.8. An environment holds a stamp with the fingerprint of what it was
made from, written last. One without a stamp is half-made, one with another Python's stamp is no use; both are made
again from scratch. One with other pins is brought up to date.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.run.errors import DiskFullError, RunError
from bot.run.interpreters import answers
from bot.run.steps import step

STAMP = "hvana-stempel"
OUTDATED = "under oppdatering"  # never a fingerprint, so an update that was cut short is done again
ABI = "import sysconfig; print(sysconfig.get_config_var('SOABI') or sysconfig.get_platform())"
GIGABYTE = 10**9


@dataclass(frozen=True)
class Environment:
    """A Python environment: its folder, the pinned files it is made from, the room it needs in gigabytes."""

    folder: Path
    requirements: tuple[Path, ...]
    gigabytes: int
    project: Path | None = None
    """The pyproject.toml whose commands are put in place too."""

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """The file that says the environment is whole."""
        return self.folder / STAMP


def pins(files: tuple[Path, ...]) -> list[str]:
    """List the pinned packages of requirements files, comments and blank lines left out."""
    lines = [
        line.split("#")[0].strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return [line for line in lines if line]


def commands(project: Path | None) -> list[str]:
    """List a project's commands, and first the folder that they start the code in."""
    if project is None:
        return []
    section = project.read_text(encoding="utf-8").partition("[project.scripts]\n")[2].partition("\n[")[0]
    return [str(project.parent), *filter(None, section.splitlines())]


def fingerprint(environment: Environment) -> str | None:
    """Say what the environment should be made from: its kind of Python, and a hash with the pins and the commands.

    None where its interpreter doesn't run.
    """
    abi = answers(environment.python, ABI)
    if abi is None:
        return None
    made_from = "\n".join([abi, *pins(environment.requirements), *commands(environment.project)])
    return f"{abi} {hashlib.sha256(made_from.encode()).hexdigest()}"


def stamped(environment: Environment) -> str | None:
    """Say what the environment was made from; None where it is missing or half-made."""
    return environment.stamp.read_text(encoding="utf-8").strip() if environment.stamp.is_file() else None


def ensure(environment: Environment, create: Callable[[], object], install: Callable[[], object]) -> bool:
    """Make a missing or half-made environment, bring a stale one up to date; True if anything was done.

    Raises DiskFullError, RunError where something else lies in the way, and what `create` and `install` do.
    """
    wanted, had = fingerprint(environment), stamped(environment)
    if wanted is not None and had == wanted:
        return False
    if wanted and had and had.split()[:1] == wanted.split()[:1]:
        _write(environment, f"{wanted.split()[0]} {OUTDATED}")
    else:
        _clear(environment.folder)
        _demand_room(environment)
        create()
    install()
    _write(environment, fingerprint(environment) or "")
    return True


def _write(environment: Environment, content: str) -> None:
    new = environment.stamp.with_name(STAMP + ".ny")
    new.write_text(content + "\n", encoding="utf-8")
    new.replace(environment.stamp)


def _clear(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    ours = (folder / "pyvenv.cfg").is_file() or (folder / "bin").is_dir()
    if folder.is_symlink() or not folder.is_dir() or not (ours or not any(folder.iterdir())):
        raise RunError(
            f"{folder} finnes, men er ikke et Python-miljø. Flytt den, og kjør samme kommando igjen."
        )
    with step(f"{folder.name} er ufullstendig og lages på nytt; rydder"):
        shutil.rmtree(str(folder))


def _demand_room(environment: Environment) -> None:
    free = shutil.disk_usage(str(environment.folder.parent)).free / GIGABYTE
    if free < environment.gigabytes:
        there = f"{free:.1f}".replace(".", ",")
        raise DiskFullError(
            f"Det er bare {there} GB ledig på disken, og {environment.folder.name} trenger "
            f"{environment.gigabytes} GB. Frigjør plass, og kjør samme kommando igjen."
        )
