"""Finding the Pythons, and the plain sentence where there is none."""

import sys
from pathlib import Path

import pytest

from bot.run import interpreters
from bot.run.errors import MissingInterpreterError


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def python(path: Path, version: str, can_make_environments: bool = True) -> Path:
    """A stand-in that answers as a Python of this version would."""
    ensurepip = "exit 0" if can_make_environments else "exit 1"
    return script(path, f'case "$2" in *ensurepip*) {ensurepip};; *) echo "{version} {path}";; esac')


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing but an old python3; returns the folder that is its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(interpreters, "VAR", tmp_path / "var")
    monkeypatch.setattr(sys, "executable", str(python(tmp_path / "path" / "python3", "3.8")))
    return tmp_path / "path"


def uv(path: Path, body: str = "exit 2") -> Path:
    return script(path / "verktoy" / "uv", body)


def test_without_python_3_10_and_net_the_sentence_says_what_to_install(bare: Path) -> None:
    with pytest.raises(MissingInterpreterError, match=r"Python 3\.10.*Installer.*kjør samme kommando igjen"):
        interpreters.rasa_python(uv(bare))


def test_python_3_10_on_the_path_is_taken(bare: Path) -> None:
    wanted = python(bare / "python3.10", "3.10")
    assert interpreters.rasa_python(uv(bare)) == wanted


def test_shim_that_answers_for_another_python_is_followed_to_it(bare: Path) -> None:
    real = python(bare.parent / "ekte" / "python3.10", "3.10")
    script(bare / "python3.10", f'exec {real} "$@"')
    assert interpreters.rasa_python(uv(bare)) == real


def test_broken_shim_on_the_path_is_passed_over_for_pyenvs_newest(bare: Path) -> None:
    script(bare / "python3.10", "exit 127")
    python(bare.parent / "pyenv/versions/3.10.2/bin/python3.10", "3.10")
    newest = python(bare.parent / "pyenv/versions/3.10.9/bin/python3.10", "3.10")
    assert interpreters.rasa_python(uv(bare)) == newest


def test_python_that_uv_has_is_taken(bare: Path) -> None:
    kept = python(bare.parent / "uv" / "python3.10", "3.10")
    assert interpreters.rasa_python(uv(bare, f"echo {kept}")) == kept


def test_python_that_uv_can_fetch_is_fetched(bare: Path) -> None:
    there = bare.parent / "uv" / "python3.10"
    store = python(bare.parent / "lager" / "python3.10", "3.10")
    body = f"""
if [ "$2" = install ]; then /bin/mkdir -p {there.parent}; /bin/cp {store} {there}; exit; fi
[ -x {there} ] && echo {there}"""
    found = interpreters.rasa_python(uv(bare, body))
    assert found == store  # which is what the copy says it is


def test_old_python_alone_is_told_in_a_sentence(bare: Path) -> None:
    with pytest.raises(MissingInterpreterError, match=r"trenger Python 3\.11.*Installer.*eller uv"):
        interpreters.bot_python()


def test_bot_takes_3_11_before_newer_ones_even_when_started_by_an_old_one(bare: Path) -> None:
    python(bare / "python3.12", "3.12")
    wanted = python(bare / "python3.11", "3.11")
    assert interpreters.bot_python() == wanted


def test_python_without_venv_is_passed_over_for_one_that_has_it(bare: Path) -> None:
    python(bare / "python3.11", "3.11", can_make_environments=False)
    wanted = python(bare / "python3.12", "3.12")
    assert interpreters.bot_python() == wanted


def test_python_without_venv_alone_is_told_with_the_package_to_install(bare: Path) -> None:
    python(bare / "python3.11", "3.11", can_make_environments=False)
    with pytest.raises(MissingInterpreterError, match=r"sudo apt install python3\.11-venv"):
        interpreters.bot_python()


def test_environments_are_never_made_from_our_own(monkeypatch: pytest.MonkeyPatch, bare: Path) -> None:
    monkeypatch.setattr(interpreters, "ROOT", bare)
    python(bare / ".venv" / "bin" / "python3.11", "3.11")
    monkeypatch.setattr(sys, "executable", str(bare / ".venv" / "bin" / "python3.11"))
    assert list(interpreters.candidates("3.11")) == []
