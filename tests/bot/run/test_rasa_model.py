"""The trained model: made again exactly when what it is made from changed."""

import os
from pathlib import Path

import pytest

from bot.run.errors import RunError, StepFailedError
from bot.run.model import KEPT_MODELS, ensure_model, model_name

PROJECT = {
    "config.yml": "pipeline:\n- name: WhitespaceTokenizer\n- name: bot.rasa.norsk.Bokmal\n",
    "bot/rasa/requirements.txt": "numpy==1.0\nrasa==3.6.21\nrasa-sdk==3.6.2\n",
    "bot/rasa/norsk.py": "class Bokmal: ...\n",
    "bot/rasa/domain/melde_fra.yml": "intents: [melde_fra]\n",
    "data/nlu/melde_fra.yml": "nlu: []\n",
    "data/nlu/ord/skoler.txt": "Åsen\n",
    "data/dialogue/melde_fra.yml": "rules: []\n",
}
FAKE_RASA = """#!/bin/sh
echo trent >> "$0.log"
while [ $# -gt 0 ]; do
  case "$1" in --out) out=$2;; --fixed-model-name) name=$2;; esac
  shift
done
echo modell > "$out/$name.tar.gz"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PROJECT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rasa(tmp_path: Path) -> Path:
    fake = tmp_path / "rasa-python"
    fake.write_text(FAKE_RASA, encoding="utf-8")
    fake.chmod(0o755)
    return fake


def trainings(rasa: Path) -> int:
    log = rasa.with_name("rasa-python.log")
    return len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else 0


@pytest.mark.parametrize("changed", [name for name in PROJECT if "requirements" not in name])
def test_name_changes_with_each_file_the_model_is_made_from(project: Path, changed: str) -> None:
    before = model_name(project)
    (project / changed).write_text(PROJECT[changed] + "# mer\n", encoding="utf-8")
    assert model_name(project) != before
    (project / changed).write_text(PROJECT[changed], encoding="utf-8")
    assert model_name(project) == before


def test_name_changes_with_rasas_version_and_not_with_other_pins(project: Path) -> None:
    before = model_name(project)
    pins = project / "bot/rasa/requirements.txt"
    pins.write_text("numpy==1.1\nrasa==3.6.21\nrasa-sdk==3.6.2\n", encoding="utf-8")
    assert model_name(project) == before
    pins.write_text("rasa==3.6.22\n", encoding="utf-8")
    assert model_name(project) != before


def test_name_changes_when_a_file_is_added_or_renamed(project: Path) -> None:
    names = {model_name(project)}
    extra = project / "data/nlu/fravaer.yml"
    extra.write_text("nlu: []\n", encoding="utf-8")
    names.add(model_name(project))
    extra.rename(project / "data/nlu/gripe_inn.yml")
    names.add(model_name(project))
    assert len(names) == 3


@pytest.mark.parametrize("other", ["data/nlu/README.md", "data/guides/veileder.md", "bot/rasa/channel.py"])
def test_other_files_and_times_leave_the_name_alone(project: Path, other: str) -> None:
    before = model_name(project)
    (project / other).parent.mkdir(exist_ok=True)
    (project / other).write_text("noe annet", encoding="utf-8")
    os.utime(project / "config.yml", (1, 1))
    assert model_name(project) == before


def test_missing_data_are_told_in_a_sentence(project: Path) -> None:
    (project / "data/dialogue/melde_fra.yml").unlink()
    with pytest.raises(RunError, match="data/dialogue"):
        model_name(project)


def test_model_is_trained_once_and_again_when_data_change(project: Path, rasa: Path) -> None:
    first = ensure_model(project / "var", project, rasa)
    assert first == project / "var" / "models" / f"{model_name(project)}.tar.gz"
    assert ensure_model(project / "var", project, rasa) == first
    assert trainings(rasa) == 1
    (project / "data/nlu/melde_fra.yml").write_text("nlu: [ny]\n", encoding="utf-8")
    second = ensure_model(project / "var", project, rasa)
    assert second != first
    assert second.read_text(encoding="utf-8") == "modell\n"
    assert trainings(rasa) == 2


def test_failed_training_leaves_no_model(project: Path, rasa: Path) -> None:
    refusal = "echo 'Rule Error: to regler sier imot hverandre'; exit 1\n"
    rasa.write_text(FAKE_RASA + refusal, encoding="utf-8")
    with pytest.raises(StepFailedError, match="to regler sier imot hverandre"):
        ensure_model(project / "var", project, rasa)
    assert list((project / "var/models").glob("*.tar.gz")) == []
    rasa.write_text(FAKE_RASA, encoding="utf-8")
    assert ensure_model(project / "var", project, rasa).is_file()


def test_old_models_are_removed_and_the_used_one_kept(project: Path, rasa: Path) -> None:
    models = project / "var" / "models"
    models.mkdir(parents=True)
    for age in range(6):
        old = models / f"gammel{age}.tar.gz"
        old.touch()
        os.utime(old, (1000 - age, 1000 - age))
    used = ensure_model(project / "var", project, rasa)
    left = {path.name for path in models.glob("*.tar.gz")}
    assert left == {used.name, "gammel0.tar.gz", "gammel1.tar.gz"}
    assert len(left) == KEPT_MODELS
