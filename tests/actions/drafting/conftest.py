"""What the tests of drafts share: the shipped forms, a case that leads to each, and a writer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.drafting.content import Drafting, load_drafting
from actions.drafting.render import Renderer
from knowledge.rulebook import Rulebook
from tests.actions.conftest import DATA
from tests.actions.drafting.kinds import Origin, origins
from tests.actions.drafting.writer import Writer, writer_of

KINDS = sorted(path.stem for path in (DATA / "drafts").glob("*.yml"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a `kind` runs for each kind of draft that is shipped."""
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", KINDS)


@pytest.fixture(scope="session")
def drafting() -> Drafting:
    return load_drafting(DATA)


@pytest.fixture(scope="session")
def all_origins(rulebook: Rulebook) -> list[Origin]:
    return list(origins(rulebook))


@pytest.fixture(scope="session")
def renderer(drafting: Drafting) -> Renderer:
    return Renderer(DATA / "templates", drafting.words.document)


@pytest.fixture(scope="session")
def new_writer(rulebook: Rulebook, drafting: Drafting, all_origins: list[Origin]) -> Callable[..., Writer]:
    return lambda **settings: writer_of(rulebook, drafting, all_origins, **settings)


@pytest.fixture
def writer(new_writer: Callable[..., Writer]) -> Writer:
    return new_writer()
