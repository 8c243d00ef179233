"""Whoever sends too much waits, and is told how long; nobody else notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.bot.access.house import CHAT, HOME, House, login_settings
from tests.bot.access.test_ownership import OLA
from tests.support.identity_provider import KARI, IdentityProvider


def say(client: TestClient, sender: str) -> Any:
    return client.post(CHAT, json={"sender": sender, "message": "hei"})


def demand_refused(answer: Any) -> None:
    assert answer.status_code == 429
    seconds = int(answer.headers["retry-after"])
    assert 1 <= seconds <= 60
    assert f"Vent {seconds} sekunder" in answer.json()["detail"]


def test_one_sender_waits_and_the_others_do_not(opened: Callable[..., House]) -> None:
    house = opened(turns_per_minute=3)
    client = house.client()
    assert [say(client, "a").status_code for _ in range(3)] == [200] * 3
    demand_refused(say(client, "a"))
    assert len(house.rasa.senders) == 3, "what is refused reaches nobody"
    assert say(client, "b").status_code == 200


def test_a_user_is_one_whatever_they_call_the_conversation(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider, turns_per_minute=3))
    kari = house.client(authorization=f"Bearer {provider.token(**KARI)}")
    assert [say(kari, f"samtale-{number}").status_code for number in range(3)] == [200] * 3
    demand_refused(say(kari, "enda en"))
    assert say(house.client(authorization=f"Bearer {provider.token(**OLA)}"), "a").status_code == 200


def test_all_that_a_user_asks_for_counts(opened: Callable[..., House], provider: IdentityProvider) -> None:
    house = opened(**login_settings(provider, requests_per_minute=5))
    kari = house.client(authorization=f"Bearer {provider.token(**KARI)}")
    assert [kari.get("/api/profiles").status_code for _ in range(5)] == [200] * 5
    demand_refused(kari.get("/api/arshjul.ics"))
    assert house.client().get("/api/profiles").status_code == 200


def test_one_address_has_a_ceiling_and_health_and_styles_do_not_count(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider, address_requests_per_minute=5))

    def come(address: str) -> TestClient:
        return TestClient(house.app, base_url=HOME, client=(address, 4711))

    for _ in range(10):
        assert come("10.0.0.7").get("/health").status_code == 200
        assert come("10.0.0.7").get("/web/chat.css").status_code in (200, 404)
    assert [come("10.0.0.7").get("/api/profiles").status_code for _ in range(5)] == [200] * 5
    demand_refused(come("10.0.0.7").get("/api/profiles"))
    assert come("10.0.0.8").get("/api/profiles").status_code == 200


@pytest.mark.parametrize("kind", ["requests_per_minute", "address_requests_per_minute"])
def test_ones_own_machine_has_no_ceiling(opened: Callable[..., House], kind: str) -> None:
    client = TestClient(opened(**{kind: 2}).app, base_url=HOME, client=("127.0.0.1", 4711))
    assert {client.get("/api/profiles").status_code for _ in range(10)} == {200}
