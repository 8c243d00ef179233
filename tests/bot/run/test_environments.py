"""Making the environments: when they are made, brought up to date or left alone."""

import ast
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import tomllib
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.run import environments
from bot.run.errors import DiskFullError, RunError, StepFailedError
from bot.run.places import ROOT
from bot.run.stamps import Environment, ensure, fingerprint, pins, stamped
from tests.conftest import missing


class Workshop:
    """An environment in a scratch folder, and what was done to it."""

    def __init__(self, folder: Path) -> None:
        self.requirements = folder / "requirements.txt"
        self.requirements.write_text("alfa==1.0\n", encoding="utf-8")
        self.environment = Environment(folder / "env", (self.requirements,), 0)
        self.done: list[str] = []
        self.install_fails = False

    def ensure(self) -> bool:
        return ensure(self.environment, self.create, self.install)

    def create(self) -> None:
        self.done.append("create")
        self.environment.python.parent.mkdir(parents=True)
        self.environment.python.symlink_to(sys.executable)

    def install(self) -> None:
        self.done.append("install")
        (self.environment.folder / "leftover").touch()
        if self.install_fails:
            raise StepFailedError("nettet falt ut")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture
def made(workshop: Workshop) -> Workshop:
    workshop.ensure()
    workshop.done.clear()
    return workshop


def test_missing_environment_is_made_and_stamped(workshop: Workshop) -> None:
    assert workshop.ensure() is True
    assert workshop.done == ["create", "install"]
    assert stamped(workshop.environment) == fingerprint(workshop.environment)


def test_whole_environment_is_left_alone(made: Workshop) -> None:
    assert made.ensure() is False
    assert made.done == []


def test_comments_and_blank_lines_change_nothing(made: Workshop) -> None:
    made.requirements.write_text("# hvorfor\n\nalfa==1.0  # derfor\n", encoding="utf-8")
    assert made.ensure() is False


def test_changed_pin_brings_the_environment_up_to_date_without_starting_over(made: Workshop) -> None:
    made.requirements.write_text("alfa==1.1\n", encoding="utf-8")
    assert made.ensure() is True
    assert made.done == ["install"]
    assert made.ensure() is False


def test_environment_whose_first_installation_failed_is_made_again_from_scratch(workshop: Workshop) -> None:
    workshop.install_fails = True
    with pytest.raises(StepFailedError):
        workshop.ensure()
    assert stamped(workshop.environment) is None
    workshop.install_fails = False
    (workshop.environment.folder / "leftover").rename(workshop.environment.folder / "half a package")
    workshop.ensure()
    assert workshop.done == ["create", "install", "create", "install"]
    assert not (workshop.environment.folder / "half a package").exists()


def test_update_that_was_cut_short_is_done_again_even_if_the_pins_are_put_back(made: Workshop) -> None:
    before = made.requirements.read_text(encoding="utf-8")
    made.requirements.write_text("alfa==1.1\n", encoding="utf-8")
    made.install_fails = True
    with pytest.raises(StepFailedError):
        made.ensure()
    made.requirements.write_text(before, encoding="utf-8")
    made.install_fails = False
    assert made.ensure() is True
    assert made.done == ["install", "install"]


def test_environment_whose_interpreter_is_gone_is_made_again(made: Workshop) -> None:
    made.environment.python.unlink()
    made.environment.python.symlink_to("/nowhere/python")
    assert made.ensure() is True
    assert made.done == ["create", "install"]


def test_environment_whose_python_was_replaced_by_another_version_is_made_again(made: Workshop) -> None:
    stamp = made.environment.stamp
    stamp.write_text("cpython-310-x " + stamp.read_text(encoding="utf-8").split()[1], encoding="utf-8")
    assert made.ensure() is True
    assert made.done == ["create", "install"]


def test_folder_that_is_no_environment_is_never_removed(workshop: Workshop) -> None:
    keepsake = workshop.environment.folder / "avhandling.docx"
    keepsake.parent.mkdir()
    keepsake.touch()
    with pytest.raises(RunError, match="Flytt den"):
        workshop.ensure()
    assert keepsake.exists()


def test_too_little_room_is_told_before_anything_is_made(workshop: Workshop) -> None:
    greedy = Environment(workshop.environment.folder, workshop.environment.requirements, 10**6)
    with pytest.raises(DiskFullError, match=r"bare \d+,\d GB ledig.*env trenger 1000000 GB.*Frigjør plass"):
        ensure(greedy, workshop.create, workshop.install)
    assert workshop.done == []


def test_torch_index_is_asked_for_torch_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(environments, "run_logged", lambda command, *rest: commands.append(list(command)))
    environments._install_bot(environments.BOT, "cpu-utgaver")
    [torch] = [command for command in commands if "--extra-index-url" in command]
    assert "--no-deps" in torch
    assert [word for word in torch if "==" in word] == [
        pin for pin in pins(environments.BOT.requirements) if pin.startswith("torch==")
    ]
    commands.clear()
    environments._install_bot(environments.BOT, "")
    assert all("--extra-index-url" not in command for command in commands)
    assert len(commands) == 2


def test_a_changed_command_is_put_in_place(workshop: Workshop, tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[project.scripts]\nhva-na = "bot.__main__:main"\n\n[tool.ruff]\n', encoding="utf-8")
    workshop.environment = replace(workshop.environment, project=project)
    workshop.ensure()
    project.write_text(project.read_text(encoding="utf-8") + "line-length = 90\n", encoding="utf-8")
    assert workshop.ensure() is False
    project.write_text(project.read_text(encoding="utf-8").replace("__main__", "annet"), encoding="utf-8")
    assert workshop.ensure() is True
    assert workshop.done == ["create", "install", "install"]


def test_the_command_starts_the_code_of_this_folder() -> None:
    command = environments.BOT.folder / "bin" / "hva-na"
    if not command.is_file():
        missing(f"{command} mangler; «make environments» legger den på plass.")
    done = subprocess.run(
        [command, "--help"], cwd="/", capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert "spør" in done.stdout


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "bot/rasa/requirements.txt"])
def test_requirements_are_names_and_versions_only(file: str) -> None:
    found = pins((ROOT / file,))
    assert found
    assert [pin for pin in found if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", pin)] == []
    assert [pin for pin in found if pin.startswith(("nvidia", "cuda", "triton"))] == []


def test_pins_hold_everything_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {
        canonicalize_name(name): version
        for name, _, version in (pin.partition("==") for pin in pins(environments.BOT.requirements))
    }
    wanted = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]
    wrong = [
        str(need)
        for need in wanted
        if not need.specifier.contains(pinned.get(canonicalize_name(need.name), "0"))
    ]
    assert wrong == []
    assert "uv" in pinned
    assert "rasa==3.6.21" in pins(environments.RASA.requirements)


def _set_up_modules() -> list[Path]:
    names = "[m.__file__ for name, m in sys.modules.items() if name.startswith('bot')]"
    code = f"import sys, bot.run.environments; print(*{names})"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(name) for name in done.stdout.split()]


def test_set_up_runs_on_the_standard_library_alone_and_reads_as_python_3_8() -> None:
    modules = _set_up_modules()
    assert ROOT / "bot" / "run" / "environments.py" in modules
    for module in modules:
        ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 8))
