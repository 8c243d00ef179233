"""One login service for all tests of who comes in, and a house behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.rulebook import Rulebook
from tests.bot.access.house import House, login_settings, open_house
from tests.support.identity_provider import IdentityProvider

LIMITS = ("turns_per_minute", "requests_per_minute", "address_requests_per_minute")
UNHURRIED = dict.fromkeys(LIMITS, 100_000)


@pytest.fixture(scope="session")
def shared_provider() -> Iterator[IdentityProvider]:
    with IdentityProvider() as provider:
        yield provider


@pytest.fixture
def provider(shared_provider: IdentityProvider) -> IdentityProvider:
    shared_provider.reset()
    return shared_provider


@pytest.fixture
def opened(rulebook: Rulebook, tmp_path: Path) -> Callable[..., House]:
    """Makes a house with given settings."""
    return lambda **settings: open_house(rulebook, tmp_path, **settings)


@pytest.fixture(scope="session")
def shared_house(
    rulebook: Rulebook, shared_provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory
) -> House:
    settings = login_settings(shared_provider, **UNHURRIED)
    return open_house(rulebook, tmp_path_factory.mktemp("house"), **settings)


@pytest.fixture
def house(shared_house: House, provider: IdentityProvider) -> House:
    """A house whose users log in; nobody has said anything to it."""
    shared_house.reset()
    return shared_house
