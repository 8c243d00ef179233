"""Arrows point one way, bot → actions → knowledge → data, and knowledge knows neither chat nor web."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FORBIDDEN = {
    "knowledge": {"bot", "actions", "rasa", "rasa_sdk", "fastapi", "starlette", "httpx"},
    "actions": {"bot", "rasa", "fastapi", "starlette", "httpx"},
    "bot": {"tests"},
}
INNERMOST = {"knowledge/procedures/model.py", "knowledge/procedures/decide.py", "knowledge/guides/model.py"}
RASA_SIDE = "bot/rasa"
OWNERS = {"faiss": 1, "sentence_transformers": 2, "docxtpl": 1}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_import_points_outwards(package: str) -> None:
    for path in files(package):
        for name in imports(path):
            assert name.partition(".")[0] not in FORBIDDEN[package], f"{path}: {name}"


@pytest.mark.parametrize("name", sorted(INNERMOST))
def test_innermost_modules_know_only_the_standard_library_and_their_own_package(name: str) -> None:
    import sys

    for imported in imports(ROOT / name):
        top = imported.partition(".")[0]
        assert top in sys.stdlib_module_names or top == "knowledge", f"{name}: {imported}"


def test_only_rasas_own_side_imports_rasa() -> None:
    for path in files("bot"):
        is_rasa_side = path.relative_to(ROOT).as_posix().startswith(RASA_SIDE)
        if not is_rasa_side:
            assert not {each for each in imports(path) if each.partition(".")[0] in ("rasa", "sanic")}, path


@pytest.mark.parametrize("library", OWNERS)
def test_each_heavy_library_has_one_owner(library: str) -> None:
    """Training may use sentence-transformers beside the module that loads the model."""
    owners = {
        path
        for package in FORBIDDEN
        for path in files(package)
        if any(name.partition(".")[0] == library for name in imports(path))
    }
    assert 1 <= len(owners) <= OWNERS[library], owners


def test_code_names_no_municipality() -> None:
    """Local content lives in data/municipalities and data/guides."""
    for package in FORBIDDEN:
        for path in files(package):
            text = path.read_text(encoding="utf-8").lower()
            for name in ("steinkjer", "bakås", "bakas", "søndre", "sondre_land", "rælingen", "raelingen"):
                assert name not in text, f"{path}: {name}"


def test_what_is_pinned_has_names_and_versions_and_no_addresses() -> None:
    pinned = [*ROOT.glob("requirements*.txt"), ROOT / "bot" / "rasa" / "requirements.txt"]
    pinned += [ROOT / "bot" / "web" / "package-lock.json", ROOT / "tests" / "clients" / "package-lock.json"]
    assert [str(path.relative_to(ROOT)) for path in pinned if "://" in path.read_text(encoding="utf-8")] == []
