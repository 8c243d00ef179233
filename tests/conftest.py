"""What all tests share: the shipped rules, read once."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from knowledge.paths import Paths
from knowledge.procedures.local import localised
from knowledge.procedures.model import Procedure
from knowledge.rulebook import Rulebook, open_rulebook
from knowledge.rules import Rules, load_rules
from tests.support.npm import NoClientsError, npm_packages
from tests.support.postgresql import NoServerError
from tests.support.postgresql import postgresql as open_postgresql

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules(Paths())


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return open_rulebook(Paths())


@pytest.fixture(scope="session")
def procedures(rules: Rules) -> dict[str, Procedure]:
    """The procedures as they are where no kommune has rules of its own."""
    national = rules.municipalities.get("nasjonal")
    return {name: localised(procedure, national) for name, procedure in rules.procedures.items()}


@pytest.fixture(scope="session")
def melde_fra(procedures: dict[str, Procedure]) -> Procedure:
    return procedures["melde_fra"]


def missing(reason: str) -> NoReturn:
    """What a test needs is not on this machine: skipped, but in CI it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def demand_tool(command: str, package: str) -> str:
    """The path of a system program that a test needs."""
    path = shutil.which(command)
    return path or missing(f"Fant ikke {command}; denne prøven trenger pakken {package}.")


@pytest.fixture(scope="session")
def original_guides() -> Path:
    """The folder of the real guides, which only developers have."""
    folder = SHARED / "guides"
    if not folder.is_dir():
        missing(f"De ekte veilederne ligger ikke i {folder}; denne prøven trenger dem.")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The DSN of an empty schema on a PostgreSQL server."""
    with ExitStack() as stack:
        try:
            dsn = stack.enter_context(open_postgresql())
        except NoServerError as error:
            missing(str(error))
        yield dsn


@pytest.fixture(scope="session")
def npm_clients() -> Path:
    """The `node_modules` folder with the clients that tests/clients/package.json names."""
    try:
        return npm_packages(ROOT / "tests" / "clients")
    except NoClientsError as error:
        missing(str(error))


@dataclass(frozen=True)
class Running:
    """The real servers: where the bot is reached and where everything they write lies."""

    url: str
    var_dir: Path


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    from bot.run.background import running_servers

    var_dir = tmp_path_factory.mktemp("var")
    with running_servers(var_dir=var_dir, settings={"HVANA_TEAMS_OPEN": "true"}) as url:
        yield Running(url, var_dir)
