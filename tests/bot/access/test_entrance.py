"""What isn't said to be open is closed, to whoever hasn't logged in; on one's own machine nobody comes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from bot.access.dependencies import identity_of, raadgiver
from bot.access.errors import RefusedError
from bot.access.identity import NOBODY, Identity
from bot.access.sessions import Sessions
from bot.secrets import SigningKey, load_signing_key
from tests.bot.access.house import CHAT, HOME, INTRANET, House, login_settings
from tests.bot.access.test_tokens import MESSAGE, SENTENCE
from tests.support.identity_provider import KARI, REIDUN, IdentityProvider

OPEN = {
    "/health", "/api/status", "/api/profiles", "/api/login", "/logg-inn", "/logg-inn/svar", "/logg-inn/vindu.js",
    "/logg-ut", "/prosedyrer", "/prosedyrer/{procedure_id}", "/widget.js", "/web/{name}.css", "/tilgjengelighet",
}  # fmt: skip
OWN_LOCK = {"/actions": 403, "/metrics": 403}
HTML = {"accept": "text/html,application/xhtml+xml"}


def routes(house: House) -> list[tuple[str, str]]:
    """Each address with a way to ask for it, as the application itself has them."""
    included = [each for each in house.app.routes if hasattr(each, "effective_route_contexts")]
    found = [route for each in included for route in each.effective_route_contexts()]
    return [(str(route.path), method) for route in found for method in route.methods]


def cookie_for(house: House, user: dict[str, Any]) -> dict[str, str]:
    """The cookie of a user who has logged in on the pages."""
    key = load_signing_key(house.settings.var_dir / "secret.key")
    roles = frozenset({"ansatt", *user["roles"]})
    token = Sessions(key, house.settings.session_minutes).begun(Identity(user["sub"], roles)).token
    return {"cookie": f"hvana={token}"}


def test_every_address_that_is_not_said_to_be_open_is_closed(house: House) -> None:
    client = house.client()
    asked = routes(house)
    assert len(asked) > 15
    for path, method in asked:
        if path in OPEN or path.startswith("/api/messages"):
            continue
        answer = client.request(method, path.replace("{", "").replace("}", ""), json={})
        expected = OWN_LOCK.get(path, 401)
        assert answer.status_code == expected, (path, method, answer.text)
        assert answer.json()["detail"].endswith("."), path
    assert client.get("/openapi.json").status_code == 401
    assert client.get("/finnes-ikke").status_code == 401


def test_open_addresses_are_open(house: House) -> None:
    client = house.client()
    for path in ("/health", "/api/profiles", "/prosedyrer", "/prosedyrer/melde_fra", "/api/login"):
        assert client.get(path).status_code == 200, path


def test_a_browser_is_sent_to_the_login_and_will_come_back(house: House) -> None:
    answer = house.client().get("/rapporter?kommune=steinkjer", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/logg-inn?til=%2Frapporter%3Fkommune%3Dsteinkjer"
    assert answer.headers["cache-control"] == "no-store"


def test_the_reports_are_for_the_raadgiver(house: House, provider: IdentityProvider) -> None:
    client = house.client()
    for user, status in ((KARI, 403), (REIDUN, 200)):
        assert client.get("/rapporter", headers={**HTML, **cookie_for(house, user)}).status_code == status
        bearer = {"authorization": f"Bearer {provider.token(**user)}"}
        assert client.get("/rapporter", headers=bearer).status_code == status
    page = client.get("/rapporter", headers={**HTML, **cookie_for(house, KARI)})
    assert SENTENCE["wrong_role"] in page.text
    assert page.headers["content-type"].startswith("text/html")


async def test_nobody_is_no_raadgiver() -> None:
    with pytest.raises(Exception, match="log_in"):
        await raadgiver(Identity("", frozenset()))


def test_a_cookie_counts_on_our_own_pages_only(house: House) -> None:
    client, cookie = house.client(), cookie_for(house, KARI)
    assert client.post(CHAT, json=MESSAGE, headers={**cookie, "origin": HOME}).status_code == 200
    own_form = {**cookie, "origin": "null", "sec-fetch-site": "same-origin"}
    assert client.post(CHAT, json=MESSAGE, headers=own_form).status_code == 200
    for site in ("same-site", "cross-site", "none"):
        assert (
            client.post(CHAT, json=MESSAGE, headers={**own_form, "sec-fetch-site": site}).status_code == 401
        )
    for origin in (INTRANET, "https://ond.example", "null"):
        answer = client.post(CHAT, json=MESSAGE, headers={**cookie, "origin": origin})
        assert answer.status_code == 401, origin


@pytest.mark.parametrize("wrong", ["", "x", "gAAAAA", "æ", "a.b.c"])
def test_a_cookie_that_is_not_ours_is_nobodys(house: House, wrong: str) -> None:
    headers = {b"cookie": f"hvana={wrong}".encode()}
    assert house.client().post(CHAT, json=MESSAGE, headers=headers).status_code == 401  # type: ignore[arg-type]


def test_a_proof_of_another_bot_or_another_use_is_none(house: House) -> None:
    key = load_signing_key(house.settings.var_dir / "secret.key")
    user = Identity("x", frozenset({"ansatt"}))
    foreign = Sessions(SigningKey(b"x" * 32), 60).begun(user).token
    login = house.app.state.access.login
    begun = login.begun.sealed({"subject": "x", "roles": ["ansatt"]})
    good = Sessions(key, 60).begun(user).token
    for token, status in ((foreign, 401), (begun, 401), (good, 200)):
        header = {"authorization": f"Bearer {token}"}
        assert house.client().post(CHAT, json=MESSAGE, headers=header).status_code == status


def test_an_old_proof_is_none(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = cookie_for(house, KARI)
    assert house.client().post(CHAT, json=MESSAGE, headers=cookie).status_code == 200
    monkeypatch.setattr(house.app.state.access.login.sessions._seal, "seconds", -1)
    assert house.client().post(CHAT, json=MESSAGE, headers=cookie).status_code == 401


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "127.0.0.1"])
def test_on_ones_own_machine_nobody_logs_in(opened: Callable[..., House], host: str) -> None:
    client = opened().client()
    assert client.post(CHAT, json=MESSAGE, headers={"host": host}).status_code == 200
    assert client.get("/api/login", headers={"host": host}).json() == {"required": False, "url": None}


HOSTILE = [
    {"host": "ond.example"},
    {"host": "127.0.0.1.ond.example"},
    {"host": "localhost.ond.example:8000"},
    {"host": "ond.example:8000"},
    {"host": "[::1].ond.example"},
    {"host": ""},
    {"host": "127.0.0.1@ond.example"},
    {"x-forwarded-for": "10.0.0.7"},
    {"x-forwarded-for": "127.0.0.1, 10.0.0.7"},
    {"x-forwarded-for": "ukjent"},
    {"x-real-ip": "192.168.1.9"},
    {"forwarded": "for=10.0.0.7;proto=https"},
    {"forwarded": 'for="[2001:db8::1]:4711"'},
    {"forwarded": "by=10.0.0.1"},
    {"x-forwarded-host": "hvana.example.no"},
]


def test_without_login_only_this_machine_is_answered(opened: Callable[..., House]) -> None:
    house = opened()
    for headers in HOSTILE:
        answer = house.client().post(CHAT, json=MESSAGE, headers=headers)
        assert answer.status_code in (400, 403), headers
        assert answer.json()["detail"] in (SENTENCE["wrong_host"], SENTENCE["forwarded"])
    assert not house.rasa.senders
    for headers in ({"x-forwarded-for": "127.0.0.1"}, {"forwarded": 'for="[::1]:99"'}):
        assert house.client().post(CHAT, json=MESSAGE, headers=headers).status_code == 200


def test_with_login_the_public_address_is_answered_and_no_other(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider, public_url="https://hvana.example.no"))
    header = {"authorization": f"Bearer {provider.token()}", "x-forwarded-for": "10.0.0.7"}
    for host, status in (("hvana.example.no", 200), ("localhost:8000", 200), ("ond.example", 400)):
        answer = house.client().post(CHAT, json=MESSAGE, headers={**header, "host": host})
        assert answer.status_code == status, host


def test_the_figures_are_for_this_machine(house: House) -> None:
    near = TestClient(house.app, base_url=HOME, client=("127.0.0.1", 50000))
    assert near.get("/metrics").status_code == 200
    assert near.get("/metrics", headers={"x-forwarded-for": "10.0.0.7"}).status_code == 403
    assert house.client().get("/metrics").status_code == 403


def test_broken_messages_are_told_and_no_error(house: House) -> None:
    cookie = cookie_for(house, KARI)
    for body, kind in (
        (b"{", "application/json"),
        (b"hei", "text/plain"),
        (b"[1]", "application/json"),
        (b"", "x"),
    ):
        answer = house.client().post(CHAT, content=body, headers={**cookie, "content-type": kind})
        assert 400 <= answer.status_code < 500, (body, answer.text)


async def test_a_request_that_no_entrance_has_let_in_is_nobodys() -> None:
    unseen = Request({"type": "http", "method": "GET", "path": "/innsikt", "headers": []})
    user = await identity_of(unseen)
    assert user == NOBODY
    with pytest.raises(RefusedError):
        await raadgiver(user)
