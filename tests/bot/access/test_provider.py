"""Keys come and go: a new one is fetched, one that we know goes on while the service is away, an unknown one is told so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.access.errors import Reason, RefusedError
from bot.access.provider import Provider
from tests.bot.access.house import CHAT, House, login_settings
from tests.bot.access.test_tokens import MESSAGE, SENTENCE
from tests.support.identity_provider import IdentityProvider, SigningPair


class Clock:
    """Seconds that a test puts forward."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


def known(provider: IdentityProvider, clock: Clock | None = None) -> Provider:
    return Provider(provider.issuer, clock or Clock())


async def refusal(keys: Provider, kid: str) -> Reason:
    with pytest.raises(RefusedError) as caught:
        await keys.key(kid)
    return caught.value.reason


def kid_of(provider: IdentityProvider) -> str:
    return provider.keys[0].kid


async def test_a_new_key_is_found_and_one_that_is_withdrawn_forgotten(provider: IdentityProvider) -> None:
    clock = Clock()
    keys = known(provider, clock)
    old = kid_of(provider)
    assert (await keys.key(old)).key_id == old
    provider.rotate()
    clock.time += 61
    assert (await keys.key(kid_of(provider))).key_id == kid_of(provider)
    assert await refusal(keys, old) is Reason.LOG_IN


async def test_unknown_keys_make_it_ask_once_a_minute(provider: IdentityProvider) -> None:
    clock = Clock()
    keys = known(provider, clock)
    await keys.key(kid_of(provider))
    for number in range(50):
        assert await refusal(keys, f"ukjent-{number}") is Reason.LOG_IN
    assert provider.asked["/keys"] == 1
    clock.time += 61
    await refusal(keys, "ukjent")
    assert provider.asked["/keys"] == 2


async def test_many_who_come_at_once_share_one_question(provider: IdentityProvider) -> None:
    keys = known(provider)
    found = await asyncio.gather(*(keys.key(kid_of(provider)) for _ in range(20)))
    assert {each.key_id for each in found} == {kid_of(provider)}
    assert provider.asked["/keys"] == 1


async def test_known_keys_go_on_while_the_service_is_away(provider: IdentityProvider) -> None:
    clock = Clock()
    keys = known(provider, clock)
    await keys.key(kid_of(provider))
    provider.is_down = True
    clock.time += 24 * 3600
    assert (await keys.key(kid_of(provider))).key_id == kid_of(provider)
    assert await refusal(keys, "ukjent") is Reason.PROVIDER_AWAY
    clock.time += 61
    provider.is_down = False
    assert await refusal(keys, "ukjent") is Reason.LOG_IN


async def test_a_service_that_is_another_than_it_should_be_is_not_believed(
    provider: IdentityProvider,
) -> None:
    keys = Provider(f"{provider.issuer}/")
    assert await refusal(keys, kid_of(provider)) is Reason.PROVIDER_AWAY


async def test_no_service_at_all_is_told_as_away() -> None:
    assert await refusal(Provider("http://127.0.0.1:9"), "a") is Reason.PROVIDER_AWAY


@pytest.mark.parametrize("shown", [[], [{"kty": "oct", "kid": "a", "k": "aGVt"}], ["x"], [{"kty": "RSA"}]])
async def test_keys_of_no_use_are_no_keys(
    provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch, shown: list[Any]
) -> None:
    class Pair:
        def __init__(self, public: Any) -> None:
            self.public = public

    monkeypatch.setattr(provider, "keys", [Pair(each) for each in shown])
    assert await refusal(known(provider), "a") in (Reason.PROVIDER_AWAY, Reason.LOG_IN)


def test_a_user_is_told_that_the_login_is_away_and_one_with_a_known_key_notices_nothing(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider))

    def ask(token: str) -> Any:
        return house.client(authorization=f"Bearer {token}").post(CHAT, json=MESSAGE)

    good = provider.token()
    provider.is_down = True
    first = ask(good)
    assert first.status_code == 503
    assert first.json() == {"detail": SENTENCE["provider_away"]}
    provider.is_down = False
    house.app.state.access.login.provider._tried = float("-inf")  # as a minute later
    assert ask(good).status_code == 200
    provider.is_down = True
    assert ask(good).status_code == 200
    assert ask(provider.token(key=SigningPair("ny"))).status_code in (401, 503)
