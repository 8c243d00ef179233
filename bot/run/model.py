"""The trained Rasa model: named by what it is made from, so it is trained again exactly when that changed."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.run.errors import RunError
from bot.run.fingerprint import files_below, fingerprint
from bot.run.lock import alone
from bot.run.places import RASA_PYTHON, RASA_REQUIREMENTS, ROOT
from bot.run.steps import Progress, run_logged, step

CONFIG = "config.yml"
DOMAIN = "bot/rasa/domain"
DATA = ("data/nlu", "data/dialogue")
KEPT_MODELS = 3  # the current one, and two to come back to when switching between versions
RASA_ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONUNBUFFERED": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "RASA_TELEMETRY_ENABLED": "false",
}
SAME_EACH_TIME = {"TF_DETERMINISTIC_OPS": "1", "PYTHONHASHSEED": "0"}  # the seed itself stands in config.yml


def model_name(root: Path = ROOT) -> str:
    """Name the model that belongs to the data as they stand: a hash of them and of Rasa's version.

    Raises RunError where a part of the data is missing.
    """
    return fingerprint(_inputs(root), root, _rasa_version(root))


def _rasa_version(root: Path) -> str:
    text = (root / RASA_REQUIREMENTS.relative_to(ROOT)).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("rasa=="))


def _inputs(root: Path) -> Iterator[Path]:
    yield root / CONFIG
    for folder in (DOMAIN, *DATA):
        files = list(files_below(root / folder, ".yml", ".yaml", ".txt"))
        if not files:
            raise RunError(f"Jeg finner ingen filer i {folder}. Hent hele prosjektet på nytt med git.")
        yield from files
    yield from _own_components(root)


def _own_components(root: Path) -> Iterator[Path]:
    """Find the modules of ours that the pipeline names: their code decides what the model becomes."""
    text = (root / CONFIG).read_text(encoding="utf-8")
    named = re.findall(r"^\s*-\s*name:\s*[\"']?([\w.]+)", text, re.MULTILINE)
    for dotted in sorted(set(named)):
        module = root.joinpath(*dotted.split(".")[:-1]).with_suffix(".py")
        if "." in dotted and module.is_file():
            yield module


def ensure_model(var_dir: Path, root: Path = ROOT, python: Path = RASA_PYTHON) -> Path:
    """Train the model where the data changed since last time; returns its file.

    Raises RunError where data are missing, StepFailedError where Rasa refuses them.
    """
    models = var_dir / "models"
    model = models / f"{model_name(root)}.tar.gz"
    with alone(var_dir / "trening.lock", "trener språkforståelsen"):
        if not model.is_file():
            _train(model, var_dir, root, python)
        model.touch()
        _prune(models)
    return model


def _train(model: Path, var_dir: Path, root: Path, python: Path) -> None:
    """Train into a folder of its own and move the file when it is whole, so that no half model is used."""
    half = var_dir / "models" / "uferdig"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    command = [str(python), "-m", "rasa", "train", "--config", CONFIG, "--domain", DOMAIN]
    command += ["--data", *DATA, "--out", str(half), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    cache = {"RASA_CACHE_DIRECTORY": str(var_dir / "cache" / "rasa")}
    env = os.environ | RASA_ENVIRONMENT | SAME_EACH_TIME | cache
    with step("Trener språkforståelsen (Rasa)") as progress:
        run_logged(command, var_dir / "log" / "train.log", _percent(progress), env, root)
    (half / model.name).replace(model)
    half.rmdir()


def _percent(progress: Progress) -> Callable[[str], None]:
    """Turn Rasa's epoch lines into «45 %»."""

    def on_line(line: str) -> None:
        found = re.search(r"Epochs:\s+(\d+)%", line)
        if found:
            progress.detail = f"{found[1]} %"

    return on_line


def _prune(models: Path) -> None:
    """Remove the models that were used longest ago."""
    by_age = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[KEPT_MODELS:]:
        old.unlink()
