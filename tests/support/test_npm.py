"""The clients that tests use are fetched once, and again where what is asked for has changed."""

import json
from pathlib import Path

import pytest

from tests.support.npm import NoClientsError, npm_packages

LOCK = {"name": "prove", "lockfileVersion": 3, "requires": True, "packages": {"": {"name": "prove"}}}


@pytest.fixture
def folder(tmp_path: Path, npm_clients: Path) -> Path:
    """A folder that asks for nothing, so that npm needs no network; the test is skipped where there is no npm."""
    (tmp_path / "package.json").write_text(json.dumps({"name": "prove"}), encoding="utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps(LOCK), encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    return tmp_path


def test_the_pinned_clients_are_there(npm_clients: Path) -> None:
    wanted = json.loads((npm_clients.parent / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    for name, version in wanted.items():
        had = json.loads((npm_clients / name / "package.json").read_text(encoding="utf-8"))
        assert had["version"] == version


def test_what_is_fetched_is_left_alone_until_the_lock_file_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm_packages(folder)
    lock = folder / "package-lock.json"
    monkeypatch.setenv("PATH", "")
    npm_packages(folder)
    lock.write_text(lock.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(NoClientsError, match="nodejs"):
        npm_packages(folder)


def test_a_fetch_that_fails_leaves_no_stamp(folder: Path) -> None:
    (folder / "package-lock.json").write_text("{", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(NoClientsError, match="npm fikk ikke hentet"):
            npm_packages(folder)
