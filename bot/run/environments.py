"""Making the two environments: .venv for the bot by pip, .venv-rasa for Rasa by uv.

Standard library only, and readable by Python 3.8: it runs under whatever python3 the machine has.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from bot.run.interpreters import bot_python, rasa_python
from bot.run.lock import alone
from bot.run.places import BOT_PYTHON, RASA_PYTHON, RASA_REQUIREMENTS, ROOT, VAR
from bot.run.stamps import Environment, ensure, pins
from bot.run.steps import Progress, run_logged, step, tell

PROJECT = ROOT / "pyproject.toml"
BOT = Environment(
    BOT_PYTHON.parents[1], (ROOT / "requirements.txt", ROOT / "requirements-dev.txt"), 3, PROJECT
)
RASA = Environment(RASA_PYTHON.parents[1], (RASA_REQUIREMENTS,), 3)


def make_bot(torch_index: str = "") -> bool:
    """Make .venv with plain pip; `torch_index` is a package index asked for torch alone (its CPU build)."""
    return ensure(BOT, lambda: _create_bot(BOT), lambda: _install_bot(BOT, torch_index))


def _create_bot(environment: Environment) -> None:
    python = bot_python()
    with step(f"Lager {environment.folder.name} med {python}"):
        run_logged([str(python), "-m", "venv", str(environment.folder)], VAR / "log" / "venv.log")


def _install_bot(environment: Environment, torch_index: str) -> None:
    pip = [str(environment.python), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    pip.append("--disable-pip-version-check")
    wanted = pins(environment.requirements)
    if torch_index:
        torch = [pin for pin in wanted if pin.startswith("torch==")]
        with step("Henter torch for maskiner uten grafikkort"):
            command = [*pip, "--no-deps", "--extra-index-url", torch_index, *torch]
            run_logged(command, VAR / "log" / "torch.log")
    files = [part for file in environment.requirements for part in ("-r", str(file))]
    with step(f"Henter Python-pakker til {environment.folder.name}") as progress:
        run_logged([*pip, *files], VAR / "log" / "pip.log", _counter(progress, len(wanted)))
    with step("Legger kommandoen hva-na på plass"):
        # Builds with the setuptools that is pinned, so that nothing is fetched.
        command = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
        run_logged(command, VAR / "log" / "kommando.log")


def _counter(progress: Progress, total: int) -> Callable[[str], None]:
    """Turn pip's lines into «43 av 126 pakker»."""
    seen: set[str] = set()

    def on_line(line: str) -> None:
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            seen.add(line.rsplit(": ", maxsplit=1)[-1].replace("Collecting ", "").split(" ")[0])
            progress.detail = f"{min(len(seen), total)} av {total} pakker"
        elif line.startswith("Installing collected packages"):
            progress.detail = "pakker ut"

    return on_line


def make_rasa() -> bool:
    """Make .venv-rasa with the uv that .venv holds."""
    return ensure(RASA, lambda: _create_rasa(RASA), lambda: _install_rasa(RASA))


def _uv() -> Path:
    return BOT.folder / "bin" / "uv"


def _create_rasa(environment: Environment) -> None:
    python = rasa_python(_uv())
    with step(f"Lager {environment.folder.name} med {python}"):
        command = [str(_uv()), "venv", "--no-project", "--python", str(python), str(environment.folder)]
        run_logged(command, VAR / "log" / "venv-rasa.log")


def _install_rasa(environment: Environment) -> None:
    command = [str(_uv()), "pip", "install", "--python", str(environment.python)]
    for file in environment.requirements:
        command += ["-r", str(file)]
    with step(f"Henter {len(pins(environment.requirements))} Rasa-pakker til {environment.folder.name}"):
        run_logged(command, VAR / "log" / "uv.log")


def make_both(torch_index: str) -> None:
    """Make what is missing or stale of the two environments."""
    with alone(VAR / "oppsett.lock", "setter opp miljøene"):
        make_bot(torch_index)
        make_rasa()


def main() -> int:
    """Make the environments, told in plain words."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return tell(lambda: make_both(os.environ.get("TORCH_INDEX", "")))


if __name__ == "__main__":
    sys.exit(main())
