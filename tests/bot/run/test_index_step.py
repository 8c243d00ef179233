"""The index step: it asks the guides' own command line, with this machine's settings."""

from pathlib import Path

import pytest

from bot.run.errors import StepFailedError
from bot.run.index import GuidePlaces, ensure_index

NOTES_ITS_ARGUMENTS = "import pathlib, sys; pathlib.Path('sagt.txt').write_text(' '.join(sys.argv[1:]))"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose `knowledge` only notes how it was called."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "__init__.py").touch()
    (tmp_path / "knowledge" / "__main__.py").write_text(NOTES_ITS_ARGUMENTS, encoding="utf-8")
    return tmp_path


def test_index_is_built_in_the_places_that_are_set(project: Path) -> None:
    ensure_index(GuidePlaces(project / "var", project / "data", "en-modell"), project)
    said = (project / "sagt.txt").read_text(encoding="utf-8")
    assert said == f"--var-dir {project}/var --data-dir {project}/data --model en-modell index"


def test_shipped_model_is_left_to_the_guides_own_code(project: Path) -> None:
    ensure_index(GuidePlaces(project / "var", project / "data"), project)
    assert "--model" not in (project / "sagt.txt").read_text(encoding="utf-8")


def test_guide_that_is_refused_is_told_with_what_the_build_said(project: Path) -> None:
    refusal = "raise SystemExit('veileder.md: mangler eier')"
    (project / "knowledge" / "__main__.py").write_text(refusal, encoding="utf-8")
    with pytest.raises(StepFailedError, match=r"veileder\.md: mangler eier"):
        ensure_index(GuidePlaces(project / "var", project / "data"), project)
